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

  private static Optional<Version> version(String text) {
    try {
      return Optional.of(Version.parse(text));
    } catch (InvalidVersionException e) {
      return Optional.empty();
    }
  }
}
