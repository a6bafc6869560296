package dev.hermetic.pypi.lock;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.simple.DistributionFile;
import dev.hermetic.pypi.simple.FindLinks;
import dev.hermetic.pypi.simple.ProjectPage;
import dev.hermetic.pypi.simple.SimpleIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;

/**
 * What the indexes have of projects. A page is fetched once for all platforms. Safe for several threads.
 */
final class ProjectFiles {
  private final List<SimpleIndex> indexes;
  private final List<FindLinks> links;
  private final IndexStrategy strategy;
  private final Map<ProjectName, FutureTask<List<DistributionFile>>> found =
      new ConcurrentHashMap<>();
  private final FutureTask<List<DistributionFile>> linked = new FutureTask<>(this::linked);

  /**
   * @param indexes in the order in which they are asked
   * @param links looked at beside whichever index counts
   */
  ProjectFiles(List<SimpleIndex> indexes, List<FindLinks> links, IndexStrategy strategy) {
    this.indexes = List.copyOf(indexes);
    this.links = List.copyOf(links);
    this.strategy = strategy;
  }

  /**
   * Every file of the project, in the order of the indexes and their pages; empty where none has it.
   *
   * @throws HermeticException HERM-INDEX-nnn, HERM-NET-nnn
   */
  List<DistributionFile> of(ProjectName name) {
    return Fetches.result(found.computeIfAbsent(name, key -> new FutureTask<>(() -> read(key))));
  }

  private List<DistributionFile> read(ProjectName name) {
    List<DistributionFile> files = new ArrayList<>();
    for (DistributionFile file : Fetches.result(linked)) {
      if (FileNames.isOf(file.fileName(), name)) {
        files.add(file);
      }
    }
    for (SimpleIndex index : indexes) {
      Optional<ProjectPage> page = index.page(name);
      if (page.isPresent()) {
        files.addAll(page.get().files());
        if (strategy == IndexStrategy.FIRST_INDEX) {
          break;
        }
      }
    }
    return List.copyOf(files);
  }

  private List<DistributionFile> linked() {
    List<DistributionFile> files = new ArrayList<>();
    links.forEach(one -> files.addAll(one.files()));
    return List.copyOf(files);
  }
}
