package dev.hermetic.reproduce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.reproduce.Contents.Texts;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Texts that differ: first whether they are the same things in another order, then line by line. */
final class TextCause {
  private static final JsonMapper JSON = new JsonMapper();

  private TextCause() {}

  static Optional<Finding> find(Texts texts, Circumstances circumstances) {
    return lineEnds(texts)
        .or(() -> lines(texts, circumstances))
        .or(() -> json(texts))
        .or(() -> firstLine(texts, circumstances))
        .or(() -> words(texts));
  }

  private static Optional<Finding> lineEnds(Texts texts) {
    return texts.one().replace("\r\n", "\n").equals(texts.other().replace("\r\n", "\n"))
        ? Optional.of(new Finding(Cause.LOCALE, "lines end in LF once and in CR LF once"))
        : Optional.empty();
  }

  private static Optional<Finding> lines(Texts texts, Circumstances circumstances) {
    List<String> one = texts.one().lines().toList();
    List<String> other = texts.other().lines().toList();
    if (!sorted(one).equals(sorted(other))) {
      return Optional.empty();
    }
    boolean byLocale =
        !circumstances.one().locale().equals(circumstances.other().locale())
            && isSorted(one, circumstances.one().locale())
            && isSorted(other, circumstances.other().locale());
    return Optional.of(
        byLocale
            ? new Finding(
                Cause.LOCALE,
                "the same lines are sorted as "
                    + circumstances.one().locale()
                    + " and as "
                    + circumstances.other().locale()
                    + " have it")
            : new Finding(Cause.ORDER, "the same lines are in another order"));
  }

  private static boolean isSorted(List<String> lines, String locale) {
    Comparator<Object> order = order(locale);
    for (int i = 1; i < lines.size(); i++) {
      if (order.compare(lines.get(i - 1), lines.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** As {@code LC_COLLATE} has it: by code points in the locale C. */
  private static Comparator<Object> order(String locale) {
    String name = locale.replaceFirst("[.@].*", "");
    return name.equals("C") || name.equals("POSIX")
        ? Comparator.comparing(String.class::cast)
        : Collator.getInstance(Locale.forLanguageTag(name.replace('_', '-')));
  }

  private static Optional<Finding> json(Texts texts) {
    String start = texts.one().stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return Optional.empty();
    }
    try {
      JsonNode one = JSON.readTree(texts.one());
      JsonNode other = JSON.readTree(texts.other());
      if (one.equals(other)) {
        return Optional.of(
            new Finding(Cause.ORDER, "the JSON says the same, in another order or layout"));
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<Finding> firstLine(Texts texts, Circumstances circumstances) {
    List<String> one = texts.one().lines().toList();
    List<String> other = texts.other().lines().toList();
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      if (!one.get(i).equals(other.get(i))) {
        return LineCause.find(one.get(i), other.get(i), circumstances);
      }
    }
    return Optional.empty();
  }

  /** A set or dictionary, printed on one line. */
  private static Optional<Finding> words(Texts texts) {
    return sorted(wordsOf(texts.one())).equals(sorted(wordsOf(texts.other())))
        ? Optional.of(
            new Finding(
                Cause.ORDER,
                "the same words are in another order, as Python's sets are without PYTHONHASHSEED"))
        : Optional.empty();
  }

  private static List<String> wordsOf(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("[\\s,;:()\\[\\]{}]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static List<String> sorted(List<String> texts) {
    List<String> sorted = new ArrayList<>(texts);
    Collections.sort(sorted);
    return sorted;
  }
}
