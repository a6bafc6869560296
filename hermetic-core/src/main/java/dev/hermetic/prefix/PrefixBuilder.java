package dev.hermetic.prefix;

import dev.hermetic.cache.FileStat;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.work.Ahead;
import dev.hermetic.work.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes a planned prefix to disk. The manifest comes last: a prefix without one is unfinished.
 * Neither the order of work nor the number of threads changes a byte.
 */
public final class PrefixBuilder {
  /** Paths that one thread writes in a row. */
  private static final int CHUNK = 128;

  private final PrefixRequest request;
  private final PrefixPlan plan;
  private final Path folder;
  private final PathWriter writer;

  /** What was written so far, without folders. */
  private final List<ManifestEntry> entries = new ArrayList<>();

  /** What the file system says of it, by path. */
  private final Map<String, FileStat> stats = new HashMap<>();

  private PrefixBuilder(PrefixRequest request) {
    this.request = request;
    this.plan = request.plan();
    this.folder = request.folder();
    this.writer =
        new PathWriter(plan, folder, request.prefix(), request.target(), request.linkMode());
  }

  /**
   * Builds a prefix.
   *
   * @throws HermeticException when it cannot be; what was written so far stays,
   *     without a manifest
   */
  public static PrefixResult build(PrefixRequest request) {
    return begin(request).finish();
  }

  /**
   * Writes all files of packages, and those that describe them, but no manifest. To be {@linkplain
   * #finish finished}; until then who wants to may read what was written.
   *
   * @throws HermeticException when it cannot be
   */
  public static PrefixBuilder begin(PrefixRequest request) {
    PrefixBuilder builder = new PrefixBuilder(request);
    builder.write();
    return builder;
  }

  /** Whether it failed because a file of the cache is not as it was unpacked. */
  public static boolean isChangedInCache(HermeticException failure) {
    return failure.problems().stream().anyMatch(PrefixProblems::isChangedInCache);
  }

  private void write() {
    plan.checkRoom(request.prefix());
    plan.checkRoom(request.target());
    makeFolders();
    List<Laid> laid = writePaths();
    for (Laid one : laid) {
      entries.add(one.entry());
    }
    if (!plan.wheels().isEmpty()) {
      entries.addAll(writeRecords(entries));
    }
    entries.addAll(writeMeta(laid));
    look(entries);
    // Before anything of it runs.
    checkLinked(laid);
  }

  /**
   * Does the rest, once: what Python compiles, times of folders, the manifest.
   *
   * @throws HermeticException when it cannot be
   */
  public PrefixResult finish() {
    NoarchCompiler.Compiled compiled =
        request.compile() ? NoarchCompiler.compile(request) : NoarchCompiler.Compiled.NOTHING;
    look(compiled.entries());
    entries.addAll(compiled.entries());
    addFolders();
    List<ManifestEntry> folders = new ArrayList<>();
    for (ManifestEntry entry : entries) {
      if (entry.kind() == ManifestEntry.Kind.DIRECTORY) {
        folders.add(entry);
      }
    }
    PrefixManifest manifest;
    try (Ahead<List<ManifestEntry>> settled = Ahead.start(() -> settle(folders))) {
      manifest = PrefixManifest.of(request.prefix(), request.target(), entries);
      settled.get();
    }
    writeManifest(manifest);
    // Its time is that of what was written last.
    for (ManifestEntry entry : folders) {
      if (entry.path().equals(PrefixManifest.FOLDER)) {
        settle(entry);
      }
    }
    look(folders);
    return new PrefixResult(
        manifest,
        inOrder(manifest),
        writer.linked(),
        writer.copied(),
        compiled.count(),
        compiled.reason(),
        writer.unsigned());
  }

  private List<FileStat> inOrder(PrefixManifest manifest) {
    List<FileStat> found = new ArrayList<>(manifest.entries().size() + 1);
    for (ManifestEntry entry : manifest.entries()) {
      found.add(Objects.requireNonNull(stats.get(entry.path())));
    }
    found.add(look(folder.resolve(PrefixManifest.PATH)));
    return found;
  }

  private void makeFolders() {
    try {
      Path parent = folder.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw PrefixProblems.cannotWrite(folder, e);
    }
    makeFolder(folder);
    forgetManifest();
    // The folders of one depth at once, after those that they are in.
    SortedMap<Integer, List<Path>> byDepth = new TreeMap<>();
    for (PlannedPath path : plan.paths()) {
      if (path.isFolder()) {
        Path place = folder.resolve(path.path());
        byDepth.computeIfAbsent(place.getNameCount(), key -> new ArrayList<>()).add(place);
      }
    }
    for (List<Path> folders : byDepth.values()) {
      inChunks(folders, PrefixBuilder::makeAll);
    }
  }

