package dev.hermetic.repodata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The indexes in a cache, and whether they can be opened.
 *
 * @param files how many there are
 * @param bytes their size
 * @param unusable those that are cut short, damaged or of another version, sorted; they are built
 *     anew when they are needed
 */
public record IndexInspection(int files, long bytes, List<Path> unusable) {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.idx");

  public IndexInspection {
    unusable = List.copyOf(unusable);
  }

  /** @throws UncheckedIOException when the disk fails */
  public static IndexInspection of(Path cacheDirectory) {
    long bytes = 0;
    int files = 0;
    List<Path> unusable = new ArrayList<>();
    try (Stream<Path> listed = Files.list(cacheDirectory.resolve(IndexFolder.NAME))) {
      for (Path file : listed.sorted().toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          files++;
          bytes += Files.size(file);
          if (IndexedRepodata.open(file, name.group(1), "", "").isEmpty() && Files.exists(file)) {
            unusable.add(file);
          }
        }
      }
    } catch (NoSuchFileException e) {
      return new IndexInspection(files, bytes, unusable);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new IndexInspection(files, bytes, unusable);
  }
}
