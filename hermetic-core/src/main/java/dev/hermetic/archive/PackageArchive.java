package dev.hermetic.archive;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Unpacks package archives as streams: memory does not grow with the package. Safe for use by
 * several threads.
 */
public final class PackageArchive {
  private final Limits limits;
  private final ZstdMemory memory = new ZstdMemory();

  public PackageArchive(Limits limits) {
    this.limits = limits;
  }

  /**
   * What was in an archive.
   *
   * @param entries what belongs into a prefix, in {@linkplain PackageEntry#ORDER order}
   */
  public record Content(PackageInfo info, List<PackageEntry> entries) {}

  /**
   * Unpacks an archive: all its files, info/ included, and nothing else; symbolic links and empty
   * directories are in the entries alone. Files have their modes (without set-user-ID and the like;
   * the owner may always read) and times.
   *
   * @param archive its bytes have been verified by the caller
   * @param fileName tells the format by its ending, and people what is wrong with what
   * @param folder empty; what is in it after a failure is of no use
   * @throws IOException when the disk fails, or is full
   * @throws HermeticException HERM-PKG-001 to 006
   */
  public Content unpack(Path archive, String fileName, Path folder)
      throws IOException, InterruptedException {
    TarUnpacker tar =
        new TarUnpacker(
            fileName, new TreeWriter(fileName, folder), limits, Files.size(archive));
    if (fileName.endsWith(".conda")) {
      try (CondaZip zip = CondaZip.open(archive, fileName)) {
        zstd(zip.info(), fileName, tar);
        zstd(zip.content(), fileName, tar);
      }
    } else if (fileName.endsWith(".tar.bz2")) {
      bzip2(archive, fileName, tar);
    } else {
      throw new HermeticException(
          ArchiveProblems.damaged(fileName, "its name ends neither in .conda nor in .tar.bz2"));
    }
    Map<String, Member> members = tar.members();
    Map<String, byte[]> metadata = tar.metadata();
    Member about = members.getOrDefault(TarUnpacker.ABOUT, members.get(InfoReader.INDEX));
    PackageInfo info =
        new InfoReader(fileName, metadata).read(about == null ? 0 : about.mtime());
    List<PackageEntry> entries =
        EntryList.join(
            fileName, new PathsReader(fileName, metadata, members).read(), members);
    return new Content(info, entries);
  }

  private void zstd(InputStream packed, String fileName, TarUnpacker tar)
      throws IOException, InterruptedException {
    memory.decompress(packed, fileName, tar::unpack);
  }

  private static void bzip2(Path archive, String fileName, TarUnpacker tar) throws IOException {
    try (InputStream packed = Files.newInputStream(archive);
        InputStream unpacked = openBzip2(packed, fileName)) {
      tar.unpack(unpacked);
    }
  }

  private static InputStream openBzip2(InputStream packed, String fileName) {
    try {
      return new Bzip2Input(packed);
    } catch (IOException e) {
      throw new HermeticException(
          ArchiveProblems.damaged(fileName, "not bzip2, or empty: " + e.getMessage()), e);
    }
  }
}
