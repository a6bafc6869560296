package dev.hermetic.summary;

import dev.hermetic.ledger.EventData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which findings a scan has that the one before had not, and which are gone: counts alone hide both. */
final class FindingNames {
  private static final int MOST_TOLD = 5;

  private FindingNames() {}

  /**
   * Sentences without full stop. Where a scan has more findings than its event names, those that it leaves
   * out could be any: nothing is called new or gone because of it.
   *
   * @param before the scan of another lock; empty when there is none to compare with
   */
  static List<String> of(EventData now, Optional<EventData> before) {
    List<EventData> worst = now.items("worst");
    List<String> told = new ArrayList<>();
    List<EventData> old = before.map(one -> one.items("worst")).orElse(List.of());
    if (before.filter(FindingNames::isWhole).isPresent()) {
      List<EventData> fresh = without(worst, old);
      tell(told, "New findings", fresh, fresh.size());
    } else {
      tell(told, "Worst findings", worst, total(now));
    }
    if (isWhole(now)) {
      List<EventData> gone = without(old, worst);
      tell(told, "Findings that are gone", gone, gone.size());
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
    return finding.text("severity").orElse("unknown")
        + " "
        + finding.text("id").orElse("")
        + " in "
        + finding.text("package").orElse("")
        + " "
        + finding.text("version").orElse("")
        + finding.text("fixedIn").map(fix -> ", fixed in " + fix).orElse("");
  }

  private static List<EventData> without(List<EventData> findings, List<EventData> others) {
    List<String> known = others.stream().map(FindingNames::key).toList();
    return findings.stream().filter(one -> !known.contains(key(one))).toList();
  }

  /** A package may move and keep its vulnerability. */
  private static String key(EventData finding) {
    return finding.text("id").orElse("") + " " + finding.text("package").orElse("");
  }

  private static boolean isWhole(EventData scan) {
    return scan.items("worst").size() == total(scan);
  }

  private static long total(EventData scan) {
    return scan.numbers("findings").values().stream().mapToLong(Long::longValue).sum();
  }
}
