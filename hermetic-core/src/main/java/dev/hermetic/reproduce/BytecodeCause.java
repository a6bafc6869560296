package dev.hermetic.reproduce;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * Compiled Python files: what their headers say (PEP 552: magic number, flags, then time and size of
 * the source or its hash), then the code.
 */
final class BytecodeCause {
  private static final int HEADER = 16;

  private BytecodeCause() {}

  static Optional<Finding> find(Contents contents) {
    if (!contents.path().endsWith(".pyc")
        || contents.one().length < HEADER
        || contents.other().length < HEADER) {
      return Optional.empty();
    }
    return Optional.of(new Finding(Cause.BYTECODE, why(header(contents.one()), header(contents.other()))));
  }

  private static String why(ByteBuffer one, ByteBuffer other) {
    if (one.getInt(0) != other.getInt(0)) {
      return "two versions of Python compiled it: magic numbers "
          + (one.getInt(0) & 0xffff)
          + " and "
          + (other.getInt(0) & 0xffff);
    }
    if (one.getInt(4) != other.getInt(4)) {
      return "one is bound to its source in another way: flags "
          + one.getInt(4)
          + " and "
          + other.getInt(4);
    }
    boolean byHash = (one.getInt(4) & 1) != 0;
    if (byHash && one.getLong(8) != other.getLong(8)) {
      return "its header has the hash of another source";
    }
    if (!byHash && one.getInt(8) != other.getInt(8)) {
      return "its header has the time of its source: " + time(one) + " and " + time(other);
    }
    if (!byHash && one.getInt(12) != other.getInt(12)) {
      return "its header has the size of another source";
    }
    return "the header is the same and the compiled code is not: often the order of a set, or a path";
  }

  private static Instant time(ByteBuffer header) {
    return Instant.ofEpochSecond(Integer.toUnsignedLong(header.getInt(8)));
  }

  private static ByteBuffer header(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
