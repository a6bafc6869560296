package dev.hermetic.diff;

import dev.hermetic.text.Count;
import dev.hermetic.text.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The differences between two locks as Markdown for a pull request. */
public final class DiffMarkdown {
  /** Longer sections are folded, so that a comment can be read at a glance. */
  private static final int FOLDED = 15;

  private static final int REASONS = 2;

  private final LockDiff diff;
  private final Words words = new Words("→", "`");
  private final List<String> lines = new ArrayList<>();

  private DiffMarkdown(LockDiff diff) {
    this.diff = diff;
  }

  /**
   * The document, with a line feed at its end. Texts from the locks are escaped.
   *
   * @param from what the older lock is called
   * @param to what the newer lock is called
   */
  public static String of(LockDiff diff, String from, String to) {
    DiffMarkdown markdown = new DiffMarkdown(diff);
    markdown.lines.add("## Lock: " + Markdown.prose(from) + " → " + Markdown.prose(to));
    markdown.lines.add("");
    markdown.lines.add("**" + Words.headline(diff) + "**");
    markdown.warnings();
    markdown.metadata();
    Words.kinds(diff).forEach(markdown::section);
    if (diff.changes().stream().anyMatch(Change::asked)) {
      markdown.lines.add("");
      markdown.lines.add("Bold: asked for in the environment file.");
    }
    return String.join("\n", markdown.lines) + "\n";
  }

  private void warnings() {
    List<String> warnings = words.warnings(diff);
    if (!warnings.isEmpty()) {
      lines.add("");
      lines.add("> [!WARNING]");
      warnings.forEach(warning -> lines.add("> - " + Markdown.prose(warning)));
    }
  }

  private void metadata() {
    List<String> told = new ArrayList<>();
    words.settings(diff).forEach(setting -> told.add("- " + Markdown.prose(setting)));
    diff.platformsAdded()
        .forEach((platform, count) -> told.add(platform("added", platform.subdir(), count)));
    diff.platformsRemoved()
        .forEach((platform, count) -> told.add(platform("removed", platform.subdir(), count)));
    if (!told.isEmpty()) {
      lines.add("");
      lines.addAll(told);
    }
  }

  private static String platform(String what, String platform, int count) {
    return "- platform " + what + ": " + platform + ", " + Count.of(count, "package");
  }

  private void section(Change.Kind kind) {
    List<Change> changes = diff.changes().stream().filter(c -> c.kind() == kind).toList();
    String title = kind.title() + " (" + diff.count(kind) + ")";
    boolean folded = changes.size() > FOLDED;
    lines.add("");
    lines.add(folded ? "<details><summary><b>" + title + "</b></summary>" : "### " + title);
    lines.add("");
    boolean where = diff.platforms().size() > 1;
    boolean why =
        changes.stream().anyMatch(c -> !c.reasons().isEmpty() || !words.notes(c).isEmpty());
    lines.addAll(Markdown.head(cells("Package", "Version", "Platforms", "Why", where, why)));
    for (Change change : changes) {
      String name = Markdown.code(Words.label(change));
      lines.add(
          Markdown.row(
              cells(
                  change.asked() ? "**" + name + "**" : name,
                  Markdown.prose(words.what(change)),
                  Words.where(change, diff),
                  why(change),
                  where,
                  why)));
    }
    if (folded) {
      lines.add("");
      lines.add("</details>");
    }
  }

  private static List<String> cells(
      String name, String what, String where, String why, boolean hasWhere, boolean hasWhy) {
    List<String> cells = new ArrayList<>(List.of(name, what));
    if (hasWhere) {
      cells.add(where);
    }
    if (hasWhy) {
      cells.add(why);
    }
    return cells;
  }

  private String why(Change change) {
    List<String> told = new ArrayList<>(words.notes(change));
    told.addAll(Words.reasons(change, REASONS));
    return told.stream().map(Markdown::prose).collect(Collectors.joining("; "));
  }
}
