package dev.hermetic.prefix;

import dev.hermetic.archive.NoarchKind;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.digest.Sha256;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.work.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets the Python of a prefix compile the files of noarch packages and wheels, which come without
 * .pyc. The
 * results do not depend on where the prefix lies, on the order, or on what else is compiled. No
 * module is run by it, and no {@code .pth} file read. Files in which the prefix was patched are left
 * out: their .pyc would be another one in another prefix.
 */
final class NoarchCompiler {
  private static final int MODE = 0644;
  private static final String FOLDER = "__pycache__";

  private final PrefixRequest request;
  private final PythonTarget python;
  private final Path executable;

  private NoarchCompiler(PrefixRequest request, PythonTarget python) {
    this.request = request;
    this.python = python;
    this.executable = request.folder().resolve(python.executable());
  }

  /**
   * What was compiled.
   *
   * @param entries files, and the folders that were made for them
   * @param count files
   * @param reason why there is nothing, null when there is no reason to tell
   */
  record Compiled(List<ManifestEntry> entries, int count, @Nullable String reason) {
    static final Compiled NOTHING = new Compiled(List.of(), 0, null);
  }

  /**
   * Compiles in a prefix whose files are all there.
   *
   * @throws HermeticException when Python runs but fails
   */
  static Compiled compile(PrefixRequest request) {
    return request
        .plan()
        .python()
        .map(python -> new NoarchCompiler(request, python).compile())
        .orElse(Compiled.NOTHING);
  }

  private Compiled compile() {
    Map<String, PlannedPath> sources = sources();
    if (sources.isEmpty()) {
      return Compiled.NOTHING;
    }
    String tag;
    try {
      tag = run("import sys; print(sys.implementation.cache_tag)", "").strip();
    } catch (IOException e) {
      return new Compiled(List.of(), 0, "the Python of the prefix does not run on this machine");
    }
    Map<String, PlannedPath> targets = targets(sources, tag);
    Set<String> folders = makeFolders(targets.keySet());
    compile(targets);
    return collect(targets, folders);
  }

  /** Files of noarch packages and wheels below site-packages, by path. */
  private Map<String, PlannedPath> sources() {
    Set<String> noarch = new HashSet<>();
    for (PrefixPackage one : request.plan().packages()) {
      if (one.unpacked().info().noarch() == NoarchKind.PYTHON) {
        noarch.add(one.distribution());
      }
    }
    request.plan().wheels().forEach(one -> noarch.add(one.distribution()));
    Map<String, PlannedPath> sources = new TreeMap<>(PackageEntry::compareCodePoints);
    for (PlannedPath path : request.plan().paths()) {
      String name = path.path();
      if (path.content() instanceof Content.Stored
          && name.startsWith(python.sitePackages() + "/")
          && name.endsWith(".py")
          && name.chars().noneMatch(c -> c < ' ')
          && noarch.contains(path.owner())) {
        sources.put(name, path);
      }
    }
    return sources;
  }

  /** The sources by the path of their .pyc, without those for which a package brings one. */
  private Map<String, PlannedPath> targets(Map<String, PlannedPath> sources, String tag) {
    Set<String> taken = new HashSet<>();
    request.plan().paths().forEach(path -> taken.add(path.path()));
    Map<String, PlannedPath> targets = new TreeMap<>(PackageEntry::compareCodePoints);
    sources.forEach(
        (path, source) -> {
          int name = path.lastIndexOf('/') + 1;
          String stem = path.substring(name, path.length() - ".py".length());
          String target = path.substring(0, name) + FOLDER + "/" + stem + "." + tag + ".pyc";
          if (!taken.contains(target)) {
            targets.put(target, source);
          }
        });
    return targets;
  }

