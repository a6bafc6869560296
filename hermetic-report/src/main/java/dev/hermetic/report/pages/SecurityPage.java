package dev.hermetic.report.pages;

import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.chart.Bars;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.report.model.ScanPart;
import dev.hermetic.report.model.VerdictPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known to be vulnerable, of what nothing is known, and what was excused. */
final class SecurityPage {
  static final String ID = "security";
  private static final String TITLE = "Security";
  private static final String LEAD =
      "Known vulnerabilities, how much of the environment advisories speak of at all, and who excused what until when.";
  private static final List<String> SEVERITIES =
      List.of("critical", "high", "medium", "low", "none", "unknown");

  private SecurityPage() {}

  static Sheet of(ReportModel model) {
    if (model.scan().isEmpty() && model.verdict().isEmpty()) {
      return Pages.empty(
          ID,
          "Trust",
          TITLE,
          LEAD,
          "Nothing was scanned yet: this says nothing of how safe the environment is.",
          "Advisories in OSV format are held against lock, base and Maven dependencies, from a folder, a zip, a mirror or api.osv.dev.",
          Pages.SCAN);
    }
    List<Section> sections = new ArrayList<>();
    model.scan().ifPresent(scan -> sections.addAll(scan(scan)));
    model.verdict().ifPresent(verdict -> sections.addAll(verdict(verdict)));
    return new Sheet(ID, "Trust", TITLE, LEAD, status(model), sections);
  }

  static Status status(ReportModel model) {
    Optional<ScanPart> scan = model.scan();
    String coverage =
        scan.map(
                one ->
                    "Advisories speak of "
                        + one.covered()
                        + " of "
                        + Pages.count(one.packages(), "package")
                        + "; of the others nobody can say anything.")
            .orElse("");
    if (model.verdict().isPresent()) {
      VerdictPart verdict = model.verdict().get();
      if (isOfAnotherLock(model)) {
        return Status.unknown("What was scanned is another lock, not this one.", Pages.SCAN);
      }
      String sentence =
          (verdict.policy().isEmpty() ? "Without a policy file: " : "The policy: ")
              + verdict.summary()
              + ".";
      return verdict.passed()
          ? Status.good(sentence, coverage)
          : Status.attention(sentence, coverage);
    }
    int findings = scan.map(one -> one.findings().size()).orElse(0);
    return findings > 0
        ? Status.attention(
            Pages.count(findings, "known vulnerability")
                + ", and no policy that judges "
                + (findings == 1 ? "it." : "them."),
            coverage)
        : Status.good("No known vulnerability.", coverage);
  }

  /** Whether what was scanned is not what is locked now. */
  static boolean isOfAnotherLock(ReportModel model) {
    return model.lock().isPresent()
        && model.verdict().filter(verdict -> !model.isOfLock(verdict.lockSha256())).isPresent();
  }

  private static String judge(VerdictPart verdict) {
    return verdict.policy().isEmpty()
        ? "the settings of the scan (there is no policy file)"
        : "the policy " + verdict.policy();
  }

