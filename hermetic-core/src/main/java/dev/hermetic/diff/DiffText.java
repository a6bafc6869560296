package dev.hermetic.diff;

import dev.hermetic.text.Count;
import dev.hermetic.text.TextStyle;
import java.util.ArrayList;
import java.util.List;

/** The differences between two locks for a console. */
public final class DiffText {
  private static final int WIDEST_NAME = 36;
  private static final int WIDEST_WHAT = 44;

  /** How many reasons of one change are told; JSON has them all. */
  private static final int REASONS = 2;

  private final LockDiff diff;
  private final TextStyle style;
  private final Words words;
  private final List<String> lines = new ArrayList<>();

  private DiffText(LockDiff diff, TextStyle style) {
    this.diff = diff;
    this.style = style;
    this.words = new Words(style.arrow(), "");
  }

  /**
   * The lines, without line ends, none wider than the style says, without anything that could steer
   * a terminal. The first has the counts.
   */
  public static List<String> lines(LockDiff diff, TextStyle style) {
    DiffText text = new DiffText(diff, style);
    text.say(0, Words.headline(diff));
    text.words.warnings(diff).forEach(warning -> text.say(0, "! " + warning));
    text.metadata();
    text.changes();
    return List.copyOf(text.lines);
  }

  private void metadata() {
    words.settings(diff).forEach(setting -> say(0, setting));
    diff.platformsAdded()
        .forEach(
            (platform, count) ->
                say(0, "Platform added: " + platform + ", " + Count.of(count, "package")));
    diff.platformsRemoved()
        .forEach(
            (platform, count) ->
                say(0, "Platform removed: " + platform + ", " + Count.of(count, "package")));
  }

  private void changes() {
    int nameWidth = width(diff.changes().stream().map(Words::label).toList(), WIDEST_NAME);
    int whatWidth = width(diff.changes().stream().map(words::what).toList(), WIDEST_WHAT);
    for (Change.Kind kind : Words.kinds(diff)) {
      lines.add("");
      say(0, kind.title() + " (" + diff.count(kind) + ")");
      for (Change change : diff.changes()) {
        if (change.kind() == kind) {
          row(change, nameWidth, whatWidth);
        }
      }
    }
    if (diff.changes().stream().anyMatch(Change::asked)) {
      lines.add("");
      say(0, "* asked for in the environment file");
    }
  }

  private int width(List<String> texts, int widest) {
    return texts.stream()
        .map(style::clean)
        .mapToInt(text -> Math.min(widest, text.codePointCount(0, text.length())))
        .max()
        .orElse(0);
  }

  private void row(Change change, int nameWidth, int whatWidth) {
    StringBuilder row = new StringBuilder(change.asked() ? "* " : "  ");
    row.append(pad(Words.label(change), nameWidth)).append("  ");
    row.append(pad(words.what(change), whatWidth)).append("  ");
    row.append(style.clean(Words.where(change, diff)));
    List<String> notes = words.notes(change);
    if (!notes.isEmpty()) {
      row.append("  ").append(style.clean(String.join("; ", notes)));
    }
    if (row.codePointCount(0, row.length()) <= style.width()) {
      lines.add(row.toString().stripTrailing());
    } else {
      lines.add(style.fit(row.substring(0, 2) + style.clean(Words.label(change)), style.width()));
      say(4, words.what(change) + " " + Words.where(change, diff));
      notes.forEach(note -> say(4, note));
    }
    Words.reasons(change, REASONS).forEach(reason -> say(6, reason));
  }

  private String pad(String text, int width) {
    String clean = style.clean(text);
    return clean + " ".repeat(Math.max(0, width - clean.codePointCount(0, clean.length())));
  }

  private void say(int blanks, String text) {
    lines.addAll(style.wrapBehind(blanks, style.clean(text)));
  }
}
