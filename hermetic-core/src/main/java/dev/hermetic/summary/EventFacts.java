package dev.hermetic.summary;

import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.Ledger;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.reproduce.Experiment;
import dev.hermetic.reproduce.Question;
import dev.hermetic.reproduce.Rate;
import dev.hermetic.text.ByteText;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the events of a build say of a lock, beside the last that a ledger has of other locks. */
final class EventFacts {
  /** The worst first. */
  private static final List<String> SEVERITIES =
      List.of("critical", "high", "medium", "low", "none", "unknown");

  private final Ledger now;
  private final Ledger before;
  private final String lock;
  private final List<String> notes;

  /**
   * @param lock SHA-256 of the lock that is meant; events of the build for another count as before
   * @param notes gets what is missing, and what has a name
   */
  EventFacts(Ledger now, Ledger before, String lock, List<String> notes) {
    this.now = now;
    this.before = before;
    this.lock = lock;
    this.notes = notes;
  }

  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    last(EventKind.SCAN).values().forEach(event -> facts.add(scan(event)));
    if (facts.isEmpty()) {
      notes.add("This build has no scan of this lock: `mvn hermetic:scan`");
    }
    last(EventKind.IMAGE).values().forEach(event -> facts.add(image(event)));
    last(EventKind.INSTALL).values().forEach(event -> facts.add(install(event)));
    last(EventKind.REPRODUCE).keySet().forEach(on -> reproduction(on).ifPresent(facts::add));
    return facts;
  }

  private SortedMap<String, LedgerEvent> last(EventKind kind) {
    SortedMap<String, LedgerEvent> last = new TreeMap<>();
    now.of(kind).stream()
        .filter(event -> event.isOwn() && event.lock().equals(lock))
        .forEach(event -> last.put(event.platform(), event));
    return last;
  }

  /** The last event of the kind and platform in the ledger that is of another lock. */
  private Optional<EventData> before(LedgerEvent event) {
    return before.of(event.kind()).stream()
        .filter(LedgerEvent::isOwn)
        .filter(one -> one.platform().equals(event.platform()) && !one.lock().equals(lock))
        .reduce((one, other) -> other)
        .map(LedgerEvent::data);
  }

  private Fact scan(LedgerEvent event) {
    EventData data = event.data();
    Optional<EventData> old = before(event);
    boolean passed = data.text("verdict").orElse("").equals("passed");
    String verdict = passed ? "passed" : "failed";
    long violations = data.number("violations").orElse(0);
    SortedMap<String, Long> findings = data.numbers("findings");
    long uncovered = data.numbers("coverage").getOrDefault("none", 0L);
    notes.addAll(FindingNames.of(data, old));
    return new Fact(
        passed ? Fact.State.PASSED : Fact.State.FAILED,
        "Scan",
        verdict
            + (violations == 0 ? "" : ", " + Count.of(violations, "violation"))
            + ": "
            + findings(findings)
            + "; "
            + uncovered
            + " of "
            + Count.of(data.number("packages").orElse(0), "package")
            + Count.are(uncovered)
            + " covered by no advisories",
        old.map(one -> findings(one.numbers("findings"))).orElse(""),
        old.map(one -> moved(one.numbers("findings"), findings)).orElse(""));
  }

  private static String findings(SortedMap<String, Long> findings) {
    List<String> parts = new ArrayList<>();
    for (String severity : SEVERITIES) {
      long count = findings.getOrDefault(severity, 0L);
      if (count > 0) {
        parts.add(count + " " + severity);
      }
    }
    return parts.isEmpty() ? "no findings" : String.join(", ", parts);
  }

  private static String moved(SortedMap<String, Long> old, SortedMap<String, Long> findings) {
    List<String> parts = new ArrayList<>();
    for (String severity : SEVERITIES) {
      long more = findings.getOrDefault(severity, 0L) - old.getOrDefault(severity, 0L);
      if (more != 0) {
        parts.add(signed(more) + " " + severity);
      }
    }
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  private Fact image(LedgerEvent event) {
    Optional<EventData> old = before(event);
    long packed = event.data().number("packedBytes").orElse(0);
    return new Fact(
        Fact.State.TOLD,
        "Image " + event.platform(),
        size(event.data()),
        old.map(EventFacts::size).orElse(""),
        old.map(one -> bytes(packed - one.number("packedBytes").orElse(0))).orElse(""));
  }

  private static String size(EventData image) {
    return ByteText.of(image.number("packedBytes").orElse(0))
        + " packed, "
        + ByteText.of(image.number("unpackedBytes").orElse(0))
        + " unpacked";
  }

  private Fact install(LedgerEvent event) {
    Optional<EventData> old =
        before(event)
            .filter(one -> one.text("cache").equals(event.data().text("cache")))
            .filter(one -> one.text("purpose").equals(event.data().text("purpose")));
    return new Fact(
        Fact.State.TOLD,
        "Set-up " + event.platform(),
        seconds(event.data()) + ", cache " + event.data().text("cache").orElse("unknown"),
        old.map(EventFacts::seconds).orElse(""),
        "");
  }

  /** Whether it came out the same is told; whether that is good enough, hermetic.minimumR says. */
  private Optional<Fact> reproduction(String platform) {
    String told = identical(now, platform, lock);
    String old =
        before.of(EventKind.REPRODUCE).stream()
            .filter(one -> one.platform().equals(platform) && !one.lock().equals(lock))
            .reduce((one, other) -> other)
            .map(one -> identical(before, platform, one.lock()))
            .orElse("");
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Fact(Fact.State.TOLD, ("Reproduced " + platform).strip(), told, old, ""));
  }

  /** Of the latest inputs of each question, in the order of the questions. */
  private static String identical(Ledger of, String platform, String lock) {
    SortedMap<Question, Rate> latest = new TreeMap<>();
    List<Experiment> experiments =
        of.of(EventKind.REPRODUCE).stream()
            .filter(one -> one.platform().equals(platform) && one.lock().equals(lock))
            .flatMap(one -> Experiment.of(one).stream())
            .toList();
    Rate.of(experiments).forEach(rate -> latest.put(rate.question(), rate));
    return latest.values().stream().map(EventFacts::identical).collect(Collectors.joining(", "));
  }

  private static String identical(Rate rate) {
    return rate.question().word()
        + " "
        + rate.proportion()
            .map(one -> one.hits() + " of " + one.total() + " identical")
            .orElse("once, with nothing to compare");
  }

  /** No difference is told of times: those of two builds on shared machines differ anyway. */
  private static String seconds(EventData data) {
    return String.format(Locale.ROOT, "%.1f s", data.number("millis").orElse(0) / 1e3);
  }

  private static String bytes(long more) {
    return more == 0 ? "none" : (more < 0 ? "-" : "+") + ByteText.of(Math.abs(more));
  }

  private static String signed(long more) {
    return more < 0 ? Long.toString(more) : "+" + more;
  }
}
