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
   * The same of an entry where it stands: a path in it is relative to its file, so that {@code -r
   * requirements.txt} in two folders is two files.
   */
  static String key(PipRequirement entry) {
    String key = key(entry.text());
    String file = entry.location().file();
    boolean isRelative = key.equals(entry.text()) && !key.contains("://") && file.contains("/");
    return isRelative ? file.substring(0, file.lastIndexOf('/')) + " " + key : key;
  }

  /** What counts once in one file: entries with markers may stand for one project side by side. */
  static String keyInFile(String entry) {
    return entry.indexOf(';') < 0 ? key(entry) : key(entry) + entry.substring(entry.indexOf(';'));
  }

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
