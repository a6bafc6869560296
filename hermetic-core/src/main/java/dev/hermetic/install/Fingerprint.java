package dev.hermetic.install;

import dev.hermetic.cache.FileStat;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.prefix.PrefixResult;
import dev.hermetic.work.Parallel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private static final String FORM = "hermetic fingerprint 2";
  private static final int CHUNK = 512;

  Fingerprint {
    lines = List.copyOf(lines);
  }

  /** Takes the fingerprint of a prefix whose bytes are those of the manifest. */
  static Fingerprint take(
      Path prefix, PrefixManifest manifest, String inputs, String content, int threads) {
    List<List<String>> lines =
        Parallel.map(
            chunks(paths(manifest)),
            threads,
            chunk -> {
              List<String> some = new ArrayList<>(chunk.size());
              for (String path : chunk) {
                some.add(stat(prefix, path) + "\t" + path);
              }
              return some;
            });
    return new Fingerprint(
        inputs, content, manifest.digest(), lines.stream().flatMap(List::stream).toList());
  }

  /** The fingerprint of a prefix that was looked at when it was built. */
  static Fingerprint of(PrefixResult built, String inputs, String content) {
    List<String> paths = paths(built.manifest());
    List<String> lines = new ArrayList<>(paths.size());
    for (int i = 0; i < paths.size(); i++) {
      lines.add(text(built.stats().get(i)) + "\t" + paths.get(i));
    }
    return new Fingerprint(inputs, content, built.manifest().digest(), lines);
  }

  private static List<String> paths(PrefixManifest manifest) {
    List<String> paths = new ArrayList<>(manifest.entries().size() + 1);
    for (ManifestEntry entry : manifest.entries()) {
      paths.add(entry.path());
    }
    paths.add(PrefixManifest.PATH);
    return paths;
  }

  /** What the file system says of the manifest, which is written anew whenever anything is. */
  String manifest() {
    return lines.get(lines.size() - 1);
  }

  Fingerprint withInputs(String newInputs) {
    return new Fingerprint(newInputs, content, digest, lines);
  }

  /** Whether all is as it was. */
  boolean fits(Path prefix, int threads) {
    return !Parallel.map(chunks(lines), threads, chunk -> fits(prefix, chunk)).contains(false);
  }

  private static boolean fits(Path prefix, List<String> lines) {
    for (String line : lines) {
      int tab = line.indexOf('\t');
      String now = stat(prefix, line.substring(tab + 1));
      if (now.length() != tab || !line.startsWith(now)) {
        return false;
      }
    }
    return true;
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
    }
    return chunks;
  }

  private static String stat(Path prefix, String path) {
    try {
      return text(FileStat.of(prefix.resolve(path)));
    } catch (IOException e) {
      return "missing";
    }
  }

  private static String text(FileStat is) {
    return is.size() + " " + is.mtime() + " " + is.ctime() + " " + is.inode() + " " + is.mode();
  }

  /**
   * Writes it; a prefix without one is only slower to check.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-INST-007
   */
  void write(Path file) {
    StringBuilder text = new StringBuilder(150 * lines.size() + 500);
    for (String head : List.of(FORM, inputs, content, digest, Integer.toString(lines.size()))) {
      text.append(head).append('\n');
    }
    for (String line : lines) {
      text.append(line).append('\n');
    }
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
