package dev.hermetic.lock;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.environment.VirtualPackageReader;
import dev.hermetic.environment.VirtualPackageSource;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPython;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.lock.KnownVersions;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.tree.Known;
import dev.hermetic.tree.Why;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A lock beside what it answers, to be looked at. Nothing is solved and no connection opened.
 *
 * @param graphs one a platform, sorted; of the platforms that were asked for, else of all
 */
public record LockView(Lockfile lock, List<LockGraph> graphs) {
  public LockView {
    graphs = List.copyOf(graphs);
  }

  /**
   * Reads the lock and the environment files of a request.
   *
   * @param variables environment variables, for {@code ${NAME}} in pip sections
   * @throws HermeticException when a file is missing or cannot be read, or when the lock lacks a
   *     platform that was asked for; {@link HermeticException#isAbsence} where there is no lock
   */
  public static LockView read(LockRequest request, Map<String, String> variables) {
    String shown = ShownPaths.relative(request.directory(), request.lockfile());
    if (!Files.exists(request.lockfile())) {
      throw new HermeticException(LockProblems.nothingToShow(shown));
    }
    return of(request, CondaLockReader.read(request.lockfile(), shown), variables);
  }

  /**
   * Reads the environment files of a request whose lock was read already.
   *
   * @param variables environment variables, for {@code ${NAME}} in pip sections
   * @throws HermeticException when a file is missing or cannot be read, or when the lock lacks a
   *     platform that was asked for
   */
  public static LockView of(LockRequest request, Lockfile lock, Map<String, String> variables) {
    List<Platform> wanted = wanted(request, lock);
    Environment environment = environment(request, wanted);
    return of(lock, wanted, AskedRoots.read(lock, environment, request.directory(), variables));
  }

  /**
   * Of a lock that was looked at already; files are read again only where they name other platforms than are
   * looked at.
   *
   * @param variables environment variables, for {@code ${NAME}} in pip sections
   * @throws HermeticException when the lock lacks a platform that was asked for
   */
  public static LockView of(
      LockRequest request, LockResult result, Map<String, String> variables) {
    List<Platform> wanted = wanted(request, result.lockfile());
    return isFor(result, wanted)
        ? of(result.lockfile(), wanted, AskedRoots.of(result))
        : of(request, result.lockfile(), variables);
  }

  private static boolean isFor(LockResult result, List<Platform> platforms) {
    return Set.copyOf(result.environment().platforms()).equals(Set.copyOf(platforms));
  }

  private static LockView of(
      Lockfile lock, List<Platform> wanted, SortedMap<Platform, List<Root>> roots) {
    return new LockView(
        lock,
        new TreeSet<>(wanted)
            .stream()
                .map(one -> LockGraph.of(lock, one, roots.getOrDefault(one, List.of())))
                .toList());
  }

  /** Those that were asked for, else all. */
  private static List<Platform> wanted(LockRequest request, Lockfile lock) {
    List<Platform> locked = lock.metadata().platforms();
    List<Platform> missing =
        request.platforms().stream().filter(platform -> !locked.contains(platform)).toList();
    if (!missing.isEmpty()) {
      String shown = ShownPaths.relative(request.directory(), request.lockfile());
      throw new HermeticException(LockProblems.notLockedFor(shown, missing, locked));
    }
    return request.platforms().isEmpty() ? locked : request.platforms();
  }

  private static Environment environment(LockRequest request, List<Platform> platforms) {
    return EnvironmentReader.read(
        new EnvironmentSource(
            request.directory(), request.environmentFiles(), platforms, request.channels()));
  }

  /**
   * Why a package is in the lock, and what holds it back as far as the cached repodata tell.
   *
   * @param name the package's name; of pip packages any spelling
   * @throws HermeticException {@link HermeticException#isAbsence} when no platform has the package
   */
  public List<Why> why(LockRequest request, String name, FetchSettings settings) {
    Optional<Instant> limit =
        ExcludeNewer.limit(lock.metadata().custom().get(OwnMetadata.EXCLUDE_NEWER_KEY));
    Known known = known(request, environment(request, platforms()), new TreeMap<>(), settings, limit);
    List<Why> answers = Why.of(lock, graphs, name, known);
    if (answers.isEmpty()) {
      String shown = ShownPaths.relative(request.directory(), request.lockfile());
      throw new HermeticException(LockProblems.notInTheLock(shown, name, near(name)));
    }
    return answers;
  }

  /** What the cached repodata have of the environment's channels, also what is newer than the lock. */
  public Known known(LockRequest request, FetchSettings settings) {
    return known(
        request, environment(request, platforms()), new TreeMap<>(), settings, Optional.empty());
  }

  /** The same for a lock that was looked at already. */
  public Known known(LockRequest request, LockResult result, FetchSettings settings) {
    return isFor(result, platforms())
        ? known(request, result.environment(), result.records(), settings, Optional.empty())
        : known(request, settings);
  }

  private List<Platform> platforms() {
    return graphs.stream().map(LockGraph::platform).toList();
  }

  private Known known(
      LockRequest request,
      Environment environment,
      SortedMap<Platform, List<PackageRecord>> found,
      FetchSettings settings,
      Optional<Instant> limit) {
    return AtHand.load(
        request,
        environment,
        found,
        settings,
        limit,
        versions(request, environment, settings, limit));
  }

  /** What cached pages of indexes tell of pip packages. */
  private Function<LockedPackage, List<String>> versions(
      LockRequest request,
      Environment environment,
      FetchSettings settings,
      Optional<Instant> limit) {
    if (lock.packages().stream().noneMatch(one -> one.manager() == LockedPackage.Manager.PIP)) {
      return locked -> List.of();
    }
    KnownVersions known =
        new KnownVersions(
            settings, request.pipSettings(), request.directory(), limit.orElse(null));
    SortedMap<Platform, PipRequest> pip =
        PipRequests.of(environment, request.directory(), settings.environment());
    SortedMap<Platform, VirtualPackages> machines =
        VirtualPackageReader.read(
                VirtualPackageSource.of(
                    request.directory(),
                    environment.platforms(),
                    request.virtualPackages(),
                    settings.environment(),
                    request.cuda()))
            .platforms();
    return locked -> {
      PipRequest asked = pip.get(locked.platform());
      VirtualPackages machine = machines.get(locked.platform());
      return asked == null || machine == null
          ? List.of()
          : LockedPython.target(lock, locked.platform(), machine.packages())
              .map(target -> known.of(ProjectName.of(locked.name()), asked, target))
              .orElse(List.of());
    };
  }

  /** Names in the lock that have the one that was asked for in them. */
  private List<String> near(String name) {
    return lock.packages().stream()
        .map(locked -> locked.name())
        .filter(other -> other.contains(name) || name.contains(other) && other.length() > 3)
        .distinct()
        .sorted()
        .toList();
  }
}
