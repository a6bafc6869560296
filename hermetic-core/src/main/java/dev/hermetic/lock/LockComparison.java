package dev.hermetic.lock;

import dev.hermetic.diff.LockDiff;
import dev.hermetic.diff.Reasons;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.git.GitFolder;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.request.PipSection;
import dev.hermetic.record.PackageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares two states of a lock: files, or the project's lock in revisions of git. Nothing is
 * solved and no connection opened; licences are those that the cached repodata have.
 */
public final class LockComparison {
  private static final List<String> FILE_ENDINGS = List.of(".yml", ".yaml", ".lock");

  private final FetchSettings settings;
  private final Listener listener;

  /**
   * @param listener told what had to be left out
   */
  public LockComparison(FetchSettings settings, Listener listener) {
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Two locks that were compared.
   *
   * @param from what the older one is called
   * @param to what the newer one is called
   */
  public record Result(LockDiff diff, String from, String to) {}

  /**
   * One of the two.
   *
   * @param commit empty for files
   * @param own whether it is a state of the project's lock, which the environment files belong to
   */
  private record Side(
      String shown, Lockfile lock, Optional<GitFolder.Commit> commit, boolean own) {}

  /**
   * Compares.
   *
   * @param request says which lock is the project's, and what it answers
   * @param from a file, which may begin at the project's folder, or else a revision
   * @param to the same; null for the lock as it lies in the project
   * @throws HermeticException when one of them cannot be had or read
   */
  public Result compare(LockRequest request, String from, @Nullable String to) {
    Side after = to == null ? file(request, request.lockfile()) : side(request, to);
    return compare(request, side(request, from), after, asked(request, after));
  }

  /**
   * Compares the project's lock, which was looked at already.
   *
   * @param request says which lock is the project's
   * @param from a file, which may begin at the project's folder, or else a revision
   * @param to the lock as it lies in the project, and what it answers
   * @throws HermeticException when {@code from} cannot be had or read
   */
  public Result changes(LockRequest request, String from, LockResult to) {
    String shown = ShownPaths.relative(request.directory(), request.lockfile());
    return compare(
        request,
        side(request, from),
        new Side(shown, to.lockfile(), Optional.empty(), true),
        Optional.of(new Asked(to.environment(), AskedRoots.of(to), to.records())));
  }

  private Result compare(LockRequest request, Side before, Side after, Optional<Asked> asked) {
    Optional<AtHand> known =
        asked.map(
            one ->
                AtHand.load(
                    request, one.environment(), one.found(), settings, Optional.empty(), pip -> List.of()));
    LockDiff diff =
        LockDiff.of(
            before.lock(),
            after.lock(),
            locked -> known.flatMap(atHand -> atHand.license(locked)));
    return new Result(
        Reasons.explain(
            diff, before.lock(), after.lock(), asked.map(Asked::roots).orElse(new TreeMap<>())),
        before.shown(),
        after.shown());
  }

  private Side side(LockRequest request, String text) {
    Optional<Path> file = path(request, text);
    boolean isFile =
        file.filter(Files::exists).isPresent()
            || FILE_ENDINGS.stream().anyMatch(text::endsWith);
    if (file.isPresent() && isFile) {
      return file(request, file.get());
    }
    GitFolder git = new GitFolder(folder(request));
    GitFolder.Commit commit = git.commit(text);
    String name = request.lockfile().getFileName().toString();
    String shown = ShownPaths.relative(request.directory(), request.lockfile()) + " at " + shown(text);
    byte[] bytes = git.read(commit, name);
    Lockfile lock = CondaLockReader.parse(new String(bytes, StandardCharsets.UTF_8), shown);
    return new Side(shown, lock, Optional.of(commit), true);
  }

  /** As people write a commit: by the first digits of its id. */
  private static String shown(String revision) {
    return revision.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? revision.substring(0, 12) : revision;
  }

  private static Optional<Path> path(LockRequest request, String text) {
    try {
      return Optional.of(request.directory().resolve(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Side file(LockRequest request, Path file) {
    String shown = ShownPaths.relative(request.directory(), file);
    boolean own = file.normalize().equals(request.lockfile().normalize());
    return new Side(shown, CondaLockReader.read(file, shown), Optional.empty(), own);
  }

  private static Path folder(LockRequest request) {
    Path folder = request.lockfile().toAbsolutePath().getParent();
    return folder == null || !Files.isDirectory(folder) ? request.directory() : folder;
  }

  /**
   * What the newer lock answers.
   *
   * @param found records of its packages that were looked up already
   */
  private record Asked(
      Environment environment,
      SortedMap<Platform, List<Root>> roots,
      SortedMap<Platform, List<PackageRecord>> found) {}

  /** Empty when the newer lock is another than the project's, or had no environment. */
  private Optional<Asked> asked(LockRequest request, Side after) {
    if (!after.own()) {
      return Optional.empty();
    }
    try {
      if (after.commit().isPresent()) {
        return askedAt(request, after.commit().get(), after.lock());
      }
      Path directory = request.directory();
      Environment environment =
          read(request, directory, request.environmentFiles(), after.lock());
      return Optional.of(asked(environment, directory, after.lock()));
    } catch (HermeticException e) {
      // Two locks can be compared without it; only lines and marks are missing then.
      listener.on(new Event.Warning(LockProblems.comparedAlone(e.problems().get(0))));
      return Optional.empty();
    }
  }

  private static Environment read(
      LockRequest request, Path directory, List<Path> files, Lockfile lock) {
    return EnvironmentReader.read(
        new EnvironmentSource(
            directory,
            files,
            request.platforms(),
            request.channels(),
            // Where nobody names platforms, those of the lock are meant.
            lock.metadata().platforms()));
  }

  private Asked asked(Environment environment, Path directory, Lockfile lock) {
    return new Asked(
        environment,
        AskedRoots.read(lock, environment, directory, settings.environment()),
        new TreeMap<>());
  }

  /** The files as the commit has them; those outside of the project's folder are as they are. */
  private Optional<Asked> askedAt(LockRequest request, GitFolder.Commit commit, Lockfile lock) {
    GitFolder git = new GitFolder(request.directory());
    Path directory = request.directory().toAbsolutePath().normalize();
    Path copy = null;
    try {
      copy = Files.createTempDirectory("hermetic-revision");
      List<Path> files = new ArrayList<>();
      for (Path file : request.environmentFiles()) {
        Path place = directory.resolve(file).normalize();
        if (!place.startsWith(directory)) {
          files.add(file);
          continue;
        }
        Optional<Path> target = copy(git, commit, ShownPaths.relative(directory, place), copy);
        if (target.isEmpty()) {
          return Optional.empty();
        }
        files.add(target.get());
      }
      Environment environment = read(request, copy, files, lock);
      copyNamed(environment, git, commit, copy);
      return Optional.of(asked(environment, copy, lock));
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary folder cannot be used", e);
    } finally {
      delete(copy);
    }
  }

  /** The files that pip entries name, and those that these name, until none is new. */
  private void copyNamed(
      Environment environment, GitFolder git, GitFolder.Commit commit, Path copy)
      throws IOException {
    List<PipRequirement> entries =
        environment.requests().values().stream().flatMap(one -> one.pip().stream()).toList();
    SortedSet<String> tried = new TreeSet<>();
    boolean more = true;
    while (more) {
      SortedSet<String> named = PipSection.files(entries, copy, settings.environment());
      named.removeIf(name -> name.startsWith("../") || Path.of(name).isAbsolute());
      more = tried.addAll(named);
      for (String name : named) {
        if (Files.notExists(copy.resolve(name))) {
          copy(git, commit, name, copy);
        }
      }
    }
  }

  /** Empty when the commit does not have the file. */
  private static Optional<Path> copy(
      GitFolder git, GitFolder.Commit commit, String name, Path folder) throws IOException {
    Optional<byte[]> bytes = git.find(commit, name);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    Path target = folder.resolve(name);
    Path parent = target.getParent();
    Files.createDirectories(parent == null ? folder : parent);
    return Optional.of(Files.write(target, bytes.get()));
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // The system clears its temporary folder.
    }
  }
}
