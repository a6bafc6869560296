package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions that a spec names. */
final class Bounds {
  private static final Pattern NUMBER = Pattern.compile("\\d[0-9A-Za-z_!+]*(\\.\\d[0-9A-Za-z_!+]*)*");
  private static final Pattern LOWER = Pattern.compile("\\s*>=?\\s*[0-9A-Za-z_.!+]+\\s*");

  private static final Pattern AT_LEAST = Pattern.compile("(>=?)([0-9A-Za-z_.!+]+)");
  private static final Pattern AT_MOST = Pattern.compile("(<=?)([0-9A-Za-z_.!+]+)");

  private Bounds() {}

  /** The version that the spec names first. */
  static Optional<Version> first(MatchSpec spec) {
    return firstText(spec).flatMap(Bounds::version);
  }

  /** The text of it. */
  static Optional<String> firstText(MatchSpec spec) {
    Matcher matcher = NUMBER.matcher(spec.version().map(v -> v.canonical()).orElse(""));
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** Whether the spec has a lowest version and no other bound. */
  static boolean isLower(MatchSpec spec) {
    return LOWER.matcher(spec.version().map(v -> v.canonical()).orElse("")).matches();
  }

  /** Whether the first version that the spec names is one that it rules out, with all below. */
  static boolean isAbove(MatchSpec spec) {
    String version = spec.version().map(v -> v.canonical()).orElse("");
    return version.startsWith(">") && !version.startsWith(">=");
  }

  /** Two bounds that leave nothing between them, as {@code `>2` and `<1`}. */
  static Optional<String> contradiction(MatchSpec spec) {
    String[] parts = spec.version().map(v -> v.canonical()).orElse("").split(",");
    if (parts.length != 2) {
      return Optional.empty();
    }
    boolean ordered = parts[0].startsWith(">");
    Matcher least = AT_LEAST.matcher(parts[ordered ? 0 : 1]);
    Matcher most = AT_MOST.matcher(parts[ordered ? 1 : 0]);
    if (!least.matches() || !most.matches()) {
      return Optional.empty();
    }
    Optional<Version> low = version(least.group(2));
    Optional<Version> high = version(most.group(2));
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    int order = low.get().compareTo(high.get());
    boolean equal = order == 0 && least.group(1).equals(">=") && most.group(1).equals("<=");
    return order < 0 || equal
        ? Optional.empty()
        : Optional.of("`" + least.group() + "` and `" + most.group() + "`");
  }

  private static Optional<Version> version(String text) {
    try {
      return Optional.of(Version.parse(text));
    } catch (InvalidVersionException e) {
      return Optional.empty();
    }
  }
}
