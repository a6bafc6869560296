package dev.hermetic.repodata;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The file name that a record stands under, the one that was read last. */
final class FileName {
  static final byte[] CONDA = ".conda".getBytes(StandardCharsets.US_ASCII);
  static final byte[] TAR_BZ2 = ".tar.bz2".getBytes(StandardCharsets.US_ASCII);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private byte[] bytes = new byte[256];
  private int length;
  private int stem;

  /**
   * Takes the scanner's last text.
   *
   * @param ending what the key leaves out
   * @return false for what is no name of a package file
   */
  boolean take(JsonScanner json, String ending) throws IOException {
    if (ending.isEmpty()) {
      set(json.source(), json.start(), json.length());
      return findStem() && (isPlainAscii() || isPlain(json.string()));
    }
    String name = json.string() + ending;
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    set(utf8, 0, utf8.length);
    return findStem() && isPlain(name);
  }

  private void set(byte[] source, int from, int count) {
    if (bytes.length < count + Long.BYTES) {
      bytes = new byte[2 * count + Long.BYTES];
    }
    System.arraycopy(source, from, bytes, 0, count);
    // So that the last eight bytes can be looked at together.
    Arrays.fill(bytes, count, count + Long.BYTES, (byte) 'x');
    length = count;
  }

  private boolean findStem() {
    byte[] ending = endsWith(CONDA) ? CONDA : TAR_BZ2;
    stem = length - ending.length;
    return endsWith(ending);
  }

  private boolean endsWith(byte[] suffix) {
    return length >= suffix.length
        && Arrays.equals(bytes, length - suffix.length, length, suffix, 0, suffix.length);
  }

  /** The quick answer for nearly all names; false is no answer. */
  private boolean isPlainAscii() {
    long found = 0;
    for (int i = 0; i < length; i += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, i);
      found |=
          eight
              | (eight - ONES * ('%' + 1)) & ~eight
              | zeros(eight ^ ONES * '/')
              | zeros(eight ^ ONES * '\\')
              | zeros(eight ^ ONES * '?')
              | zeros(eight ^ ONES * 0x7f);
    }
    return (found & HIGH) == 0;
  }

  private static long zeros(long eight) {
    return (eight - ONES) & ~eight;
  }

  /**
   * A package file lies in its subdir, and its name becomes the end of a URL and of a line in lock
   * files: one that holds a path, a line break or what ends the path of a URL is a lie or an attack.
   */
  private static boolean isPlain(String fileName) {
    return fileName
        .chars()
        .noneMatch(
            c ->
                "/\\#?%\"".indexOf(c) >= 0
                    || Character.isISOControl(c)
                    || Character.isSpaceChar(c));
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Length without the ending. */
  int stem() {
    return stem;
  }

  boolean isTarBz2() {
    return length - stem == TAR_BZ2.length;
  }

  /** What a package file is called. */
  static String of(String name, String version, String build, boolean tarBz2) {
    return name + "-" + version + "-" + build + (tarBz2 ? ".tar.bz2" : ".conda");
  }

  /** Whether it is made of the texts of a record's name, version and build, as nearly all are. */
  boolean isMadeOf(StringTable table, int name, int version, int build) {
    int afterName = table.length(name);
    int afterVersion = afterName + 1 + table.length(version);
    return afterVersion + 1 + table.length(build) == stem
        && bytes[afterName] == '-'
        && bytes[afterVersion] == '-'
        && table.isAt(name, bytes, 0, afterName)
        && table.isAt(version, bytes, afterName + 1, afterVersion - afterName - 1)
        && table.isAt(build, bytes, afterVersion + 1, stem - afterVersion - 1);
  }
}
