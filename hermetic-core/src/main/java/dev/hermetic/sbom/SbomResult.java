package dev.hermetic.sbom;

import dev.hermetic.platform.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The bills that were made.
 *
 * @param whole of all wanted platforms
 * @param files the whole bill's first, then by platform, in each by format
 * @param written those whose bytes are new
 */
public record SbomResult(Bill whole, List<SbomFile> files, List<Path> written) {
  public SbomResult {
    files = List.copyOf(files);
    written = List.copyOf(written);
  }

  /**
   * A file with a bill.
   *
   * @param platform empty for all of them
   */
  public record SbomFile(SbomFormat format, Optional<Platform> platform, Path file) {}
}
