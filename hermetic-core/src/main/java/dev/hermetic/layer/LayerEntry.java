package dev.hermetic.layer;

import dev.hermetic.archive.PackageEntry;
import dev.hermetic.oci.TarEntry;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A member of a layer.
 *
 * @param head path in the image without a slash at its beginning, kind, mode, time, owner
 * @param content null unless a file
 */
public record LayerEntry(TarEntry head, @Nullable LayerContent content) {
  /** By path. */
  static final Comparator<LayerEntry> ORDER =
      (one, other) -> PackageEntry.compareCodePoints(one.path(), other.path());

  public LayerEntry {
    if ((head.kind() == TarEntry.Kind.FILE) != (content != null)) {
      throw new IllegalArgumentException(head.toString());
    }
  }

  /** What has no content: a folder or a link. */
  public static LayerEntry of(TarEntry head) {
    return new LayerEntry(head, null);
  }

  public String path() {
    return head.path();
  }

  boolean isFolder() {
    return head.kind() == TarEntry.Kind.DIRECTORY;
  }
}
