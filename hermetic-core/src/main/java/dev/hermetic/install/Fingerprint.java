package dev.hermetic.install;

import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.work.Parallel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of an installed prefix, to tell in a moment that nobody has touched it:
 * of each path size, time of the last change of bytes and of the entry, number of the entry, and
 * mode. A folder changes its time when something in it comes or goes. Only whose bytes were compared
 * may write it. It is of one machine; what is installed is known by the manifest.
 *
 * @param inputs digest of all that decides what is installed, by the bytes of the lock
 * @param content the same by the packages: a lock can change without them
 * @param digest of the prefix
 */
record Fingerprint(String inputs, String content, String digest, List<String> lines) {
  private static final String FORM = "hermetic fingerprint 1";
  private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino,mode";
  private static final int CHUNK = 512;

  Fingerprint {
    lines = List.copyOf(lines);
  }

  /** Takes the fingerprint of a prefix whose bytes are those of the manifest. */
  static Fingerprint take(
      Path prefix, PrefixManifest manifest, String inputs, String content, int threads) {
    List<String> paths = new ArrayList<>(manifest.entries().size() + 1);
    manifest.entries().forEach(entry -> paths.add(entry.path()));
    paths.add(PrefixManifest.PATH);
    List<String> lines =
        Parallel.map(
                chunks(paths),
                threads,
                chunk -> chunk.stream().map(path -> stat(prefix, path) + "\t" + path).toList())
            .stream()
            .flatMap(List::stream)
            .toList();
    return new Fingerprint(inputs, content, manifest.digest(), lines);
  }

  Fingerprint withInputs(String newInputs) {
    return new Fingerprint(newInputs, content, digest, lines);
  }

  /** Whether all is as it was. */
  boolean fits(Path prefix, int threads) {
    return Parallel.map(
            chunks(lines),
            threads,
            chunk ->
                chunk.stream()
                    .allMatch(
                        line -> {
                          int tab = line.indexOf('\t');
                          String now = stat(prefix, line.substring(tab + 1));
                          return line.startsWith(now) && now.length() == tab;
                        }))
        .stream()
        .allMatch(fit -> fit);
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
    }
    return chunks;
  }

  private static String stat(Path prefix, String path) {
    Path file = prefix.resolve(path);
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        Map<String, Object> is =
            Files.readAttributes(file, UNIX, LinkOption.NOFOLLOW_LINKS);
        return is.get("size") + " " + nanos(is.get("lastModifiedTime")) + " "
            + nanos(is.get("ctime")) + " " + is.get("ino") + " " + is.get("mode");
      }
      BasicFileAttributes is =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return is.size() + " " + nanos(is.lastModifiedTime()) + " " + nanos(is.creationTime());
    } catch (IOException e) {
      return "missing";
    }
  }

  private static long nanos(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }

  /**
   * Writes it; a prefix without one is only slower to check.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-INST-007
   */
  void write(Path file) {
    StringBuilder text = new StringBuilder(100 * lines.size());
    for (String head : List.of(FORM, inputs, content, digest, Integer.toString(lines.size()))) {
      text.append(head).append('\n');
    }
    lines.forEach(line -> text.append(line).append('\n'));
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw InstallProblems.cannotWrite(file, e);
    }
  }

  /** Empty when there is none, or one that is damaged. */
  static Optional<Fingerprint> read(Path file) {
    try {
      List<String> all = List.of(Files.readString(file, StandardCharsets.UTF_8).split("\n"));
      boolean whole =
          all.size() > 5
              && all.get(0).equals(FORM)
              && all.get(4).equals(Integer.toString(all.size() - 5));
      return whole
          ? Optional.of(
              new Fingerprint(all.get(1), all.get(2), all.get(3), all.subList(5, all.size())))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
