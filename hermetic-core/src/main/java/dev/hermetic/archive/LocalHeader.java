package dev.hermetic.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * What stands before a member in a ZIP (APPNOTE 4.3.7).
 *
 * @param time seconds since the epoch: the local time that the archive has, taken as UTC. Libraries
 *     take it as the time of this machine's zone
 */
record LocalHeader(long time) {
  private static final int SIGNATURE = 0x04034b50;
  private static final int BYTES = 30;

  /** 1980-01-01T00:00:00Z, the first that a ZIP can say. */
  private static final long FIRST = 315_532_800;

  /**
   * @param member as the archive's directory has it
   * @throws MemberPath.Unsafe when the header is none, or that of another member
   */
  static LocalHeader read(FileChannel archive, ZipArchiveEntry member)
      throws IOException, MemberPath.Unsafe {
    byte[] name = member.getRawName();
    ByteBuffer header =
        ByteBuffer.allocate(BYTES + name.length).order(ByteOrder.LITTLE_ENDIAN);
    long at = member.getLocalHeaderOffset();
    while (at >= 0 && header.hasRemaining()) {
      if (archive.read(header, at + header.position()) < 0) {
        break;
      }
    }
    if (header.hasRemaining()
        || header.getInt(0) != SIGNATURE
        || header.getShort(26) != (short) name.length
        || !Arrays.equals(header.array(), BYTES, BYTES + name.length, name, 0, name.length)) {
      throw new MemberPath.Unsafe("has another name in its own header than in the directory");
    }
    return new LocalHeader(time(header.getShort(12) & 0xffff, header.getShort(10) & 0xffff));
  }

  private static long time(int date, int time) {
    try {
      return LocalDateTime.of(
              1980 + (date >> 9),
              date >> 5 & 0xf,
              date & 0x1f,
              time >> 11,
              time >> 5 & 0x3f,
              2 * (time & 0x1f))
          .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return FIRST;
    }
  }
}
