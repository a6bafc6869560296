package dev.hermetic.image;

import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.minimize.Minimized;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Writes {@link ImageFolder#removed}. */
final class RemovedList {
  private RemovedList() {}

  static void write(Path work, Minimized minimized) {
    StringBuilder text = new StringBuilder("path\tkind\tbytes\tpackage\n");
    for (Minimized.Removed one : minimized.removed()) {
      text.append(one.entry().path().replace('\t', ' ').replace('\n', ' ')).append('\t');
      text.append(one.kind()).append('\t').append(one.entry().size()).append('\t');
      text.append(one.entry().owner()).append('\n');
    }
    AtomicFiles.write(
        Map.of(ImageFolder.removed(work), text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
