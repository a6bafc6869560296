package dev.hermetic.prefix;

import dev.hermetic.archive.PackageEntry;
import dev.hermetic.pypi.wheel.RecordRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code RECORD} of each wheel (PEP 376): what lies in the prefix of it, with digests and sizes as
 * it lies there, sorted by code points. Paths are relative to site-packages. Files that lost to
 * another package are not of the wheel, and {@code .pyc} files are nobody's.
 */
final class WheelRecords {
  static final String NAME = "RECORD";

  private final PrefixPlan plan;
  private final TargetPrefix target;

  WheelRecords(PrefixPlan plan, TargetPrefix target) {
    this.plan = plan;
    this.target = target;
  }

  /**
   * The files, in the order of the wheels.
   *
   * @param written all other files of the plan, by path
   */
  List<PrefixMeta.MetaFile> files(Map<String, ManifestEntry> written) {
    Map<String, List<PlannedPath>> byOwner = new HashMap<>();
    Map<String, PlannedPath> records = new HashMap<>();
    for (PlannedPath path : plan.paths()) {
      if (path.content() instanceof Content.WheelRecord) {
        records.put(path.owner(), path);
      } else if (!path.isFolder()) {
        byOwner.computeIfAbsent(path.owner(), key -> new ArrayList<>()).add(path);
      }
    }
    List<PrefixMeta.MetaFile> files = new ArrayList<>();
    for (PrefixWheel wheel : plan.wheels()) {
      PlannedPath record = records.get(wheel.distribution());
      if (record != null) {
        List<PlannedPath> own = byOwner.getOrDefault(wheel.distribution(), List.of());
        byte[] here = text(record, own, written, false);
        byte[] there = text(record, own, written, true);
        files.add(new PrefixMeta.MetaFile(record, here, there));
      }
    }
    return files;
  }

  private byte[] text(
      PlannedPath record,
      List<PlannedPath> paths,
      Map<String, ManifestEntry> written,
      boolean there) {
    SortedMap<String, RecordRow> rows = new TreeMap<>(PackageEntry::compareCodePoints);
    add(rows, relative(record.path()), "", "");
    for (PlannedPath path : paths) {
      ManifestEntry entry = Objects.requireNonNull(written.get(path.path()));
      String sha256 =
          Objects.requireNonNull(there ? entry.targetSha256() : entry.sha256());
      long size = there ? sizeThere(path, entry) : entry.size();
      add(rows, relative(path.path()), "sha256=" + base64(sha256), Long.toString(size));
    }
    StringBuilder text = new StringBuilder();
    rows.values().forEach(row -> text.append(row).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void add(
      SortedMap<String, RecordRow> rows, String path, String hash, String size) {
    rows.put(path, new RecordRow(path, hash, size));
  }

  private long sizeThere(PlannedPath path, ManifestEntry entry) {
    PythonTarget python = plan.python().orElseThrow();
    if (path.content() instanceof Content.Command command) {
      return EntryPointScript.wheelText(command.entryPoint(), python, target).length;
    }
    return path.content() instanceof Content.PythonScript script
        ? PythonScriptFile.size(script, python, target)
        : entry.size();
  }

  private static String base64(String hex) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hex));
  }

  /** From site-packages: up as far as is needed, then down. */
  private String relative(String path) {
    String[] base = plan.python().orElseThrow().sitePackages().split("/");
    String[] parts = path.split("/");
    int common = 0;
    while (common < base.length && common < parts.length - 1 && base[common].equals(parts[common])) {
      common++;
    }
    List<String> relative = new ArrayList<>();
    for (int i = common; i < base.length; i++) {
      relative.add("..");
    }
    relative.addAll(List.of(parts).subList(common, parts.length));
    return String.join("/", relative);
  }
}
