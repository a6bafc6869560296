package dev.hermetic.sbom;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.Lockfile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which bills to write, and where.
 *
 * @param project what they are of
 * @param lockfile conda-lock.yml
 * @param lock what is in it
 * @param graphs of the platforms that are wanted
 * @param image the folder of the image, whether or not one was made
 * @param jvm dependencies of the Maven project
 * @param cached whether packages in the cache are asked what they say of themselves
 * @param cacheDirectory the shared cache
 * @param formats at least one
 * @param folder where the files go
 */
public record SbomRequest(
    ProjectFacts project,
    Path lockfile,
    Lockfile lock,
    List<LockGraph> graphs,
    Path image,
    List<JvmDependency> jvm,
    boolean cached,
    Path cacheDirectory,
    SortedSet<SbomFormat> formats,
    Path folder,
    DocumentFacts facts) {
  /**
   * The Maven project.
   *
   * @param group empty where there is no project
   * @param version empty where there is none
   */
  public record ProjectFacts(String group, String name, String version) {}

  public SbomRequest {
    graphs = List.copyOf(graphs);
    jvm = List.copyOf(jvm);
    formats = Collections.unmodifiableSortedSet(new TreeSet<>(formats));
  }
}
