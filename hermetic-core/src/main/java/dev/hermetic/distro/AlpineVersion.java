package dev.hermetic.distro;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of a package of Alpine or Wolfi, {@code
 * digits{.digits}[letter]{_suffix[digits]}[~hash][-rdigits]}, in the order of apk-tools 3
 * (apk-package(5), {@code src/version.c}). Immutable.
 */
public final class AlpineVersion implements Comparable<AlpineVersion> {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]+)((?:\\.[0-9]+)*)([a-z]?)((?:_[a-z]+[0-9]*)*)(?:~([0-9a-f]+))?(?:-r([0-9]+))?");

  private static final Pattern DIGITS = Pattern.compile("\\.([0-9]+)");
  private static final Pattern SUFFIX = Pattern.compile("_([a-z]+)([0-9]*)");

  /** In their order; none at all comes after {@code rc}. */
  private static final List<String> SUFFIXES =
      List.of("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p");

  private static final int NO_SUFFIX = SUFFIXES.indexOf("");

  /** Kinds of parts; of two versions that are alike so far, the one whose next kind comes first is newer. */
  private enum Kind {
    FIRST,
    DIGITS,
    LETTER,
    SUFFIX,
    SUFFIX_NUMBER,
    HASH,
    REVISION,
    END
  }

  private record Part(Kind kind, String text) {}

  private final String text;
  private final List<Part> parts;

  private AlpineVersion(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /** Empty where it is no version. White space around it does not count. */
  public static Optional<AlpineVersion> parse(String text) {
    String plain = text.strip();
    Matcher form = FORM.matcher(plain);
    if (!form.matches()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(Kind.FIRST, form.group(1)));
    Matcher digits = DIGITS.matcher(form.group(2));
    while (digits.find()) {
      parts.add(new Part(Kind.DIGITS, digits.group(1)));
    }
    add(parts, Kind.LETTER, form.group(3));
    Matcher suffixes = SUFFIX.matcher(form.group(4));
    while (suffixes.find()) {
      if (!SUFFIXES.contains(suffixes.group(1))) {
        return Optional.empty();
      }
      parts.add(new Part(Kind.SUFFIX, suffixes.group(1)));
      add(parts, Kind.SUFFIX_NUMBER, suffixes.group(2));
    }
    add(parts, Kind.HASH, form.group(5));
    add(parts, Kind.REVISION, form.group(6));
    parts.add(new Part(Kind.END, ""));
    return Optional.of(new AlpineVersion(plain, parts));
  }

  private static void add(List<Part> parts, Kind kind, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      parts.add(new Part(kind, text));
    }
  }

  @Override
  public int compareTo(AlpineVersion other) {
    int most = Math.min(parts.size(), other.parts.size());
    for (int i = 0; i < most; i++) {
      Part one = parts.get(i);
      Part two = other.parts.get(i);
      if (one.kind() != two.kind()) {
        return isBefore(one) ? -1 : isBefore(two) ? 1 : two.kind().compareTo(one.kind());
      }
      int order = compare(one, two);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static boolean isBefore(Part part) {
    return part.kind() == Kind.SUFFIX && SUFFIXES.indexOf(part.text()) < NO_SUFFIX;
  }

  private static int compare(Part one, Part two) {
    return switch (one.kind()) {
      case FIRST, SUFFIX_NUMBER, REVISION -> Numbers.compare(one.text(), two.text());
      // Like a fraction where there is a leading zero, as in 1.01.
      case DIGITS ->
          one.text().startsWith("0") || two.text().startsWith("0")
              ? one.text().compareTo(two.text())
              : Numbers.compare(one.text(), two.text());
      case SUFFIX ->
          Integer.compare(SUFFIXES.indexOf(one.text()), SUFFIXES.indexOf(two.text()));
      case LETTER, HASH, END -> one.text().compareTo(two.text());
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AlpineVersion one && compareTo(one) == 0;
  }

  @Override
  public int hashCode() {
    return text.replaceAll("[0-9]+", "").hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
