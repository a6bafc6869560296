package dev.hermetic.lockfile;

import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns the items of {@code package:} into locked packages, for one lock file. */
final class PackageEntries {
  private static final int COMMIT_LENGTH = 40;
  private static final List<String> KEYS =
      List.of(
          "name",
          "version",
          "manager",
          "platform",
          "dependencies",
          "url",
          "hash",
          "source",
          "build",
          "category",
          "optional");

  private final LockNodes nodes;
  private final List<Platform> platforms;
  private final List<LockedPackage> packages = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final Map<List<Object>, Location> seen = new HashMap<>();
  private final Set<Platform> strange = new HashSet<>();
  private int dropped;

  PackageEntries(LockNodes nodes, List<Platform> platforms) {
    this.nodes = nodes;
    this.platforms = platforms;
  }

  /** In file order, without the items that have problems. */
  List<LockedPackage> packages() {
    return packages;
  }

  /** The 1-based line at which each of the packages begins. */
  List<Integer> lines() {
    return lines;
  }

  /** How many items could not be made a package, apart from those that are there twice. */
  int dropped() {
    return dropped;
  }

  void add(YamlNode node) {
    dropped++;
    if (!(node instanceof YamlMapping item)) {
      nodes.report(LockProblems.wrongType(node, "an item of package", "a mapping"));
      return;
    }
    String section =
        item.get("name").map(name -> "package " + text(name)).orElse("an item of package");
    nodes.allowOnly(item, KEYS, "an item of package");
    Optional<String> name = required(item, "name", section);
    Optional<String> version = required(item, "version", section);
    Optional<Manager> manager = manager(item, section);
    Optional<Platform> platform = platform(item, section);
    Optional<String> url = required(item, "url", section);
    TreeMap<String, String> dependencies = new TreeMap<>();
    nodes
        .mapping(item, "dependencies", section, false)
        .ifPresent(map -> dependencies.putAll(nodes.textMap(map, "dependencies")));
    Optional<YamlMapping> hash = nodes.mapping(item, "hash", section, true);
    hash.ifPresent(map -> nodes.allowOnly(map, List.of("md5", "sha256"), "hash"));
    if (name.isEmpty()
        || version.isEmpty()
        || manager.isEmpty()
        || platform.isEmpty()
        || url.isEmpty()
        || hash.isEmpty()) {
      return;
    }
    @Nullable String source = source(item, section);
    LockedPackage locked =
        new LockedPackage(
            name.get(),
            version.get(),
            manager.get(),
            platform.get(),
            dependencies,
            url.get(),
            nodes.optionalHex(hash.get(), "md5", 32).orElse(null),
            sha256(hash.get(), manager.get(), source),
            source,
            optional(item, "build", section),
            Optional.ofNullable(optional(item, "category", section)).orElse(Requirement.MAIN));
    boolean md5Missing = !nodes.hasChecksum(hash.get(), "md5");
    if (locked.manager() == Manager.CONDA && md5Missing && !locked.name().startsWith("__")) {
      nodes.report(
          LockProblems.noMd5(hash.get().location(), locked.name(), LockProblems.RENEW));
    }
    keep(locked, item.location());
  }

  private void keep(LockedPackage locked, Location location) {
    dropped--;
    List<Object> key =
        List.of(locked.name(), locked.manager(), locked.platform(), locked.category());
    Location first = seen.putIfAbsent(key, location);
    if (first == null) {
      packages.add(locked);
      lines.add(location.line());
    } else {
      nodes.report(LockProblems.duplicate(locked, location, first));
    }
  }

  private Optional<Manager> manager(YamlMapping item, String section) {
    Optional<YamlScalar> scalar = nodes.text(item, "manager", section, true);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    for (Manager manager : Manager.values()) {
      if (manager.key().equals(scalar.get().text())) {
        return Optional.of(manager);
      }
    }
    nodes.report(
        LockProblems.badValue(
            scalar.get().location(), "manager", scalar.get().text(), "conda or pip"));
    return Optional.empty();
  }

  private Optional<Platform> platform(YamlMapping item, String section) {
    Optional<YamlScalar> scalar = nodes.text(item, "platform", section, true);
    Optional<Platform> platform = scalar.flatMap(text -> nodes.platform("platform", text));
    boolean listed = platform.isEmpty() || platforms.contains(platform.get());
    // Once a platform: a lock has hundreds of packages of each.
    if (!listed && strange.add(platform.get())) {
      nodes.report(
          LockProblems.badValue(
              scalar.get().location(),
              "platform",
              scalar.get().text(),
              "one of metadata.platforms"));
    }
    return platform;
  }

  /** Of a pip package from a repository, conda-lock writes the commit in place of a checksum. */
  private @Nullable String sha256(YamlMapping hash, Manager manager, @Nullable String source) {
    boolean commit =
        manager == Manager.PIP
            && source != null
            && hash.get("sha256").map(PackageEntries::text).orElse("").length() == COMMIT_LENGTH;
    return nodes.optionalHex(hash, "sha256", commit ? COMMIT_LENGTH : 64).orElse(null);
  }

  private @Nullable String source(YamlMapping item, String section) {
    Optional<YamlMapping> source = nodes.mapping(item, "source", section, false);
    if (source.isEmpty()) {
      return null;
    }
    nodes.allowOnly(source.get(), List.of("type", "url"), "source");
    Optional<YamlScalar> type = nodes.text(source.get(), "type", section, true);
    if (type.isPresent() && !type.get().text().equals("url")) {
      nodes.report(
          LockProblems.badValue(type.get().location(), "source.type", type.get().text(), "url"));
    }
    return nodes.text(source.get(), "url", section, true).map(YamlScalar::text).orElse(null);
  }

  private Optional<String> required(YamlMapping item, String key, String section) {
    Optional<YamlScalar> scalar = nodes.text(item, key, section, true);
    if (scalar.isPresent() && scalar.get().text().isEmpty()) {
      nodes.report(LockProblems.badValue(scalar.get().location(), key, "", "a text"));
    }
    return scalar.map(YamlScalar::text);
  }

  private @Nullable String optional(YamlMapping item, String key, String section) {
    return nodes.text(item, key, section, false).map(YamlScalar::text).orElse(null);
  }

  private static String text(YamlNode node) {
    return node instanceof YamlScalar scalar ? scalar.text() : node.describe();
  }
}
