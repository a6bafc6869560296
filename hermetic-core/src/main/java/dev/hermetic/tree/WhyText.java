package dev.hermetic.tree;

import dev.hermetic.text.TextStyle;
import java.util.ArrayList;
import java.util.List;

/** Why a package is in a lock, for a console. */
public final class WhyText {
  private WhyText() {}

  /**
   * The lines, without line ends, none wider than the style says, without anything that could steer
   * a terminal.
   */
  public static List<String> lines(List<Why> answers, TextStyle style) {
    List<String> lines = new ArrayList<>();
    for (WhyWords words : WhyWords.of(answers, style.arrow())) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(style.wrap(style.clean(words.title())));
      for (WhyWords.Section section : words.sections()) {
        lines.addAll(style.wrapBehind(2, style.clean(section.title())));
        for (String line : section.lines()) {
          lines.addAll(style.wrapBehind(4, style.clean(line)));
        }
      }
    }
    return lines;
  }
}
