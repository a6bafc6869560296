package dev.hermetic.version;

/** A constraint on versions, such as {@code >=1.8,<2|1.7.*}. Immutable. */
public final class VersionSpec {
  private final String text;

  private VersionSpec(String text) {
    this.text = text;
  }

  /** @throws InvalidVersionException when the text is no constraint */
  public static VersionSpec parse(String text) {
    return new VersionSpec(text);
  }

  public boolean matches(Version version) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The text as it was parsed. */
  @Override
  public String toString() {
    return text;
  }
}
