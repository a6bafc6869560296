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
   * Reads the metadata alone, which is many times faster; what is wrong with the packages is not
   * found.
   *
   * @throws HermeticException with every problem found, of area LOCK or YAML
   */
  public static Lockfile.Metadata readMetadata(Path file, String shownName) {
    String text = YamlFile.readText(file, shownName);
    int packages = text.indexOf("\npackage:");
    // Every known writer puts the packages last; another order costs the whole parse.
    boolean packagesLast = packages >= 0 && text.lastIndexOf("\nmetadata:", packages) >= 0;
    Optional<Problem> conflict = ConflictMarkers.find(shownName, text);
    if (conflict.isPresent()) {
      throw new HermeticException(conflict.get());
    }
    String head = packagesLast ? text.substring(0, packages) + "\npackage: []\n" : text;
    return parse(head, shownName).metadata();
  }

  /**
   * Parses a text.
   *
   * @throws HermeticException with every problem found, of area LOCK or YAML
   */
  public static Lockfile parse(String text, String shownName) {
    Optional<Problem> conflict = ConflictMarkers.find(shownName, text);
    if (conflict.isPresent()) {
      throw new HermeticException(conflict.get());
    }
    YamlNode root = YamlFile.parse(text, shownName);
    if (!(root instanceof YamlMapping mapping)) {
      throw new HermeticException(LockProblems.notALock(root));
    }
    CondaLockReader reader = new CondaLockReader();
    Lockfile lockfile = reader.lockfile(mapping);
    if (!reader.nodes.problems().isEmpty()) {
      throw new HermeticException(reader.nodes.problems());
    }
    return lockfile;
  }

  private Lockfile lockfile(YamlMapping root) {
    requireVersion(root);
    nodes.allowOnly(root, TOP, "the lock file");
    Lockfile.Metadata metadata =
        nodes
            .mapping(root, "metadata", "the lock file", true)
            .map(this::metadata)
            .orElseGet(() -> metadata(new YamlMapping(root.location(), List.of())));
    PackageEntries entries = new PackageEntries(nodes, metadata.platforms());
    nodes.list(root, "package", "the lock file", true).forEach(entries::add);
    return new Lockfile(metadata, entries.packages());
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
