package dev.hermetic.report;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Decimal;
import dev.hermetic.text.ByteText;
import dev.hermetic.text.Count;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Small texts of the page, the same in every locale. */
final class Texts {
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9_][a-z0-9._-]*");

  private Texts() {}

  /** A text of somebody else's without credentials and without invisible or steering characters. */
  static String shown(String text) {
    return Cell.clean(text);
  }

  static List<String> shown(Collection<String> texts) {
    return texts.stream().map(Texts::shown).toList();
  }

  /** With a capital letter at its beginning. */
  static String sentence(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** {@code 1 package}, {@code 1,234 packages}. */
  static String count(int number, String noun) {
    return number(number) + " " + Count.noun(number, noun);
  }

  /** With commas between thousands. */
  static String number(int number) {
    return Decimal.grouped(number);
  }

  /** Bytes in the unit that reads best. */
  static String size(long bytes) {
    return ByteText.of(bytes);
  }

  static List<String> names(Collection<Platform> platforms) {
    return platforms.stream().map(Platform::toString).toList();
  }

  /** File and line. */
  static String place(Location location) {
    return shown(new Location(location.file(), location.line(), 0).toString());
  }

  static String platforms(Collection<Platform> platforms) {
    return platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
  }

  /** Identifier for the package's row, empty when its name is no ordinary one. */
  static String anchor(String name, boolean pip) {
    return PLAIN_NAME.matcher(name).matches() ? (pip ? "pip-" : "pkg-") + name : "";
  }
}
