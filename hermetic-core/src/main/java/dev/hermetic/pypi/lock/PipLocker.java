package dev.hermetic.pypi.lock;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.request.IndexLocation;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.simple.FindLinks;
import dev.hermetic.pypi.simple.IndexAddress;
import dev.hermetic.pypi.simple.MetadataLoader;
import dev.hermetic.pypi.simple.SimpleIndex;
import dev.hermetic.work.Parallel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Locks pip packages for several platforms, after conda's. Keeps no state between calls. */
public final class PipLocker {
  private final FetchSettings settings;
  private final InstantSource clock;
  private final Listener listener;

  /**
   * @param clock asked only for when files of the cache were used
   * @param listener told what happens
   */
  public PipLocker(FetchSettings settings, InstantSource clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Locks.
   *
   * @param targets those without pip packages are left out
   * @param directory against which paths are relative
   * @param newest files that were uploaded later are left alone; null for no limit
   * @param limit how the user wrote it
   * @throws HermeticException with every problem found
   */
  public LockedPip lock(
      List<PipTarget> targets,
      PipSettings pip,
      Path directory,
      @Nullable Instant newest,
      String limit) {
    Fetcher fetcher = new Fetcher(settings, listener);
    MappingFile mapping =
        pip.mapping() == null
            ? MappingFile.NONE
            : MappingFile.read(pip.mapping(), directory, fetcher);
    MetadataLoader loader = new MetadataLoader(fetcher, settings.cacheDirectory(), clock);
    DistributionMetadata metadata = new DistributionMetadata(loader);
    try (Fetches fetches = new Fetches()) {
      // Markers do not choose indexes, but line selectors can.
      SortedMap<String, ProjectFiles> files = new TreeMap<>();
      for (PipTarget target : targets) {
        files.computeIfAbsent(
            key(target.request(), pip),
            key -> files(target.request(), pip, directory, fetcher, fetches));
      }
      List<TargetLocker.Outcome> outcomes =
          Parallel.map(
              targets,
              Runtime.getRuntime().availableProcessors() + 2,
              target ->
                  new TargetLocker(
                          files.get(key(target.request(), pip)),
                          metadata,
                          mapping.names(),
                          fetcher,
                          newest,
                          listener)
                      .lock(target));
      return joined(outcomes, mapping, limit);
    }
  }

  private LockedPip joined(
      List<TargetLocker.Outcome> outcomes, MappingFile mapping, String limit) {
    List<Problem> problems = new ArrayList<>(Failures.problems(outcomes));
    if (!problems.isEmpty()) {
      throw new HermeticException(problems.stream().distinct().toList());
    }
    SortedMap<Platform, List<LockedPackage>> packages = new TreeMap<>();
    SortedMap<String, String> names = new TreeMap<>();
    Set<Problem> warnings = new LinkedHashSet<>();
    TreeSet<String> unknown = new TreeSet<>();
    for (TargetLocker.Outcome outcome : outcomes) {
      packages.put(outcome.target().platform(), outcome.packages());
      names.putAll(outcome.names());
      warnings.addAll(outcome.warnings());
      unknown.addAll(outcome.ofUnknownAge());
    }
    if (!unknown.isEmpty()) {
      warnings.add(PipProblems.unknownAge(unknown.size(), limit));
    }
    warnings.forEach(one -> listener.on(new Event.Warning(one)));
    return new LockedPip(packages, names, mapping.sha256());
  }

  private static ProjectFiles files(
      PipRequest request, PipSettings pip, Path directory, Fetcher fetcher, Fetches fetches) {
    return new ProjectFiles(
        indexes(request, pip).stream().map(one -> new SimpleIndex(one, fetcher)).toList(),
        links(request, directory).stream().map(one -> new FindLinks(one, fetcher)).toList(),
        pip.strategy(),
        fetches);
  }

  private static String key(PipRequest request, PipSettings pip) {
    return indexes(request, pip).stream().map(IndexAddress::url).toList()
        + " "
        + request.findLinks().stream().map(IndexLocation::url).toList();
  }

  /** The indexes in the order in which they are asked: the extra ones before the common one. */
  public static List<IndexAddress> indexes(PipRequest request, PipSettings pip) {
    Location parameter = Location.of("hermetic.pip.indexUrl");
    String common = pip.indexUrl() == null ? IndexAddress.PYPI.url() : pip.indexUrl();
    List<IndexAddress> indexes = new ArrayList<>();
    if (!request.noIndex()) {
      pip.extraIndexUrls().forEach(url -> indexes.add(new IndexAddress(url)));
    }
    request
        .indexes(new IndexLocation(common, parameter))
        .forEach(one -> indexes.add(new IndexAddress(one.url())));
    return indexes.stream().distinct().toList();
  }

  private static List<IndexAddress> links(PipRequest request, Path directory) {
    List<IndexAddress> links = new ArrayList<>();
    for (IndexLocation one : request.findLinks()) {
      boolean url = one.url().contains("://") || one.url().startsWith("file:");
      Path folder = directory.resolve(one.location().file()).resolveSibling(url ? "." : one.url());
      links.add(
          new IndexAddress(url ? one.url() : folder.normalize().toAbsolutePath().toUri().toString()));
    }
    return links.stream().distinct().toList();
  }
}
