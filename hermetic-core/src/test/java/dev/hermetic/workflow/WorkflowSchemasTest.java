package dev.hermetic.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs where {@link PipelineProgram} has installed the servers' rules in the build folder. */
class WorkflowSchemasTest {
  @TempDir Path folder;

  @BeforeAll
  static void areInstalled() {
    Assumptions.assumeTrue(
        WorkflowSchemas.areInstalled(), "PipelineProgram has not installed the servers' schemas");
  }

  @Test
  void pipelines_ofEachKind_keepToTheServersRules() throws IOException {
    write(Optional.of("*/30 0-6 * JAN MON-FRI"), List.of("main", "release/1.x"), "edge");
    assertThat(WorkflowSchemas.install().check(folder)).isEqualTo("nothing found");
  }

  @Test
  void pipelines_ofSeveralModules_keepToTheServersRules() throws IOException {
    write(PipelineFolder.modules());
    assertThat(WorkflowSchemas.install().check(folder)).isEqualTo("nothing found");
  }

  @Test
  void pipelines_withMistakes_areFound() throws IOException {
    write(Optional.of("0 0 * * *"), List.of("main"));
    for (Map.Entry<String, String> mistake :
        Map.of(
                Workflows.GITHUB_BUILD, "timeout-minutes: 5",
                Workflows.GITHUB_UPDATE, "fail-fast: false",
                Workflows.GITLAB_BUILD, "interruptible: true")
            .entrySet()) {
      Path file = folder.resolve(mistake.getKey());
      String text = Files.readString(file);
      assertThat(text).contains(mistake.getValue());
      Files.writeString(file, text.replace(mistake.getValue(), mistake.getValue() + "x"));
    }
    assertThat(WorkflowSchemas.install().check(folder))
        .contains(
            Workflows.GITHUB_BUILD + ":",
            Workflows.GITHUB_UPDATE + ":",
            "interruptible/type");
  }

  private void write(Optional<String> cron, List<String> branches, String... tracks)
      throws IOException {
    write(PipelineFolder.project(List.of(tracks), branches, true, cron));
  }

  private void write(WorkflowRequest request) throws IOException {
    for (Map.Entry<String, byte[]> file :
        Workflows.files(request, List.of(Provider.values())).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
