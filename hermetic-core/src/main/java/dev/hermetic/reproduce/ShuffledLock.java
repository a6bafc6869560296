package dev.hermetic.reproduce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A conda-lock.yml that lists the same packages in another order. */
final class ShuffledLock {
  private static final Pattern LIST = Pattern.compile("(?m)^package:[ \\t]*\\n(?=( *)- )");

  private ShuffledLock() {}

  /**
   * Shuffles.
   *
   * @return empty where the text has no block list of packages
   */
  static Optional<String> of(String text, long seed) {
    Matcher list = LIST.matcher(text);
    if (!list.find()) {
      return Optional.empty();
    }
    String item = list.group(1) + "- ";
    String indented = list.group(1) + " ";
    List<StringBuilder> items = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    for (String line : text.substring(list.end()).split("(?<=\\n)")) {
      if (!rest.isEmpty() || !line.startsWith(item) && !line.startsWith(indented)) {
        rest.append(line);
      } else if (line.startsWith(item)) {
        items.add(new StringBuilder(line));
      } else {
        items.get(items.size() - 1).append(line);
      }
    }
    if (!items.get(items.size() - 1).toString().endsWith("\n")) {
      items.get(items.size() - 1).append('\n');
    }
    Collections.shuffle(items, new Random(seed));
    return Optional.of(text.substring(0, list.end()) + String.join("", items) + rest);
  }
}
