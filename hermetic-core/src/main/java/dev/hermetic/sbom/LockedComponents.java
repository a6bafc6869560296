package dev.hermetic.sbom;

import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.sbom.Component.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packages of a lock as components, with what they say of themselves where that is at hand. */
final class LockedComponents {
  private static final String PYPI_FILES = "https://files.pythonhosted.org/";

  private final List<LockedChannel> channels;
  private final CondaNames names;

  /** Asked for once for every edge of the graph. */
  private final Map<LockedPackage, String> purls = new IdentityHashMap<>();

  /** The digests of the files that have a purl: of more than one, each has an id of its own. */
  private final Map<String, SortedSet<String>> files = new HashMap<>();

  /** The categories that any platform has a file in. */
  private final Map<String, SortedSet<String>> categories = new HashMap<>();

  LockedComponents(Lockfile lock, CondaNames names) {
    this.channels = lock.metadata().channels();
    this.names = names;
    for (LockedPackage locked : lock.packages()) {
      files.computeIfAbsent(purl(locked), key -> new TreeSet<>()).add(digest(locked));
    }
    for (LockedPackage locked : lock.packages()) {
      categories.computeIfAbsent(id(locked), key -> new TreeSet<>()).add(locked.category());
    }
  }

  /** The id of the component that a package of the lock is. */
  String id(LockedPackage locked) {
    String purl = purl(locked);
    return files.getOrDefault(purl, Collections.emptySortedSet()).size() < 2
        ? purl
        : purl + "#" + digest(locked);
  }

  private static String digest(LockedPackage locked) {
    String sha256 = locked.sha256();
    return sha256 != null ? sha256 : String.valueOf(locked.md5());
  }

  private String purl(LockedPackage locked) {
    return purls.computeIfAbsent(
        locked,
        one -> {
          PackageAddress address = PackageAddress.of(one.url());
          return one.manager() == Manager.CONDA ? condaPurl(one, address) : pypiPurl(one, address);
        });
  }

  Component of(LockedPackage locked, Details details) {
    PackageAddress address = PackageAddress.of(locked.url());
    boolean conda = locked.manager() == Manager.CONDA;
    String purl = purl(locked);
    SortedMap<String, String> properties = new TreeMap<>();
    properties.put("hermetic:manager", locked.manager().key());
    SortedSet<String> in = categories.getOrDefault(id(locked), Collections.emptySortedSet());
    if (!in.isEmpty() && !in.contains(Requirement.MAIN)) {
      properties.put("hermetic:category", String.join(" ", in));
    }
    if (!details.recipeRevision().isEmpty()) {
      properties.put("hermetic:recipe-revision", details.recipeRevision());
    }
    return new Component(
        id(locked),
        conda ? Kind.CONDA : Kind.PYPI,
        locked.name(),
        locked.version(),
        new TreeSet<>(List.of(locked.platform())),
        purl,
        conda ? project(locked) : Optional.empty(),
        hashes(locked),
        details.license(),
        address.url(),
        details.links(),
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
