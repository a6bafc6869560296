package dev.hermetic.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The ledger that was read last: the modules of a build may have one in common, which is not read
 * again for each of them. Safe for several threads, of which one reads and the others wait.
 */
public final class LedgerMemory {
  private @Nullable Read last;

  /**
   * What was read.
   *
   * @param shown how the file is called in its problems
   * @param entry number of the file, as far as the system has some; a file that was replaced has another
   */
  private record Read(
      Path file, String shown, String entry, FileTime modified, long size, Ledger ledger) {
    boolean isOf(Path path, String name, BasicFileAttributes now) {
      return file.equals(path)
          && shown.equals(name)
          && entry.equals(String.valueOf(now.fileKey()))
          && modified.equals(now.lastModifiedTime())
          && size == now.size();
    }
  }

  /**
   * As {@link LedgerReader#read(Path, String, Instant)}; a file that is as it was when it was read last is not
   * read again.
   */
  public synchronized Ledger read(Path file, String shown, Instant now) {
    Path path = file.toAbsolutePath().normalize();
    BasicFileAttributes before;
    try {
      before = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      // The reader tells what is wrong with it, or that there is none.
      return LedgerReader.read(file, shown, now);
    }
    if (last == null || !last.isOf(path, shown, before)) {
      // The attributes are older than what is read, so a change in between shows the next time.
      last =
          new Read(
              path,
              shown,
              String.valueOf(before.fileKey()),
              before.lastModifiedTime(),
              before.size(),
              LedgerReader.read(file, shown, now));
    }
    return last.ledger();
  }
}
