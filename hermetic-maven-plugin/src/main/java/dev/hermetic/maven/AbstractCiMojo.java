package dev.hermetic.maven;

import dev.hermetic.track.TrackName;
import dev.hermetic.workflow.WorkflowRequest;
import java.util.List;
import java.util.TreeSet;
import org.apache.maven.model.Plugin;
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
   * When a pipeline looks for updates of each track, as cron has it: five fields, UTC.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.ci.schedule", defaultValue = "17 4 * * 1")
  private @Nullable String ciSchedule;

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
    if (!cron.matches("([0-9*/,-]+ ){4}[0-9*/,-]+")) {
      reader.problem(
          "hermetic.ci.schedule", "'" + cron + "' is no time of cron", "write it as 17 4 * * 1");
    }
    TreeSet<String> tracks = new TreeSet<>(declaredTracks(reader));
    tracks.remove(TrackName.STABLE);
    return new WorkflowRequest(
        shown(stableLockfile()).replace('\\', '/'), tracks, branches, bindsTests(), cron);
  }

  private boolean bindsTests() {
    return project().getPackaging().equals(PACKAGING)
        || project().getBuildPlugins().stream()
            .filter(plugin -> plugin.getArtifactId().equals("hermetic-maven-plugin"))
            .map(Plugin::getExecutions)
            .flatMap(List::stream)
            .anyMatch(execution -> execution.getGoals().contains("test"));
  }
}
