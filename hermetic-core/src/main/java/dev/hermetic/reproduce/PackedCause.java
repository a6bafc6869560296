package dev.hermetic.reproduce;

import dev.hermetic.repodata.Zstandard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Packed files, by what is in them: gzip (RFC 1952), zstd (RFC 8878) and ZIP. */
final class PackedCause {
  /** More than that is not unpacked; the packed bytes are looked at alone. */
  private static final int MOST_BYTES = 64 << 20;

  private static final int MOST_MEMBERS = 100_000;
  private static final int[] GZIP = {0x1f, 0x8b};
  private static final int[] ZSTD = {0x28, 0xb5, 0x2f, 0xfd};
  private static final int[] ZIP = {'P', 'K', 3, 4};
  private static final int GZIP_TIME = 4;
  private static final int GZIP_TIME_END = 8;

  private PackedCause() {}

  /**
   * What differs.
   *
   * @param inner names what made two unpacked contents differ
   * @return empty when one of them is not packed, or cannot be unpacked
   */
  static Optional<Finding> find(Contents contents, Function<Contents, Finding> inner) {
    try {
      if (both(contents, GZIP)) {
        return Optional.of(
            stream(
                contents,
                "gzip",
                gunzip(contents.one()),
                gunzip(contents.other()),
                inner));
      }
      if (both(contents, ZSTD)) {
        return Optional.of(
            stream(contents, "zstd", unzstd(contents.one()), unzstd(contents.other()), inner));
      }
      if (both(contents, ZIP)) {
        return Optional.of(zip(members(contents.one()), members(contents.other()), inner));
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // Damaged, larger than what is looked at, or names that are no text.
      return Optional.empty();
    }
  }

  private static boolean both(Contents contents, int[] magic) {
    return starts(contents.one(), magic) && starts(contents.other(), magic);
  }

  private static boolean starts(byte[] bytes, int[] magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static Finding stream(
      Contents contents, String form, byte[] one, byte[] other, Function<Contents, Finding> inner) {
    if (!Arrays.equals(one, other)) {
      String path = contents.path().replaceFirst("\\.(gz|tgz|zst)$", "");
      return inner.apply(new Contents(path, one, other)).in("the " + form + " stream");
    }
    boolean time =
        form.equals("gzip")
            && !Arrays.equals(
                Arrays.copyOfRange(contents.one(), GZIP_TIME, GZIP_TIME_END),
                Arrays.copyOfRange(contents.other(), GZIP_TIME, GZIP_TIME_END));
    return time
        ? new Finding(Cause.TIME_STAMP, "the content is the same, the header of gzip has the time")
        : new Finding(
            Cause.COMPRESSION, "the content is the same, " + form + " packed it in another way");
  }

  private static byte[] gunzip(byte[] packed) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return all(in, MOST_BYTES);
    }
  }

  private static byte[] unzstd(byte[] packed) throws IOException {
    try (InputStream in = Zstandard.open(new ByteArrayInputStream(packed))) {
      return all(in, MOST_BYTES);
    }
  }

  private static byte[] all(InputStream in, int most) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new IOException("too large to be looked at");
    }
    return bytes;
  }

  /** A member; its time as the local header has it, in the DOS form. */
  private record Zipped(String name, long time, byte[] bytes) {}

  private static List<Zipped> members(byte[] packed) throws IOException {
    List<Zipped> members = new ArrayList<>();
    int left = MOST_BYTES;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(packed))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] bytes = all(in, left);
        left -= bytes.length;
        members.add(new Zipped(entry.getName(), entry.getTime(), bytes));
        if (members.size() > MOST_MEMBERS) {
          throw new IOException("too many members to be looked at");
        }
      }
    }
    return members;
  }

  private static Finding zip(
      List<Zipped> one, List<Zipped> other, Function<Contents, Finding> inner) {
    List<String> names = one.stream().map(Zipped::name).toList();
    List<String> others = other.stream().map(Zipped::name).toList();
    if (!names.equals(others)) {
      return names.stream().sorted().toList().equals(others.stream().sorted().toList())
          ? new Finding(Cause.ORDER, "the ZIP has the same members in another order")
          : new Finding(Cause.OTHER, "the ZIP has other members");
    }
    for (int i = 0; i < one.size(); i++) {
      Zipped a = one.get(i);
      Zipped b = other.get(i);
      if (!Arrays.equals(a.bytes(), b.bytes())) {
        return inner
            .apply(new Contents(a.name(), a.bytes(), b.bytes()))
            .in("member " + a.name() + " of the ZIP");
      }
    }
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i).time() != other.get(i).time()) {
        return new Finding(
            Cause.TIME_STAMP,
            "the members are the same, the ZIP has the time of " + one.get(i).name());
      }
    }
    return new Finding(
        Cause.COMPRESSION, "the members are the same, the ZIP packed them in another way");
  }
}
