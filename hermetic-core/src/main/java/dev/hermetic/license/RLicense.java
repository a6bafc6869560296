package dev.hermetic.license;

import dev.hermetic.license.LicenseExpression.Operator;
import dev.hermetic.license.LicenseExpression.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The licence field of an R package ("Writing R Extensions", section 1.1.2, Licensing): alternatives
 * between {@code |}, versions in parentheses, {@code + file LICENSE} for what a file adds.
 */
final class RLicense {
  private static final Pattern FILE = Pattern.compile("file LICEN[SC]E");
  private static final Pattern VERSION =
      Pattern.compile("(A?GPL|LGPL) ?\\((>=|==) ?(\\d(?:\\.\\d)?)\\)");
  private static final Pattern SHORT = Pattern.compile("(A?GPL|LGPL)-(\\d(?:\\.\\d)?)");

  /** Templates: the file has the year and the holder of the copyright, and no terms. */
  private static final Map<String, String> TEMPLATES =
      Map.of(
          "MIT", "MIT",
          "BSD_2_clause", "BSD-2-Clause",
          "BSD_3_clause", "BSD-3-Clause");

  private final Map<String, String> references;

  RLicense(Map<String, String> references) {
    this.references = references;
  }

  /** The expression, empty when it is not R's way of writing licences. */
  Optional<LicenseExpression> read(String text) {
    boolean isOfR =
        text.indexOf('|') >= 0 || FILE.matcher(text).find() || VERSION.matcher(text).find()
            || SHORT.matcher(text).matches();
    if (!isOfR) {
      return Optional.empty();
    }
    List<LicenseExpression> alternatives = new ArrayList<>();
    for (String alternative : text.split("\\|")) {
      Optional<LicenseExpression> read = alternative(alternative.strip());
      if (read.isEmpty()) {
        return read;
      }
      alternatives.add(read.get());
    }
    return alternatives.isEmpty()
        ? Optional.empty()
        : Optional.of(LicenseExpression.join(Operator.OR, alternatives));
  }

  private Optional<LicenseExpression> alternative(String text) {
    if (FILE.matcher(text).matches() || text.equals("Unlimited")) {
      return Optional.of(LicenseReferences.of(text, references));
    }
    String[] parts = text.split("\\+", 2);
    Optional<LicenseExpression> license = license(parts[0].strip());
    if (parts.length == 1 || license.isEmpty()) {
      return license;
    }
    String added = parts[1].strip();
    if (!FILE.matcher(added).matches()) {
      return Optional.empty();
    }
    if (TEMPLATES.containsKey(parts[0].strip())) {
      return license;
    }
    return Optional.of(
        LicenseExpression.join(
            Operator.AND, List.of(license.get(), LicenseReferences.of(added, references))));
  }

  private static Optional<LicenseExpression> license(String text) {
    Matcher version = VERSION.matcher(text);
    if (version.matches()) {
      String later = version.group(2).equals(">=") ? "+" : "";
      return single(GnuLicense.read(version.group(1) + " " + version.group(3) + later));
    }
    String template = TEMPLATES.get(text);
    if (template != null) {
      return single(Optional.of(template));
    }
    return single(
        GnuLicense.read(text)
            .or(() -> LicenseList.get().id(text).map(DeprecatedIds::today))
            .or(() -> LicenseList.get().named(text)));
  }

  private static Optional<LicenseExpression> single(Optional<String> id) {
    return id.filter(one -> one.indexOf(' ') < 0).map(Single::new);
  }
}
