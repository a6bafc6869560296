package dev.hermetic.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseFinderTest {
  static final Instant START = Instant.parse("2026-11-02T12:00:00Z");
  static final Circumstances CIRCUMSTANCES =
      new Circumstances(
          new Conditions("r1", "locked", 2, "022", "UTC", "C", "warm"),
          new Conditions("r2/deeper", "shuffled-2", 1, "077", "Pacific/Apia", "de_DE.UTF-8", "cold"),
          "/work/r1/env",
          "/work/r2/deeper/env",
          START,
          START.plusSeconds(90));

  private static Finding find(String path, byte[] one, byte[] other) {
    return CauseFinder.find(new Contents(path, one, other), CIRCUMSTANCES);
  }

  private static Finding text(String one, String other) {
    return find("out.txt", bytes(one), bytes(other));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trained 2026-11-02T12:00:01Z | trained 2026-11-02T12:01:02Z | TIME_STAMP",
        "trained 2026-11-02 12:00 UTC | trained 2026-11-03 02:00 +14 | TIME_STAMP",
        "Mon Nov  2 12:00:01 UTC 2026 | Tue Nov  3 01:01:02 +13 2026 | TIME_STAMP",
        "took 12:00:01 | took 12:00:59 | TIME_STAMP",
        "seed 1793620801 | seed 1793620862 | TIME_STAMP",
        "t=1793620801.25 | t=1793620862.5 | TIME_STAMP",
        "t=1793620801250 | t=1793620862500 | TIME_STAMP",
        "zone UTC | zone Pacific/Apia | TIME_STAMP",
        "loss 0.123456789 | loss 0.123456791 | FLOATING_POINT",
        "loss 1e-05 at 3 | loss 1.0000001e-05 at 3 | FLOATING_POINT",
        "loss 0.5 | loss 0,5 | LOCALE",
        "total 1,234.5 | total 1.234,5 | LOCALE",
        "day: Monday | day: Montag | LOCALE",
        "lang C | lang de_DE.UTF-8 | LOCALE",
        "{'a', 'b', 'c'} | {'c', 'a', 'b'} | ORDER",
        "saved to /work/r1/env/x | saved to /work/r2/deeper/env/x | PATH",
        "loss 0.25 | loss 0.75 | OTHER",
        "seed 17 | seed 4 | OTHER",
        "cat | dog | OTHER",
      })
  void find_line_hasItsClass(String one, String other, Cause cause) {
    assertThat(text("same\n" + one + "\nend\n", "same\n" + other + "\nend\n").cause())
        .isEqualTo(cause);
  }

  @Test
  void find_wholeText_hasItsClass() {
    assertThat(text("a\nc\nb\n", "b\na\nc\n").cause()).isEqualTo(Cause.ORDER);
    // By code points, and as German has it.
    assertThat(text("Z\na\nä\n", "a\nä\nZ\n"))
        .isEqualTo(
            new Finding(
                Cause.LOCALE, "the same lines are sorted as C and as de_DE.UTF-8 have it"));
    assertThat(text("{\"a\": 1, \"b\": [2]}", "{\"b\": [2], \"a\": 1}").cause())
        .isEqualTo(Cause.ORDER);
    assertThat(text("a\nb\n", "a\r\nb\r\n").cause()).isEqualTo(Cause.LOCALE);
    byte[] latin = "é\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(find("out.txt", bytes("é\n"), latin))
        .isEqualTo(
            new Finding(
                Cause.LOCALE, "the same text is once in UTF-8 and once in ISO-8859-1"));
  }

  @Test
  void find_numbersInBinary_areToldByTheirSize() {
    assertThat(find("w.bin", doubles(1.0, 2.5), doubles(1.0, 2.5000000001)))
        .isEqualTo(
            new Finding(
                Cause.FLOATING_POINT,
                "1 number of 64 bits differs, by a factor of 1 + 4.0e-11 at most"));
    Finding two = find("w.bin", floats(1f, 3f, 7f), floats(1.000001f, 3f, 7.00001f));
    assertThat(two.cause()).isEqualTo(Cause.FLOATING_POINT);
    assertThat(two.why()).startsWith("2 numbers of 32 bits differ, by");
    assertThat(find("w.bin", doubles(1, 2), doubles(1, 3)).cause()).isEqualTo(Cause.OTHER);
    assertThat(find("w.bin", doubles(1, 2), doubles(2, 1)).cause()).isEqualTo(Cause.ORDER);
  }

  private static byte[] doubles(double... numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double one : numbers) {
      buffer.putDouble(one);
    }
    return buffer.array();
  }

  private static byte[] floats(float... numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float one : numbers) {
      buffer.putFloat(one);
    }
    return buffer.array();
  }

  @Test
  void find_timeInBinary_isOfTheRuns() {
    byte[] one = new byte[20];
    byte[] other = new byte[20];
    ByteBuffer.wrap(one).putInt(9, (int) START.getEpochSecond());
    ByteBuffer.wrap(other).putInt(9, (int) START.getEpochSecond() + 61);
    assertThat(find("x.bin", one, other))
        .isEqualTo(
            new Finding(
                Cause.TIME_STAMP, "it has the time of the run in 32 bits at offset 9"));
    ByteBuffer.wrap(other).putInt(9, (int) START.getEpochSecond() + 10_000_000);
    assertThat(find("x.bin", one, other).cause()).isEqualTo(Cause.OTHER);
  }

  @Test
  void find_bytecode_isToldByItsHeader() {
    byte[] one = pyc(3495, 0, 1000, 5, 1);
    assertThat(find("m.cpython-311.pyc", one, pyc(3495, 0, 1001, 5, 1)))
        .isEqualTo(
            new Finding(
                Cause.BYTECODE,
                "its header has the time of its source: 1970-01-01T00:16:40Z and"
                    + " 1970-01-01T00:16:41Z"));
    assertThat(find("m.pyc", one, pyc(3531, 0, 1000, 5, 1)).why())
        .isEqualTo("two versions of Python compiled it: magic numbers 3495 and 3531");
    assertThat(find("m.pyc", one, pyc(3495, 1, 1000, 5, 1)).why())
        .startsWith("one is bound to its source in another way");
    assertThat(find("m.pyc", one, pyc(3495, 0, 1000, 6, 1)).why())
        .isEqualTo("its header has the size of another source");
    assertThat(find("m.pyc", pyc(3495, 1, 7, 5, 1), pyc(3495, 1, 8, 5, 1)).why())
        .isEqualTo("its header has the hash of another source");
    assertThat(find("m.pyc", one, pyc(3495, 0, 1000, 5, 2)))
        .extracting(Finding::cause)
        .isEqualTo(Cause.BYTECODE);
  }

  private static byte[] pyc(int magic, int flags, int time, int size, int code) {
    return ByteBuffer.allocate(20)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(magic | 0x0a0d0000)
        .putInt(flags)
        .putInt(time)
        .putInt(size)
        .putInt(code)
        .array();
  }

  @Test
  void find_gzip_isToldByHeaderOrContent() {
    String text = "some text to be packed, some text to be packed\n".repeat(99);
    byte[] best = gzip(bytes(text), 0, 9);
    assertThat(find("x.gz", best, gzip(bytes(text), 0, 1)))
        .isEqualTo(
            new Finding(
                Cause.COMPRESSION, "the content is the same, gzip packed it in another way"));
    assertThat(find("x.gz", best, gzip(bytes(text), 1234567, 9)))
        .isEqualTo(
            new Finding(
                Cause.TIME_STAMP, "the content is the same, the header of gzip has the time"));
    assertThat(find("x.gz", gzip(bytes("b\na\n"), 0, 9), gzip(bytes("a\nb\n"), 0, 9)))
        .isEqualTo(
            new Finding(
                Cause.ORDER, "in the gzip stream: the same lines are in another order"));
    // Cut off: it cannot be unpacked, and nothing is guessed.
    assertThat(find("x.gz", best, java.util.Arrays.copyOf(best, best.length - 9)).cause())
        .isEqualTo(Cause.OTHER);
  }

  static byte[] gzip(byte[] content, int time, int level) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {0x1f, (byte) 0x8b, 8, 0}).putInt(time).put((byte) 0).put((byte) 3);
    bytes.writeBytes(header.array());
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bytes, new Deflater(level, true))) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.writeBytes(end.putInt((int) crc.getValue()).putInt(content.length).array());
    return bytes.toByteArray();
  }

  @Test
  void find_zip_isToldByItsMembers() {
    assertThat(find("w.npz", zip(9, 0, "a", "1", "b", "2"), zip(9, 0, "b", "2", "a", "1")))
        .isEqualTo(new Finding(Cause.ORDER, "the ZIP has the same members in another order"));
    assertThat(find("w.npz", zip(9, 0, "a", "1"), zip(9, 86_400_000L, "a", "1")))
        .isEqualTo(
            new Finding(
                Cause.TIME_STAMP, "the members are the same, the ZIP has the time of a"));
    assertThat(find("w.npz", zip(9, 0, "a", "1".repeat(99)), zip(0, 0, "a", "1".repeat(99))))
        .isEqualTo(
            new Finding(
                Cause.COMPRESSION,
                "the members are the same, the ZIP packed them in another way"));
    assertThat(find("w.pt", zip(9, 0, "a", "loss 0.5"), zip(9, 0, "a", "loss 0.50000001")))
        .isEqualTo(
            new Finding(
                Cause.FLOATING_POINT,
                "in member a of the ZIP: numbers differ by a factor of 1 + 2.0e-08 at most"));
    assertThat(find("w.pt", zip(9, 0, "a", "1"), zip(9, 0, "c", "1")).cause())
        .isEqualTo(Cause.OTHER);
  }

  private static byte[] zip(int level, long later, String... members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(level);
      for (int i = 0; i < members.length; i += 2) {
        ZipEntry entry = new ZipEntry(members[i]);
        entry.setTime(START.toEpochMilli() + later);
        zip.putNextEntry(entry);
        zip.write(bytes(members[i + 1]));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void difference_ofContent_hasOffsetAndExcerpt() {
    Contents contents = new Contents("out.txt", bytes("loss 0.5\n"), bytes("loss 0.25\n"));
    FirstDifference text = FirstDifference.of(contents, "", CIRCUMSTANCES, "");
    assertThat(text.offset()).isEqualTo(7);
    assertThat(text.excerpt()).isEqualTo(new Excerpt(true, "loss 0.5", "loss 0.25"));
    Contents binary =
        new Contents("x.bin", new byte[] {1, 2, 'a', 4}, new byte[] {1, 2, 'a', 5}, 4096);
    FirstDifference hex = FirstDifference.of(binary, "", CIRCUMSTANCES, "");
    assertThat(hex.offset()).isEqualTo(4099);
    assertThat(hex.excerpt())
        .isEqualTo(new Excerpt(false, "01 02 61 04 |..a.|", "01 02 61 05 |..a.|"));
  }

  @Test
  void relocation_makesOneOfTwoFolders() {
    byte[] one = bytes("#!/w/one/bin/x /w/one\n");
    byte[] other = bytes("#!/work/other/bin/x /work/other\n");
    assertThat(new Relocation("/w/one", "/opt/e").apply(one))
        .isEqualTo(new Relocation("/work/other", "/opt/e").apply(other))
        .isEqualTo(bytes("#!/opt/e/bin/x /opt/e\n"));
    byte[] room = bytes("A/w/one/lib:/w/one\0\0\0\0\0\0\0\0\0\0\0\0\0\0B\0");
    byte[] more = bytes("A/work/other/lib:/work/other\0\0\0\0B\0");
    assertThat(new Relocation("/w/one", "/opt/env").apply(room))
        .isEqualTo(new Relocation("/work/other", "/opt/env").apply(more))
        .isEqualTo(bytes("A/opt/env/lib:/opt/env\0\0\0\0\0\0\0\0\0\0B\0"));
  }
}
