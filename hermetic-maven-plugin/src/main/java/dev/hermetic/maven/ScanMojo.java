package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.scan.Origin;
import dev.hermetic.scan.ScanJson;
import dev.hermetic.scan.ScanRequest;
import dev.hermetic.scan.ScanResult;
import dev.hermetic.scan.ScanService;
import dev.hermetic.scan.ScanText;
import dev.hermetic.scan.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Tells which known vulnerabilities the locked packages, the packages of the image's base and the
 * dependencies of the project have, the smallest change of the lock that fixes them, and of which
 * packages nothing can be said. Installs nothing.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "scan",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    requiresProject = false,
    threadSafe = true)
public final class ScanMojo extends AbstractHermeticMojo {
  /**
   * The advisories, in OSV format: a folder, a zip, a {@code .json} or {@code .jsonl} file, also packed
   * as {@code .zst}; the URL of one; the URL of a mirror that has {@code ECOSYSTEM/all.zip}; {@code osv}
   * for the service at api.osv.dev, {@code osv:URL} for another.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.database")
  private @Nullable String scanDatabase;

  /**
   * File or URL of a mapping from conda names to those of PyPI, over the names that Hermetic knows.
   * Without it: {@code hermetic.pip.mapping}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.mapping")
  private @Nullable String scanMapping;

  /**
   * Whether to use only what is on this machine, also where Maven may use the network.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.offline", defaultValue = "false")
  private @Nullable String scanOffline;

  /**
   * Whether to look for the smallest change of the lock that fixes what was found, by trying it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.fixes", defaultValue = "true")
  private @Nullable String scanFixes;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.skip", defaultValue = "false")
  private @Nullable String skipScan;

  @Inject
  public ScanMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    String database = reader.text(scanDatabase);
    boolean offline = reader.flag("hermetic.scan.offline", scanOffline, false);
    boolean fixes = reader.flag("hermetic.scan.fixes", scanFixes, true);
    reader.check();
    if (database == null && !isDirectCall()) {
      getLog().info("Not scanned: hermetic.scan.database names no advisories");
      return;
    }
    LockRequest lock = request(LockRequest.Mode.FROZEN);
    String mapping = reader.text(scanMapping);
    Path work = Objects.requireNonNull(lock.workDirectory(), "goals always have one");
    FetchSettings settings = offline ? fetchSettings().offlineOnly() : fetchSettings();
    ScanResult result =
        new ScanService(settings, Clock.systemUTC(), listener)
            .scan(
                new ScanRequest(
                    lock,
                    database == null ? "" : database,
                    mapping == null ? lock.pipSettings().mapping() : mapping,
                    work.resolve("image"),
                    dependencies(),
                    fixes));
    Path file = work.resolve("scan").resolve(ScanJson.NAME);
    AtomicFiles.write(Map.of(file, ScanJson.of(result).getBytes(StandardCharsets.UTF_8)));
    ScanText.lines(result, ConsoleStyle.here(), Clock.systemUTC().instant())
        .forEach(getLog()::info);
    getLog().info("Wrote " + shown(file));
  }

  /** What the project itself needs when it runs. */
  private List<Subject> dependencies() {
    Set<Artifact> artifacts = project().getArtifacts();
    return artifacts.stream()
        .map(
            one ->
                new Subject(
                    Origin.MAVEN,
                    one.getGroupId() + ":" + one.getArtifactId(),
                    one.getVersion(),
                    List.of()))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  String goal() {
    return "scan";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipScan;
  }
}
