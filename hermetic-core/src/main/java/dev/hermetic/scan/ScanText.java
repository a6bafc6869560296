package dev.hermetic.scan;

import dev.hermetic.advisory.DatabaseFacts;
import dev.hermetic.advisory.Malformed;
import dev.hermetic.advisory.Severity;
import dev.hermetic.text.Count;
import dev.hermetic.text.TextStyle;
import dev.hermetic.text.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A scan for people at a console; the verdict first. */
public final class ScanText {
  private static final int MOST_SHOWN = 10;

  private final ScanResult result;
  private final TextStyle style;
  private final List<String> lines = new ArrayList<>();

  private ScanText(ScanResult result, TextStyle style) {
    this.result = result;
    this.style = style;
  }

  /**
   * All lines.
   *
   * @param now by which the age of the advisories is told
   */
  public static List<String> lines(ScanResult result, TextStyle style, Instant now) {
    ScanText text = new ScanText(result, style);
    text.wrapped(verdict(result));
    text.wrapped(database(result.database(), now));
    text.malformed();
    text.findings();
    text.undecided();
    text.fixes();
    text.uncovered();
    result.notes().forEach(text::wrapped);
    return text.lines;
  }

  /** One line: how many findings of each severity there are, and of how much nothing is known. */
  public static String verdict(ScanResult result) {
    int packages = result.packages().size();
    int none = result.coverage().getOrDefault(Coverage.Kind.NONE, 0);
    StringBuilder line = new StringBuilder();
    if (result.findings().isEmpty()) {
      line.append("No known vulnerability");
    } else {
      line.append(Count.of(result.findings().size(), "vulnerability"));
      line.append(": ").append(severities(result));
    }
    line.append(" in ").append(packages - none).append(" of ");
    line.append(Count.of(packages, "package"));
    if (none > 0) {
      line.append("; nothing is known of the other ").append(none);
    }
    if (!result.undecided().isEmpty()) {
      line.append("; ").append(Count.of(result.undecided().size(), "advisory"));
      line.append(" undecided");
    }
    return line.toString();
  }

  private static String severities(ScanResult result) {
    Map<Severity, Integer> counts = result.severities();
    List<String> parts = new ArrayList<>();
    for (int i = Severity.values().length - 1; i >= 0; i--) {
      Severity severity = Severity.values()[i];
      int count = counts.getOrDefault(severity, 0);
      if (count > 0) {
        parts.add(count + " " + (severity == Severity.UNKNOWN ? "of unknown severity" : severity.word()));
      }
    }
    return String.join(", ", parts);
  }

  private static String database(DatabaseFacts database, Instant now) {
    StringBuilder line = new StringBuilder("Advisories: ").append(database.place());
    line.append(", ").append(database.advisories());
    database
        .newest()
        .ifPresent(
            newest -> {
              long days = Math.max(0, Duration.between(newest, now).toDays());
              line.append(", the newest of ").append(newest.toString(), 0, 10);
              line.append(" (").append(Count.of(days, "day")).append(" old)");
            });
    if (database.withdrawn() > 0) {
      line.append(", ").append(database.withdrawn()).append(" more withdrawn");
    }
    return line.toString();
  }

  private void malformed() {
    List<Malformed> malformed = result.database().malformed();
    if (malformed.isEmpty()) {
      return;
    }
    long lost = malformed.stream().filter(one -> one.loss() == Malformed.Loss.ALL).count();
    wrapped(
        Count.of(malformed.size(), "fault")
            + " in the advisories, "
            + Count.of(lost, "entry")
            + " of no use:");
    for (Malformed one : malformed.subList(0, Math.min(MOST_SHOWN, malformed.size()))) {
      String id = one.id().isEmpty() ? "" : one.id() + " ";
      indented(id + "(" + one.place() + "): " + one.reason());
    }
    more(malformed.size());
  }

  private void findings() {
    if (result.findings().isEmpty()) {
      return;
    }
    lines.add("");
    TextTable table = new TextTable(style, false);
    table.add(List.of("Package", "Severity", "Advisory", "Also", "Fixed in", "Needed by"));
    for (Finding one : result.findings()) {
      String score = one.score().map(known -> " " + known.value()).orElse("");
      table.add(
          List.of(
              one.subject().toString(),
              one.severity().word() + score,
              one.id(),
              one.aliases().stream().filter(alias -> alias.startsWith("CVE-")).findFirst().orElse(""),
              one.isFixable() ? one.fixedIn() : style.dash(),
              neededBy(one)));
    }
    lines.addAll(table.lines());
  }

  private String neededBy(Finding finding) {
    if (!finding.subject().origin().isLocked()) {
      return finding.subject().origin() == Origin.MAVEN ? "the project" : "the base";
    }
    return finding.ways().stream()
        .findFirst()
        .map(
            way ->
                way.root().isEmpty()
                    ? "nothing"
                    : String.join(" " + style.arrow() + " ", way.names()))
        .orElse("");
  }

  private void undecided() {
    if (result.undecided().isEmpty()) {
      return;
    }
    lines.add("");
    wrapped("Undecided, neither a finding nor none:");
    Map<String, Long> counts =
        result.undecided().stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.subject() + ": " + one.reason(), TreeMap::new, Collectors.counting()));
    counts.entrySet().stream()
        .limit(MOST_SHOWN)
        .forEach(
            one ->
                indented(one.getKey() + " (" + Count.of(one.getValue(), "advisory") + ")"));
    more(counts.size());
  }

  private void fixes() {
    for (Fix fix : result.fixes()) {
      lines.add("");
      if (!fix.works()) {
        wrapped("No change of the lock gives " + String.join(", ", fix.packages()) + ":");
        // An explanation has the form of a tree, which is not to be wrapped.
        fix.problem().lines().forEach(line -> lines.add("  " + style.clean(line)));
        continue;
      }
      wrapped(
          "The smallest change that fixes "
              + fix.fixes().size()
              + " of them (tried, "
              + fix.remains() + (fix.remains() == 1 ? " remains" : " remain")
              + "):");
      lines.add("  " + style.clean(fix.command()));
      for (String move : fix.moves().subList(0, Math.min(MOST_SHOWN, fix.moves().size()))) {
        indented(move.replace("→", style.arrow()));
      }
      more(fix.moves().size());
    }
  }

  private void uncovered() {
    List<String> names =
        result.packages().stream()
            .filter(one -> one.coverage().kind() == Coverage.Kind.NONE)
            .map(one -> one.subject().name())
            .distinct()
            .toList();
    if (names.isEmpty()) {
      return;
    }
    lines.add("");
    int shown = Math.min(3 * MOST_SHOWN, names.size());
    wrapped(
        "Nothing is known of "
            + String.join(", ", names.subList(0, shown))
            + (shown < names.size() ? " and " + (names.size() - shown) + " more" : "")
            + "; " + ScanJson.NAME + " has the reasons.");
  }

  private void more(int all) {
    if (all > MOST_SHOWN) {
      lines.add("  and " + (all - MOST_SHOWN) + " more, see " + ScanJson.NAME);
    }
  }

  private void wrapped(String text) {
    lines.addAll(style.wrap(style.clean(text)));
  }

  private void indented(String text) {
    lines.addAll(style.wrapBehind(2, style.clean(text)));
  }
}
