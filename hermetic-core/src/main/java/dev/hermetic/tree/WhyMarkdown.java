package dev.hermetic.tree;

import dev.hermetic.text.Markdown;
import java.util.ArrayList;
import java.util.List;

/** Why a package is in a lock, as nested lists. */
public final class WhyMarkdown {
  private WhyMarkdown() {}

  /** The document, with a line feed at its end. Texts from the lock are escaped. */
  public static String of(List<Why> answers) {
    List<String> lines = new ArrayList<>();
    for (WhyWords words : WhyWords.of(answers, "→")) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add("## Why " + Markdown.prose(words.title()));
      lines.add("");
      for (WhyWords.Section section : words.sections()) {
        lines.add("- " + Markdown.prose(section.title()));
        section.lines().forEach(line -> lines.add("  - " + Markdown.prose(line)));
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
