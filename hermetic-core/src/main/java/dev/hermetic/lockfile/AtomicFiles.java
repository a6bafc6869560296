package dev.hermetic.lockfile;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that belong together: all are first written beside their targets, and only when
 * every one is complete are they moved into place. A reader sees an old or a new file, never half
 * of one; a failure before the first move changes nothing.
 *
 * <p>A file whose bytes are as wanted is left alone, its time included. A new file gets the mode
 * that the umask gives, a replaced one keeps its mode.
 */
public final class AtomicFiles {
  static final String CODE = "HERM-LOCK-030";

  private AtomicFiles() {}

  /**
   * Writes the files; folders are created as needed.
   *
   * @param contents target to bytes, moved into place in this order
   * @return the targets that were written, in the same order
   * @throws HermeticException with one problem that names the file that could not be written
   */
  public static List<Path> write(Map<Path, byte[]> contents) {
    Map<Path, Path> temporaries = new LinkedHashMap<>();
    Path current = Path.of("");
    try {
      for (Map.Entry<Path, byte[]> entry : contents.entrySet()) {
        current = entry.getKey();
        if (!holds(current, entry.getValue())) {
          temporaries.put(current, prepare(current, entry.getValue(), temporaries));
        }
      }
      List<Path> written = new ArrayList<>(temporaries.keySet());
      for (Path target : written) {
        current = target;
        move(temporaries.get(target), target);
        temporaries.remove(target);
      }
      return List.copyOf(written);
    } catch (IOException e) {
      throw new HermeticException(problem(current, e), e);
    } finally {
      temporaries.values().forEach(AtomicFiles::discard);
    }
  }

  private static boolean holds(Path target, byte[] bytes) throws IOException {
    return Files.isRegularFile(target)
        && Files.size(target) == bytes.length
        && Arrays.equals(Files.readAllBytes(target), bytes);
  }
}
