package dev.hermetic.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.ledger.EventContext;
import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.Ledger;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.MachineClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SummaryTest {
  private static final String OLD = "a".repeat(64);
  private static final String NEW = "b".repeat(64);

  private final List<String> notes = new ArrayList<>();

  @Test
  void markdown_ofABuild_tellsNowAndBefore() {
    Ledger before =
        new Ledger(
            List.of(
                scan(1, OLD, "passed", 0, 0, 2),
                image(2, OLD, 300_000_000),
                install(2, OLD, "cold", 60_000),
                // An earlier build of the same lock is not what was before.
                image(3, NEW, 1)),
            List.of());
    Ledger now =
        new Ledger(
            List.of(
                image(4, OLD, 5),
                scan(5, NEW, "failed", 1, 1, 1),
                image(6, NEW, 290_000_000),
                install(6, NEW, "cold", 12_340)),
            List.of());
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(Fact.State.PASSED, "Lock", "answers its environment", "", ""));
    facts.addAll(new EventFacts(now, before, NEW, notes).facts());
    assertThat(notes).isEmpty();
    assertThat(SummaryMarkdown.of(new Summary("ml (research)", facts, Optional.empty(), notes)).whole())
        .isEqualTo(
            """
            <!-- hermetic:summary ml research -->
            ## Environment ml (research): failed

            |  | What | Now | Before | Difference |
            | --- | --- | --- | --- | --- |
            | ✅ | Lock | answers its environment |  |  |
            | ❌ | Scan | failed, 1 violation: 1 critical, 1 high; 3 of 84 packages are covered by no advisories | 2 high | +1 critical, -1 high |
            |  | Image linux-64 | 290.0 MB packed, 870.0 MB unpacked | 300.0 MB packed, 900.0 MB unpacked | -10.0 MB |
            |  | Set-up linux-64 | 12.3 s, cache cold | 60.0 s |  |
            """);
  }

  @Test
  void facts_withoutEventsOfTheLock_sayWhatIsMissing() {
    Ledger now = new Ledger(List.of(scan(1, OLD, "failed", 1, 0, 0)), List.of());
    assertThat(new EventFacts(now, Ledger.EMPTY, NEW, notes).facts()).isEmpty();
    assertThat(notes).containsExactly("This build has no scan of this lock: `mvn hermetic:scan`");
  }

  @Test
  void facts_ofAScan_nameWhatIsNewInItsNotes() {
    EventData passed = EventData.EMPTY.with("verdict", "passed").with("findings", EventData.EMPTY);
    EventData failed =
        found(1, finding("CVE-9", "openssl", "high")).with("verdict", "failed");
    Ledger before = new Ledger(List.of(event(1, OLD, EventKind.SCAN, passed)), List.of());
    Ledger now = new Ledger(List.of(event(2, NEW, EventKind.SCAN, failed)), List.of());
    new EventFacts(now, before, NEW, notes).facts();
    assertThat(notes).containsExactly("New findings: high CVE-9 in openssl 1.0");
  }

  @Test
  void facts_ofASetUpWithAnotherCache_areNotCompared() {
    Ledger before = new Ledger(List.of(install(1, OLD, "warm", 900)), List.of());
    Ledger now = new Ledger(List.of(install(2, NEW, "cold", 60_000)), List.of());
    assertThat(new EventFacts(now, before, NEW, notes).facts())
        .singleElement()
        .extracting(Fact::before)
        .isEqualTo("");
  }

  @Test
  void facts_ofExperiments_sayHowManyWereIdentical() {
    Ledger before =
        new Ledger(
            List.of(experiment(1, OLD, "prefix", "1", 1), experiment(2, OLD, "prefix", "2", 2)),
            List.of());
    Ledger now =
        new Ledger(
            List.of(
                experiment(3, NEW, "output", "3", 1),
                experiment(4, NEW, "prefix", "1", 1),
                experiment(5, NEW, "prefix", "1", 2),
                experiment(6, NEW, "prefix", "2", 3)),
            List.of());
    assertThat(new EventFacts(now, before, NEW, notes).facts())
        .containsExactly(
            new Fact(
                Fact.State.TOLD,
                "Reproduced linux-64",
                "prefix 2 of 3 identical, output once, with nothing to compare",
                "prefix 0 of 2 identical",
                ""));
  }

  @Test
  void facts_ofTheNegativeControlAlone_sayNothing() {
    EventData control = EventData.EMPTY.with("control", EventData.EMPTY.with("missing", "offline"));
    Ledger now = new Ledger(List.of(event(1, NEW, EventKind.REPRODUCE, control)), List.of());
    assertThat(new EventFacts(now, Ledger.EMPTY, NEW, notes).facts()).isEmpty();
  }

  @Test
  void markdown_ofAJobThatFailed_isOfAFailure() {
    assertThat(SummaryService.job("success")).isEmpty();
    Fact job = SummaryService.job("failure").orElseThrow();
    assertThat(SummaryMarkdown.of(new Summary("ml", List.of(job), Optional.empty(), notes)).whole())
        .contains("## Environment ml: failed", "| ❌ | Job | failure: not all was done, see its log |  |  |");
  }

  @Test
  void markdown_ofHostileTexts_hasNoMarkup() {
    Fact fact = new Fact(Fact.State.TOLD, "<img src=x onerror=alert(1)>", "a | b\n# c", "@all", "");
    String text =
        SummaryMarkdown.of(
                new Summary("</h2><script>", List.of(fact), Optional.empty(), List.of("[x](http://y)")))
            .whole();
    assertThat(text)
        .startsWith("<!-- hermetic:summary h2 script -->\n")
        .contains("## Environment `</h2><script>`: passed", "`<img` src=x `onerror=alert(1)>`")
        .contains("| `@all` |", "- `[x](http://y)`")
        .doesNotContain("\n# c", " @all", " b\n");
  }

  @Test
  void markdown_ofSeveral_isOneCommentUnderOneMarker() {
    SummaryText one = new SummaryText("<!-- hermetic:summary a -->\n## a\ndiff\n", "<!-- -->\n## a\n");
    SummaryText two = new SummaryText("<!-- hermetic:summary b -->\n## b\ndiff\n", "<!-- -->\n## b\n");
    assertThat(SummaryMarkdown.joined("all (edge)", List.of(one, two)))
        .isEqualTo("<!-- hermetic:summary all edge -->\n## a\ndiff\n\n## b\ndiff\n");
  }

  @Test
  void markdown_ofMoreThanACommentHolds_leavesOutDifferencesAndThenSummaries() {
    SummaryText large = new SummaryText("m\n" + "x".repeat(50_000), "m\nbrief\n");
    assertThat(SummaryMarkdown.joined("all", List.of(large, large)))
        .isEqualTo("<!-- hermetic:summary all -->\n" + "x".repeat(50_000) + "\nbrief\n");
    SummaryText lasting = new SummaryText("m\n" + "x".repeat(25_000), "m\n" + "x".repeat(25_000));
    String text = SummaryMarkdown.joined("all", List.of(lasting, lasting, lasting, lasting));
    assertThat(text)
        .hasSizeLessThan(SummaryMarkdown.MOST_CHARACTERS)
        .endsWith("\nEnvironments that a comment cannot hold: 2, each in the summary of its module.\n");
  }

  @Test
  void findings_thatAreNewOrGone_haveNames() {
    EventData old = found(2, finding("CVE-1", "pillow", "high"), finding("CVE-2", "zlib", "low"));
    EventData now =
        found(
            2,
            finding("CVE-9", "openssl", "critical").with("fixedIn", "3.0.9"),
            finding("CVE-1", "pillow", "high").with("version", "10.2.0"));
    assertThat(FindingNames.of(now, Optional.of(old)))
        .containsExactly(
            "New findings: critical CVE-9 in openssl 1.0, fixed in 3.0.9",
            "Findings that are gone: low CVE-2 in zlib 1.0");
    assertThat(FindingNames.of(now, Optional.of(now))).isEmpty();
    assertThat(FindingNames.of(EventData.EMPTY, Optional.empty())).isEmpty();
  }

  @Test
  void findings_ofMoreThanAnEventNames_areNotCalledNewOrGone() {
    EventData cut = found(40, finding("CVE-1", "pillow", "high"));
    EventData whole = found(1, finding("CVE-2", "zlib", "low"));
    assertThat(FindingNames.of(whole, Optional.of(cut)))
        .containsExactly(
            "Worst findings: low CVE-2 in zlib 1.0",
            "Findings that are gone: high CVE-1 in pillow 1.0");
    assertThat(FindingNames.of(cut, Optional.of(whole)))
        .containsExactly("New findings: high CVE-1 in pillow 1.0");
    // As of a ledger whose events have no names yet.
    assertThat(FindingNames.of(whole, Optional.of(found(2))))
        .containsExactly("Worst findings: low CVE-2 in zlib 1.0");
  }

  @Test
  void findings_withoutAScanBefore_areTheWorstFew() {
    List<EventData> many = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      many.add(finding("CVE-" + i, "p" + i, "high"));
    }
    assertThat(FindingNames.of(found(9, many.toArray(new EventData[0])), Optional.empty()))
        .containsExactly(
            "Worst findings: high CVE-1 in p1 1.0; high CVE-2 in p2 1.0; high CVE-3 in p3 1.0;"
                + " high CVE-4 in p4 1.0; high CVE-5 in p5 1.0; and 4 more");
  }

  @Test
  void findings_byOtherAdvisories_areNotLaidToTheLock() {
    EventData old = found(1, finding("CVE-1", "pillow", "high")).with("database", OLD);
    EventData now = found(1, finding("CVE-2", "zlib", "low")).with("database", NEW);
    assertThat(FindingNames.of(now, Optional.of(old)))
        .containsExactly(
            "New findings, with other advisories than before: low CVE-2 in zlib 1.0",
            "Findings that are gone, with other advisories than before: high CVE-1 in pillow 1.0");
    // As of a service.
    assertThat(FindingNames.of(now, Optional.of(old.with("database", ""))))
        .startsWith("New findings: low CVE-2 in zlib 1.0");
  }

  @Test
  void findings_withoutAName_areSomeThatTheEventLeavesOut() {
    EventData whole = found(1, finding("CVE-1", "pillow", "high"));
    EventData nameless = found(1, EventData.EMPTY.with("package", "zlib").with("id", 5));
    assertThat(FindingNames.of(whole, Optional.of(nameless)))
        .containsExactly("Worst findings: high CVE-1 in pillow 1.0");
    assertThat(FindingNames.of(nameless, Optional.of(whole))).isEmpty();
  }

  @Test
  void findings_withLongTexts_leaveRoomInAComment() {
    String name = "x ".repeat(100_000);
    List<String> told = FindingNames.of(found(1, finding(name, name, name)), Optional.empty());
    assertThat(told).singleElement().asString().hasSizeLessThan(500).contains("x …");
  }

  @Test
  @Timeout(20)
  void findings_ofManyThousands_takeNoTimeToCompare() {
    EventData[] old = new EventData[60_000];
    EventData[] now = new EventData[60_000];
    for (int i = 0; i < now.length; i++) {
      old[i] = finding("A-" + i, "p", "high");
      now[i] = finding("B-" + i, "p", "high");
    }
    assertThat(FindingNames.of(found(now.length, now), Optional.of(found(old.length, old))))
        .allMatch(one -> one.endsWith("; and 59995 more"));
  }

  private static EventData found(long total, EventData... worst) {
    return EventData.EMPTY
        .with("findings", EventData.EMPTY.with("high", total))
        .withItems("worst", List.of(worst));
  }

  private static EventData finding(String id, String name, String severity) {
    return EventData.EMPTY
        .with("id", id)
        .with("package", name)
        .with("version", "1.0")
        .with("severity", severity);
  }

  private static LedgerEvent scan(
      int second, String lock, String verdict, long violations, long critical, long high) {
    return event(
        second,
        lock,
        EventKind.SCAN,
        EventData.EMPTY
            .with("verdict", verdict)
            .with("violations", violations)
            .with("packages", 84)
            .with("coverage", EventData.EMPTY.with("none", 3))
            .with("findings", EventData.EMPTY.with("critical", critical).with("high", high)));
  }

  private static LedgerEvent image(int second, String lock, long packed) {
    return event(
        second,
        lock,
        EventKind.IMAGE,
        EventData.EMPTY.with("packedBytes", packed).with("unpackedBytes", 3 * packed));
  }

  private static LedgerEvent install(int second, String lock, String cache, long millis) {
    return event(
        second,
        lock,
        EventKind.INSTALL,
        EventData.EMPTY.with("cache", cache).with("purpose", "env").with("millis", millis));
  }

  private static LedgerEvent experiment(
      int second, String lock, String question, String result, int run) {
    return event(
        second,
        lock,
        EventKind.REPRODUCE,
        EventData.EMPTY
            .with("question", question)
            .with("inputs", "7".repeat(64))
            .with("result", result.repeat(64))
            .with("run", run));
  }

  private static LedgerEvent event(int second, String lock, EventKind kind, EventData data) {
    return LedgerEvent.of(
        new EventContext(
            Instant.ofEpochSecond(second), MachineClass.UNKNOWN, "0.1.0", "", lock),
        kind,
        kind == EventKind.SCAN ? "" : "linux-64",
        data);
  }
}
