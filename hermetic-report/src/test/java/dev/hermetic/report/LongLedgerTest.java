package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.MachineClass;
import dev.hermetic.report.model.ReportModel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Ledgers of years: pages list the end of them, and their figures are of all. */
class LongLedgerTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final int EACH = 300;

  /** One of each kind a day. */
  private static SortedMap<String, String> render(int each) {
    List<LedgerEvent> events = new ArrayList<>();
    for (int day = 0; day < each; day++) {
      add(events, day, EventKind.INSTALL, EventData.EMPTY.with("cache", "warm").with("millis", 1000 + day));
      add(events, day, EventKind.IMAGE, EventData.EMPTY.with("packedBytes", 1_000_000L * (day + 1)));
      add(events, day, EventKind.DEPLOYMENT, EventData.EMPTY.with("outcome", day == 0 ? "failure" : "success"));
      for (int run = 1; run <= 2; run++) {
        EventData data =
            EventData.EMPTY
                .with("question", "prefix")
                .with("inputs", String.format("%064x", day))
                .with("result", String.format("%064x", day == 1 ? run : 0))
                .with("run", run);
        add(events, day, EventKind.REPRODUCE, data);
      }
    }
    return new ProjectReport().render(Projects.with(ReportModel.empty("x", "y"), events), false);
  }

  private static void add(List<LedgerEvent> events, int day, EventKind kind, EventData data) {
    EventContext context =
        new EventContext(
            START.plus(Duration.ofDays(day)),
            new MachineClass("linux", "amd64", "2", 17),
            "0.1.0",
            "",
            String.format("%064x", day));
    events.add(LedgerEvent.of(context, kind, "linux-64", data));
  }

  private static Element table(Document page, String caption) {
    return page.select("table")
        .stream()
        .filter(one -> one.select("caption").text().startsWith(caption))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void lists_ofMoreThanAPageHolds_haveTheLatest() {
    SortedMap<String, String> files = render(EACH);
    Document setup = PageChecks.parse(files.get("setup.html"));
    assertThat(table(setup, "Recorded set-ups").select("tbody tr")).hasSize(250);
    assertThat(table(setup, "Recorded set-ups").select("tbody th").first().text())
        .startsWith("2024-02-20 00:00");
    assertThat(setup.text())
        .contains("The latest 250 of 300; the ledger has every one.")
        .contains("with a warm cache (300 runs).");
    Document deployments = PageChecks.parse(files.get("deployments.html"));
    assertThat(table(deployments, "Recorded deployments").select("tbody tr")).hasSize(250);
    assertThat(deployments.text()).contains("1 of 300 deployments");
    Document reproducibility = PageChecks.parse(files.get("reproducibility.html"));
    assertThat(table(reproducibility, "Recorded experiments").select("tbody tr")).hasSize(250);
    assertThat(reproducibility.text()).contains("The latest 250 of 600").contains("the latest 15");
    assertThat(reproducibility.select("figure svg").first().select("circle.dot")).hasSize(15);
  }

  @Test
  void trends_ofMoreThanAChartHolds_areMediansOfWeeks() throws IOException {
    SortedMap<String, String> files = render(EACH);
    Document overview = PageChecks.parse(files.get("index.html"));
    Element image = table(overview, "Image to pull, median of each week");
    assertThat(image.select("tbody tr")).hasSize(43);
    assertThat(image.select("tbody tr").first().text())
        .isEqualTo("2024-01-01 7 4.0 MB 1.0 MB 7.0 MB");
    assertThat(overview.text()).contains("Set-up time from the lock, warm cache, median of each week");
    JsonNode first =
        new ObjectMapper()
            .readTree(files.get("report.json"))
            .at("/pages/index/sections/trends/image_packedBytes/0");
    assertThat(first.toString())
        .isEqualTo(
            "{\"time\":\"2024-01-01\",\"events\":7,\"value\":4000000,\"least\":1000000,\"most\":7000000}");
    Document reproducibility = PageChecks.parse(files.get("reproducibility.html"));
    assertThat(table(reproducibility, "Experiments by week").select("tbody tr").first().text())
        .isEqualTo("2024-01-01 12 14 85.7 %");
  }

  @Test
  void trends_ofYears_areMediansOfMonths() {
    Document overview = PageChecks.parse(render(900).get("index.html"));
    assertThat(table(overview, "Image to pull, median of each month").select("tbody tr")).hasSize(30);
  }

  @Test
  void lists_thatFit_areWhole() {
    SortedMap<String, String> files = render(10);
    Document setup = PageChecks.parse(files.get("setup.html"));
    assertThat(table(setup, "Recorded set-ups").select("tbody tr")).hasSize(10);
    assertThat(setup.text()).doesNotContain("The latest");
    assertThat(files.get("index.html")).contains("Image to pull, as recorded");
    assertThat(files.get("reproducibility.html")).contains("R, day by day").doesNotContain("the latest 15");
  }
}
