package dev.hermetic.prefix;

import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.NoarchKind;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.PackageInfo;
import dev.hermetic.archive.Placeholder;
import dev.hermetic.digest.Sha256;
import dev.hermetic.packagecache.UnpackedPackage;
import dev.hermetic.record.PackageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A package as the cache would hold it, written by hand. */
final class Unpacked {
  static final long TIME = 1_600_000_000;
  static final long ABOUT_TIME = 1_650_000_000;
  static final String PLACEHOLDER = "/opt/build/host_env_placehold_placehold_placehold";

  private final Path folder;
  private final String name;
  private final String version;
  private final List<PackageEntry> entries = new ArrayList<>();
  private final List<EntryPoint> entryPoints = new ArrayList<>();
  private @Nullable NoarchKind noarch;
  private @Nullable String sitePackages;
  private @Nullable String spec;

  private Unpacked(Path cache, String name, String version) {
    this.name = name;
    this.version = version;
    this.folder = cache.resolve(name + "-" + version);
  }

  static Unpacked of(Path cache, String name) {
    return new Unpacked(cache, name, "1");
  }

  static Unpacked python(Path cache) {
    return new Unpacked(cache, "python", "3.11.2").file("bin/python3.11", "#!python\n", 0755);
  }

  Unpacked file(String path, String content) {
    return file(path, content, 0644);
  }

  Unpacked file(String path, String content, int mode) {
    return add(path, content.getBytes(StandardCharsets.UTF_8), mode, false, null);
  }

  Unpacked file(String path, byte[] content) {
    return add(path, content, 0644, false, null);
  }

  Unpacked noLink(String path, String content) {
    return add(path, content.getBytes(StandardCharsets.UTF_8), 0644, true, null);
  }

  Unpacked text(String path, String content) {
    var placeholder = new Placeholder(PLACEHOLDER, Placeholder.FileMode.TEXT);
    return add(path, content.getBytes(StandardCharsets.UTF_8), 0755, false, placeholder);
  }

  Unpacked binary(String path, byte[] content) {
    return add(
        path, content, 0755, false, new Placeholder(PLACEHOLDER, Placeholder.FileMode.BINARY));
  }

  Unpacked link(String path, String target) {
    entries.add(
        new PackageEntry(
            path, PackageEntry.Kind.SYMLINK, 0777, TIME, 0, null, target, false, null));
    return this;
  }

  Unpacked folder(String path) {
    entries.add(
        new PackageEntry(
            path, PackageEntry.Kind.DIRECTORY, 0700, TIME, 0, null, null, false, null));
    return this;
  }

  Unpacked noarchPython(String... scripts) {
    noarch = NoarchKind.PYTHON;
    for (String script : scripts) {
      entryPoints.add(EntryPoint.parse(script).orElseThrow());
    }
    return this;
  }

  Unpacked sitePackages(String path) {
    sitePackages = path;
    return this;
  }

  Unpacked requested(String text) {
    spec = text;
    return this;
  }

  PrefixPackage pack() {
    List<PackageEntry> sorted = new ArrayList<>(entries);
    sorted.sort(PackageEntry.ORDER);
    var info =
        new PackageInfo(
            name, version, "0", 0, null, noarch, entryPoints, sitePackages, null, -1, ABOUT_TIME);
    return new PrefixPackage(
        record(), new UnpackedPackage(folder, "0".repeat(64), info, sorted), spec);
  }

  /** A wheel of pure Python: files have the paths that they have in it. */
  PrefixWheel wheel(boolean requested, @Nullable String directUrl) {
    List<PackageEntry> sorted = new ArrayList<>(entries);
    sorted.sort(PackageEntry.ORDER);
    var info =
        new PackageInfo(
            name,
            version,
            "py3-none-any",
            0,
            null,
            NoarchKind.PYTHON,
            entryPoints,
            null,
            null,
            -1,
            ABOUT_TIME);
    return new PrefixWheel(
        new UnpackedPackage(folder, "0".repeat(64), info, sorted), requested, directUrl);
  }

  /** A script whose first line stands for Python. */
  Unpacked pythonScript(String path, String firstLine, String rest) {
    var line = new Placeholder(firstLine, Placeholder.FileMode.TEXT);
    byte[] content = (firstLine + "\n" + rest).getBytes(StandardCharsets.UTF_8);
    return add(path, content, 0755, true, line);
  }

  /** A command with windows of its own. */
  Unpacked gui(String command, String module, String function) {
    entryPoints.add(new EntryPoint(command, module, function, true));
    return this;
  }

  private PackageRecord record() {
    String file = name + "-" + version + "-0.conda";
    boolean any = noarch != null;
    String subdir = any ? "noarch" : "linux-64";
    return new PackageRecord(
        name,
        version,
        "0",
        0,
        List.of("libc >=2"),
        List.of(),
        subdir,
        any ? "python" : null,
        -1,
        List.of(),
        null,
        null,
        "0".repeat(32),
        "a".repeat(64),
        -1,
        file,
        "https://example.org/main",
        "https://example.org/main/" + subdir + "/" + file,
        null);
  }

  private Unpacked add(
      String path, byte[] content, int mode, boolean noLink, @Nullable Placeholder placeholder) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      DiskFiles.settle(file, mode, TIME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.add(
        new PackageEntry(
            path,
            PackageEntry.Kind.FILE,
            mode,
            TIME,
            content.length,
            Sha256.hex(content),
            null,
            noLink,
            placeholder));
    return this;
  }
}
