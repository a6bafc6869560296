package dev.hermetic.oci;

import dev.hermetic.digest.Sha256;
import java.security.MessageDigest;

/**
 * What bytes are called in an image: {@code sha256:} and 64 lower-case hex digits. Of the two
 * algorithms that image-spec registers (descriptor.md, "Registered Algorithms") only SHA-256 is
 * used, as by all registries.
 *
 * @param hex 64 lower-case hex digits
 */
public record Digest(String hex) implements Comparable<Digest> {
  private static final String ALGORITHM = "sha256:";
  private static final int LENGTH = 64;

  /** @throws IllegalArgumentException when it is not 64 lower-case hex digits */
  public Digest {
    if (!isHex(hex, 0)) {
      throw new IllegalArgumentException("no SHA-256 in lower-case hex digits");
    }
  }

  /** @throws IllegalArgumentException when the text is not {@code sha256:} and its digits */
  public static Digest parse(String text) {
    if (!text.startsWith(ALGORITHM)) {
      throw new IllegalArgumentException("not a sha256: digest");
    }
    return new Digest(text.substring(ALGORITHM.length()));
  }

  /** Whether {@link #parse} takes the text. */
  public static boolean isDigest(String text) {
    return text.startsWith(ALGORITHM)
        && isHex(text, ALGORITHM.length());
  }

  /** An image has thousands of them: no pattern. */
  private static boolean isHex(String text, int start) {
    if (text.length() != start + LENGTH) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The digest of some bytes. */
  public static Digest of(byte[] bytes) {
    return new Digest(Sha256.hex(bytes));
  }

  /** The digest that an algorithm came to, which begins anew. */
  public static Digest of(MessageDigest sha256) {
    return new Digest(Sha256.hex(sha256));
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  /** {@code sha256:HEX}. */
  @Override
  public String toString() {
    return ALGORITHM + hex;
  }
}
