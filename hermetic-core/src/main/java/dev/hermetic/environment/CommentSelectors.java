package dev.hermetic.environment;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * conda-lock's line selectors: {@code - pywin32 # [win]}. One word in the brackets; {@code and},
 * {@code or} and {@code not} (CEP-24) are not known to conda-lock either. A line whose word does
 * not fit the platform is dropped before the YAML is parsed, and so is a line that is only a
 * comment.
 *
 * <p>Where conda-lock silently drops a line with a word that it does not know, that word is a
 * problem here; and brackets behind a {@code #} that starts no YAML comment ({@code
 * git+https://host/x#egg=x[extra]}) are no selector.
 */
final class CommentSelectors {
  /** The expression of conda-lock; its conditional group is always taken and thus left out. */
  private static final Pattern SELECTOR =
      Pattern.compile("(.+?)\\s*(#.*)\\[([^\\[\\]]+)\\][^()]*$");

  private static final Pattern COMMENT = Pattern.compile("\\s#");

  private static final List<String> WORDS =
      List.of(
          "unix", "linux", "linux64", "aarch64", "ppc64le", "osx", "osx64", "arm64", "win",
          "win64");

  /** A selector in a file, whether it can be understood or not. */
  record Selector(String word, Location location) {}

  /**
   * What is left of a file.
   *
   * @param numbers for each line left its 1-based number in the file
   */
  record Filtered(String text, List<Integer> numbers) {}

  private CommentSelectors() {}

  /** All words that are true for the platform. */
  static Set<String> wordsOf(Platform platform) {
    Set<String> words = new TreeSet<>();
    words.add(platform.os());
    if (platform.isLinux() || platform.isOsx()) {
      words.add("unix");
    }
    words.add(LineSelector.of(platform));
    return words;
  }

  /** The words that may be used when locking for these platforms, in a fixed order. */
  static List<String> knownWords(List<Platform> platforms) {
    List<String> known = new ArrayList<>(WORDS);
    for (Platform platform : platforms) {
      wordsOf(platform).stream().filter(word -> !known.contains(word)).forEach(known::add);
    }
    return List.copyOf(known);
  }

  /** Every selector of the file, in order. */
  static List<Selector> find(String text, String file, List<String> known) {
    List<Selector> found = new ArrayList<>();
    List<String> lines = lines(text);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher matcher = SELECTOR.matcher(line);
      if (!isComment(line) && matcher.matches() && isSelector(matcher, known)) {
        int column = line.codePointCount(0, matcher.start(3)) + 1;
        found.add(new Selector(matcher.group(3), new Location(file, i + 1, column)));
      }
    }
    return found;
  }

  /**
   * The file as it stands for the platform.
   *
   * @param first 1-based first line that selectors apply to
   * @param last last line that they apply to
   */
  static Filtered filter(String text, Platform platform, List<String> known, int first, int last) {
    Set<String> words = wordsOf(platform);
    StringBuilder kept = new StringBuilder();
    List<Integer> numbers = new ArrayList<>();
    List<String> lines = lines(text);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean outside = i + 1 < first || i + 1 > last;
      if (outside || !isComment(line) && isSelected(line, words, known)) {
        kept.append(line).append('\n');
        numbers.add(i + 1);
      }
    }
    return new Filtered(kept.toString(), List.copyOf(numbers));
  }

  /** A line with an unknown word is kept, so that its other faults are found as well. */
  private static boolean isSelected(String line, Set<String> words, List<String> known) {
    Matcher matcher = SELECTOR.matcher(line);
    return !matcher.matches()
        || !known.contains(matcher.group(3))
        || words.contains(matcher.group(3));
  }

  private static boolean isSelector(Matcher matcher, List<String> known) {
    if (known.contains(matcher.group(3))) {
      return true;
    }
    Matcher comment = COMMENT.matcher(matcher.group());
    return comment.find() && comment.start() < matcher.start(3);
  }

  private static boolean isComment(String line) {
    return line.stripLeading().startsWith("#");
  }

  private static List<String> lines(String text) {
    return List.of(text.split("\r\n|\r|\n", -1));
  }
}
