package dev.hermetic.base;

import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.version.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The GNU C library that locked packages bring for an image upon nothing, as conda-forge's {@code
 * sysroot_linux-64} does: a whole root below the prefix ({@code x86_64-conda-linux-gnu/sysroot}).
 * The files stay where their package has them; links in the root of the image lead there, since
 * kernel and loader know only places of their own: {@code /lib64/ld-linux-x86-64.so.2}, and the
 * folders of libraries that were compiled into it.
 *
 * @param version of the library
 * @param from the file that tells it, in the image
 * @param links in the root of the image, without a slash at the beginning, with what they say
 */
public record PackagedLibc(String version, String from, SortedMap<String, String> links) {
  /** Where programs look for their loader, by Go's architectures (glibc's wiki, "ABIList"). */
  private static final Map<String, String> LOADERS =
      Map.of(
          "amd64", "lib64/ld-linux-x86-64.so.2",
          "386", "lib/ld-linux.so.2",
          "arm64", "lib/ld-linux-aarch64.so.1",
          "arm", "lib/ld-linux-armhf.so.3",
          "ppc64le", "lib64/ld64.so.2",
          "s390x", "lib/ld64.so.1",
          "riscv64", "lib/ld-linux-riscv64-lp64d.so.1");

  /** Libraries, and the time zones that the library itself reads. */
  private static final Pattern LINKED =
      Pattern.compile("(?:usr/)?lib(?:32|64|x32)?|usr/share/zoneinfo");

  private static final String USR = "/usr";

  public PackagedLibc {
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  /**
   * Looks for it in a prefix; of several the newest counts.
   *
   * @param entries of the prefix that go into the image
   * @param folder where the prefix is on this machine
   * @param inImage where it is in the image, without a slash at the beginning
   * @return empty when there is none for the platform
   */
  public static Optional<PackagedLibc> find(
      ImagePlatform platform, Collection<ManifestEntry> entries, Path folder, String inImage)
      throws IOException {
    String loader = LOADERS.get(platform.architecture());
    if (loader == null) {
      return Optional.empty();
    }
    String file = loader.substring(loader.lastIndexOf('/'));
    SortedMap<String, PackagedLibc> found = new TreeMap<>();
    for (ManifestEntry entry : entries) {
      if (!entry.path().endsWith(file)) {
        continue;
      }
      String root = root(entry.path());
      if (found.containsKey(root)) {
        continue;
      }
      BaseFiles files = LibcFinder.of(platform, entries, folder, root);
      String version = files.glibcText();
      if (version != null && files.has(loader)) {
        String place = inImage + "/" + root;
        found.put(root, new PackagedLibc(version, place + files.glibcFrom(), links(files, place)));
      }
    }
    return found.values().stream().max(Comparator.comparing(one -> Version.parse(one.version())));
  }

  /** The root that a loader is in, with a slash at its end; empty for the prefix itself. */
  private static String root(String loader) {
    String libraries = loader.substring(0, loader.lastIndexOf('/'));
    String root = libraries.substring(0, Math.max(0, libraries.lastIndexOf('/')));
    if (("/" + root).endsWith(USR)) {
      root = root.substring(0, Math.max(0, root.length() - USR.length()));
    }
    return root.isEmpty() ? "" : root + "/";
  }

  private static SortedMap<String, String> links(BaseFiles files, String place) {
    SortedMap<String, String> links = new TreeMap<>();
    for (String path : files.paths().keySet()) {
      if (LINKED.matcher(path).matches() && !files.isFile(path)) {
        int depth = (int) path.chars().filter(c -> c == '/').count();
        links.put(path, "../".repeat(depth) + place + path);
      }
    }
    return links;
  }

  /** What the image has at its root for it. */
  public BaseFiles files() {
    SortedMap<String, String> paths = new TreeMap<>();
    links.forEach((path, target) -> paths.put(path, "l" + target));
    return new BaseFiles(paths, version, from, false);
  }
}
