package dev.hermetic.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server asks for in WWW-Authenticate (RFC 9110, 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters by name in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  /** A parameter, or a scheme, where no equals sign follows. */
  private static final Pattern PART =
      Pattern.compile(
          "\\s*,?\\s*("
              + TOKEN
              + ")(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|("
              + TOKEN
              + ")))?");

  /** All challenges of some headers; what is none ends a header. */
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> challenges = new ArrayList<>();
    for (String header : headers) {
      Map<String, String> parameters = new TreeMap<>();
      Matcher part = PART.matcher(header);
      while (part.lookingAt()) {
        String name = part.group(1).toLowerCase(Locale.ROOT);
        if (part.group(2) != null) {
          parameters.putIfAbsent(name, part.group(2).replaceAll("\\\\(.)", "$1"));
        } else if (part.group(3) != null) {
          parameters.putIfAbsent(name, part.group(3));
        } else {
          parameters = new TreeMap<>();
          challenges.add(new Challenge(name, parameters));
        }
        part.region(part.end(), header.length());
      }
    }
    return challenges;
  }
}
