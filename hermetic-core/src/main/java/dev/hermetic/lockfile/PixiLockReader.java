package dev.hermetic.lockfile;

import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.yaml.YamlFile;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import dev.hermetic.yaml.YamlSequence;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads pixi.lock of versions 6 and 7 as rattler_lock reads them, and reports everything that is
 * wrong at once. Unknown keys are warnings: pixi adds keys without a new version.
 */
public final class PixiLockReader {
  private static final String ROOT = "the lock file";
  private static final String ENVIRONMENT = "an environment";
  private static final int OLDEST = 6;
  private static final int NEWEST = 7;

  private final String file;
  private final PixiNodes nodes = new PixiNodes();
  private final SortedMap<String, Machine> machines = new TreeMap<>();

  /** A platform of version 7, which may have a name of its own. */
  private record Machine(Platform platform, List<String> virtualPackages) {}

  private PixiLockReader(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param shownName the file as problems name it, with {@code /} between its parts
   * @throws HermeticException with every problem found, of area LOCK or YAML
   */
  public static PixiLock read(Path file, String shownName) {
    return parse(YamlFile.readText(file, shownName), shownName);
  }

  /**
   * Parses a text.
   *
   * @throws HermeticException with every problem found, of area LOCK or YAML
   */
  public static PixiLock parse(String text, String shownName) {
    Optional<Problem> conflict = ConflictMarkers.find(
            shownName, text, "then run `pixi lock` and commit the result");
    if (conflict.isPresent()) {
      throw new HermeticException(conflict.get());
    }
    YamlNode root = YamlFile.parse(text, shownName);
    if (!(root instanceof YamlMapping mapping)) {
      throw new HermeticException(
          PixiProblems.notALock(root.location(), "is " + root.describe()));
    }
    PixiLockReader reader = new PixiLockReader(shownName);
    PixiLock lock = reader.lock(mapping);
    if (!reader.nodes.problems().isEmpty()) {
      throw new HermeticException(reader.nodes.problems());
    }
    return lock;
  }

  private PixiLock lock(YamlMapping root) {
    int version = version(root);
    List<String> keys =
        version == OLDEST
            ? List.of("version", "environments", "packages")
            : List.of("version", "platforms", "environments", "packages");
    nodes.known(root, ROOT, keys);
    nodes.list(root, "platforms", ROOT, false).forEach(this::machine);
    PixiPackages reader = new PixiPackages(nodes);
    PixiSelectors packages =
        new PixiSelectors(
            nodes,
            nodes.list(root, "packages", ROOT, true).stream()
                .flatMap(node -> reader.read(node).stream())
                .toList());
    boolean packagesAreGood = nodes.problems().isEmpty();
    SortedMap<String, PixiLock.Environment> environments = new TreeMap<>();
    nodes
        .mapping(root, "environments", ROOT, true)
        .ifPresent(
            map ->
                map.entries()
                    .forEach(entry -> environment(entry, packages, packagesAreGood, environments)));
    return new PixiLock(file, version, environments, nodes.warnings());
  }

  private int version(YamlMapping root) {
    Optional<YamlNode> node = root.get("version");
    boolean condaLock = root.get("package").isPresent() && root.get("metadata").isPresent();
    if (condaLock || node.isEmpty()) {
      throw new HermeticException(
          PixiProblems.notALock(
              root.location(), condaLock ? "is a conda-lock.yml" : "has no version"));
    }
    String text = node.get() instanceof YamlScalar scalar ? scalar.text() : "";
    Location location = node.get().location();
    if (!text.matches("\\d{1,9}")) {
      throw new HermeticException(
          PixiProblems.wrongType(node.get(), "version", "a number such as " + NEWEST));
    }
    int version = Integer.parseInt(text);
    if (version < OLDEST) {
      throw new HermeticException(PixiProblems.oldVersion(location, text));
    }
    if (version > NEWEST) {
      throw new HermeticException(PixiProblems.newVersion(location, text));
    }
    return version;
  }

  private void machine(YamlNode node) {
    if (!(node instanceof YamlMapping item)) {
      nodes.report(PixiProblems.wrongType(node, "a platform", "a mapping"));
      return;
    }
    String section = "a platform";
    nodes.known(item, section, List.of("name", "subdir", "virtual-packages"));
    Optional<YamlScalar> name = nodes.text(item, "name", section, true);
    Optional<Platform> platform =
        nodes
            .text(item, "subdir", section, false)
            .or(() -> name)
            .flatMap(scalar -> nodes.platform("subdir", scalar));
    List<String> virtual = texts(item, "virtual-packages", section);
    if (name.isPresent() && platform.isPresent()) {
      Machine machine = new Machine(platform.get(), virtual);
      if (machines.putIfAbsent(name.get().text(), machine) != null) {
        nodes.report(
            PixiProblems.badValue(
                name.get().location(), "name", name.get().text(), "another name each time"));
      }
    }
  }

  private void environment(
      YamlMapping.Entry entry,
      PixiSelectors packages,
      boolean packagesAreGood,
      SortedMap<String, PixiLock.Environment> environments) {
    if (!(entry.value() instanceof YamlMapping node)) {
      nodes.report(PixiProblems.wrongType(entry.value(), entry.key().text(), "a mapping"));
      return;
    }
    nodes.known(
        node, ENVIRONMENT, List.of("channels", "indexes", "find-links", "options", "packages"));
    Map<String, PixiLock.Target> targets = new LinkedHashMap<>();
    nodes
        .mapping(node, "packages", ENVIRONMENT, true)
        .ifPresent(
            map ->
                map.entries()
                    .forEach(
                        of ->
                            target(of, packages, packagesAreGood)
                                .ifPresent(target -> targets.put(target.name(), target))));
    String name = entry.key().text();
    environments.put(
        name,
        new PixiLock.Environment(
            name,
            nodes.list(node, "channels", ENVIRONMENT, true).stream()
                .flatMap(channel -> channel(channel).stream())
                .toList(),
            texts(node, "indexes", ENVIRONMENT).stream()
                .map(index -> PixiAddress.of(index).text())
                .toList(),
            options(node),
            new TreeMap<>(targets),
            entry.key().location()));
  }

  private Optional<LockedChannel> channel(YamlNode node) {
    if (!(node instanceof YamlMapping item)) {
      nodes.report(PixiProblems.wrongType(node, "a channel", "a mapping"));
      return Optional.empty();
    }
    nodes.known(item, "a channel", List.of("url", "used_env_vars"));
    List<String> variables =
        texts(item, "used_env_vars", "a channel").stream().sorted().toList();
    return nodes
        .text(item, "url", "a channel", true)
        .map(
            url -> {
              PixiAddress address = PixiAddress.of(url.text());
              if (address.hadCredentials()) {
                nodes.warnOfCredentials(url.location());
              }
              return new LockedChannel(address.text().replaceFirst("/+$", ""), variables);
            });
  }

  /** Those that are texts; of another form (a date a channel, say) we know only that it is. */
  private SortedMap<String, String> options(YamlMapping environment) {
    SortedMap<String, String> options = new TreeMap<>();
    nodes
        .mapping(environment, "options", ENVIRONMENT, false)
        .ifPresent(
            map -> {
              for (YamlMapping.Entry entry : map.entries()) {
                if (entry.value() instanceof YamlScalar scalar) {
                  options.put(entry.key().text(), scalar.text());
                } else {
                  nodes.warnOfKey(entry.key(), "options");
                }
              }
            });
    return options;
  }

  private Optional<PixiLock.Target> target(
      YamlMapping.Entry entry, PixiSelectors packages, boolean packagesAreGood) {
    String name = entry.key().text();
    @Nullable Machine machine = machine(entry.key());
    if (machine == null) {
      return Optional.empty();
    }
    if (!(entry.value() instanceof YamlSequence list)) {
      nodes.report(PixiProblems.wrongType(entry.value(), name, "a list"));
      return Optional.empty();
    }
    // Without the packages that have problems every reference to one would be another problem.
    List<PixiPackage> chosen =
        packagesAreGood
            ? list.items().stream().flatMap(node -> packages.find(node).stream()).toList()
            : List.of();
    return Optional.of(
        new PixiLock.Target(
            name,
            machine.platform(),
            machine.virtualPackages(),
            chosen,
            entry.key().location()));
  }

  /** Where the lock declares its platforms, others are a mistake; else the name tells. */
  private @Nullable Machine machine(YamlScalar name) {
    Machine declared = machines.get(name.text());
    if (declared != null) {
      return declared;
    }
    if (!machines.isEmpty()) {
      nodes.report(
          PixiProblems.badValue(
              name.location(),
              "the platform",
              name.text(),
              "one of " + String.join(", ", machines.keySet())));
      return null;
    }
    return nodes
        .platform("the platform", name)
        .map(platform -> new Machine(platform, List.of()))
        .orElse(null);
  }

  private List<String> texts(YamlMapping parent, String key, String section) {
    return nodes.texts(parent, key, section, false).stream().map(YamlScalar::text).toList();
  }
}
