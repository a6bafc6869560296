package dev.hermetic.reproduce;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Two contents that differ, or the part of them in which they begin to.
 *
 * @param path of the file that they are, for what its name says
 * @param start how many bytes are before that part, the same in both
 */
record Contents(String path, byte[] one, byte[] other, long start) {
  /** Larger files are looked at only around where they begin to differ. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int AROUND = 1 << 16;

  Contents(String path, byte[] one, byte[] other) {
    this(path, one, other, 0);
  }

  /** Of two files that differ. */
  static Contents of(String path, Path one, Path other) throws IOException {
    if (isWhole(one, other)) {
      return new Contents(path, Files.readAllBytes(one), Files.readAllBytes(other));
    }
    long start = Math.max(0, Files.mismatch(one, other) - AROUND) & ~7L;
    return new Contents(path, part(one, start), part(other, start), start);
  }

  /** Whether both are small enough to be looked at whole. */
  static boolean isWhole(Path one, Path other) throws IOException {
    return Files.size(one) <= MOST_BYTES && Files.size(other) <= MOST_BYTES;
  }

  private static byte[] part(Path file, long start) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(start);
      byte[] bytes = new byte[(int) Math.min(2L * AROUND, Math.max(0, in.length() - start))];
      in.readFully(bytes);
      return bytes;
    }
  }

  /** Where they begin to differ, in bytes from the start of this part. */
  int offset() {
    return Math.max(0, Arrays.mismatch(one, other));
  }

  /** Both as text; empty when one is none. */
  Optional<Texts> texts() {
    return text(one, StandardCharsets.UTF_8)
        .flatMap(a -> text(other, StandardCharsets.UTF_8).map(b -> new Texts(a, b)));
  }

  /** The bytes as text without control characters but white space; empty when they are none. */
  static Optional<String> text(byte[] bytes, Charset charset) {
    for (byte one : bytes) {
      if (one >= 0 && one < ' ' && one != '\n' && one != '\r' && one != '\t' && one != '\f') {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Two texts that differ. */
  record Texts(String one, String other) {}
}