  /** Gives the folders that are in no package. */
  private Set<String> makeFolders(Set<String> targets) {
    Set<String> planned = new HashSet<>();
    request.plan().paths().stream()
        .filter(PlannedPath::isFolder)
        .forEach(path -> planned.add(path.path()));
    Set<String> made = new TreeSet<>(PackageEntry::compareCodePoints);
    for (String target : targets) {
      String folder = Contest.parent(target);
      if (!planned.contains(folder) && made.add(folder)) {
        Path place = request.folder().resolve(folder);
        try {
          if (!DiskFiles.makeFolder(place)) {
            throw PrefixProblems.notAFolder(place);
          }
        } catch (IOException e) {
          throw PrefixProblems.cannotWrite(place, e);
        }
      }
    }
    return made;
  }

  private void compile(Map<String, PlannedPath> targets) {
    List<StringBuilder> shares = new ArrayList<>();
    for (int i = 0; i < Math.min(request.threads(), targets.size()); i++) {
      shares.add(new StringBuilder());
    }
    int next = 0;
    String root = request.target().replacement();
    for (Map.Entry<String, PlannedPath> target : targets.entrySet()) {
      String source = target.getValue().path();
      shares.get(next++ % shares.size()).append(source).append('\t').append(target.getKey())
          .append('\t').append(root).append('/').append(source).append('\n');
    }
    String script = script();
    Parallel.map(
        shares,
        request.threads(),
        share -> {
          try {
            return run(script, share.toString());
          } catch (IOException e) {
            throw PrefixProblems.compileFailed(executable.toString(), e.getMessage());
          }
        });
  }

  private Compiled collect(Map<String, PlannedPath> targets, Set<String> folders) {
    List<ManifestEntry> entries = new ArrayList<>();
    for (String folder : folders) {
      entries.add(compiled(Contest.folder(folder), ManifestEntry.Kind.DIRECTORY, 0, null));
    }
    int count = 0;
    for (Map.Entry<String, PlannedPath> target : targets.entrySet()) {
      Path file = request.folder().resolve(target.getKey());
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        try {
          byte[] bytes = Files.readAllBytes(file);
          PlannedPath source = target.getValue();
          PlannedPath path =
              new PlannedPath(
                  target.getKey(), new Content.Generated(), MODE, source.mtime(), source.owner());
          DiskFiles.settle(file, path.mode(), path.mtime());
          entries.add(
              compiled(
                  path, ManifestEntry.Kind.FILE, bytes.length, Sha256.hex(bytes)));
          count++;
        } catch (IOException e) {
          throw PrefixProblems.cannotWrite(file, e);
        }
      }
    }
    return new Compiled(entries, count, null);
  }

  private static ManifestEntry compiled(
      PlannedPath path, ManifestEntry.Kind kind, long size, @Nullable String sha256) {
    return new ManifestEntry(
        path.path(),
        kind,
        path.mode(),
        path.mtime(),
        size,
        sha256,
        sha256,
        null,
        path.owner(),
        ManifestEntry.Origin.COMPILED);
  }

  /**
   * Runs a script with nothing of the user's surroundings.
   *
   * @throws IOException when Python does not start or fails; the message is its last line
   */
  private String run(String script, String input) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                executable.toString(), "-s", "-S", "-B", "-W", "ignore", "-X", "utf8", "-c", script)
            .directory(request.folder().toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    // Before 3.11 the order of sets in a .pyc follows the seed.
    builder.environment().put("PYTHONHASHSEED", "0");
    Process process = builder.start();
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended before it read all; its exit code tells.
      }
      String output;
      try (InputStream out = process.getInputStream()) {
        output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      int code = process.waitFor();
      if (code != 0) {
        String last = output.strip().lines().reduce("", (before, line) -> line);
        throw new IOException("it ended with " + code + (last.isEmpty() ? "" : ": " + last));
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String script() {
    try (InputStream in = NoarchCompiler.class.getResourceAsStream("compile.py")) {
      if (in == null) {
        throw new IllegalStateException("compile.py is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("compile.py cannot be read", e);
    }
  }
}
