package dev.hermetic.sbom;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.sbom.Component.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packages of a lock as components, from the lock alone. */
final class LockedComponents {
  private static final String PYPI_FILES = "https://files.pythonhosted.org/";

  private final List<LockedChannel> channels;
  private final CondaNames names;

  LockedComponents(List<LockedChannel> channels, CondaNames names) {
    this.channels = channels;
    this.names = names;
  }

  Component of(LockedPackage locked) {
    PackageAddress address = PackageAddress.of(locked.url());
    boolean conda = locked.manager() == Manager.CONDA;
    String purl = conda ? condaPurl(locked, address) : pypiPurl(locked, address);
    SortedMap<String, String> properties = new TreeMap<>();
    properties.put("hermetic:manager", locked.manager().key());
    if (locked.optional()) {
      properties.put("hermetic:category", locked.category());
    }
    return new Component(
        purl,
        conda ? Kind.CONDA : Kind.PYPI,
        locked.name(),
        locked.version(),
        new TreeSet<>(List.of(locked.platform())),
        purl,
        conda ? project(locked) : Optional.empty(),
        hashes(locked),
        Optional.empty(),
        address.url(),
        new TreeMap<>(),
        properties);
  }

  /** As the type definition of conda has it: build, channel, subdir and type of the file. */
  private String condaPurl(LockedPackage locked, PackageAddress address) {
    return Purls.of(
        "conda",
        "",
        locked.name(),
        locked.version(),
        Map.of(
            "build", PackageAddress.build(locked).orElse(""),
            "channel", address.channelIn(channels),
            "subdir", address.subdir(),
            "type", type(address.fileName())));
  }

  private static String type(String fileName) {
    if (fileName.endsWith(".conda")) {
      return "conda";
    }
    return fileName.endsWith(".tar.bz2") ? "tar.bz2" : "";
  }

  /** Files of other places than PyPI are told from its own by their address. */
  private static String pypiPurl(LockedPackage locked, PackageAddress address) {
    boolean elsewhere = !address.url().startsWith(PYPI_FILES);
    return Purls.pypi(
        locked.name(),
        locked.version(),
        Map.of(
            "file_name", elsewhere ? "" : address.fileName(),
            "download_url", elsewhere ? address.url() : ""));
  }

  private Optional<MappedProject> project(LockedPackage locked) {
    Optional<ProjectName> project =
        names.project(locked.name(), locked.dependencies().keySet());
    return project.map(
        name ->
            new MappedProject(
                name.normalised(),
                CondaNames.version(locked.version()).map(Object::toString).orElse(""),
                names.source(locked.name())));
  }

  /** Of a repository the lock has a commit in place of a digest. */
  private static SortedMap<String, String> hashes(LockedPackage locked) {
    SortedMap<String, String> hashes = new TreeMap<>();
    if (locked.sha256() != null && locked.sha256().matches("[0-9a-f]{64}")) {
      hashes.put("SHA-256", locked.sha256());
    }
    if (locked.md5() != null && locked.md5().matches("[0-9a-f]{32}")) {
      hashes.put("MD5", locked.md5());
    }
    return hashes;
  }
}
