package dev.hermetic.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunImportTest {
  @TempDir Path folder;

  @Test
  void csv_ofOurManual_isRead() throws IOException {
    RunImport.Imported runs =
        read(
            "\ufefftime,outcome,reason,run\r\n"
                + "2026-01-01,failure,\"numpy moved, \"\"silently\"\"\nin a mirror\",1\r\n"
                + "2026-01-02T03:04:05+01:00,success,,2\r\n"
                + "\r\n"
                + "2026-01-03 00:00:00Z,cancelled,,3\r\n");
    assertThat(runs.neither()).isEqualTo(1);
    assertThat(runs.events()).hasSize(2);
    LedgerEvent first = runs.events().get(0);
    assertThat(first.time()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(first.data().text("reason")).contains("numpy moved, \"silently\"\nin a mirror");
    assertThat(first.data().text("run")).contains("1");
    assertThat(first.data().flag("imported")).contains(true);
    assertThat(Deployments.isFailure(first)).isTrue();
    assertThat(first.machine()).isEqualTo(MachineClass.UNKNOWN);
    assertThat(runs.events().get(1).time()).isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
    assertThat(runs.events().get(1).data().text("reason")).isEmpty();
  }

  @Test
  void csv_ofAGermanSpreadsheet_isRead() throws IOException {
    assertThat(read("date;result\n2026-01-01;passed\n").events()).singleElement()
        .matches(event -> !Deployments.isFailure(event));
  }

  @Test
  void json_ofGithub_isRead() throws IOException {
    String run =
        """
        {"databaseId": 17, "conclusion": "timed_out", "status": "completed", "headSha": "abc",
         "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:10:00Z", "actor": {"a": [1]}}""";
    RunImport.Imported list = read("[" + run + ",\n{\"conclusion\": null, \"status\": \"queued\"}]");
    assertThat(list.neither()).isEqualTo(1);
    assertThat(list.events()).singleElement().matches(Deployments::isFailure);
    LedgerEvent event = list.events().get(0);
    assertThat(event.time()).isEqualTo(Instant.parse("2026-01-01T00:10:00Z"));
    assertThat(event.revision()).isEqualTo("abc");
    assertThat(event.data().text("run")).contains("17");
    // As the API wraps it: the same runs are the same events.
    assertThat(read("{\"total_count\": 1, \"workflow_runs\": [" + run + "]}").events())
        .isEqualTo(list.events());
  }

  @Test
  void json_ofGitlab_isRead() throws IOException {
    assertThat(
            read(
                    "[{\"id\":4,\"sha\":\"d\",\"status\":\"failed\",\"created_at\":\"2026-01-01T00:00:00.5Z\","
                        + "\"updated_at\":\"2026-01-01T00:00:01.250+02:00\"},{\"status\":\"canceled\"}]")
                .events())
        .singleElement()
        .matches(Deployments::isFailure)
        .extracting(LedgerEvent::time)
        .isEqualTo(Instant.parse("2025-12-31T22:00:01.250Z"));
  }

  @Test
  void rows_thatMakeNoSense_areAllTold() {
    assertThatThrownBy(
            () -> read("time,outcome\n2026-01-01,perhaps\n01.02.2026,success\n,success\n"))
        .hasMessage(
            """
            HERM-LEDGER-011 runs:2: 'perhaps' is no outcome of a run
              Fix: take success or failure; what was cancelled or skipped is left out
            HERM-LEDGER-011 runs:3: '01.02.2026' is no time with an offset, and no day
              Fix: write it as 2026-11-27T08:15:46Z, 2026-11-27T09:15:46+01:00 or 2026-11-27
            HERM-LEDGER-011 runs:4: this run has no field `time`, `finished_at`, `updated_at` or `created_at`
              Fix: write it as 2026-11-27T08:15:46Z, 2026-11-27T09:15:46+01:00 or 2026-11-27""");
    assertThatThrownBy(() -> read("[{\"a\":1}]"))
        .hasMessageStartingWith(
            "HERM-LEDGER-011 runs:1: this run has no field `outcome`, `conclusion`, `result` or");
  }

  @Test
  void files_thatAreNoRuns_areTold() throws IOException {
    assertThatThrownBy(() -> read(""))
        .hasMessage(
            """
            HERM-LEDGER-010 runs: past runs cannot be read: it is empty
              Fix: give CSV whose first line names its fields, for example `time,outcome,reason`, or the JSON of `gh run list --json databaseId,conclusion,updatedAt,headSha`""");
    assertThatThrownBy(() -> read("[{\n\"a\": }")).hasMessageContaining("runs:2: past runs");
    assertThatThrownBy(() -> read("[{]")).hasMessageContaining("it is no JSON");
    assertThatThrownBy(() -> read("[]{}")).hasMessageContaining("something stands behind");
    assertThatThrownBy(() -> read("time,outcome\n1\n")).hasMessageContaining("runs:2: past runs cannot be read: this row has 1");
    assertThatThrownBy(() -> read("time,outcome\n1,\"2\n")).hasMessageContaining("a quote is never closed");
    assertThatThrownBy(() -> read("{\"message\": \"Not Found\"}"))
        .hasMessageContaining("it is an object without a list of runs");
    assertThatThrownBy(() -> read("[\n\"a\"]"))
        .hasMessageContaining("runs:2: past runs cannot be read: an entry of the list is no object");
    assertThatThrownBy(() -> read("when,outcome\n"))
        .hasMessageContaining("runs:1: past runs cannot be read: the first line does not name both");
    assertThat(read("{\"workflow_runs\": []}").events()).isEmpty();
    assertThatThrownBy(() -> RunImport.read(folder.resolve("none"), "none"))
        .hasMessageContaining("there is no such file");
    Path file = Files.write(folder.resolve("latin"), "é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> RunImport.read(file, "latin")).hasMessageContaining("not UTF-8");
  }

  private RunImport.Imported read(String text) throws IOException {
    return RunImport.read(Files.writeString(folder.resolve("runs"), text), "runs");
  }
}
