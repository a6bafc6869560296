package dev.hermetic.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells other processes that this one works with the cache, from {@link #begin} to {@link #close} or
 * its own end, however it ends: a file that is kept locked. Nothing that was used since the oldest
 * running work began is taken out of the cache.
 */
public final class CacheUse implements AutoCloseable {
  private static final String FOLDER = "use";
  private static final String ENDING = ".use";

  /** Clocks of file systems and of the process start are coarse. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** A file that is made and then not seen may lie where this user cannot look. */
  private static final int MOST_ATTEMPTS = 100;

  private final @Nullable Path file;
  private final @Nullable FileChannel channel;

  private CacheUse(@Nullable Path file, @Nullable FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Where nothing can be written or locked it goes without; nothing can be deleted there either. */
  public static CacheUse begin(Path cacheDirectory) {
    try {
      Path folder = Files.createDirectories(cacheDirectory.resolve(FOLDER));
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        // Containers that share a cache have equal process numbers: then the next moment is free.
        String name = ProcessHandle.current().pid() + "-" + System.nanoTime() + ENDING;
        Path file = folder.resolve(name);
        FileChannel channel;
        try {
          channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
          continue;
        }
        boolean held = false;
        try {
          // Whoever cleans may have taken it for that of a dead process before it was locked.
          held = channel.tryLock() != null && Files.exists(file);
        } finally {
          if (!held) {
            Files.deleteIfExists(file);
            channel.close();
          }
        }
        if (held) {
          return new CacheUse(file, channel);
        }
      }
      return new CacheUse(null, null);
    } catch (IOException | SecurityException e) {
      return new CacheUse(null, null);
    }
  }

  /** Ends the use. */
  @Override
  public void close() {
    if (file == null || channel == null) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Unlocked, it counts for nothing, and the next cleaning deletes it.
    }
    try {
      channel.close();
    } catch (IOException e) {
      // The end of the process unlocks it.
      return;
    }
  }

  /**
   * When the oldest work that still runs began, in this process or another; empty when none runs.
   *
   * @param tidy whether to delete what dead processes left
   */
  public static Optional<Instant> oldest(Path cacheDirectory, boolean tidy) throws IOException {
    Instant oldest = null;
    for (CachedFiles.Seen seen : CachedFiles.in(cacheDirectory.resolve(FOLDER))) {
      if (seen.name().endsWith(ENDING) && (isOfThisProcess(seen) || isLocked(seen, tidy))) {
        Instant began = seen.time().minus(SLACK);
        oldest = oldest == null || began.isBefore(oldest) ? began : oldest;
      }
    }
    return Optional.ofNullable(oldest);
  }

  /**
   * Such a file must not even be opened: to close it would unlock it (POSIX). One that is older than
   * this process is of an earlier process of the same number, as containers have them.
   */
  private static boolean isOfThisProcess(CachedFiles.Seen seen) {
    ProcessHandle self = ProcessHandle.current();
    Optional<Instant> start = self.info().startInstant();
    return seen.name().startsWith(self.pid() + "-")
        && (start.isEmpty() || !seen.time().isBefore(start.get().minus(SLACK)));
  }

  private static boolean isLocked(CachedFiles.Seen seen, boolean tidy) {
    try (FileChannel channel = FileChannel.open(seen.path(), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return true;
      }
      if (tidy) {
        Files.deleteIfExists(seen.path());
      }
      return false;
    } catch (NoSuchFileException e) {
      return false;
    } catch (OverlappingFileLockException | IOException e) {
      // What cannot be told counts as running.
      return true;
    }
  }
}
