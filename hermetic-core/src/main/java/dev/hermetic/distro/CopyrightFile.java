package dev.hermetic.distro;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds which licences a copyright file of Debian names: the {@code License} fields of the
 * machine-readable form (copyright-format 1.0); of any other text the files of {@code
 * /usr/share/common-licenses} that it leads to.
 */
final class CopyrightFile {
  private static final Pattern FORMAT =
      Pattern.compile("\\A\\s*Format(?:-Specification)?:", Pattern.CASE_INSENSITIVE);
  private static final Pattern LICENCE = Pattern.compile("(?m)^License:[ \\t]*(\\S.*?)[ \\t]*$");
  private static final Pattern COMMON =
      Pattern.compile("/usr/share/common-licenses/([A-Za-z0-9][A-Za-z0-9+-]*(?:\\.[0-9]+)*)");

  private CopyrightFile() {}

  /** Sorted, each once, as they are written there. */
  static List<String> licenses(String text) {
    Matcher matcher = (FORMAT.matcher(text).find() ? LICENCE : COMMON).matcher(text);
    TreeSet<String> found = new TreeSet<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return List.copyOf(found);
  }
}
