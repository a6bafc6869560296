package dev.hermetic.layer;

import dev.hermetic.oci.Digest;
import dev.hermetic.oci.TarEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes files that cannot be told apart one file with several names. */
final class HardLinks {
  private record Same(Digest digest, int mode, long mtime, int uid, int gid) {}

  private HardLinks() {}

  /** The entries of one package; of equal files the first by path stays a file. */
  static List<LayerEntry> of(List<LayerEntry> entries) {
    List<LayerEntry> sorted = new ArrayList<>(entries);
    sorted.sort(LayerEntry.ORDER);
    Map<Same, String> first = new HashMap<>();
    List<LayerEntry> linked = new ArrayList<>();
    for (LayerEntry entry : sorted) {
      TarEntry head = entry.head();
      LayerContent content = entry.content();
      // A name for an empty file would need no less room than the file.
      if (content == null || head.size() == 0) {
        linked.add(entry);
        continue;
      }
      Same same =
          new Same(content.digest(), head.mode(), head.mtime(), head.uid(), head.gid());
      String path = first.putIfAbsent(same, head.path());
      linked.add(path == null ? entry : LayerEntry.of(link(head, path)));
    }
    return linked;
  }

  private static TarEntry link(TarEntry file, String target) {
    return new TarEntry(
        file.path(),
        TarEntry.Kind.HARD_LINK,
        file.mode(),
        file.mtime(),
        0,
        target,
        file.uid(),
        file.gid());
  }
}
