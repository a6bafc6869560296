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
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads conda-lock.yml of version 1 (CEP-37), whoever wrote it, and reports everything that is
 * wrong at once.
 *
 * <p>Strict as conda-lock: a key that CEP-37 does not know is a problem, for writing the lock again
 * would lose it. Lenient where old conda-lock and other tools differ without loss: a missing {@code
 * version} means 1; {@code category}, {@code optional} and {@code dependencies} may be missing, and
 * so may the content hash of a platform; a channel may be a plain string; null stands for a missing
 * key; an unquoted number or date is the text as written.
 */
public final class CondaLockReader {
  /** Code of the problem of a lock in a format that is not read: one that is not to be replaced. */
  public static final String OTHER_FORMAT = "HERM-LOCK-002";

  /** Code of the problem of a lock that a version control system could not merge. */
  public static final String CONFLICT = ConflictMarkers.CODE;

  private static final List<String> TOP = List.of("version", "metadata", "package");
  private static final List<String> METADATA =
      List.of(
          "content_hash",
          "channels",
          "platforms",
          "sources",
          "time_metadata",
          "git_metadata",
          "inputs_metadata",
          "custom_metadata");

  private final LockNodes nodes = new LockNodes();

  private CondaLockReader() {}

  /**
   * Reads a file.
   *
   * @param shownName the file as problems name it, with {@code /} between its parts
   * @throws HermeticException with every problem found, of area LOCK or YAML
   */
  public static Lockfile read(Path file, String shownName) {
    return parse(YamlFile.readText(file, shownName), shownName);
  }

  /**
   * Reads a file and remembers where its parts are.
   *
   * @throws HermeticException as {@link #parseLocated}
   */
  public static LocatedLock readLocated(Path file, String shownName) {
    return parseLocated(YamlFile.readText(file, shownName), shownName);
  }

  /**
   * Reads the metadata alone, which is many times faster; what is wrong with the packages is not
   * found.
   *
   * @throws HermeticException with every problem found, of area LOCK or YAML
   */
  public static LocatedLock readMetadata(Path file, String shownName) {
    return parseMetadata(YamlFile.readText(file, shownName), shownName);
  }

  /**
   * Parses the metadata alone, see {@link #readMetadata}.
   *
   * @throws HermeticException with every problem found, of area LOCK or YAML
   */
  public static LocatedLock parseMetadata(String text, String shownName) {
    int packages = packagesAtTheEnd(text);
    Optional<Problem> conflict = ConflictMarkers.find(shownName, text);
    if (conflict.isPresent()) {
      throw new HermeticException(conflict.get());
    }
    // Every known writer puts the packages last; another order costs the whole parse.
    LocatedLock head = parseYaml(packages < 0 ? text : head(text, packages), shownName);
    return new LocatedLock(
        new Lockfile(head.lockfile().metadata(), List.of()),
        new LockLocations(shownName, text, List.of(), List.of()),
        head.problems());
  }

  /**
   * Parses a text.
   *
   * @throws HermeticException with every problem found, of area LOCK or YAML
   */
  public static Lockfile parse(String text, String shownName) {
    LocatedLock lock = parseLocated(text, shownName);
    if (!lock.problems().isEmpty()) {
      throw new HermeticException(lock.problems());
    }
    return lock.lockfile();
  }

  /**
   * Parses a text and remembers where its parts are. Goes on where single values are wrong or a
   * package is there twice, so that more can be told of the lock than that.
   *
   * @throws HermeticException with every problem found, of area LOCK or YAML, when they leave no
   *     whole lock
   */
  public static LocatedLock parseLocated(String text, String shownName) {
    Optional<Problem> conflict = ConflictMarkers.find(shownName, text);
    if (conflict.isPresent()) {
      throw new HermeticException(conflict.get());
    }
    Optional<LocatedLock> canonical = canonical(text, shownName);
    return canonical.isPresent() ? canonical.get() : parseYaml(text, shownName);
  }

  /** The way through the YAML parser, which reads every form; there is no marker in the text. */
  static LocatedLock parseYaml(String text, String shownName) {
    YamlNode root = YamlFile.parse(text, shownName);
    if (!(root instanceof YamlMapping mapping)) {
      throw new HermeticException(LockProblems.notALock(root));
    }
    return new CondaLockReader().lockfile(mapping, text);
  }

  /**
   * The way for the form in which we and conda-lock write, many times faster. Empty for any other
   * form and for anything that may be wrong: the YAML parser decides about that.
   */
  static Optional<LocatedLock> canonical(String text, String shownName) {
    int packages = packagesAtTheEnd(text);
    if (packages < 0) {
      return Optional.empty();
    }
    Lockfile.Metadata metadata;
    try {
      LocatedLock head = parseYaml(head(text, packages), shownName);
      if (!head.problems().isEmpty()) {
        return Optional.empty();
      }
      metadata = head.lockfile().metadata();
    } catch (HermeticException e) {
      return Optional.empty();
    }
    return CanonicalPackages.read(text, packages + 1, metadata.platforms())
        .map(
            read ->
                new LocatedLock(
                    new Lockfile(metadata, read.packages()),
                    new LockLocations(shownName, text, read.packages(), read.lines()),
                    List.of()));
  }

  /** Where the line feed before {@code package:} is; -1 when the packages are not the last part. */
  private static int packagesAtTheEnd(String text) {
    int packages = text.indexOf("\npackage:");
    return packages >= 0 && text.lastIndexOf("\nmetadata:", packages) >= 0 ? packages : -1;
  }

  private static String head(String text, int packages) {
    return text.substring(0, packages) + "\npackage: []\n";
  }

