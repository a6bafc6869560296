package dev.hermetic.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** Against what the library's reader makes of the same bytes. */
class TarReaderTest {
  private static final int SEEDS = Integer.getInteger("hermetic.tars", 150);

  private static final byte[] DAMAGE =
      "\0 0179/x=\n\u00ff".getBytes(StandardCharsets.ISO_8859_1);

  /** A member and a digest of its content. */
  private record Seen(TarMember member, int content) {}

  @Test
  void next_anyTar_isAsTheLibraryReadsIt() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      byte[] tar = tar(new Random(seed));
      List<Seen> ours = ours(tar, 1 + seed % 3000, 1024 << seed % 5);
      assertThat(ours).as("seed %d", seed).isNotEmpty().isEqualTo(theirs(tar));
    }
  }

  /** With right checksums, or nearly all damage would be found by these alone. */
  @Test
  void next_damagedTar_isRefusedOrReadAsTheLibraryReadsIt() throws Exception {
    int refused = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      byte[] tar = tar(random);
      for (int i = 0; i <= seed % 4; i++) {
        int block = random.nextInt(tar.length / 512) * 512;
        int at = random.nextInt(512);
        // Owners and devices: nobody here looks at these.
        boolean read = (at < 108 || at >= 124) && (at < 329 || at >= 345);
        tar[block + (read ? at : 0)] = DAMAGE[random.nextInt(DAMAGE.length)];
        mend(tar, block);
      }
      tar = seed % 7 == 0 ? Arrays.copyOf(tar, random.nextInt(tar.length)) : tar;
      List<Seen> ours;
      try {
        ours = ours(tar, 700, 2048);
      } catch (TarFault e) {
        refused++;
        assertThat(e.fact()).isNotEmpty();
        continue;
      }
      assertThat(ours).as("seed %d", seed).isEqualTo(theirs(tar));
    }
    assertThat(refused).isBetween(SEEDS / 10, SEEDS * 9 / 10);
  }

  private static void mend(byte[] tar, int block) {
    if (tar[block + TarConstants.MAGIC_OFFSET] == 'u' && tar[block + 260] == 'a') {
      Arrays.fill(tar, block + 148, block + 156, (byte) ' ');
      int sum = 0;
      for (int i = block; i < block + 512; i++) {
        sum += tar[i] & 0xff;
      }
      byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, tar, block + 148, 8);
    }
  }

  @Test
  void next_wrongChecksum_isRefused() throws Exception {
    byte[] tar = tar(new Random(3));
    tar[5]++;
    assertThatThrownBy(() -> ours(tar, 512, 1024))
        .isInstanceOf(TarFault.class)
        .hasMessage("a member's header has a wrong checksum");
  }

  @Test
  void next_headersWithoutMember_areRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      put(out, new TarArchiveEntry("././@LongLink", (byte) 'L'), new byte[] {'x'});
    }
    assertThatThrownBy(() -> ours(bytes.toByteArray(), 512, 1024))
        .isInstanceOf(TarFault.class)
        .hasMessage("the tar in it is cut off");
  }

  @Test
  void next_moreThanTheBounds_isRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = open(bytes, new Random(0))) {
      put(out, new TarArchiveEntry("n".repeat(3000), true), new byte[9000]);
    }
    byte[] tar = bytes.toByteArray();
    for (long[] bounds : new long[][] {{9000, 1 << 20}, {1 << 20, 3000}}) {
      TarReader reader =
          new TarReader(
              new ByteArrayInputStream(tar), new byte[1024], bounds[0], (int) bounds[1]);
      assertThatThrownBy(
              () -> {
                while (reader.next() != null) {
                  reader.content((content, offset, length) -> {});
                }
              })
          .isInstanceOfSatisfying(TarFault.class, e -> assertThat(e.isTooLarge()).isTrue());
    }
  }

  private static TarArchiveOutputStream open(ByteArrayOutputStream bytes, Random random) {
    TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, 512, "UTF-8");
    boolean posix = random.nextBoolean();
    out.setLongFileMode(
        posix ? TarArchiveOutputStream.LONGFILE_POSIX : TarArchiveOutputStream.LONGFILE_GNU);
    out.setBigNumberMode(
        posix ? TarArchiveOutputStream.BIGNUMBER_POSIX : TarArchiveOutputStream.BIGNUMBER_STAR);
    out.setAddPaxHeadersForNonAsciiNames(posix);
    return out;
  }

  private static byte[] tar(Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = open(bytes, random)) {
      for (int i = 0; i <= random.nextInt(6); i++) {
        String name = "a/ü/long/".substring(0, random.nextInt(10)).replaceFirst("^/", "") + i
            + "n".repeat(random.nextInt(4) == 0 ? random.nextInt(300) : 3);
        byte type = "0000012575".getBytes(StandardCharsets.US_ASCII)[random.nextInt(10)];
        TarArchiveEntry entry = new TarArchiveEntry(type == '5' ? name + "/" : name, type, true);
        entry.setMode(random.nextInt(010000));
        entry.setModTime(random.nextInt(9) == 0 ? -1_500L : 1_000L * random.nextInt());
        byte[] content = new byte[0];
        if (type == '1' || type == '2') {
          entry.setLinkName("t".repeat(1 + random.nextInt(200)));
        } else if (type != '5') {
          content = new byte[random.nextInt(random.nextBoolean() ? 600 : 6000)];
          random.nextBytes(content);
        }
        if (random.nextInt(5) == 0) {
          entry.addPaxHeader("comment", "any");
        }
        put(out, entry, content);
      }
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream out, TarArchiveEntry entry, byte[] content)
      throws IOException {
    entry.setSize(content.length);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  /** Read through a small buffer, from a stream that gives few bytes at once. */
  private static List<Seen> ours(byte[] tar, int most, int buffer) throws TarFault, IOException {
    InputStream few =
        new ByteArrayInputStream(tar) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(most, length));
          }
        };
    TarReader reader = new TarReader(few, new byte[buffer], Long.MAX_VALUE, 1 << 20);
    List<Seen> seen = new ArrayList<>();
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      if (seen.size() % 3 != 2) {
        reader.content(content::write);
        assertThat(content.size()).isEqualTo((int) member.size());
      }
      seen.add(new Seen(member, Arrays.hashCode(content.toByteArray())));
    }
    return seen;
  }

  private static List<Seen> theirs(byte[] tar) throws IOException {
    List<Seen> seen = new ArrayList<>();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = seen.size() % 3 != 2 ? in.readAllBytes() : new byte[0];
        String name = entry.getName();
        TarMember member =
            new TarMember(
                name,
                entry.getLinkFlag(),
                entry.getMode(),
                Math.floorDiv(entry.getLastModifiedTime().toMillis(), 1000L),
                entry.getRealSize(),
                entry.getLinkName());
        seen.add(new Seen(member, Arrays.hashCode(content)));
      }
    }
    return seen;
  }
}
