package dev.hermetic.prefix;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A long text, as UTF-8, piece by piece: one letter beyond Latin-1 makes a whole {@link
 * StringBuilder} wide, and slow for all that follows.
 */
final class Utf8Pieces {
  private static final int PIECE = 1 << 14;

  private final Consumer<byte[]> sink;
  private StringBuilder piece = new StringBuilder(PIECE + 1000);

  /**
   * @param sink takes the bytes of each piece
   */
  Utf8Pieces(Consumer<byte[]> sink) {
    this.sink = sink;
  }

  /** What comes next is to be appended to it; to be asked for again for each line. */
  StringBuilder text() {
    if (piece.length() >= PIECE) {
      flush();
    }
    return piece;
  }

  void flush() {
    sink.accept(piece.toString().getBytes(StandardCharsets.UTF_8));
    piece = new StringBuilder(PIECE + 1000);
  }
}
