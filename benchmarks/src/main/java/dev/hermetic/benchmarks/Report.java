package dev.hermetic.benchmarks;

import java.util.List;

/** The results as Markdown. */
final class Report {
  private final StringBuilder text = new StringBuilder();

  void heading(int level, String words) {
    paragraph("#".repeat(level) + " " + words);
  }

  void paragraph(String words) {
    text.append(text.isEmpty() ? "" : "\n").append(words).append('\n');
  }

  /** Begins a table. */
  void columns(String... names) {
    text.append('\n');
    row(names);
    text.append("|").append(" --- |".repeat(names.length)).append('\n');
  }

  void row(String... cells) {
    text.append("| ").append(String.join(" | ", List.of(cells))).append(" |\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
