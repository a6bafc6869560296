package dev.hermetic.base;

import dev.hermetic.version.Version;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The paths in the root of a base, all its layers taken together, and the C library that is there.
 * Paths have no slash at the beginning.
 */
public final class BaseFiles {
  /** None at all. */
  public static final BaseFiles NONE = new BaseFiles(new TreeMap<>(), null, "", false);

  /** As the kernel does it (path_resolution(7)). */
  private static final int MOST_LINKS = 40;

  /** What is at a path: {@code d}, {@code f}, or {@code l} and the target of a symbolic link. */
  private final SortedMap<String, String> paths;

  private final @Nullable String glibc;
  private final String glibcFrom;
  private final boolean musl;

  /**
   * @param glibc its version, null when none was found
   * @param glibcFrom the file that tells it, empty for none
   */
  BaseFiles(
      SortedMap<String, String> paths, @Nullable String glibc, String glibcFrom, boolean musl) {
    this.paths = Collections.unmodifiableSortedMap(paths);
    this.glibc = glibc;
    this.glibcFrom = glibcFrom;
    this.musl = musl;
  }

  /** The version of the GNU C library for the platform; empty when there is none. */
  public Optional<Version> glibc() {
    return Optional.ofNullable(glibc).map(Version::parse);
  }

  /** The file that tells the version of the GNU C library, empty for none. */
  public String glibcFrom() {
    return glibcFrom;
  }

  /** Whether there is musl, another C library, for which conda's packages are not made. */
  public boolean musl() {
    return musl;
  }

  /** Whether there is anything at a path, links followed. */
  public boolean has(String path) {
    String real = real(path);
    // Not every tar has its folders as members.
    return real.isEmpty()
        || paths.containsKey(real)
        || !paths.subMap(real + "/", real + "0").isEmpty();
  }

  /** What the symbolic link at a path says, its parents taken as they are. */
  Optional<String> linkAt(String path) {
    String there = paths.getOrDefault(path, "");
    return there.startsWith("l") ? Optional.of(there.substring(1)) : Optional.empty();
  }

  boolean isFile(String path) {
    return paths.getOrDefault(path, "").equals("f");
  }

  /** Symbolic links with what they say, sorted. */
  public SortedMap<String, String> links() {
    SortedMap<String, String> links = new TreeMap<>();
    paths.forEach(
        (path, there) -> {
          if (there.startsWith("l")) {
            links.put(path, there.substring(1));
          }
        });
    return links;
  }

  /** What {@link BaseFilesStore} writes. */
  SortedMap<String, String> paths() {
    return paths;
  }

  @Nullable String glibcText() {
    return glibc;
  }

  /** The path with all links followed, also in its last part; as far as that can be told. */
  public String real(String path) {
    Deque<String> left = new ArrayDeque<>(Arrays.asList(path.split("/")));
    Deque<String> done = new ArrayDeque<>();
    int links = 0;
    while (!left.isEmpty()) {
      String part = left.removeFirst();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        done.pollLast();
        continue;
      }
      done.addLast(part);
      Optional<String> target = linkAt(String.join("/", done));
      if (target.isPresent() && ++links <= MOST_LINKS) {
        done.removeLast();
        if (target.get().startsWith("/")) {
          done.clear();
        }
        String[] parts = target.get().split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
          left.addFirst(parts[i]);
        }
      }
    }
    return String.join("/", done);
  }
}
