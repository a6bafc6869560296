package dev.hermetic.license;

import dev.hermetic.license.LicenseExpression.Operator;
import dev.hermetic.license.LicenseExpression.Single;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The licence of a package: what was written, and the SPDX expression that it means. What means no
 * licence of the SPDX list, or more than one, is a {@code LicenseRef-…} whose text is kept: nothing is
 * guessed. Immutable.
 *
 * @param written the text as the package has it, cleaned of control characters and cut where it is
 *     longer than {@value #MOST} characters
 * @param references the text behind each {@code LicenseRef-…} of the expression, by that identifier
 */
public record License(
    String written, LicenseExpression expression, SortedMap<String, String> references) {
  /** The most characters of a text that are kept. */
  public static final int MOST = 20_000;

  /** Texts that say that nothing is known. */
  private static final Set<String> NOTHING =
      Set.of("", "none", "unknown", "noassertion", "null", "n/a", "-", "see license", "other");

  public License {
    references = Collections.unmodifiableSortedMap(new TreeMap<>(references));
  }

  /**
   * What a text means: an SPDX expression, a name in use, R's way of writing it, Fedora's or Debian's
   * short names; else a reference. Empty where the text says nothing.
   */
  public static Optional<License> of(String text) {
    String written = clean(text);
    if (NOTHING.contains(written.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    SortedMap<String, String> references = new TreeMap<>();
    LicenseExpression expression =
        new LicenseReader(references)
            .read(written)
            .orElseGet(() -> LicenseReferences.of(written, references));
    return Optional.of(new License(written, expression, references));
  }

  /**
   * The licence of a POM: of several any may be chosen (POM reference, "Licenses"). The address counts
   * where the name says too little.
   *
   * @param name empty where there is none
   * @param url empty where there is none
   */
  public static Optional<License> ofPom(String name, String url) {
    Optional<License> named = of(name);
    if (named.isPresent() && named.get().references().isEmpty()) {
      return named;
    }
    Optional<String> id = LicenseList.get().at(clean(url));
    if (id.isPresent()) {
      String written = named.map(License::written).orElse(clean(url));
      return Optional.of(new License(written, new Single(id.get()), new TreeMap<>()));
    }
    return named.isPresent() ? named : of(url);
  }

  /** Several joined, as written and as expressions; nothing where there are none. */
  public static Optional<License> join(Operator operator, List<License> all) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> references = new TreeMap<>();
    List<LicenseExpression> parts = new ArrayList<>();
    for (License one : all) {
      parts.add(one.expression);
      references.putAll(one.references);
    }
    String word = operator.name().toLowerCase(Locale.ROOT);
    String written =
        String.join(" " + word + " ", all.stream().map(License::written).distinct().toList());
    return Optional.of(
        new License(written, LicenseExpression.join(operator, parts), references));
  }

  /** Whether the SPDX licence list has an identifier of this kind that is not deprecated. */
  public static boolean isListed(Predicate<String> kind) {
    return LicenseList.get().current().anyMatch(kind);
  }

  /** The SPDX expression as text. */
  public String text() {
    return expression.text();
  }

  /** Whether the expression has other words than the package, and no reference keeps those. */
  public boolean isRewritten() {
    return references.isEmpty() && !written.equals(text());
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(MOST)
        .filter(c -> c == '\n' || c == '\t' || isText(c))
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  /** Neither what steers a console or hides text, nor half of a character. */
  private static boolean isText(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED;
  }
}
