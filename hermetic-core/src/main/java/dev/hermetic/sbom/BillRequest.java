package dev.hermetic.sbom;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.Lockfile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What bills are made of.
 *
 * @param group of the project, empty for none
 * @param name of the project
 * @param version of the project, empty for none
 * @param lock the whole lock
 * @param graphs of the platforms that are wanted
 * @param base the image that was made of the lock; empty where there is none
 * @param jvm dependencies of the Maven project
 * @param cacheDirectory where packages are asked what they say of themselves; empty for the lock
 *     alone, whose bill is then the same on every machine
 */
public record BillRequest(
    String group,
    String name,
    String version,
    Lockfile lock,
    List<LockGraph> graphs,
    Optional<BaseParts> base,
    List<JvmDependency> jvm,
    Optional<Path> cacheDirectory) {
  public BillRequest {
    graphs = graphs.stream().sorted(Comparator.comparing(LockGraph::platform)).toList();
    jvm = List.copyOf(jvm);
  }
}
