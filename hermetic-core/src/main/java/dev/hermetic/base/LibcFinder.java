package dev.hermetic.base;

import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.version.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the version of the GNU C library among the files of a root: the library tells it itself
 * ({@code GNU C Library … version 2.36}); where it is stripped of that, the lists of installed
 * packages of Debian, distroless images and Wolfi do.
 */
final class LibcFinder implements RootVisitor {
  private static final Pattern LIBRARY =
      Pattern.compile("(?:usr/)?lib(?:32|64|x32)?/(?:[^/]+/)?libc(?:\\.so\\.6|-2\\.\\d+\\.so)");
  private static final Pattern MUSL =
      Pattern.compile("(?:usr/)?lib/(?:ld-musl-[^/]+\\.so\\.1|libc\\.musl-[^/]+\\.so\\.1)");
  private static final Pattern LISTS =
      Pattern.compile(
          "var/lib/dpkg/status|var/lib/dpkg/status\\.d/libc6[^/]*|(?:usr/)?lib/apk/db/installed");
  private static final Pattern BANNER =
      Pattern.compile("GNU C Library [^\\x00\\n]{0,200}?version (2\\.\\d+)");
  private static final Pattern PACKAGE =
      Pattern.compile(
          "(?m)^Package: libc6\\n(?:[^\\n]+\\n)*?Version: (2\\.\\d+)|^P:glibc\\nV:(2\\.\\d+)");

  private static final int MOST_BYTES = 64 << 20;

  /** ELF's e_machine for Go's architectures (gabi, "e_machine"). */
  private static final Map<String, Integer> MACHINES =
      Map.of(
          "amd64", 62, "386", 3, "arm64", 183, "arm", 40, "ppc64le", 21, "ppc64", 21, "s390x", 22,
          "riscv64", 243);

  private final @Nullable Integer machine;
  private final Map<String, String> libraries = new HashMap<>();
  private final Map<String, String> lists = new HashMap<>();

  private LibcFinder(ImagePlatform platform) {
    this.machine = MACHINES.get(platform.architecture());
  }

  /** Read only where it may tell something. */
  @Override
  public void file(String path, long size, InputStream content) throws IOException {
    libraries.remove(path);
    lists.remove(path);
    boolean library = LIBRARY.matcher(path).matches();
    boolean list = LISTS.matcher(path).matches();
    if (!library && !list || size > MOST_BYTES) {
      return;
    }
    byte[] bytes = content.readNBytes((int) size);
    Pattern pattern = library ? BANNER : PACKAGE;
    if (library && !isForMachine(bytes)) {
      return;
    }
    // One character for each byte, so that nothing in it is lost.
    Matcher matcher = pattern.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (matcher.find()) {
      String version = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      (library ? libraries : lists).put(path, version);
    }
  }

  @Override
  public void link(String path, String target) {
    String version = libraries.get(target);
    if (version != null && LIBRARY.matcher(path).matches()) {
      libraries.put(path, version);
    }
  }

  private boolean isForMachine(byte[] bytes) {
    if (bytes.length < 20 || bytes[0] != 0x7f || bytes[1] != 'E' || bytes[2] != 'L'
        || bytes[3] != 'F') {
      return false;
    }
    boolean big = bytes[5] == 2;
    int low = bytes[big ? 19 : 18] & 0xff;
    int high = bytes[big ? 18 : 19] & 0xff;
    return machine == null || machine == high * 256 + low;
  }

  /** What is in the root of an image, and the C library there. */
  static BaseFiles of(Image image, String name) {
    LibcFinder finder = new LibcFinder(image.config().platform());
    return finder.in(RootScan.of(image.layers(), name, finder));
  }

  /**
   * What is in a root that lies below a prefix, and the C library there.
   *
   * @param below with a slash at its end, empty for the prefix itself
   */
  static BaseFiles of(
      ImagePlatform platform, Collection<ManifestEntry> entries, Path folder, String below)
      throws IOException {
    LibcFinder finder = new LibcFinder(platform);
    SortedMap<String, String> root = new TreeMap<>();
    for (ManifestEntry entry : entries) {
      if (!entry.path().startsWith(below)) {
        continue;
      }
      String path = entry.path().substring(below.length());
      switch (entry.kind()) {
        case DIRECTORY -> root.put(path, "d");
        case SOFTLINK -> root.put(path, "l" + entry.linkTarget());
        case FILE -> {
          root.put(path, "f");
          if (LIBRARY.matcher(path).matches() || LISTS.matcher(path).matches()) {
            try (InputStream content = Files.newInputStream(folder.resolve(entry.path()))) {
              finder.file(path, entry.size(), content);
            }
          }
        }
      }
    }
    return finder.in(root);
  }

  private BaseFiles in(SortedMap<String, String> root) {
    Map<String, String> from = libraries.keySet().stream().anyMatch(root::containsKey) ? libraries : lists;
    String version = null;
    String place = "";
    for (String path : root.keySet()) {
      String one = root.get(path).equals("f") ? from.get(path) : null;
      // The lowest: what runs with it runs with the others.
      if (one != null
          && (version == null || Version.parse(one).compareTo(Version.parse(version)) < 0)) {
        version = one;
        place = path;
      }
    }
    boolean musl = root.keySet().stream().anyMatch(path -> MUSL.matcher(path).matches());
    return new BaseFiles(root, version, place, musl);
  }
}