  private static List<Path> makeAll(List<Path> folders) {
    for (Path one : folders) {
      makeFolder(one);
    }
    return folders;
  }

  /** Does something with all things, many of them in a row on each thread; results in their order. */
  private <T, R> List<R> inChunks(List<T> things, Function<List<T>, List<R>> work) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < things.size(); from += CHUNK) {
      chunks.add(things.subList(from, Math.min(things.size(), from + CHUNK)));
    }
    List<R> results = new ArrayList<>(things.size());
    Parallel.map(chunks, request.threads(), work).forEach(results::addAll);
    return results;
  }

  /** From here on the prefix is unfinished. */
  private void forgetManifest() {
    Path file = folder.resolve(PrefixManifest.PATH);
    try {
      if (Files.isDirectory(file.getParent(), LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw PrefixProblems.cannotWrite(file, e);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      if (!DiskFiles.makeFolder(folder)) {
        throw PrefixProblems.notAFolder(folder);
      }
    } catch (IOException e) {
      throw PrefixProblems.cannotWrite(folder, e);
    }
  }

  private List<Laid> writePaths() {
    List<PlannedPath> files = new ArrayList<>(plan.paths().size());
    for (PlannedPath path : plan.paths()) {
      if (!path.isFolder() && !(path.content() instanceof Content.WheelRecord)) {
        files.add(path);
      }
    }
    return inChunks(files, this::writeAll);
  }

  private List<Laid> writeAll(List<PlannedPath> files) {
    List<Laid> written = new ArrayList<>(files.size());
    for (PlannedPath file : files) {
      written.add(writer.write(file));
    }
    return written;
  }

  private List<ManifestEntry> writeRecords(List<ManifestEntry> written) {
    return new WheelRecords(plan, request.target())
        .files(byPath(written)).stream()
            .map(file -> writer.generated(file.path(), file.bytes(), file.targetBytes()))
            .toList();
  }

  private static Map<String, ManifestEntry> byPath(List<ManifestEntry> entries) {
    Map<String, ManifestEntry> byPath = new HashMap<>();
    for (ManifestEntry entry : entries) {
      byPath.put(entry.path(), entry);
    }
    return byPath;
  }

  private List<ManifestEntry> writeMeta(List<Laid> written) {
    PrefixMeta meta = new PrefixMeta(plan, request.notes(), written);
    List<ManifestEntry> described =
        new ArrayList<>(
            Parallel.map(
                meta.largestFirst(), request.threads(), one -> write(meta.ofPackage(one))));
    for (PrefixMeta.MetaFile file : meta.common()) {
      described.add(write(file));
    }
    return described;
  }

  private ManifestEntry write(PrefixMeta.MetaFile file) {
    return writer.generated(file.path(), file.bytes(), file.targetBytes());
  }

  private void addFolders() {
    for (PlannedPath path : plan.paths()) {
      if (path.isFolder()) {
        entries.add(ManifestEntry.folder(path));
      }
    }
  }

  /** In one step: who reads it sees all of it or nothing. */
  private void writeManifest(PrefixManifest manifest) {
    Path file = folder.resolve(PrefixManifest.PATH);
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(unfinished);
      Files.write(unfinished, manifest.bytes(), StandardOpenOption.CREATE_NEW);
      DiskFiles.settle(unfinished, PrefixMeta.MODE, Contest.CONSTANT_TIME);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw PrefixProblems.cannotWrite(file, e);
    }
  }

  private List<ManifestEntry> settle(List<ManifestEntry> folders) {
    for (ManifestEntry entry : folders) {
      settle(entry);
    }
    return folders;
  }

  private void settle(ManifestEntry entry) {
    Path path = folder.resolve(entry.path());
    try {
      DiskFiles.settle(path, entry.mode(), entry.mtime());
    } catch (IOException e) {
      throw PrefixProblems.cannotWrite(path, e);
    }
  }

  private void look(List<ManifestEntry> written) {
    List<FileStat> found =
        inChunks(
            written,
            chunk -> {
              List<FileStat> some = new ArrayList<>(chunk.size());
              for (ManifestEntry entry : chunk) {
                some.add(look(folder.resolve(entry.path())));
              }
              return some;
            });
    for (int i = 0; i < found.size(); i++) {
      stats.put(written.get(i).path(), found.get(i));
    }
  }

  private static FileStat look(Path file) {
    try {
      return FileStat.of(file);
    } catch (IOException e) {
      throw PrefixProblems.cannotWrite(file, e);
    }
  }

  private void checkLinked(List<Laid> written) {
    for (Laid one : written) {
      if (one.linked() && one.path().content() instanceof Content.Stored stored) {
        FileStat found = Objects.requireNonNull(stats.get(one.entry().path()));
        PathWriter.checkCached(one.path(), stored, found);
      }
    }
  }
}
