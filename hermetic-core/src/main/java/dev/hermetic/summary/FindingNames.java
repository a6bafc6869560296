package dev.hermetic.summary;

import dev.hermetic.ledger.EventData;
import dev.hermetic.text.ShownText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which findings a scan has that the one before had not, and which are gone: counts alone hide both. */
final class FindingNames {
  private static final int MOST_TOLD = 5;

  /** The lock need not be why. */
  private static final String OTHERS = ", with other advisories than before";

  /** Anybody may have written a ledger, and a comment has an end. */
  private static final int MOST_CHARACTERS = 100;

  private FindingNames() {}

  /**
   * Sentences without full stop. Where a scan has more findings than its event names, those that it leaves
   * out could be any: nothing is called new or gone because of it.
   *
   * @param before the scan of another lock; empty when there is none to compare with
   */
  static List<String> of(EventData now, Optional<EventData> before) {
    List<EventData> worst = named(now);
    List<String> told = new ArrayList<>();
    List<EventData> old = before.map(FindingNames::named).orElse(List.of());
    String asked = before.filter(one -> askedOthers(now, one)).map(one -> OTHERS).orElse("");
    if (before.filter(FindingNames::isWhole).isPresent()) {
      List<EventData> fresh = without(worst, old);
      tell(told, "New findings" + asked, fresh, fresh.size());
    } else {
      tell(told, "Worst findings", worst, total(now));
    }
    if (isWhole(now)) {
      List<EventData> gone = without(old, worst);
      tell(told, "Findings that are gone" + asked, gone, gone.size());
    }
    return told;
  }

  private static void tell(
      List<String> told, String about, List<EventData> findings, long total) {
    if (findings.isEmpty()) {
      return;
    }
    List<EventData> shown = findings.subList(0, Math.min(MOST_TOLD, findings.size()));
    told.add(
        about
            + ": "
            + shown.stream().map(FindingNames::text).collect(Collectors.joining("; "))
            + (total > shown.size() ? "; and " + (total - shown.size()) + " more" : ""));
  }

  private static String text(EventData finding) {
    return shown(finding, "severity").orElse("unknown")
        + " "
        + shown(finding, "id").orElse("")
        + " in "
        + shown(finding, "package").orElse("")
        + " "
        + shown(finding, "version").orElse("")
        + shown(finding, "fixedIn").map(fix -> ", fixed in " + fix).orElse("");
  }

  private static Optional<String> shown(EventData finding, String field) {
    return finding.text(field).map(text -> ShownText.of(text, MOST_CHARACTERS));
  }

  private static List<EventData> without(List<EventData> findings, List<EventData> others) {
    Set<String> known = others.stream().map(FindingNames::key).collect(Collectors.toSet());
    return findings.stream().filter(one -> !known.contains(key(one))).toList();
  }

  /** A package may move and keep its vulnerability. */
  private static String key(EventData finding) {
    return finding.text("id").orElse("") + " " + finding.text("package").orElse("");
  }

  /** Those that say which one it is; what does not is one that the event leaves out. */
  private static List<EventData> named(EventData scan) {
    return scan.items("worst").stream()
        .filter(one -> one.text("id").isPresent() && one.text("package").isPresent())
        .toList();
  }

  /** Of a service nobody knows which it had. */
  private static boolean askedOthers(EventData now, EventData before) {
    String asked = now.text("database").orElse("");
    String earlier = before.text("database").orElse("");
    return !asked.isEmpty() && !earlier.isEmpty() && !asked.equals(earlier);
  }

  private static boolean isWhole(EventData scan) {
    return named(scan).size() == total(scan);
  }

  private static long total(EventData scan) {
    return scan.numbers("findings").values().stream().mapToLong(Long::longValue).sum();
  }
}
