package dev.hermetic.environment;

import dev.hermetic.pypi.requirement.ProjectName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which entries of {@code pip:} sections are for the same project. */
final class PipNames {
  /** A project name (PEP 508) that is not the beginning of a URL or path. */
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:[\\[<>=!~;@(].*)?");

  private PipNames() {}

  /**
   * The normalised name (PEP 503) where the entry begins with one; else the entry itself: options
   * ({@code -e}, {@code -r}), URLs and paths.
   */
  static String key(String entry) {
    Matcher matcher = NAME.matcher(entry);
    if (!matcher.matches()) {
      return entry;
    }
    return ProjectName.normalise(matcher.group(1));
  }
}