  private static List<Section> scan(ScanPart scan) {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("findings", "Findings", "", findings(scan)));
    sections.add(
        new Section(
            "coverage",
            "Coverage",
            "A package without advisories is not a safe package: it is one that nobody can judge.",
            coverage(scan)));
    if (!scan.fixes().isEmpty()) {
      sections.add(
          new Section("fixes", "Fixes that were tried", "", List.of(fixes(scan.fixes()))));
    }
    if (!scan.undecided().isEmpty()) {
      sections.add(
          new Section(
              "undecided",
              "Undecided",
              "Advisories about these packages, whose versions cannot be compared.",
              List.of(undecided(scan.undecided()))));
    }
    return sections;
  }

  /** To the minute, as other times are; the twin has all of it. */
  private static Cell newest(String text) {
    if (text.isEmpty()) {
      return Cell.unknown("not known");
    }
    return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:.*Z")
        ? Cell.of(text.substring(0, 16).replace('T', ' ')).valued(text)
        : Cell.of(text);
  }

  private static List<Block> findings(ScanPart scan) {
    if (scan.findings().isEmpty()
        && scan.severities().values().stream().allMatch(count -> count == 0)) {
      return List.of(new Block.Words("No advisory is about anything that is there."));
    }
    List<Block> blocks = new ArrayList<>();
    List<Bars.Bar> bars = new ArrayList<>();
    List<Row> counts = new ArrayList<>();
    for (String severity : SEVERITIES) {
      long count = scan.severities().getOrDefault(severity, 0L);
      if (count > 0 || !severity.equals("none")) {
        bars.add(
            new Bars.Bar(
                severity,
                List.of(new Bars.Part(severity, count, bar(severity), Cell.grouped(count))),
                Cell.grouped(count)));
        counts.add(Row.of(Cell.of(severity), Cell.number(count)));
      }
    }
    blocks.add(
        new Block.Figure(
            Bars.draw("severities", "Findings by severity", "A bar for each severity.", bars),
            Table.of(
                "severities",
                "Findings by severity",
                List.of(Column.of("severity", "Severity"), Column.number("findings", "Findings")),
                counts),
            false));
    List<Row> rows = new ArrayList<>();
    for (ScanPart.Finding one : scan.findings()) {
      boolean fixable = !one.fixedIn().isEmpty();
      rows.add(
          new Row(
              List.of(
                  Cell.literal(one.id()).noted(String.join(", ", one.aliases())),
                  Cell.of(one.severity()).toned(tone(one.severity())).noted(one.score()),
                  Cell.of(one.name() + " " + one.version()).noted(one.origin()),
                  fixable ? Cell.of(one.fixedIn()) : Cell.unknown("no fix known"),
                  Cell.of(one.text()),
                  one.way().isEmpty() ? Cell.unknown("not in the lock") : Cell.of(one.way())),
              !fixable,
              ""));
    }
    blocks.add(
        Table.of(
                "findings",
                "Every finding, the worst first",
                List.of(
                    Column.of("id", "Vulnerability"),
                    Column.of("severity", "Severity"),
                    Column.of("package", "Package"),
                    Column.of("fixed_in", "Fixed in"),
                    Column.of("summary", "What it is"),
                    Column.of("way", "How it comes in")),
                rows)
            .withTools()
            .withToggle("Only what can be fixed"));
    return blocks;
  }

  private static String bar(String severity) {
    return switch (severity) {
      case "critical", "high" -> "s4";
      case "medium" -> "s2";
      case "unknown" -> "s6";
      default -> "s1";
    };
  }

  private static String tone(String severity) {
    return switch (severity) {
      case "critical", "high" -> "bad";
      case "medium" -> "amber";
      default -> "plain";
    };
  }

  private static List<Block> coverage(ScanPart scan) {
    List<Block> blocks = new ArrayList<>();
    double share = scan.packages() == 0 ? 0 : (double) scan.covered() / scan.packages();
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(
        Block.Fact.of("covered", "Covered", scan.packages() == 0 ? Cell.unknown("none scanned") : Cell.share(share), "of what was scanned"));
    for (Map.Entry<String, Long> one : scan.coverage().entrySet()) {
      facts.add(
          Block.Fact.of(
              one.getKey(),
              switch (one.getKey()) {
                case "direct" -> "By their own name";
                case "mapped" -> "By what they are made from";
                case "none" -> "By nothing";
                default -> one.getKey();
              },
              Cell.number(one.getValue()),
              "packages"));
    }
    blocks.add(new Block.Facts(facts));
    blocks.add(
        Table.of(
            "database",
            "What was asked",
            List.of(Column.of("place", "Advisories"), Column.of("newest", "The newest of them (UTC)")),
            List.of(
                Row.of(
                    Cell.of(scan.database()),
                    newest(scan.newest())))));
    for (String note : scan.notes()) {
      blocks.add(new Block.Words(note));
    }
    if (!scan.uncovered().isEmpty()) {
      blocks.add(
          Table.of(
                  "uncovered",
                  "Packages of which no advisories speak",
                  List.of(
                      Column.of("package", "Package"),
                      Column.of("version", "Version"),
                      Column.of("origin", "From"),
                      Column.of("reason", "Why")),
                  scan.uncovered().stream()
                      .map(
                          one ->
                              Row.of(
                                  Cell.of(one.name()),
                                  Cell.of(one.version()),
                                  Cell.of(one.origin()),
                                  Cell.of(one.reason())))
                      .toList())
              .withTools());
    }
    return blocks;
  }

  private static Block fixes(List<ScanPart.Fix> fixes) {
    return Table.of(
        "fixes",
        "Changes of the lock, and whether they can be had",
        List.of(
            Column.of("packages", "Packages"),
            Column.of("works", "Can be had"),
            Column.of("command", "Command, or what stands in the way")),
        fixes.stream()
            .map(
                one ->
                    Row.of(
                        Cell.of(String.join(", ", one.packages())),
                        one.works() ? Cell.of("yes").toned("good") : Cell.of("no").toned("bad"),
                        one.works() ? Cell.literal(one.command()) : Cell.of(one.problem())))
            .toList());
  }

  private static Block undecided(List<ScanPart.Finding> undecided) {
    return Table.of(
        "undecided",
        "Advisories that could not be decided",
        List.of(
            Column.of("id", "Advisory"), Column.of("package", "Package"), Column.of("reason", "Why")),
        undecided.stream()
            .map(
                one ->
                    Row.of(
                        Cell.literal(one.id()),
                        Cell.of(one.name() + " " + one.version()),
                        Cell.of(one.text())))
            .toList());
  }

  private static List<Section> verdict(VerdictPart verdict) {
    List<Section> sections = new ArrayList<>();
    List<Block> violations = new ArrayList<>();
    violations.add(
        verdict.violations().isEmpty()
            ? new Block.Words("Nothing that the policy forbids is there.")
            : Table.of(
                    "violations",
                    "What " + judge(verdict) + " forbids",
                    List.of(
                        Column.of("package", "Package"),
                        Column.of("rule", "Rule"),
                        Column.of("fact", "What is wrong"),
                        Column.of("fix", "What to do")),
                    verdict.violations().stream()
                        .map(
                            one ->
                                Row.of(
                                    Cell.of((one.name() + " " + one.version()).strip()),
                                    Cell.literal(one.code()).noted(one.rule()),
                                    Cell.of(one.fact()),
                                    Cell.of(one.fix())))
                        .toList())
                .withTools());
    verdict.notes().forEach(note -> violations.add(new Block.Words(note)));
    sections.add(
        new Section(
            "policy", "Policy", "Judged " + verdict.judged() + " by " + judge(verdict) + ".", violations));
    sections.add(
        new Section(
            "exceptions",
            "Exceptions",
            "",
            List.of(
                verdict.excused().isEmpty()
                    ? new Block.Words("None.")
                    : Table.of(
                        "exceptions",
                        "What would be forbidden and is let through",
                        List.of(
                            Column.of("what", "What"),
                            Column.of("reason", "Why"),
                            Column.of("owner", "Who says so"),
                            Column.of("until", "Until"),
                            Column.of("source", "Where it stands")),
                        verdict.excused().stream()
                            .map(
                                one ->
                                    Row.of(
                                        Cell.of(
                                                (one.vulnerability() + " " + one.name() + " " + one.version())
                                                    .strip())
                                            .noted(one.rule()),
                                        Cell.of(one.reason()),
                                        one.owner().isEmpty()
                                            ? Cell.unknown("nobody")
                                            : Cell.of(one.owner()),
                                        one.until().isEmpty()
                                            ? Cell.of("no end").toned("amber")
                                            : Cell.of(one.until()),
                                        Cell.of(one.source())))
                            .toList()))));
    return sections;
  }
}
