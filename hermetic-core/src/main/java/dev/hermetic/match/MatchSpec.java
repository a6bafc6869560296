package dev.hermetic.match;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.util.Optional;

/** A match spec (CEP-29). Immutable; equal when the canonical texts are equal. */
public final class MatchSpec {
  private final String text;

  private MatchSpec(String text) {
    this.text = text;
  }

  /** @throws InvalidMatchSpecException when the text is no match spec */
  public static MatchSpec parse(String text) {
    return new MatchSpec(text);
  }

  /** Lower-case package name, or a pattern ({@code *}) when the spec is for many names. */
  public String name() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether {@link #name()} is one plain package name, so that candidates can be looked up. */
  public boolean hasExactName() {
    throw new UnsupportedOperationException("skeleton");
  }

  public Optional<VersionSpec> version() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Build constraint: exact, glob or {@code ^regex$}. */
  public Optional<String> build() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Channel name or URL as written, without subdir. */
  public Optional<String> channel() {
    throw new UnsupportedOperationException("skeleton");
  }

  public Optional<String> subdir() {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Whether the record meets every part of the spec apart from the channel, which needs a resolver
   * of names.
   */
  public boolean matches(PackageRecord record) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Canonical text as conda prints it; parsing it again gives an equal spec. */
  @Override
  public String toString() {
    return text;
  }
}
