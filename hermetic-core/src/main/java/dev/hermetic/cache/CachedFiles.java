package dev.hermetic.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The agreement between those who use a file of the cache and those who take it out. A user first
 * {@linkplain #use notes the use} in the file's time, then opens it; who takes it out first moves it
 * away and then looks at its time: either sees the other.
 */
public final class CachedFiles {
  /** Ending of what is not finished, or about to go. */
  public static final String TEMPORARY = ".tmp";

  private CachedFiles() {}

  /**
   * A regular file, no link.
   *
   * @param time of its last change, which notes its last use
   */
  public record Seen(Path path, long size, Instant time) {
    /** The file's name. */
    public String name() {
      return path.getFileName().toString();
    }

    /** Whether it is unfinished and was last written to before this. */
    public boolean isAbandoned(Instant before) {
      return name().endsWith(TEMPORARY) && time.isBefore(before);
    }

    /** As a thing of the cache that is this file alone. */
    public CacheItem item(String name, boolean abandoned) {
      return new CacheItem(name, size, time, abandoned, () -> remove(path, time));
    }
  }

  /**
   * Notes that a file is in use, before it is opened. A cache that may only be read serves too.
   *
   * @return false when there is no such file
   */
  public static boolean use(Path file, Instant now) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(now));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return Files.exists(file);
    }
  }

  /**
   * Takes out a file that nobody used since.
   *
   * @param lastUsed its time as it was seen
   * @return false when it was used meanwhile, and stays; true also when it is gone already
   */
  public static boolean remove(Path file, Instant lastUsed) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + TEMPORARY);
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return true;
    }
    try {
      if (time(aside).equals(lastUsed)) {
        Files.deleteIfExists(aside);
        return true;
      }
    } catch (IOException e) {
      putBack(aside, file);
      throw e;
    }
    putBack(aside, file);
    return false;
  }

  /** Undoes a move, unless somebody made the file anew. */
  public static void putBack(Path aside, Path file) throws IOException {
    try {
      Files.move(aside, file);
    } catch (FileAlreadyExistsException e) {
      Files.deleteIfExists(aside);
    }
  }

  /** When a file was last written or used. */
  public static Instant time(Path file) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  /** The regular files in a folder, links left out; none when there is no such folder. */
  public static List<Seen> in(Path folder) throws IOException {
    List<Seen> seen = new ArrayList<>();
    for (Path path : list(folder)) {
      try {
        BasicFileAttributes is =
            Files.readAttributes(
                path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (is.isRegularFile()) {
          seen.add(new Seen(path, is.size(), is.lastModifiedTime().toInstant()));
        }
      } catch (NoSuchFileException e) {
        continue; // gone just now
      }
    }
    return seen;
  }

  /** The folders in a folder whose names fit, links left out; none when there is no such folder. */
  public static List<Path> folders(Path folder, Predicate<String> name) throws IOException {
    return list(folder).stream()
        .filter(path -> name.test(path.getFileName().toString()))
        .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(paths::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException | UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
    return paths;
  }
}
