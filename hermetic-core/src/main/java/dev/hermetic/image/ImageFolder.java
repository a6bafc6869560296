package dev.hermetic.image;

import java.nio.file.Path;

/** What lies in the folder of an image, beside its facts ({@link FactsFile}). */
public final class ImageFolder {
  private ImageFolder() {}

  /** The image itself: an OCI layout. */
  public static Path layout(Path folder) {
    return folder.resolve("layout");
  }

  /** The list of paths that were left out of it: path, kind, bytes, package; tabs between them. */
  public static Path removed(Path folder) {
    return folder.resolve("removed.tsv");
  }
}
