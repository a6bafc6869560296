package dev.hermetic.digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * SHA-256 (FIPS 180-4). Java's own uses the processor's instructions for it only where the
 * optimising compiler has been at work, and else needs nine times as long. So what comes after the
 * first {@linkplain #MUCH many bytes} of a process goes to a native library, whose loading takes as
 * long as Java takes for these; and to Java's own where the library cannot be loaded. What comes out
 * is the same.
 */
public final class Sha256 extends MessageDigest {
  /** Bytes of a process from which on the library is worth its loading. */
  private static final long MUCH = 16L << 20;

  private static final int LENGTH = 32;
  private static final AtomicLong TAKEN = new AtomicLong();

  private MessageDigest engine;

  /** Whether the engine is what is best once there are many bytes. */
  private boolean chosen;

  private Sha256(boolean much) {
    super("SHA-256");
    this.engine = much ? NativeSha256.create() : NativeSha256.java();
    this.chosen = much;
  }

  /** A new one, for few bytes or an unknown number of them. */
  public static MessageDigest create() {
    return create(0);
  }

  /**
   * A new one.
   *
   * @param bytes about how many it will be given: which of both it is made by stays until it begins anew
   */
  public static MessageDigest create(long bytes) {
    return new Sha256(bytes >= MUCH - TAKEN.get());
  }

  /** The digest of a text's bytes or the like, in 64 lower-case hex digits. */
  public static String hex(byte[] bytes) {
    MessageDigest digest = create(bytes.length);
    digest.update(bytes);
    return hex(digest);
  }

  /** The digest of a file, in 64 lower-case hex digits. */
  public static String hex(Path file) throws IOException {
    MessageDigest digest = create(Files.size(file));
    try (InputStream in = Files.newInputStream(file)) {
      update(digest, in);
    }
    return hex(digest);
  }

  /** What a digest came to, in lower-case hex digits; it begins anew. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Takes all that is left of a stream into a digest, of whatever kind. */
  public static void update(MessageDigest digest, InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      digest.update(buffer, 0, count);
    }
  }

  @Override
  protected int engineGetDigestLength() {
    return LENGTH;
  }

  @Override
  protected void engineUpdate(byte input) {
    engine.update(input);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    engine.update(input, offset, length);
    count(length);
  }

  @Override
  protected void engineUpdate(ByteBuffer input) {
    int length = input.remaining();
    engine.update(input);
    count(length);
  }

  private static void count(int length) {
    if (TAKEN.get() < MUCH) {
      TAKEN.addAndGet(length);
    }
  }

  @Override
  protected byte[] engineDigest() {
    byte[] digest = engine.digest();
    choose();
    return digest;
  }

  @Override
  protected int engineDigest(byte[] target, int offset, int length) throws DigestException {
    int count = engine.digest(target, offset, length);
    choose();
    return count;
  }

  @Override
  protected void engineReset() {
    engine.reset();
  }

  /** One that was made early goes on with what is best now. */
  private void choose() {
    if (!chosen && TAKEN.get() >= MUCH) {
      engine = NativeSha256.create();
      chosen = true;
    }
  }

  /** @throws CloneNotSupportedException always */
  @Override
  public Object clone() throws CloneNotSupportedException {
    throw new CloneNotSupportedException();
  }
}
