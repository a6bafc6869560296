package dev.hermetic.lockfile;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import dev.hermetic.work.Parallel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes files that belong together: all are first written beside their targets, and only when
 * every one is complete are they moved into place. A reader sees an old or a new file, never half
 * of one; a failure before the first move changes nothing.
 *
 * <p>A file whose bytes are as wanted is left alone, its time included. A new file gets the mode
 * that the umask gives, a replaced one keeps its mode. A symbolic link stays a link: its target is
 * replaced. A process that is killed may leave a temporary file {@code .NAME.PID-NUMBER}; the next
 * write of the file removes it.
 */
public final class AtomicFiles {
  static final String CODE = "HERM-LOCK-030";

  /** Waiting for a disk needs no processor, and it writes several files in little more than one's time. */
  private static final int FLUSHED_AT_ONCE = 8;

  private AtomicFiles() {}

  /**
   * Writes the files; folders are created as needed.
   *
   * @param contents target to bytes, moved into place in this order
   * @return the targets that were written, in the same order
   * @throws HermeticException with a problem that names the file that could not be written; where the
   *     disk fails, with one for each
   */
  public static List<Path> write(Map<Path, byte[]> contents) {
    return write(contents, true);
  }

  /**
   * The same for what every build makes anew, as pages of a report: nobody waits until the disk keeps
   * them. A machine that loses its power in the next seconds may lose what they hold.
   */
  public static List<Path> writeAnew(Map<Path, byte[]> contents) {
    return write(contents, false);
  }

  private static List<Path> write(Map<Path, byte[]> contents, boolean flushed) {
    List<Prepared> prepared = new ArrayList<>();
    try {
      for (Map.Entry<Path, byte[]> entry : new LinkedHashMap<>(contents).entrySet()) {
        attempt(entry.getKey(), () -> prepare(entry.getKey(), entry.getValue(), prepared));
      }
      if (flushed) {
        Parallel.map(prepared, FLUSHED_AT_ONCE, AtomicFiles::flush);
      }
      for (Prepared file : prepared) {
        attempt(file.target(), () -> move(file));
      }
      List<Path> places = new ArrayList<>();
      for (Path target : contents.keySet()) {
        attempt(target, () -> places.add(place(target)));
      }
      Leftovers.sweep(places);
    } finally {
      prepared.forEach(file -> discard(file.temporary()));
    }
    return prepared.stream().map(Prepared::target).toList();
  }

  /** What a file that is too large for memory is to hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes the content; the stream has a buffer and is closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes one file, whatever it held before; its folder is created as needed.
   *
   * @throws HermeticException with one problem when the file cannot be written, and what the content
   *     throws
   */
  public static void write(Path target, Content content) {
    List<Prepared> prepared = new ArrayList<>();
    try {
      attempt(
          target,
          () -> {
            Path place = place(target);
            boolean exists = begin(place);
            try (FileChannel channel = create(target, place, prepared)) {
              OutputStream out =
                  new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 17);
              content.writeTo(out);
              out.flush();
              channel.force(true);
            }
            Prepared file = prepared.get(0);
            if (exists) {
              keepMode(place, file.temporary());
            }
            move(file);
            Leftovers.sweep(List.of(place));
          });
    } finally {
      prepared.forEach(file -> discard(file.temporary()));
    }
  }

  /**
   * A file that waits beside its place.
   *
   * @param target as the caller named it
   * @param place where it goes, links resolved
   */
  private record Prepared(Path target, Path place, Path temporary) {}

  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(Path target, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new HermeticException(problem(target, e), e);
    }
  }

  private static Path place(Path target) throws IOException {
    return Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
  }

  private static void prepare(Path target, byte[] bytes, List<Prepared> prepared)
      throws IOException {
    Path place = place(target);
    boolean exists = begin(place);
    if (exists && Files.size(place) == bytes.length
        && Arrays.equals(Files.readAllBytes(place), bytes)) {
      return;
    }
    try (FileChannel channel = create(target, place, prepared)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
    if (exists) {
      keepMode(place, prepared.get(prepared.size() - 1).temporary());
    }
  }

  /** Has the disk keep the bytes before the file is moved. */
  private static Prepared flush(Prepared file) {
    attempt(
        file.target(),
        () -> {
          try (FileChannel channel =
              FileChannel.open(file.temporary(), StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        });
    return file;
  }

  /** Makes the folder; whether there is a file that will be replaced. */
  private static boolean begin(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      throw new FileSystemException(place.toString(), null, "there is a folder of that name");
    }
    Path folder = place.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return Files.exists(place);
  }

  /** Creates the temporary file as any new file is created: its mode follows the umask. */
  private static FileChannel create(Path target, Path place, List<Prepared> prepared)
      throws IOException {
    for (int attempt = 0; ; attempt++) {
      Path temporary = Leftovers.temporary(place, ProcessHandle.current().pid(), attempt);
      try {
        FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        prepared.add(new Prepared(target, place, temporary));
        return channel;
      } catch (FileAlreadyExistsException e) {
        // Another thread's, or left by a process that was killed: the next number is free.
        if (attempt > 1000) {
          throw e;
        }
      }
    }
  }

  private static void keepMode(Path old, Path temporary) throws IOException {
    PosixFileAttributeView from = Files.getFileAttributeView(old, PosixFileAttributeView.class);
    PosixFileAttributeView to =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (from != null && to != null) {
      to.setPermissions(from.readAttributes().permissions());
    }
  }

  private static void move(Prepared file) throws IOException {
    try {
      Files.move(
          file.temporary(),
          file.place(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(file.temporary(), file.place(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // What failed before is what the user must hear of; a leftover does no harm.
      return;
    }
  }

  private static Problem problem(Path target, IOException cause) {
    return new Problem(
        CODE,
        Problem.Kind.ENVIRONMENT,
        target.toString().replace('\\', '/'),
        "the file cannot be written: " + IoReason.of(cause),
        "make the folder writable and give it free space, then run the goal again");
  }
}
