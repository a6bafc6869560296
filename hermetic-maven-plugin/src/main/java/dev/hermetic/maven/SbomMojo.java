package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockView;
import dev.hermetic.sbom.DocumentFacts;
import dev.hermetic.sbom.JvmDependency;
import dev.hermetic.sbom.SbomFormat;
import dev.hermetic.sbom.SbomRequest;
import dev.hermetic.sbom.SbomResult;
import dev.hermetic.sbom.SbomService;
import dev.hermetic.sbom.SbomText;
import dev.hermetic.track.WorkFolder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Writes bills of materials: every locked package of conda and PyPI, the base image with what its
 * distribution installed, where an image was made, and the dependencies of the Maven project; one of
 * all platforms and one of each, as CycloneDX 1.6 and SPDX 2.3, in {@code target/hermetic/sbom}. In a
 * build they are artifacts of the module. Opens no connection of its own.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "sbom",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    requiresProject = false,
    threadSafe = true)
public final class SbomMojo extends AbstractHermeticMojo {
  /**
   * Formats to write: {@code cyclonedx}, {@code spdx}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sbom.formats", defaultValue = "cyclonedx,spdx")
  private @Nullable List<String> sbomFormats;

  /**
   * Where licences and origins of locked packages come from: {@code cache}, from the packages that
   * are in the cache because they were installed or put into an image; {@code lock}, from nowhere, so
   * that the bill is the same on every machine, whatever is in its cache.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sbom.details", defaultValue = "cache")
  private @Nullable String sbomDetails;

  /**
   * Whether the dependencies of the Maven project (scopes compile and runtime) are listed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sbom.jvm", defaultValue = "true")
  private @Nullable String sbomJvm;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sbom.skip", defaultValue = "false")
  private @Nullable String skipSbom;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private @Nullable String outputTimestamp;

  private final MavenProjectHelper helper;
  private final ProjectBuilder builder;

  @Inject
  public SbomMojo(SettingsDecrypter decrypter, MavenProjectHelper helper, ProjectBuilder builder) {
    super(decrypter);
    this.helper = helper;
    this.builder = builder;
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    SortedSet<SbomFormat> formats = formats(reader);
    boolean cached = cached(reader);
    boolean jvm = reader.flag("hermetic.sbom.jvm", sbomJvm, true);
    Instant created = BuildTime.orEpoch(reader, outputTimestamp, environmentVariables());
    reader.check();
    LockView view = LockView.read(request(LockRequest.Mode.FROZEN), environmentVariables());
    MavenProject project = project();
    List<JvmDependency> dependencies =
        jvm ? new JvmProject(project, session(), builder, getLog()).dependencies() : List.of();
    SbomResult result =
        SbomService.write(
            new SbomRequest(
                facts(project),
                lockfile(),
                view.lock(),
                view.graphs(),
                WorkFolder.image(work()),
                dependencies,
                cached,
                cacheDirectory(),
                formats,
                WorkFolder.sbom(work()),
                new DocumentFacts(
                    invocation().version(),
                    created.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(created))));
    SbomText.lines(result.whole()).forEach(getLog()::info);
    result.written().forEach(this::tellWritten);
    if (!invocation().isDirect()) {
      result.files().forEach(this::attach);
    }
  }

  private SortedSet<SbomFormat> formats(ParameterReader reader) {
    SortedSet<SbomFormat> formats = new TreeSet<>();
    for (String word : reader.texts(sbomFormats)) {
      Optional<SbomFormat> format = SbomFormat.of(word);
      format.ifPresent(formats::add);
      if (format.isEmpty()) {
        reader.problem(
            "hermetic.sbom.formats", "'" + word + "' is no format", "give cyclonedx, spdx or both");
      }
    }
    return formats.isEmpty() ? new TreeSet<>(List.of(SbomFormat.values())) : formats;
  }

  private boolean cached(ParameterReader reader) {
    String word = reader.text(sbomDetails);
    if (word != null && !List.of("cache", "lock").contains(word)) {
      reader.problem(
          "hermetic.sbom.details", "'" + word + "' is neither of the two", "give cache or lock");
    }
    return !"lock".equals(word);
  }

  private static SbomRequest.ProjectFacts facts(MavenProject project) {
    // What Maven makes up where there is no POM is nobody's.
    return project.getFile() == null
        ? new SbomRequest.ProjectFacts("", "environment", "")
        : new SbomRequest.ProjectFacts(
            project.getGroupId(), project.getArtifactId(), project.getVersion());
  }

  private void attach(SbomResult.SbomFile one) {
    String classifier =
        one.format().word() + one.platform().map(platform -> "-" + platform).orElse("");
    helper.attachArtifact(project(), "json", classifier, one.file().toFile());
  }

  @Override
  String goal() {
    return "sbom";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipSbom;
  }
}
