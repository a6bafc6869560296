package dev.hermetic.packagecache;

import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.PackageInfo;
import java.nio.file.Path;
import java.util.List;

/**
 * A package as it lies in the cache, ready to be linked. Its files have the modes and times of the
 * archive; symbolic links and empty directories are in the entries alone.
 *
 * @param folder holds the files under their paths; not to be written to
 * @param archiveDigest SHA-256 of the archive, 64 lower-case hex digits
 * @param entries what belongs into a prefix, in {@linkplain PackageEntry#ORDER order}: all that the
 *     package lists, without info/
 */
public record UnpackedPackage(
    Path folder, String archiveDigest, PackageInfo info, List<PackageEntry> entries) {
  public UnpackedPackage {
    entries = List.copyOf(entries);
  }

  /** Where a file's bytes are. */
  public Path file(PackageEntry entry) {
    return folder.resolve(entry.path());
  }
}
