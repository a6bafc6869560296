package dev.hermetic.pypi.lock;

import dev.hermetic.pypi.metadata.CoreMetadata;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.simple.DistributionFile;
import dev.hermetic.pypi.simple.MetadataLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;

/** Metadata of files, read once for all platforms. Safe for several threads. */
final class DistributionMetadata {
  private final MetadataLoader loader;
  private final Map<String, FutureTask<CoreMetadata>> known = new ConcurrentHashMap<>();

  DistributionMetadata(MetadataLoader loader) {
    this.loader = loader;
  }

  /**
   * The metadata of a file.
   *
   * @throws dev.hermetic.pypi.metadata.InvalidMetadataException when the file cannot be used
   * @throws dev.hermetic.problem.HermeticException HERM-NET-nnn, HERM-INDEX-003
   */
  CoreMetadata of(DistributionFile file, ProjectName name) {
    return Fetches.result(
        known.computeIfAbsent(
            name + " " + file.url(), key -> new FutureTask<>(() -> loader.load(file, name))));
  }
}
