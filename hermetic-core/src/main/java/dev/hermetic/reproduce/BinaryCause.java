package dev.hermetic.reproduce;

import dev.hermetic.text.Count;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Contents that are no text: times and numbers as programs keep them. */
final class BinaryCause {
  /** Numbers that differ by more are other numbers, not the same ones rounded in another way. */
  static final double MOST_DIFFERENT = 1e-3;

  private BinaryCause() {}

  static Optional<Finding> find(Contents contents, Circumstances circumstances) {
    if (contents.one().length != contents.other().length) {
      return Optional.empty();
    }
    return time(contents, circumstances)
        .or(() -> floats(contents, Double.BYTES))
        .or(() -> floats(contents, Float.BYTES))
        .or(() -> order(contents));
  }

  /** Where both have a time of the runs. The first byte that differs is seldom a number's first. */
  private static Optional<Finding> time(Contents contents, Circumstances circumstances) {
    int offset = contents.offset();
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      ByteBuffer one = ByteBuffer.wrap(contents.one()).order(order);
      ByteBuffer other = ByteBuffer.wrap(contents.other()).order(order);
      for (int at = Math.max(0, offset - 3);
          at <= offset && at + Integer.BYTES <= one.limit();
          at++) {
        if (circumstances.isOfTheRuns(Integer.toUnsignedLong(one.getInt(at)))
            && circumstances.isOfTheRuns(Integer.toUnsignedLong(other.getInt(at)))) {
          return Optional.of(
              new Finding(
                  Cause.TIME_STAMP,
                  "it has the time of the run in 32 bits at offset " + at));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether all that differs are numbers in little-endian IEEE 754 that nearly agree. */
  private static Optional<Finding> floats(Contents contents, int size) {
    ByteBuffer one = ByteBuffer.wrap(contents.one()).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer other = ByteBuffer.wrap(contents.other()).order(ByteOrder.LITTLE_ENDIAN);
    double most = 0;
    int count = 0;
    for (int at = 0; at < one.limit(); at += size) {
      if (at + size > one.limit()) {
        if (Arrays.mismatch(
                Arrays.copyOfRange(contents.one(), at, one.limit()),
                Arrays.copyOfRange(contents.other(), at, one.limit()))
            >= 0) {
          return Optional.empty();
        }
        break;
      }
      double a = size == Double.BYTES ? one.getDouble(at) : one.getFloat(at);
      double b = size == Double.BYTES ? other.getDouble(at) : other.getFloat(at);
      if (sameBits(one, other, at, size)) {
        continue;
      }
      double difference = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
      // Integers, taken for numbers of this kind, are next to 0 or nothing at all.
      if (!(difference < MOST_DIFFERENT) || Math.abs(a) < 1e-30 || Math.abs(a) > 1e30) {
        return Optional.empty();
      }
      most = Math.max(most, difference);
      count++;
    }
    return Optional.of(
        new Finding(
            Cause.FLOATING_POINT,
            Count.of(count, "number")
                + " of "
                + size * 8
                + (count == 1 ? " bits differs, by a factor of " : " bits differ, by a factor of ")
                + factor(most)
                + " at most"));
  }

  private static boolean sameBits(ByteBuffer one, ByteBuffer other, int at, int size) {
    return size == Double.BYTES
        ? one.getLong(at) == other.getLong(at)
        : one.getInt(at) == other.getInt(at);
  }

  static String factor(double difference) {
    return "1 + " + String.format(Locale.ROOT, "%.1e", difference);
  }

  private static Optional<Finding> order(Contents contents) {
    byte[] one = contents.one().clone();
    byte[] other = contents.other().clone();
    Arrays.sort(one);
    Arrays.sort(other);
    return Arrays.equals(one, other)
        ? Optional.of(new Finding(Cause.ORDER, "the same bytes are in another order"))
        : Optional.empty();
  }
}
