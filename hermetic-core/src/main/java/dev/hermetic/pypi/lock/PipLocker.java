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
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Locks pip packages for several platforms, after conda's. What it has fetched it keeps until it is
 * closed, so that asking again for other conda packages costs little. Safe for several threads.
 */
public final class PipLocker implements AutoCloseable {
  private final PipSettings pip;
  private final Path directory;
  private final @Nullable Instant newest;
  private final Listener listener;
  private final Fetcher fetcher;
  private final MappingFile mapping;
  private final DistributionMetadata metadata;
  private final Fetches fetches = new Fetches();
  // Markers do not choose indexes, but line selectors can.
  private final Map<String, ProjectFiles> files = new ConcurrentHashMap<>();

  /**
   * @param clock asked only for when files of the cache were used
   * @param listener told what happens
   * @param directory against which paths are relative
   * @param newest files that were uploaded later are left alone; null for no limit
   * @throws HermeticException when the mapping of names cannot be read
   */
  public PipLocker(
      FetchSettings settings,
      InstantSource clock,
      Listener listener,
      PipSettings pip,
      Path directory,
      @Nullable Instant newest) {
    this.pip = pip;
    this.directory = directory;
    this.newest = newest;
    this.listener = listener;
    this.fetcher = new Fetcher(settings, listener);
    this.mapping =
        pip.mapping() == null
            ? MappingFile.NONE
            : MappingFile.read(pip.mapping(), directory, fetcher);
    this.metadata =
        new DistributionMetadata(new MetadataLoader(fetcher, settings.cacheDirectory(), clock));
  }

  /**
   * What one platform comes to.
   *
   * @throws HermeticException with every problem that no other conda packages could mend
   */
  public PipOutcome lock(PipTarget target) {
    ProjectFiles of =
        files.computeIfAbsent(
            key(target.request(), pip), key -> files(target.request(), pip, directory, fetcher));
    return new TargetLocker(
            new TargetQuestion.Context(of, metadata, mapping.names(), newest, fetches), fetcher, listener)
        .lock(target);
  }

  /** The same of several platforms, in their order. */
  public List<PipOutcome> lock(List<PipTarget> targets) {
    return Parallel.map(
        targets, Runtime.getRuntime().availableProcessors() + 2, (PipTarget one) -> lock(one));
  }

  /**
   * The entries of all platforms.
   *
   * @param limit how the user wrote {@code newest}
   * @throws HermeticException with a problem for each cause, when a platform is not locked
   */
  public LockedPip join(List<PipOutcome> outcomes, String limit) {
    List<Problem> problems = new ArrayList<>(Failures.problems(outcomes));
    if (!problems.isEmpty()) {
      throw new HermeticException(problems.stream().distinct().toList());
    }
    SortedMap<Platform, List<LockedPackage>> packages = new TreeMap<>();
    SortedMap<String, String> names = new TreeMap<>();
    SortedMap<Platform, SortedMap<String, List<String>>> versions = new TreeMap<>();
    Set<Problem> warnings = new LinkedHashSet<>();
    TreeSet<String> unknown = new TreeSet<>();
    for (PipOutcome outcome : outcomes) {
      packages.put(outcome.target().platform(), outcome.found().packages());
      names.putAll(outcome.found().names());
      versions.put(outcome.target().platform(), outcome.found().versions());
      warnings.addAll(outcome.found().warnings());
      unknown.addAll(outcome.found().ofUnknownAge());
    }
    if (!unknown.isEmpty()) {
      warnings.add(PipProblems.unknownAge(unknown, limit));
    }
    warnings.forEach(one -> listener.on(new Event.Warning(one)));
    return new LockedPip(packages, names, versions, mapping.sha256());
  }

  /** Begins to fetch nothing more. */
  @Override
  public void close() {
    fetches.close();
  }

  static ProjectFiles files(
      PipRequest request, PipSettings pip, Path directory, Fetcher fetcher) {
    return new ProjectFiles(
        indexes(request, pip).stream().map(one -> new SimpleIndex(one, fetcher)).toList(),
        links(request, directory).stream().map(one -> new FindLinks(one, fetcher)).toList(),
        pip.strategy());
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
