package dev.hermetic.license;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The many ways in which people write GNU's licences: {@code GPLv2+}, {@code LGPL 3}, {@code GNU General
 * Public License v2 or later (GPLv2+)}. Without a version it is not known which is meant.
 */
final class GnuLicense {
  private static final Set<String> VERSIONS =
      Set.of("GPL-1.0", "GPL-2.0", "GPL-3.0", "LGPL-2.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0");

  private static final Pattern FORM =
      Pattern.compile(
          "(?:gnu )?([al]?gpl) ?(\\d(?:\\.\\d)?)(?:\\.0)?"
              + "( ?\\+| or (?:at your option )?(?:any )?(?:later|newer)| only)?");

  /** Abbreviations that stand behind the name: {@code (GPLv2+)}. */
  private static final Pattern BEHIND = Pattern.compile("(.+?)\\(([^()]+)\\)\\s*");

  /** What compares, chooses or negates is more than a name. */
  private static final Pattern MORE = Pattern.compile("[<>=!|&/,;]");

  private GnuLicense() {}

  /** The identifier of the list, empty when the text is no name of a licence of GNU. */
  static Optional<String> read(String text) {
    if (text.length() > 100 || MORE.matcher(text).find()) {
      return Optional.empty();
    }
    Matcher behind = BEHIND.matcher(text);
    if (behind.matches()) {
      return name(behind.group(1)).filter(id -> name(behind.group(2)).equals(Optional.of(id)));
    }
    return name(text);
  }

  private static Optional<String> name(String text) {
    String key =
        LicenseList.key(text.toLowerCase(Locale.ROOT).replaceAll("(?<=gpl)v(?=\\d)", " "))
            .replace("gnu affero general public", "agpl")
            .replace("gnu lesser general public", "lgpl")
            .replace("gnu library general public", "lgpl")
            .replace("gnu library or lesser general public", "lgpl")
            .replace("gnu general public", "gpl")
            .replace("gnu lesser public", "lgpl")
            .replaceAll("\\b([al]?gpl) \\1\\b", "$1");
    Matcher matcher = FORM.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String number = matcher.group(2);
    String id =
        matcher.group(1).toUpperCase(Locale.ROOT)
            + "-"
            + (number.length() == 1 ? number + ".0" : number);
    if (!VERSIONS.contains(id)) {
      return Optional.empty();
    }
    String after = matcher.group(3);
    boolean later = after != null && !after.equals(" only");
    return Optional.of(id + (later ? "-or-later" : "-only"));
  }
}
