package dev.hermetic.scan;

import dev.hermetic.lock.LockRequest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to scan, and against what.
 *
 * @param lock the lock and its environment
 * @param database {@code osv}, {@code osv:URL}, a path, or a URL; may hold credentials
 * @param mapping file or URL of a mapping from conda names to those of PyPI, null for none
 * @param image the folder in which the image of the build is, null where only the lock is meant
 * @param others packages from elsewhere, such as the dependencies of the Maven project
 * @param fixes whether to look for the smallest change of the lock that fixes what was found
 */
public record ScanRequest(
    LockRequest lock,
    String database,
    @Nullable String mapping,
    @Nullable Path image,
    List<Subject> others,
    boolean fixes) {
  public ScanRequest {
    others = List.copyOf(others);
  }

  /** Never shows the database, which may hold credentials. */
  @Override
  public String toString() {
    return "ScanRequest[" + lock + "]";
  }
}
