package dev.hermetic.packagecache;

import dev.hermetic.archive.PackageArchive;
import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachedFiles;
import dev.hermetic.cache.EntryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The place of one unpacked package: folder {@code KEY} with {@code manifest} and {@code files}, and
 * {@code KEY.lock} beside it. The folder appears by one move when all is in it, and goes by one: who
 * sees it sees it whole. {@code KEY.….tmp} is unfinished, or about to go.
 */
final class PackageFolder {
  private static final String FOLDER = "packages/unpacked";
  private static final String LOCK = ".lock";

  private final String key;
  private final Path folder;
  private final Path manifest;

  private PackageFolder(Path parent, String key) {
    this.key = key;
    this.folder = parent.resolve(key);
    this.manifest = folder.resolve("manifest");
  }

  /**
   * @param key of {@link dev.hermetic.fetch.Pin#key}
   */
  static PackageFolder of(Path cacheDirectory, String key) {
    return new PackageFolder(cacheDirectory.resolve(FOLDER), key);
  }

  /** The places of a cache that hold something, finished or not. */
  static List<PackageFolder> all(Path cacheDirectory) throws IOException {
    Path parent = cacheDirectory.resolve(FOLDER);
    return CachedFiles.folders(parent, name -> true).stream()
        .map(found -> found.getFileName().toString().replaceFirst("\\..*", ""))
        .distinct()
        .map(key -> new PackageFolder(parent, key))
        .toList();
  }

  /** The package, when it is there and nobody has changed it; notes its use. */
  Optional<UnpackedPackage> get(Instant now) throws IOException {
    Optional<UnpackedPackage> found = getUnchecked(now);
    return found.isPresent() && TreeCheck.isIntact(files(folder), found.get().entries())
        ? found
        : Optional.empty();
  }

  /** The package, when it is there, whatever became of its files; notes its use. */
  Optional<UnpackedPackage> getUnchecked(Instant now) throws IOException {
    return CachedFiles.use(manifest, now)
        ? Manifest.read(manifest).map(this::unpacked)
        : Optional.empty();
  }

  /** Where the files of the package are, when it is there as a whole; not looked at any closer. */
  Optional<Path> filesOfWhole() {
    return Files.isRegularFile(manifest) ? Optional.of(files(folder)) : Optional.empty();
  }

  /** Runs the action as the only one that unpacks here. */
  UnpackedPackage locked(EntryLock.Action<UnpackedPackage> action)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.getParent());
    return EntryLock.holding(folder.resolveSibling(key + LOCK), action);
  }

  /** Reads a kind of archive: see {@link PackageArchive#unpack}. */
  @FunctionalInterface
  interface Unpacker {
    PackageArchive.Content unpack(Path archive, String fileName, Path folder)
        throws IOException, InterruptedException;
  }

  /**
   * Unpacks into place, with the lock held; what was there goes.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-PKG-nnn when the archive is no good; then
   *     nothing is left of it
   */
  UnpackedPackage unpack(Unpacker unpacker, Path archive, String fileName, String sha256)
      throws IOException, InterruptedException {
    for (Path left : leftovers()) {
      Trees.delete(left);
    }
    Path temporary = aside();
    try {
      Files.createDirectories(files(temporary));
      PackageArchive.Content content = unpacker.unpack(archive, fileName, files(temporary));
      Manifest unpacked = new Manifest(sha256, content.info(), content.entries());
      unpacked.write(temporary.resolve("manifest"));
      moveAside().ifPresent(PackageFolder::discard);
      Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
      return unpacked(unpacked);
    } finally {
      discard(temporary);
    }
  }

  private UnpackedPackage unpacked(Manifest read) {
    return new UnpackedPackage(
        files(folder), read.archiveDigest(), read.info(), read.entries());
  }

  private static Path files(Path folder) {
    return folder.resolve("files");
  }

  private Path aside() {
    return folder.resolveSibling(key + "." + UUID.randomUUID() + CachedFiles.TEMPORARY);
  }

  private Optional<Path> moveAside() throws IOException {
    Path aside = aside();
    try {
      Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(aside);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private List<Path> leftovers() throws IOException {
    return CachedFiles.folders(
        folder.getParent(),
        name -> name.startsWith(key + ".") && name.endsWith(CachedFiles.TEMPORARY));
  }

  private static void discard(Path left) {
    try {
      Trees.delete(left);
    } catch (IOException e) {
      // The next who unpacks here, or cleans the cache, tries again.
      return;
    }
  }

  /** What there is, for the cleaning of the cache. */
  List<CacheItem> items(Instant abandonedBefore) throws IOException {
    List<CacheItem> items = new ArrayList<>();
    for (Path left : leftovers()) {
      // Whoever unpacks holds the lock, however long it takes.
      if (CachedFiles.time(left).isBefore(abandonedBefore)) {
        items.add(
            new CacheItem(
                "unfinished package " + key,
                Trees.size(left),
                CachedFiles.time(left),
                true,
                () -> whenFree(() -> gone(left))));
      }
    }
    if (Files.exists(manifest)) {
      Instant lastUsed = CachedFiles.time(manifest);
      String name =
          Manifest.read(manifest).map(read -> read.info().distribution()).orElse("damaged " + key);
      items.add(
          new CacheItem(
              name, Trees.size(folder), lastUsed, false, () -> whenFree(() -> remove(lastUsed))));
    }
    return items;
  }

  private boolean whenFree(EntryLock.Action<Boolean> action)
      throws IOException, InterruptedException {
    return EntryLock.ifFree(folder.resolveSibling(key + LOCK), action).orElse(false);
  }

  private static boolean gone(Path left) throws IOException {
    Trees.delete(left);
    return true;
  }

  /** First it is moved away, then looked at: who uses it meanwhile is seen. */
  private boolean remove(Instant lastUsed) throws IOException {
    Optional<Path> aside = moveAside();
    if (aside.isEmpty()) {
      return true;
    }
    Path moved = aside.get();
    if (CachedFiles.time(moved.resolve("manifest")).equals(lastUsed)) {
      return gone(moved);
    }
    Files.move(moved, folder, StandardCopyOption.ATOMIC_MOVE);
    return false;
  }
}
