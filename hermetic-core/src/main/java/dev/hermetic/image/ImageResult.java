package dev.hermetic.image;

import dev.hermetic.install.InstallResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * An image that was made.
 *
 * @param install of its environment
 * @param layout the folder with the image
 * @param tar the tar beside it
 * @param reused digests of layers that were taken from the build before
 * @param comparison with the build before
 * @param baseline the comparison that the user asked for
 */
public record ImageResult(
    ImageFacts facts,
    InstallResult install,
    Path layout,
    Optional<Path> tar,
    Set<String> reused,
    Optional<Comparison> comparison,
    Optional<BaselineResult> baseline) {
  public ImageResult {
    reused = Set.copyOf(reused);
  }
}
