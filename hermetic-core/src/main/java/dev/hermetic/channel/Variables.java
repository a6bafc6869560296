package dev.hermetic.channel;

import dev.hermetic.fetch.WebAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables in channel URLs: POSIX style on every system, as conda-lock does it. */
final class Variables {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(?:([A-Za-z0-9_]+)|\\{([^}]*)})");

  private final TreeMap<String, String> values;

  Variables(Map<String, String> environment) {
    this.values = new TreeMap<>(environment);
  }

  static boolean areIn(String text) {
    return REFERENCE.matcher(text).find();
  }

  /** The names in the text, in order. */
  static List<String> names(String text) {
    return REFERENCE.matcher(text).results().map(m -> name(m.group(1), m.group(2))).toList();
  }

  /** Names in the text that have no value, in order. An empty value is none, as for conda-lock. */
  List<String> missing(String text) {
    return names(text).stream()
        .filter(name -> values.getOrDefault(name, "").isEmpty())
        .distinct()
        .toList();
  }

  /** The text with every variable replaced; one without a value stays. */
  String expand(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            m -> {
              String value = values.get(name(m.group(1), m.group(2)));
              return Matcher.quoteReplacement(value == null ? m.group() : value);
            });
  }

  /** The text with every reference written with braces, as conda-lock writes it. */
  static String braced(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement("${" + name(m.group(1), m.group(2)) + "}"));
  }

  /**
   * The variable that holds this credential: names with an earlier suffix first, then any name; the
   * first in code-point order where several fit (conda-lock takes the last in the environment's own
   * order).
   */
  Optional<String> holding(String secret, List<String> suffixes) {
    String decoded = WebAddress.decode(secret);
    for (String suffix : suffixes) {
      Optional<String> found = find(secret, decoded, suffix);
      if (found.isPresent()) {
        return found;
      }
    }
    return find(secret, decoded, "");
  }

  private Optional<String> find(String secret, String decoded, String suffix) {
    return values.entrySet().stream()
        .filter(e -> e.getKey().toUpperCase(Locale.ROOT).endsWith(suffix))
        .filter(e -> e.getValue().equals(secret) || e.getValue().equals(decoded))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String name(String plain, String braced) {
    return plain == null ? braced : plain;
  }
}
