package dev.hermetic.prefix;

import dev.hermetic.cache.FileStat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prefix that was built.
 *
 * @param stats what the file system says of each path, in the order of the manifest, and of the
 *     manifest itself
 * @param linked files that are hard links to the cache
 * @param copied files that are copies
 * @param compiled files that the Python of the prefix made
 * @param notCompiled why nothing was compiled although it was asked for, null otherwise
 * @param unsigned paths of macOS programs and libraries whose signature is void because the prefix
 *     was patched into them, sorted; they do not run on Apple silicon before {@code codesign}
 */
public record PrefixResult(
    PrefixManifest manifest,
    List<FileStat> stats,
    int linked,
    int copied,
    int compiled,
    @Nullable String notCompiled,
    List<String> unsigned) {
  public PrefixResult {
    stats = List.copyOf(stats);
    unsigned = List.copyOf(unsigned);
  }
}
