package dev.hermetic.pypi.requirement;

import org.jspecify.annotations.Nullable;

/**
 * The name of a project or an extra. Names that are the same after normalisation (PEP 503, PEP 685)
 * are equal: {@code Foo_Bar}, {@code foo.bar} and {@code foo-bar}. Ordered by the normalised name.
 */
public final class ProjectName implements Comparable<ProjectName> {
  private final String written;
  private final String normalised;

  private ProjectName(String written) {
    this.written = written;
    this.normalised = normalise(written);
  }

  /**
   * @throws IllegalArgumentException when the text is no name (see {@link #isName})
   */
  public static ProjectName of(String text) {
    if (!isName(text)) {
      throw new IllegalArgumentException("not the name of a project: " + text);
    }
    return new ProjectName(text);
  }

  /**
   * Whether the text has the form of a name (PEP 508, "Names"): letters and digits of ASCII, with
   * {@code .}, {@code -} and {@code _} between them.
   */
  public static boolean isName(String text) {
    int last = text.length() - 1;
    if (last < 0 || !isAlphanumeric(text.charAt(0)) || !isAlphanumeric(text.charAt(last))) {
      return false;
    }
    return text.chars().allMatch(c -> isAlphanumeric((char) c) || isSeparator((char) c));
  }

  /**
   * In lower case, with one {@code -} for each run of {@code .}, {@code -} and {@code _} (PEP 503).
   */
  public static String normalise(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean separated = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isSeparator(c)) {
        result.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
      } else if (!separated) {
        result.append('-');
      }
      separated = isSeparator(c);
    }
    return result.toString();
  }

  static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  static boolean isSeparator(char c) {
    return c == '-' || c == '_' || c == '.';
  }

  /** As it was written. */
  public String written() {
    return written;
  }

  /** As indexes and locks have it (PEP 503). */
  public String normalised() {
    return normalised;
  }

  @Override
  public int compareTo(ProjectName other) {
    return normalised.compareTo(other.normalised);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProjectName that && normalised.equals(that.normalised);
  }

  @Override
  public int hashCode() {
    return normalised.hashCode();
  }

  /** The normalised name. */
  @Override
  public String toString() {
    return normalised;
  }
}
