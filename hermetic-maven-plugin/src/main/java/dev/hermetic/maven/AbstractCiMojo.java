package dev.hermetic.maven;

import dev.hermetic.track.TrackName;
import dev.hermetic.workflow.Cron;
import dev.hermetic.workflow.Provider;
import dev.hermetic.workflow.WorkflowRequest;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What the goals about pipelines share: what a pipeline depends on. */
abstract class AbstractCiMojo extends AbstractHermeticMojo {
  /**
   * The branches whose pipelines push and sign the image. They have to be protected on the server.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.branches", defaultValue = "main")
  private @Nullable List<String> ciBranches;

  /**
   * When a pipeline looks for updates of each track, as cron has it: five fields, UTC; {@code none} for
   * pipelines that never do. GitLab has schedules of its own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.schedule", defaultValue = "17 4 * * 1")
  private @Nullable String ciSchedule;

  /**
   * The servers to write for: {@code github}, {@code gitlab}. Without it: those of which the project has
   * a file that this goal wrote, at first both.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.servers")
  private @Nullable List<String> ciServers;

  /**
   * The image in which GitLab runs the jobs. It needs Maven 3.9 or later, a JDK 17 or later, git and bash.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.container", defaultValue = WorkflowRequest.CONTAINER)
  private @Nullable String ciContainer;

  AbstractCiMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  /** What the parameters and the POM say; what is wrong with them is told to the reader. */
  final WorkflowRequest workflow(ParameterReader reader) {
    List<String> branches = reader.texts(ciBranches);
    if (branches.isEmpty()) {
      reader.problem("hermetic.ci.branches", "names no branch", "name one, for example main");
    }
    for (String branch : branches) {
      if (!branch.matches("[A-Za-z0-9][A-Za-z0-9._/-]*")) {
        reader.problem(
            "hermetic.ci.branches",
            "'" + branch + "' is no name of a branch that every server takes",
            "take letters, digits, dots, hyphens, underscores and slashes");
      }
    }
    String cron = reader.required("hermetic.ci.schedule", ciSchedule, "name a time");
    boolean never = cron.equals("none");
    if (!never && !Cron.isValid(cron)) {
      reader.problem(
          "hermetic.ci.schedule",
          "'" + cron + "' is no time of cron",
          "write it as 17 4 * * 1, or none for no updates");
    }
    String container =
        reader.required("hermetic.ci.container", ciContainer, "name an image with Maven and git");
    if (!container.matches("[A-Za-z0-9$][A-Za-z0-9$_{}./:@-]*")) {
      reader.problem(
          "hermetic.ci.container",
          "'" + container + "' is no name of an image",
          "write it as " + WorkflowRequest.CONTAINER);
    }
    TreeSet<String> tracks = new TreeSet<>(declaredTracks(reader));
    tracks.remove(TrackName.STABLE);
    return new WorkflowRequest(
        shown(stableLockfile()).replace('\\', '/'),
        tracks,
        branches,
        bindsTests(),
        never ? Optional.empty() : Optional.of(cron),
        container);
  }

  /** The servers that the project names; none when it leaves that to what is there. */
  final List<Provider> servers(ParameterReader reader) {
    return reader.texts(ciServers).stream()
        .map(one -> reader.choice("hermetic.ci.servers", one, Provider.GITHUB, Provider.values()))
        .distinct()
        .toList();
  }

  private boolean bindsTests() {
    return project().getPackaging().equals(PACKAGING)
        || project().getBuildPlugins().stream()
            .filter(AbstractCiMojo::isOwn)
            .map(Plugin::getExecutions)
            .flatMap(List::stream)
            .anyMatch(execution -> execution.getGoals().contains("test"));
  }

  /** Whether the POM names this plugin, so that its goals are found by their prefix. */
  final boolean namesPlugin() {
    PluginManagement managed = project().getPluginManagement();
    return Stream.concat(
            project().getBuildPlugins().stream(),
            managed == null ? Stream.empty() : managed.getPlugins().stream())
        .anyMatch(AbstractCiMojo::isOwn);
  }

  private static boolean isOwn(Plugin plugin) {
    return plugin.getArtifactId().equals("hermetic-maven-plugin");
  }
}
