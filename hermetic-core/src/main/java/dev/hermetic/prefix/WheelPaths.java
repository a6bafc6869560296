package dev.hermetic.prefix;

import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.Placeholder;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.wheel.WheelLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the files of a wheel go (PEP 427, "Installing a wheel"), by the schemes that the Python of a
 * conda environment has; a pure wheel and one of a platform go to the same place there.
 */
final class WheelPaths {
  /** What PEP 376 calls the tool that installed it. */
  static final String INSTALLER = "hermetic\n";

  private static final String METADATA = "/METADATA";

  private final PrefixWheel wheel;
  private final PythonTarget python;
  private final Platform platform;
  private final Set<String> commands = new HashSet<>();

  WheelPaths(PrefixWheel wheel, PythonTarget python, Platform platform) {
    this.wheel = wheel;
    this.python = python;
    this.platform = platform;
    wheel.unpacked().info().entryPoints().forEach(one -> commands.add(one.command()));
  }

  /** In the order in which pip writes them: of two with one path the last is there in the end. */
  List<PlannedPath> members() {
    List<PlannedPath> inside = new ArrayList<>();
    List<PlannedPath> spread = new ArrayList<>();
    String info = "";
    for (PackageEntry entry : wheel.unpacked().entries()) {
      String path = entry.path();
      if (!WheelLayout.isSpread(path)) {
        inside.add(member(entry, python.sitePackages() + "/" + path));
        boolean metadata = WheelLayout.isInfo(path) && path.endsWith(METADATA);
        info = metadata ? path.substring(0, path.length() - METADATA.length()) : info;
      } else {
        WheelLayout.Spread where = WheelLayout.spread(path);
        boolean wrapper =
            where.scheme() == WheelLayout.Scheme.SCRIPTS && isWrapper(where.path());
        if (!wrapper) {
          spread.add(member(entry, folder(where.scheme()) + where.path()));
        }
      }
    }
    inside.addAll(spread);
    for (EntryPoint command : wheel.unpacked().info().entryPoints()) {
      inside.add(
          written(
              EntryPointScript.path(command, platform.isWindows()),
              new Content.Command(command),
              EntryPointScript.WHEEL_MODE));
    }
    addInfo(python.sitePackages() + "/" + info + "/", inside);
    return inside;
  }

  private void addInfo(String folder, List<PlannedPath> members) {
    members.add(written(folder + "INSTALLER", new Content.Text(INSTALLER), PrefixMeta.MODE));
    if (wheel.requested()) {
      members.add(written(folder + "REQUESTED", new Content.Text(""), PrefixMeta.MODE));
    }
    String directUrl = wheel.directUrl();
    if (directUrl != null) {
      members.add(written(folder + "direct_url.json", new Content.Text(directUrl), PrefixMeta.MODE));
    }
    members.add(written(folder + WheelRecords.NAME, new Content.WheelRecord(), PrefixMeta.MODE));
  }

  /** Scripts that setuptools put beside an entry point; what we write takes their place, as pip's. */
  private boolean isWrapper(String script) {
    String name = script.substring(script.lastIndexOf('/') + 1);
    return commands.contains(name.replaceFirst("(?i)(\\.exe|-script\\.py|\\.pya)$", ""));
  }

  /** Ends in a slash, or is the prefix itself. */
  private String folder(WheelLayout.Scheme scheme) {
    return switch (scheme) {
      case PURELIB, PLATLIB -> python.sitePackages() + "/";
      case SCRIPTS -> platform.isWindows() ? "Scripts/" : "bin/";
      case HEADERS -> headers() + "/" + wheel.unpacked().info().name() + "/";
      case DATA -> "";
    };
  }

  /** Python's own headers: with the {@code t} of one without the global lock. */
  private String headers() {
    if (platform.isWindows()) {
      return "Include";
    }
    String[] lib = python.sitePackages().split("/");
    boolean usual = lib.length == 3 && lib[1].startsWith("python" + python.version());
    return "include/" + (usual ? lib[1] : "python" + python.version());
  }

  private PlannedPath member(PackageEntry entry, String path) {
    Placeholder line = entry.placeholder();
    return line != null
        ? new PlannedPath(
            path,
            new Content.PythonScript(entry, line.text(), wheel.unpacked().file(entry)),
            entry.mode(),
            wheel.patchedTime(),
            wheel.distribution())
        : new PlannedPath(
            path,
            new Content.Stored(entry, wheel.unpacked().folder()),
            entry.mode(),
            entry.mtime(),
            wheel.distribution());
  }

  private PlannedPath written(String path, Content content, int mode) {
    return new PlannedPath(path, content, mode, wheel.patchedTime(), wheel.distribution());
  }
}
