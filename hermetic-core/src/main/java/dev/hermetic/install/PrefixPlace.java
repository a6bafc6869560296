package dev.hermetic.install;

import dev.hermetic.cache.EntryLock;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.packagecache.Trees;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where a prefix lies, and the hidden folder beside it ({@code .NAME.hermetic}) in which the next one
 * is built: only a whole prefix comes to its place, by a move. While one comes, the one before lies
 * in {@code previous}; who finds it there alone, because the run was killed between the two moves,
 * moves it back.
 */
final class PrefixPlace {
  private static final String STAGE = "install:wait";

  private final Path prefix;
  private final Path side;
  private final Path next;
  private final Path previous;

  PrefixPlace(Path prefix) {
    this.prefix = prefix.toAbsolutePath().normalize();
    Path name = this.prefix.getFileName();
    if (name == null) {
      throw InstallProblems.notOurs(this.prefix, "it is the root of a file system");
    }
    this.side = this.prefix.resolveSibling("." + name + ".hermetic");
    this.next = side.resolve("next");
    this.previous = side.resolve("previous");
  }

  Path prefix() {
    return prefix;
  }

  /** Where the next prefix is built. */
  Path next() {
    return next;
  }

  Path fingerprint() {
    return side.resolve("fingerprint");
  }

  /** Whether there is a whole prefix. */
  static boolean isWhole(Path prefix) {
    return Files.isRegularFile(prefix.resolve(PrefixManifest.PATH), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * What is in an installed prefix.
   *
   * @throws HermeticException HERM-INST-011 when there is none
   */
  static PrefixManifest manifest(Path prefix) {
    Path file = prefix.resolve(PrefixManifest.PATH);
    try {
      return PrefixManifest.parse(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      throw InstallProblems.nothingInstalled(prefix);
    } catch (IOException e) {
      throw InstallProblems.cannotRead(file, e);
    }
  }

  /**
   * Does something as the only one who works on the prefix, after what a killed run left is mended. Where
   * this user may only read nothing is mended, and who may write waits.
   */
  <T> T alone(Listener listener, Supplier<T> work) {
    boolean writes = mayWrite();
    try {
      if (writes) {
        Files.createDirectories(side);
        return locked(
            EntryLock.Access.WRITE,
            listener,
            () -> {
              recover();
              return work.get();
            });
      }
      // Without the file nobody has installed here.
      return exists(lock())
          ? locked(EntryLock.Access.READ, listener, work::get)
          : work.get();
    } catch (IOException e) {
      throw writes
          ? InstallProblems.cannotWrite(side, e)
          : InstallProblems.cannotRead(lock(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HermeticException(InstallProblems.interrupted(prefix.toString()), e);
    }
  }

  private <T> T locked(EntryLock.Access access, Listener listener, EntryLock.Action<T> action)
      throws IOException, InterruptedException {
    Optional<T> done = EntryLock.ifFree(lock(), access, action);
    if (done.isPresent()) {
      return done.get();
    }
    listener.on(new Event.StageStarted(STAGE, "Waiting for who else installs " + prefix));
    return EntryLock.holding(
        lock(),
        access,
        () -> {
          listener.on(new Event.StageDropped(STAGE));
          return action.run();
        });
  }

  private Path lock() {
    return side.resolve("lock");
  }

  /** Whether this user may write here, as far as the file system tells; a read-only one says no to all. */
  boolean mayWrite() {
    Path there = lock();
    while (!exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.isWritable(there);
  }

  /**
   * Checks that the prefix can be replaced.
   *
   * @throws HermeticException HERM-INST-027 where this user may only read
   */
  void checkWritable() {
    if (!mayWrite()) {
      throw InstallProblems.readOnly(prefix);
    }
  }

  private void recover() throws IOException {
    if (Files.isDirectory(previous) && !exists(prefix)) {
      Files.move(previous, prefix, StandardCopyOption.ATOMIC_MOVE);
    }
    Trees.delete(next);
    Trees.delete(previous);
  }

  /**
   * Checks that what is at the prefix may be replaced.
   *
   * @throws HermeticException HERM-INST-002 when it is not Hermetic's
   */
  void checkOurs() {
    if (!exists(prefix) || isWhole(prefix)) {
      return;
    }
    if (!Files.isDirectory(prefix, LinkOption.NOFOLLOW_LINKS)) {
      throw InstallProblems.notOurs(prefix, "it is a file, or a link");
    }
    // Who lost its manifest is known by the fingerprint.
    if (Files.exists(fingerprint())) {
      return;
    }
    try (Stream<Path> files = Files.list(prefix)) {
      if (files.findAny().isPresent()) {
        throw InstallProblems.notOurs(prefix, "there are files in it that Hermetic did not install");
      }
    } catch (IOException e) {
      throw InstallProblems.cannotWrite(prefix, e);
    }
  }

  /** Puts the next prefix into its place. */
  void replace() {
    try {
      // From here on no fingerprint says that the prefix is as locked.
      boolean isThere = exists(prefix);
      if (isThere) {
        Files.move(prefix, previous, StandardCopyOption.ATOMIC_MOVE);
      }
      try {
        Files.move(next, prefix, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (isThere) {
          Files.move(previous, prefix, StandardCopyOption.ATOMIC_MOVE);
        }
        throw e;
      }
    } catch (IOException e) {
      throw InstallProblems.cannotWrite(prefix, e);
    }
    discard(previous);
  }

  /** Takes away what a failure left; the failure is what the user must hear of. */
  void clean() {
    discard(next);
  }

  private static void discard(Path folder) {
    try {
      Trees.delete(folder);
    } catch (IOException e) {
      // The next run tries again.
      return;
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
