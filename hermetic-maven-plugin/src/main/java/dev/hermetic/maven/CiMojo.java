package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.workflow.Provider;
import dev.hermetic.workflow.WorkflowRequest;
import dev.hermetic.workflow.Workflows;
import java.nio.file.Path;
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
   * The servers to write for: {@code github}, {@code gitlab}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.servers", defaultValue = "github,gitlab")
  private @Nullable List<String> ciServers;

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
    List<Provider> servers =
        reader.texts(ciServers).stream()
            .map(
                one ->
                    reader.choice(
                        "hermetic.ci.servers", one, Provider.GITHUB, Provider.values()))
            .distinct()
            .toList();
    reader.check();
    SortedMap<String, byte[]> files = Workflows.files(request, servers);
    Workflows.checkOurs(folder(), files.keySet());
    Map<Path, byte[]> targets = new LinkedHashMap<>();
    files.forEach((path, bytes) -> targets.put(folder().resolve(path), bytes));
    List<Path> written = AtomicFiles.write(targets);
    written.forEach(file -> getLog().info("Wrote " + shown(file)));
    if (written.isEmpty()) {
      getLog().info("The pipelines are up to date");
    }
    if (servers.contains(Provider.GITLAB)) {
      getLog().info("GitLab: `include: {local: .gitlab/hermetic.gitlab-ci.yml}` in .gitlab-ci.yml");
    }
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
