package dev.hermetic.reproduce;

import dev.hermetic.digest.Sha256;
import dev.hermetic.text.PathPattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The files that an experiment writes, found by patterns and kept. */
final class Outputs {
  private final Path directory;
  private final Path work;
  private final List<PathPattern> patterns;

  /**
   * @param directory the project's folder
   * @param work below it what is no output
   */
  Outputs(Path directory, Path work, List<String> patterns) {
    this.directory = directory;
    this.work = work;
    this.patterns = patterns.stream().map(Outputs::pattern).toList();
  }

  private static PathPattern pattern(String text) {
    String path = text.replace('\\', '/');
    if (path.isBlank() || path.startsWith("/") || List.of(path.split("/")).contains("..")) {
      throw ReproduceProblems.badPattern(text);
    }
    return PathPattern.of(path);
  }

  /** What tells a file that was written from one that was not. */
  record Seen(Object key, long time, long size) {
    private static Seen of(BasicFileAttributes is) {
      return new Seen(
          String.valueOf(is.fileKey()), is.lastModifiedTime().to(TimeUnit.NANOSECONDS), is.size());
    }
  }

  /** All files that a pattern names, by their path. */
  SortedMap<String, Seen> look() throws IOException {
    SortedMap<String, Seen> found = new TreeMap<>();
    for (PathPattern pattern : patterns) {
      Path start = directory.resolve(pattern.fixedFolder());
      if (!Files.isDirectory(start)) {
        continue;
      }
      Files.walkFileTree(
          start,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
              return folder.equals(work)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
              String path = directory.relativize(file).toString().replace('\\', '/');
              if (is.isRegularFile() && pattern.matches(path)) {
                found.put(path, Seen.of(is));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return found;
  }

  /**
   * Copies what was written into a folder.
   *
   * @param before what was there before the experiment
   * @return the copies, by their path
   * @throws dev.hermetic.problem.HermeticException HERM-REPRODUCE-006, 007
   */
  SortedMap<String, Path> keep(SortedMap<String, Seen> before, Path folder) throws IOException {
    SortedMap<String, Seen> after = look();
    for (PathPattern pattern : patterns) {
      if (after.keySet().stream().noneMatch(pattern::matches)) {
        throw ReproduceProblems.noOutput(pattern.toString());
      }
    }
    SortedMap<String, Path> kept = new TreeMap<>();
    for (Map.Entry<String, Seen> one : after.entrySet()) {
      if (one.getValue().equals(before.get(one.getKey()))) {
        throw ReproduceProblems.oldOutput(one.getKey());
      }
      Path copy = folder.resolve(one.getKey());
      Files.createDirectories(copy.getParent());
      Files.copy(
          directory.resolve(one.getKey()),
          copy,
          LinkOption.NOFOLLOW_LINKS,
          StandardCopyOption.REPLACE_EXISTING);
      kept.put(one.getKey(), copy);
    }
    return kept;
  }

  /** SHA-256 over a line for each file: path, a tab, the SHA-256 of its bytes. */
  static String digest(SortedMap<String, Path> files) throws IOException {
    MessageDigest all = Sha256.create();
    for (Map.Entry<String, Path> one : files.entrySet()) {
      String line = one.getKey() + "\t" + Sha256.hex(one.getValue()) + "\n";
      all.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(all);
  }
}
