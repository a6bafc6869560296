package dev.hermetic.version;

/**
 * A conda version (CEP-33). Immutable; equal when the order calls two texts equal ({@code 1.1} and
 * {@code 1.1.0}).
 */
public final class Version implements Comparable<Version> {
  private final String text;

  private Version(String text) {
    this.text = text;
  }

  /** @throws InvalidVersionException when the text is no version */
  public static Version parse(String text) {
    return new Version(text);
  }

  @Override
  public int compareTo(Version other) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The text as it was parsed. */
  @Override
  public String toString() {
    return text;
  }
}
