package dev.hermetic.pypi.simple;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that an index offers, as the index describes it.
 *
 * @param fileName a plain file name, without folders
 * @param url absolute, without credentials and fragment
 * @param hashes from the name of the algorithm as Python's hashlib has it ({@code sha256}) to the
 *     digest in lower-case hex; may be empty
 * @param requiresPython as written, null where the index says nothing
 * @param yanked why it should not be used (PEP 592), empty without a reason, null where it may be
 * @param uploaded when it was uploaded (PEP 700), null where the index does not say
 * @param size in bytes, -1 where the index does not say
 * @param metadata what is said of the file's metadata
 * @param origin the index or page it was found on
 */
public record DistributionFile(
    String fileName,
    String url,
    SortedMap<String, String> hashes,
    @Nullable String requiresPython,
    @Nullable String yanked,
    @Nullable Instant uploaded,
    long size,
    OfferedMetadata metadata,
    IndexAddress origin) {
  /**
   * Whether the metadata of a file can be fetched alone, beside it (PEP 658, PEP 714).
   *
   * @param offered whether {@code URL.metadata} is there
   * @param sha256 of it, null where the index does not say
   */
  public record OfferedMetadata(boolean offered, @Nullable String sha256) {
    static final OfferedMetadata NONE = new OfferedMetadata(false, null);
  }

  public DistributionFile {
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
  }

  /** 64 lower-case hex digits, null where the index does not say. */
  public @Nullable String sha256() {
    return hashes.get("sha256");
  }

  /** Whether it is a wheel by its name. */
  public boolean isWheel() {
    return fileName.endsWith(".whl");
  }

  /** The URL to fetch something of the same server from: with the credentials of the index. */
  public String fetched(String target) {
    return origin.withCredentials(target);
  }
}
