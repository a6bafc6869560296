package dev.hermetic.image;

import dev.hermetic.base.PackagedLibc;
import dev.hermetic.layer.LayerContent;
import dev.hermetic.layer.LayerEntry;
import dev.hermetic.oci.TarEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an image without a base has outside of the environment where that brings the C library: the
 * links to it, and what programs expect of any root, as the smallest bases have it too.
 */
final class ScratchRoot {
  private static final String TEMPORARY = "tmp";

  /** Everybody may write, and take away only what is theirs (hier(7)). */
  private static final int TEMPORARY_MODE = 01777;

  /** Names for the users that images run as, and files before the network for those of hosts. */
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "etc/passwd",
              "root:x:0:0:root:/root:/sbin/nologin\n"
                  + "nonroot:x:65532:65532:nonroot:/:/sbin/nologin\n",
              "etc/group",
              "root:x:0:\nnonroot:x:65532:\n",
              "etc/nsswitch.conf",
              "passwd: files\ngroup: files\nhosts: files dns\n"));

  private ScratchRoot() {}

  /** All its paths. */
  static Set<String> paths(PackagedLibc libc) {
    Set<String> paths = new TreeSet<>(libc.links().keySet());
    paths.addAll(FILES.keySet());
    paths.add(TEMPORARY);
    return paths;
  }

  /**
   * All of it, but for files that the application brings itself.
   *
   * @param application paths
   */
  static List<LayerEntry> entries(PackagedLibc libc, Set<String> application) {
    List<LayerEntry> entries = new ArrayList<>();
    libc.links()
        .forEach((path, target) -> entries.add(LayerEntry.of(ImageLayers.link(path, target, 0))));
    FILES.forEach(
        (path, text) -> {
          if (!application.contains(path)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            TarEntry head = TarEntry.file(path, 0644, 0, bytes.length);
            entries.add(new LayerEntry(head, LayerContent.of(bytes)));
          }
        });
    entries.add(LayerEntry.of(TarEntry.directory(TEMPORARY, TEMPORARY_MODE, 0)));
    return entries;
  }
}
