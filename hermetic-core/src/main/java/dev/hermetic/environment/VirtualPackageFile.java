package dev.hermetic.environment;

import dev.hermetic.platform.KnownPlatforms;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import dev.hermetic.yaml.YamlFile;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads a virtual-packages.yml as conda-lock defines it: {@code subdirs: {linux-64: {packages:
 * {__glibc: "2.17", __archspec: "1 x86_64_v3"}}}}. A number is taken as it is written.
 */
final class VirtualPackageFile {
  private static final Pattern BUILD = Pattern.compile("[A-Za-z0-9_.+]+");

  /** A virtual package and where it is given. */
  record Entry(VirtualPackage value, Location location) {}

  private final String shown;
  private final Findings findings;

  VirtualPackageFile(String shown, Findings findings) {
    this.shown = shown;
    this.findings = findings;
  }

  /** The entries of each platform that the file names. */
  SortedMap<Platform, List<Entry>> read(Path file) {
    SortedMap<Platform, List<Entry>> platforms = new TreeMap<>();
    YamlNode root = YamlFile.read(file, shown);
    if (!(root instanceof YamlMapping mapping)) {
      wrongType("the file", root, "a mapping");
      return platforms;
    }
    if (mapping.get("subdirs").isEmpty()) {
      Location location = Location.of(shown);
      findings.problem(location, VirtualPackageProblems.noSubdirs(location));
    }
    only(
        mapping,
        "subdirs",
        subdirs -> entries("subdirs:", subdirs, (key, value) -> subdir(key, value, platforms)));
    return platforms;
  }

  private void subdir(YamlScalar key, YamlNode value, SortedMap<Platform, List<Entry>> platforms) {
    if (!KnownPlatforms.contains(key.text())) {
      findings.problem(
          key.location(), VirtualPackageProblems.unknownPlatform(key, KnownPlatforms.subdirs()));
      return;
    }
    List<Entry> packages = new ArrayList<>();
    if (value instanceof YamlMapping mapping && mapping.get("packages").isPresent()) {
      only(
          mapping,
          "packages",
          node -> entries("packages:", node, (name, text) -> entry(name, text, packages)));
    } else {
      wrongType(key.text() + ":", value, "a mapping with packages:");
    }
    platforms.put(new Platform(key.text()), List.copyOf(packages));
  }

  private void entry(YamlScalar name, YamlNode value, List<Entry> packages) {
    if (!name.text().startsWith("__")) {
      findings.problem(name.location(), VirtualPackageProblems.notVirtual(name));
      return;
    }
    if (!(value instanceof YamlScalar scalar) || scalar.isNull()) {
      wrongType(name.text(), value, "a version");
      return;
    }
    String[] parts = scalar.text().strip().split("\\s+");
    boolean good = parts.length <= 2 && isVersion(parts[0]);
    if (!good || parts.length == 2 && !BUILD.matcher(parts[1]).matches()) {
      findings.problem(
          scalar.location(), VirtualPackageProblems.badValue(scalar, name.text(), scalar.text()));
      return;
    }
    String build = parts.length == 2 ? parts[1] : "0";
    packages.add(new Entry(new VirtualPackage(name.text(), parts[0], build), name.location()));
  }

  static boolean isVersion(String text) {
    try {
      Version.parse(text);
      return true;
    } catch (InvalidVersionException e) {
      return false;
    }
  }

  private void only(YamlMapping mapping, String wanted, Consumer<YamlNode> reader) {
    for (YamlMapping.Entry entry : mapping.entries()) {
      if (entry.key().text().equals(wanted)) {
        reader.accept(entry.value());
      } else {
        findings.warning(entry.key().location(), VirtualPackageProblems.unknownKey(entry.key()));
      }
    }
  }

  private void entries(String what, YamlNode node, BiConsumer<YamlScalar, YamlNode> reader) {
    if (node instanceof YamlMapping mapping) {
      mapping.entries().forEach(entry -> reader.accept(entry.key(), entry.value()));
    } else {
      wrongType(what, node, "a mapping");
    }
  }

  private void wrongType(String what, YamlNode value, String expected) {
    findings.problem(value.location(), VirtualPackageProblems.wrongType(what, value, expected));
  }
}
