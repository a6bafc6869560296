package dev.hermetic.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does something while a file is locked against other processes and other threads of this one. */
public final class EntryLock {
  private static final long POLL_MILLIS = 10;

  /** What is done with the lock held. */
  @FunctionalInterface
  public interface Action<T> {
    T run() throws IOException, InterruptedException;
  }

  /** What the holder does meanwhile. */
  public enum Access {
    /** Nobody else holds the lock. The file is made when missing, in a folder that exists. */
    WRITE,
    /** Nobody who writes holds it. The file has to be there, and need not be writable. */
    READ
  }

  private EntryLock() {}

  /**
   * Waits until nobody else holds the lock: its holder gives up by its own time limits. The file
   * stays, since removing it would let two own the lock.
   *
   * @param file made when missing, in a folder that exists
   */
  public static <T> T holding(Path file, Action<T> action)
      throws IOException, InterruptedException {
    return holding(file, Access.WRITE, action);
  }

  /** The same to write or only to read. */
  public static <T> T holding(Path file, Access access, Action<T> action)
      throws IOException, InterruptedException {
    return run(file, access, true, action).orElseThrow();
  }

  /**
   * Does it only when no other process holds the lock; empty when one does. Waits for other threads
   * of this process.
   */
  public static <T> Optional<T> ifFree(Path file, Action<T> action)
      throws IOException, InterruptedException {
    return ifFree(file, Access.WRITE, action);
  }

  /** The same to write or only to read. */
  public static <T> Optional<T> ifFree(Path file, Access access, Action<T> action)
      throws IOException, InterruptedException {
    return run(file, access, false, action);
  }

  private static <T> Optional<T> run(
      Path file, Access access, boolean wait, Action<T> action)
      throws IOException, InterruptedException {
    // Locks of a POSIX process vanish as soon as any of its channels on the file is closed, so
    // threads must not overlap. An interned string is one object in the whole JVM, also where two
    // class loaders (Maven plugin realms) hold this class.
    synchronized (("dev.hermetic.lock:" + file.toAbsolutePath().normalize()).intern()) {
      try (FileChannel channel =
              access == Access.READ
                  ? FileChannel.open(file, StandardOpenOption.READ)
                  : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = wait ? acquire(channel, access) : tryLock(channel, access)) {
        if (lock == null) {
          return Optional.empty();
        }
        if (!lock.isValid()) {
          throw new IOException("the lock was lost");
        }
        return Optional.of(action.run());
      }
    }
  }

  private static FileLock acquire(FileChannel channel, Access access)
      throws IOException, InterruptedException {
    while (true) {
      FileLock lock = tryLock(channel, access);
      if (lock != null) {
        return lock;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Null when somebody else holds it. */
  private static @Nullable FileLock tryLock(FileChannel channel, Access access)
      throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, access == Access.READ);
    } catch (OverlappingFileLockException e) {
      // Another name for the same file, held by another thread.
      return null;
    }
  }
}
