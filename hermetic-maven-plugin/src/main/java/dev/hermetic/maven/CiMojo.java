package dev.hermetic.maven;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.image.BasePins;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.workflow.Provider;
import dev.hermetic.workflow.Readiness;
import dev.hermetic.workflow.WorkflowRequest;
import dev.hermetic.workflow.Workflows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pipelines of GitHub Actions and GitLab CI: rebuild from the lock, build the image, test,
 * scan, push the signed image; the summary posted; updates looked for on a schedule. {@code
 * hermetic:check} fails where they are not as this goal would write them.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "ci",
    defaultPhase = LifecyclePhase.INITIALIZE,
    requiresProject = false,
    threadSafe = true)
public final class CiMojo extends AbstractCiMojo {
  /**
   * As in {@code hermetic:image}; told when no digest of it is recorded.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.from", defaultValue = AbstractImageMojo.USUAL_BASE)
  private @Nullable String imageFrom;

  /**
   * As in {@code hermetic:push}; told when it is not set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.to")
  private @Nullable String imageTo;

  /**
   * As in {@code hermetic:scan}; told when it is not set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.database")
  private @Nullable String scanDatabase;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.skip", defaultValue = "false")
  private @Nullable String skipCi;

  @Inject
  public CiMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    WorkflowRequest request = workflow(reader);
    Collection<Provider> servers = servers(reader);
    if (!request.lockfile().matches("(?!/)(?!.*\\.\\.)[A-Za-z0-9._/-]+")) {
      reader.problem(
          "hermetic.lockfile",
          "'" + request.lockfile() + "' is no path that every server takes",
          "take letters, digits, dots, hyphens and underscores, below the project's folder");
    }
    reader.check();
    if (servers.isEmpty()) {
      servers = Workflows.written(folder());
    }
    if (servers.isEmpty()) {
      servers = List.of(Provider.values());
    }
    write(Workflows.files(request, servers));
    if (servers.contains(Provider.GITLAB)) {
      getLog().info("GitLab: `include: {local: .gitlab/hermetic.gitlab-ci.yml}` in .gitlab-ci.yml");
    }
    String init = "mvn dev.hermetic:hermetic-maven-plugin:" + version() + ":init";
    Readiness.missing(project(reader, request), init)
        .forEach(problem -> listener.on(new Event.Warning(problem)));
  }

  private void write(SortedMap<String, byte[]> files) {
    Workflows.checkRoot(folder());
    Workflows.checkOurs(folder(), files.keySet());
    Map<Path, byte[]> targets = new LinkedHashMap<>();
    files.forEach((path, bytes) -> targets.put(folder().resolve(path), bytes));
    List<Path> written = AtomicFiles.write(targets);
    written.forEach(file -> getLog().info("Wrote " + shown(file)));
    List<String> removed = Workflows.removeUnwanted(folder(), files.keySet());
    removed.forEach(path -> getLog().info("Removed " + path));
    if (written.isEmpty() && removed.isEmpty()) {
      getLog().info("The pipelines are up to date");
    }
  }

  private Readiness.Project project(ParameterReader reader, WorkflowRequest request) {
    String base = reader.required("hermetic.image.from", imageFrom, "name a base image");
    reader.check();
    return new Readiness.Project(
        namesPlugin(),
        request.lockfile(),
        Files.exists(stableLockfile()),
        base,
        Readiness.isPinned(base, folder(), stableLockfile().resolveSibling(BasePins.NAME)),
        reader.text(scanDatabase) != null,
        reader.text(imageTo) != null);
  }

  @Override
  String goal() {
    return "ci";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipCi;
  }
}
