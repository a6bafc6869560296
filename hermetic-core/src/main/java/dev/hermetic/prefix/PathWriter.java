package dev.hermetic.prefix;

import dev.hermetic.cache.FileStat;
import dev.hermetic.digest.Sha256;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes single paths of a plan; several threads may do so at once. The folder of each path has to
 * be there, as a folder of the prefix and no link.
 */
final class PathWriter {
  private final PrefixPlan plan;
  private final Path folder;
  private final TargetPrefix prefix;
  private final TargetPrefix target;
  private final LinkMode mode;
  private final AtomicInteger linked = new AtomicInteger();
  private final AtomicInteger copied = new AtomicInteger();
  private final Queue<String> unsigned = new ConcurrentLinkedQueue<>();
  private volatile boolean linksFail;

  /** Of the disk; what fails for one path fails for the others, and is told once. */
  private final AtomicReference<@Nullable HermeticException> failure = new AtomicReference<>();

  PathWriter(
      PrefixPlan plan, Path folder, TargetPrefix prefix, TargetPrefix target, LinkMode mode) {
    this.plan = plan;
    this.folder = folder;
    this.prefix = prefix;
    this.target = target;
    this.mode = mode;
  }

  int linked() {
    return linked.get();
  }

  int copied() {
    return copied.get();
  }

  /** Programs and libraries of macOS whose signature a patch has made void, sorted. */
  List<String> unsigned() {
    return unsigned.stream().sorted().toList();
  }

  /**
   * @throws HermeticException when the path cannot be written, or another could not before, or the
   *     cache does not hold what was unpacked
   */
  Laid write(PlannedPath path) {
    HermeticException before = failure.get();
    if (before != null) {
      throw before;
    }
    Path file = folder.resolve(path.path());
    try {
      return path.content() instanceof Content.Stored stored
          ? place(path, stored, file)
          : new Laid(path, make(path, file), false);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** What is no copy of a file in the cache. */
  private ManifestEntry make(PlannedPath path, Path file) throws IOException {
    Content content = path.content();
    if (content instanceof Content.Patched patched) {
      return patch(path, patched, file);
    }
    if (content instanceof Content.Link link) {
      Path to = Path.of(link.target());
      DiskFiles.replace(file, () -> Files.createSymbolicLink(file, to));
      return ManifestEntry.link(path, link.target());
    }
    if (content instanceof Content.Script script) {
      PythonTarget python = plan.python().orElseThrow();
      byte[] here = EntryPointScript.text(script.entryPoint(), python, prefix);
      byte[] there = EntryPointScript.text(script.entryPoint(), python, target);
      return generated(path, here, there);
    }
    if (content instanceof Content.Command command) {
      PythonTarget python = plan.python().orElseThrow();
      byte[] here = EntryPointScript.wheelText(command.entryPoint(), python, prefix);
      byte[] there = EntryPointScript.wheelText(command.entryPoint(), python, target);
      return generated(path, here, there);
    }
    if (content instanceof Content.PythonScript script) {
      PythonTarget python = plan.python().orElseThrow();
      Files.deleteIfExists(file);
      return new PythonScriptFile(path, script, python).write(file, prefix, target);
    }
    if (content instanceof Content.Text text) {
      byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
      return generated(path, bytes, bytes);
    }
    throw new IllegalArgumentException(path.toString());
  }

  private HermeticException failed(Path file, IOException cause) {
    return first(PrefixProblems.cannotWrite(file, cause));
  }

  /** One file tells enough of what would fail for all: the others fail as it did. */
  private HermeticException first(HermeticException now) {
    HermeticException first = failure.compareAndExchange(null, now);
    return first == null ? now : first;
  }

  /** Writes a file that no package holds. */
  ManifestEntry generated(PlannedPath path, byte[] here, byte[] there) {
    Path file = folder.resolve(path.path());
    try {
      DiskFiles.replace(
          file, () -> Files.write(file, here, StandardOpenOption.CREATE_NEW));
      DiskFiles.settle(file, path.mode(), path.mtime());
    } catch (IOException e) {
      throw failed(file, e);
    }
    String sha256 = Sha256.hex(here);
    String targetSha256 = here == there ? sha256 : Sha256.hex(there);
    return ManifestEntry.file(
        path, here.length, sha256, targetSha256, ManifestEntry.Origin.WRITTEN);
  }

  private ManifestEntry patch(PlannedPath path, Content.Patched patched, Path file)
      throws IOException {
    Files.deleteIfExists(file);
    PatchedFile.Written written;
    try {
      written = new PatchedFile(path, patched).write(file, prefix, target);
    } catch (NoSuchFileException e) {
      if (Files.exists(patched.file())) {
        throw e;
      }
      throw PrefixProblems.changedInCache(patched.file(), path.owner());
    }
    if (written.machO() && plan.platform().isOsx()) {
      unsigned.add(path.path());
    }
    return written.entry();
  }

  private Laid place(PlannedPath path, Content.Stored stored, Path file) throws IOException {
    boolean copy = mode == LinkMode.COPY || stored.entry().noLink() || linksFail;
    boolean link = !copy && link(path, stored, file);
    if (link) {
      linked.incrementAndGet();
    } else {
      checkCached(path, stored);
      // First, because a copy of a file to a hard link of it does nothing.
      Files.deleteIfExists(file);
      Files.copy(stored.file(), file, LinkOption.NOFOLLOW_LINKS);
      DiskFiles.settle(file, path.mode(), path.mtime());
      copied.incrementAndGet();
    }
    return new Laid(
        path, ManifestEntry.file(path, stored.entry().size(), sha256(stored)), link);
  }

  private static void checkCached(PlannedPath path, Content.Stored stored) throws IOException {
    try {
      checkCached(path, stored, FileStat.of(stored.file()));
    } catch (NoSuchFileException e) {
      throw PrefixProblems.changedInCache(stored.file(), path.owner());
    }
  }

  /**
   * A program that wrote to a hard-linked file wrote to the cache, and changed the file's time. Who
   * hides that on purpose could change the whole cache.
   *
   * @param found of the file in the cache, by whatever name
   */
  static void checkCached(PlannedPath path, Content.Stored stored, FileStat found) {
    if (!found.regular()
        || found.size() != stored.entry().size()
        || found.mode() != stored.entry().mode() && found.mode() != FileStat.NO_MODE
        || found.mtime() != TimeUnit.SECONDS.toNanos(stored.entry().mtime())) {
      throw PrefixProblems.changedInCache(stored.file(), path.owner());
    }
  }

  /** The bytes are looked at when all is written, where they are looked at anyway. */
  private boolean link(PlannedPath path, Content.Stored stored, Path file) throws IOException {
    Path cached = stored.file();
    try {
      DiskFiles.replace(file, () -> Files.createLink(file, cached));
      return true;
    } catch (NoSuchFileException e) {
      if (Files.exists(cached, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
      throw PrefixProblems.changedInCache(cached, path.owner());
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException e) {
      return noLink(cached, new FileSystemException(null, null, "the file system has none"));
    } catch (FileSystemException e) {
      checkCached(path, stored);
      return noLink(file, e);
    }
  }

  private boolean noLink(Path file, FileSystemException cause) {
    if (mode == LinkMode.HARDLINK) {
      throw first(PrefixProblems.noHardLinks(file, cause));
    }
    // Another file system, or one without links; a single file with too many links is rare enough
    // to copy the rest as well.
    linksFail = true;
    return false;
  }

  private static String sha256(Content.Stored stored) {
    return Objects.requireNonNull(stored.entry().sha256());
  }
}
