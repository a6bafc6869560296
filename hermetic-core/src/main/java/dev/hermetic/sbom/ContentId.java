package dev.hermetic.sbom;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Names and times of documents that are the same for the same content. */
final class ContentId {
  /** The namespace of texts that are URLs (RFC 9562, section 6.6). */
  private static final UUID NAMESPACE = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

  /** What the names are made below, so that they are nobody else's. */
  private static final String PLACE = "dev.hermetic.sbom/";

  private ContentId() {}

  /** A UUID of version 5 for a text (RFC 9562, section 5.5). */
  static UUID of(String content) {
    MessageDigest sha1 = sha1();
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array());
    sha1.update(PLACE.getBytes(StandardCharsets.UTF_8));
    ByteBuffer digest = ByteBuffer.wrap(sha1.digest(content.getBytes(StandardCharsets.UTF_8)));
    long most = digest.getLong() & ~0xf000L | 0x5000L;
    long least = digest.getLong() & ~(3L << 62) | 2L << 62;
    return new UUID(most, least);
  }

  /** Whole seconds in UTC, as both formats write times. */
  static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
