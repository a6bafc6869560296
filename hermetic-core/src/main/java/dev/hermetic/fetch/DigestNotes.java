package dev.hermetic.fetch;

import dev.hermetic.cache.CachedFiles;
import dev.hermetic.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 digests of large files that are read again and again. A digest is noted in the cache with
 * what the file system says of the file: size, entry number and device, time of the last change of
 * bytes, and time of the last change of the entry, which a program cannot set. As long as all of it
 * is the same, so are the bytes. Where a file system does not say as much (Windows), or the file was
 * changed just now and could be once more within the same tick of the clock, nothing is noted.
 */
public final class DigestNotes {
  static final String FOLDER = "digests";

  /** Counts up when the form of the file changes. */
  private static final String FORM = "hermetic digest 1";

  private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino,dev";
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final Path folder;
  private final InstantSource clock;

  /**
   * @param place in whose folder {@value #FOLDER} the notes are
   * @param clock to tell what was changed just now
   */
  public DigestNotes(Path place, InstantSource clock) {
    this.clock = clock;
    this.folder = place.resolve(FOLDER);
  }

  /** 64 lower-case hex digits: of the bytes, or noted when they were read before. */
  public String sha256(Path file) throws IOException {
    Optional<String> before = state(file);
    if (before.isEmpty()) {
      return Sha256.hex(file);
    }
    Path note = note(file);
    String known = read(note, before.get());
    if (known != null) {
      return known;
    }
    String sha256 = Sha256.hex(file);
    if (before.equals(state(file))) {
      write(note, before.get() + "\n" + sha256 + "\n");
    }
    return sha256;
  }

  private Path note(Path file) {
    byte[] path = file.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
    return folder.resolve(Sha256.hex(path));
  }

  /** Empty where it could stay the same although the bytes change. */
  private Optional<String> state(Path file) throws IOException {
    Map<String, Object> is;
    try {
      is = Files.readAttributes(file, UNIX);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
    FileTime written = (FileTime) is.get("lastModifiedTime");
    FileTime changed = (FileTime) is.get("ctime");
    if (changed.toInstant().isAfter(clock.instant().minus(SETTLED))) {
      return Optional.empty();
    }
    return Optional.of(
        FORM
            + "\n"
            + is.get("size")
            + " "
            + is.get("ino")
            + " "
            + is.get("dev")
            + " "
            + written.to(TimeUnit.NANOSECONDS)
            + " "
            + changed.to(TimeUnit.NANOSECONDS));
  }

  private @Nullable String read(Path note, String state) {
    try {
      if (!CachedFiles.use(note, clock.instant())) {
        return null;
      }
      String text = Files.readString(note);
      int start = state.length() + 1;
      boolean fits =
          text.startsWith(state + "\n") && text.length() == start + 65 && text.endsWith("\n");
      return fits ? text.substring(start, start + 64) : null;
    } catch (IOException e) {
      // As if there were none: the bytes are there.
      return null;
    }
  }

  private void write(Path note, String text) {
    Path temporary =
        folder.resolve(
            note.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + System.nanoTime()
                + CachedFiles.TEMPORARY);
    try {
      Files.createDirectories(folder);
      try {
        Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW);
        Files.move(
            temporary,
            note,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      // A cache that may only be read serves too; the next one reads the bytes again.
      return;
    }
  }
}
