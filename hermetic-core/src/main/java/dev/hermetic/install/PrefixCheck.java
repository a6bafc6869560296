package dev.hermetic.install;

import dev.hermetic.archive.PackageEntry;
import dev.hermetic.digest.Sha256;
import dev.hermetic.prefix.ManifestEntry.Kind;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.work.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Compares every path of a prefix with its manifest, all bytes included. */
final class PrefixCheck {
  private static final int CHUNK = 128;

  private final Path prefix;
  private final PrefixManifest manifest;
  private final int threads;

  private PrefixCheck(Path prefix, PrefixManifest manifest, int threads) {
    this.prefix = prefix;
    this.manifest = manifest;
    this.threads = threads;
  }

  /**
   * What differs, sorted by path.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-INST-020 when something cannot be read
   */
  static List<Difference> check(Path prefix, PrefixManifest manifest, int threads) {
    return new PrefixCheck(prefix, manifest, threads).check();
  }

  private List<Difference> check() {
    List<ManifestEntry> entries = manifest.entries();
    List<List<ManifestEntry>> chunks = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += CHUNK) {
      chunks.add(entries.subList(from, Math.min(entries.size(), from + CHUNK)));
    }
    List<Difference> found = new ArrayList<>();
    Parallel.map(chunks, threads, this::checkAll).forEach(found::addAll);
    Map<String, ManifestEntry> known = new HashMap<>();
    entries.forEach(entry -> known.put(entry.path(), entry));
    found.addAll(added(known));
    found.sort(Comparator.comparing(Difference::path, PackageEntry::compareCodePoints));
    return found;
  }

  private List<Difference> checkAll(List<ManifestEntry> entries) {
    List<Difference> found = new ArrayList<>();
    for (ManifestEntry entry : entries) {
      Difference difference = compare(entry);
      if (difference != null) {
        found.add(difference);
      }
    }
    return found;
  }

  private @Nullable Difference compare(ManifestEntry entry) {
    Path file = prefix.resolve(entry.path());
    BasicFileAttributes is;
    try {
      is = attributes(file);
    } catch (IOException e) {
      return new Difference(Difference.Kind.LOST, entry.path(), entry.owner(), "");
    }
    try {
      String what = difference(entry, file, is);
      return what == null
          ? null
          : new Difference(Difference.Kind.CHANGED, entry.path(), entry.owner(), what);
    } catch (IOException e) {
      throw InstallProblems.cannotRead(file, e);
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    Class<? extends BasicFileAttributes> type =
        posix ? PosixFileAttributes.class : BasicFileAttributes.class;
    return Files.readAttributes(file, type, LinkOption.NOFOLLOW_LINKS);
  }

  private static @Nullable String difference(
      ManifestEntry entry, Path file, BasicFileAttributes is) throws IOException {
    Kind kind =
        is.isSymbolicLink()
            ? Kind.SOFTLINK
            : is.isDirectory() ? Kind.DIRECTORY : is.isRegularFile() ? Kind.FILE : null;
    if (kind != entry.kind()) {
      return "is of another type";
    }
    if (kind == Kind.SOFTLINK) {
      boolean same = Files.readSymbolicLink(file).toString().equals(entry.linkTarget());
      return same ? null : "leads elsewhere";
    }
    if (is instanceof PosixFileAttributes posix && mode(posix) != entry.mode()) {
      return "has mode " + octal(mode(posix)) + " in place of " + octal(entry.mode());
    }
    if (kind == Kind.DIRECTORY) {
      return null;
    }
    if (is.size() != entry.size() || !sha256(file, is.size()).equals(entry.sha256())) {
      return "has other bytes";
    }
    // A .pyc is taken for that of a .py by its time.
    return is.lastModifiedTime().to(TimeUnit.SECONDS) == entry.mtime() ? null : "has another time";
  }

  private static String octal(int mode) {
    return String.format(Locale.ROOT, "%04o", mode);
  }

  private static int mode(PosixFileAttributes is) {
    int mode = 0;
    for (PosixFilePermission permission : is.permissions()) {
      mode |= 0400 >> permission.ordinal();
    }
    return mode;
  }

  private static String sha256(Path file, long size) throws IOException {
    MessageDigest digest = Sha256.create(size);
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      Sha256.update(digest, in);
    }
    return Sha256.hex(digest);
  }

  private List<Difference> added(Map<String, ManifestEntry> known) {
    List<Difference> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          prefix,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
              look(folder);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
              look(file);
              return FileVisitResult.CONTINUE;
            }

            private void look(Path path) {
              String name = prefix.relativize(path).toString().replace('\\', '/');
              if (!name.isEmpty()
                  && !name.equals(PrefixManifest.PATH)
                  && !known.containsKey(name)) {
                found.add(
                    new Difference(
                        isCache(name) ? Difference.Kind.CACHE : Difference.Kind.ADDED,
                        name,
                        "",
                        ""));
              }
            }
          });
    } catch (IOException e) {
      throw InstallProblems.cannotRead(prefix, e);
    }
    return found;
  }

  /** What Python itself writes beside the modules that it loads. */
  private static boolean isCache(String path) {
    return path.endsWith("/__pycache__")
        || path.contains("/__pycache__/") && path.matches(".*/__pycache__/[^/]+\\.pyc(\\.\\d+)?");
  }
}