  private LocatedLock lockfile(YamlMapping root, String text) {
    requireVersion(root);
    nodes.allowOnly(root, TOP, "the lock file");
    Lockfile.Metadata metadata =
        nodes
            .mapping(root, "metadata", "the lock file", true)
            .map(this::metadata)
            .orElseGet(() -> metadata(new YamlMapping(root.location(), List.of())));
    boolean whole = nodes.problems().stream().allMatch(LockProblems::leavesAllElse);
    PackageEntries entries = new PackageEntries(nodes, metadata.platforms());
    nodes.list(root, "package", "the lock file", true).forEach(entries::add);
    if (!nodes.problems().isEmpty() && (!whole || entries.dropped() > 0)) {
      throw new HermeticException(nodes.problems());
    }
    return new LocatedLock(
        new Lockfile(metadata, entries.packages()),
        new LockLocations(root.location().file(), text, entries.packages(), entries.lines()),
        nodes.problems());
  }

  private static void requireVersion(YamlMapping root) {
    Optional<YamlNode> node = root.get("version");
    boolean pixi = root.get("environments").isPresent() && root.get("packages").isPresent();
    if (node.isEmpty() && !pixi) {
      return;
    }
    Location location = node.map(YamlNode::location).orElse(root.location());
    String version =
        node.map(n -> n instanceof YamlScalar scalar ? scalar.text() : n.describe()).orElse("1");
    if (pixi) {
      throw new HermeticException(LockProblems.pixi(location, version));
    }
    if (!version.equals("1")) {
      throw new HermeticException(LockProblems.version(location, version));
    }
  }

  private Lockfile.Metadata metadata(YamlMapping metadata) {
    String section = "metadata";
    nodes.allowOnly(metadata, METADATA, section);
    SortedMap<Platform, String> hashes = new TreeMap<>();
    nodes
        .mapping(metadata, "content_hash", section, true)
        .ifPresent(map -> map.entries().forEach(entry -> contentHash(entry, hashes)));
    List<LockedChannel> channels =
        nodes.list(metadata, "channels", section, true).stream()
            .flatMap(node -> channel(node).stream())
            .toList();
    List<Platform> platforms =
        nodes.texts(metadata, "platforms", section, true).stream()
            .flatMap(scalar -> nodes.platform("platforms", scalar).stream())
            .toList();
    List<String> sources =
        nodes.texts(metadata, "sources", section, true).stream().map(YamlScalar::text).toList();
    return new Lockfile.Metadata(
        hashes, channels, platforms, sources, custom(metadata), other(metadata));
  }

  private void contentHash(YamlMapping.Entry entry, SortedMap<Platform, String> hashes) {
    Optional<Platform> platform = nodes.platform("content_hash", entry.key());
    Optional<String> hash = nodes.hex("content_hash", entry.value(), 64);
    if (platform.isPresent() && hash.isPresent()) {
      hashes.put(platform.get(), hash.get());
    }
  }

  private Optional<LockedChannel> channel(YamlNode node) {
    if (node instanceof YamlScalar scalar && !scalar.isNull()) {
      return Optional.of(new LockedChannel(scalar.text(), List.of()));
    }
    if (!(node instanceof YamlMapping mapping)) {
      nodes.report(LockProblems.wrongType(node, "a channel", "a mapping"));
      return Optional.empty();
    }
    String section = "a channel";
    nodes.allowOnly(mapping, List.of("url", "used_env_vars"), section);
    List<String> variables =
        nodes.texts(mapping, "used_env_vars", section, false).stream()
            .map(YamlScalar::text)
            .sorted()
            .toList();
    return nodes
        .text(mapping, "url", section, true)
        .map(url -> new LockedChannel(url.text(), variables));
  }

  private SortedMap<String, String> custom(YamlMapping metadata) {
    SortedMap<String, String> custom = new TreeMap<>();
    nodes
        .mapping(metadata, "custom_metadata", "metadata", false)
        .ifPresent(map -> custom.putAll(nodes.textMap(map, "custom_metadata")));
    return custom;
  }

  private SortedMap<String, Object> other(YamlMapping metadata) {
    SortedMap<String, Object> other = new TreeMap<>();
    section(metadata, "time_metadata", List.of("created_at"), other);
    section(
        metadata, "git_metadata", List.of("git_user_name", "git_user_email", "git_sha"), other);
    nodes
        .mapping(metadata, "inputs_metadata", "metadata", false)
        .ifPresent(inputs -> other.put("inputs_metadata", inputs(inputs)));
    return other;
  }

  private void section(
      YamlMapping metadata, String name, List<String> keys, SortedMap<String, Object> other) {
    nodes
        .mapping(metadata, name, "metadata", false)
        .ifPresent(section -> other.put(name, fields(section, name, keys)));
  }

  private Map<String, Object> inputs(YamlMapping inputs) {
    Map<String, Object> files = new LinkedHashMap<>();
    for (YamlMapping.Entry entry : inputs.entries()) {
      if (entry.value() instanceof YamlMapping hashes) {
        files.put(
            entry.key().text(), fields(hashes, "inputs_metadata", List.of("md5", "sha256")));
      } else {
        nodes.report(LockProblems.wrongType(entry.value(), "inputs_metadata", "a mapping"));
      }
    }
    return Collections.unmodifiableMap(files);
  }

  /** The section's texts, in the order in which conda-lock writes them. */
  private Map<String, Object> fields(YamlMapping section, String name, List<String> keys) {
    nodes.allowOnly(section, keys, name);
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String key : keys) {
      @Nullable YamlScalar value = nodes.text(section, key, name, false).orElse(null);
      if (value != null) {
        fields.put(key, value.text());
      }
    }
    return Collections.unmodifiableMap(fields);
  }
}
