package dev.hermetic.prefix;

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
   * @throws dev.hermetic.problem.HermeticException when it cannot be; what was written so far stays,
   *     without a manifest
   */
  public static PrefixResult build(PrefixRequest request) {
    return new PrefixBuilder(request).build();
  }

  private PrefixResult build() {
    plan.checkRoom(request.prefix());
    plan.checkRoom(request.target());
    makeFolders();
    List<ManifestEntry> entries = new ArrayList<>(writePaths());
    entries.addAll(writeRecords(entries));
    entries.addAll(writeMeta(entries));
    NoarchCompiler.Compiled compiled =
        request.compile() ? NoarchCompiler.compile(request) : NoarchCompiler.Compiled.NOTHING;
    entries.addAll(compiled.entries());
    addFolders(entries);
    PrefixManifest manifest =
        PrefixManifest.of(request.prefix(), request.target(), entries);
    writeManifest(manifest);
    entries.stream()
        .filter(entry -> entry.kind() == ManifestEntry.Kind.DIRECTORY)
        .forEach(this::settle);
    return new PrefixResult(
        manifest,
        writer.linked(),
        writer.copied(),
        compiled.count(),
        compiled.reason(),
        writer.unsigned());
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
    plan.paths().stream()
        .filter(PlannedPath::isFolder)
        .forEach(path -> makeFolder(folder.resolve(path.path())));
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

  private List<ManifestEntry> writePaths() {
    List<PlannedPath> files =
        plan.paths().stream()
            .filter(path -> !path.isFolder() && !(path.content() instanceof Content.WheelRecord))
            .toList();
    List<List<PlannedPath>> chunks = new ArrayList<>();
    for (int from = 0; from < files.size(); from += CHUNK) {
      chunks.add(files.subList(from, Math.min(files.size(), from + CHUNK)));
    }
    return Parallel.map(
            chunks, request.threads(), chunk -> chunk.stream().map(writer::write).toList())
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private List<ManifestEntry> writeRecords(List<ManifestEntry> written) {
    return new WheelRecords(plan, request.target())
        .files(byPath(written)).stream()
            .map(file -> writer.generated(file.path(), file.bytes(), file.targetBytes()))
            .toList();
  }

  private static Map<String, ManifestEntry> byPath(List<ManifestEntry> entries) {
    Map<String, ManifestEntry> byPath = new HashMap<>();
    entries.forEach(entry -> byPath.put(entry.path(), entry));
    return byPath;
  }

  private List<ManifestEntry> writeMeta(List<ManifestEntry> written) {
    Map<String, ManifestEntry> byPath = byPath(written);
    PrefixMeta meta = new PrefixMeta(plan, request.notes());
    List<ManifestEntry> entries =
        new ArrayList<>(
            Parallel.map(
                plan.packages(),
                request.threads(),
                one ->
                    write(
                        meta.ofPackage(
                            one,
                            path -> Objects.requireNonNull(byPath.get(path.path()).sha256()),
                            path ->
                                Objects.requireNonNull(byPath.get(path.path()).targetSha256())))));
    for (PrefixMeta.MetaFile file : meta.common()) {
      entries.add(write(file));
    }
    return entries;
  }

  private ManifestEntry write(PrefixMeta.MetaFile file) {
    return writer.generated(file.path(), file.bytes(), file.targetBytes());
  }

  private void addFolders(List<ManifestEntry> entries) {
    plan.paths().stream()
        .filter(PlannedPath::isFolder)
        .map(ManifestEntry::folder)
        .forEach(entries::add);
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

  private void settle(ManifestEntry entry) {
    Path path = folder.resolve(entry.path());
    try {
      DiskFiles.settle(path, entry.mode(), entry.mtime());
    } catch (IOException e) {
      throw PrefixProblems.cannotWrite(path, e);
    }
  }
}
