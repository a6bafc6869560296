package dev.hermetic.lockfile;

import dev.hermetic.platform.KnownPlatforms;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the items of {@code packages:} into packages, for one pixi.lock. */
final class PixiPackages {
  private static final String SECTION = "a package";
  private static final List<String> RECORD_KEYS =
      List.of(
          "name",
          "version",
          "build",
          "build_number",
          "subdir",
          "noarch",
          "variants",
          "depends",
          "constrains",
          "extra_depends",
          "features",
          "flags",
          "track_features",
          "license",
          "license_family",
          "purls",
          "run_exports",
          "size",
          "timestamp",
          "python_site_packages_path",
          // what only packages built from source have
          "input",
          "package_build_source",
          "sources",
          "source",
          "source_depends",
          "build_packages",
          "host_packages");
  private static final List<String> FILE_KEYS =
      List.of(
          "sha256",
          "md5",
          "legacy_bz2_md5",
          "legacy_bz2_size",
          "arch",
          "platform",
          "channel",
          "file_name");
  private static final List<String> PYPI_KEYS =
      List.of(
          "name",
          "version",
          "sha256",
          "md5",
          "index",
          "requires_dist",
          "requires_python",
          "editable");

  /** {@code name[hash] @ location}, what identifies a package built from source in version 7. */
  private static final Pattern IDENTIFIER = Pattern.compile("(\\S+)\\[[^\\]]*\\] @ (.+)");

  /** Old repodata have seconds; no package is from before 1978, in milliseconds. */
  private static final long LARGEST_SECONDS = 253_402_300_799L;

  private final PixiNodes nodes;

  PixiPackages(PixiNodes nodes) {
    this.nodes = nodes;
  }

  /** Empty where the item has problems. */
  Optional<PixiEntry> read(YamlNode node) {
    if (!(node instanceof YamlMapping item)) {
      nodes.report(PixiProblems.wrongType(node, "an item of packages", "a mapping"));
      return Optional.empty();
    }
    Optional<PixiEntry.Kind> kind = nodes.kind(item);
    Optional<YamlScalar> written = kind.flatMap(k -> nodes.text(item, k.key(), SECTION, true));
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String text = written.get().text();
    Optional<PixiPackage> value =
        switch (kind.get()) {
          case CONDA -> conda(item, text);
          case SOURCE -> source(item, text);
          case PYPI -> pypi(item, text);
        };
    return value.map(one -> new PixiEntry(kind.get(), text, item, one));
  }

  private Optional<PixiPackage> conda(YamlMapping item, String written) {
    PixiAddress address = address(written, item);
    nodes.known(item, SECTION, List.of("conda"), RECORD_KEYS, FILE_KEYS);
    return address.fileName() == null ? built(item, address, null) : binary(item, address);
  }

  private Optional<PixiPackage> source(YamlMapping item, String written) {
    Matcher identifier = IDENTIFIER.matcher(written);
    boolean good = identifier.matches();
    nodes.known(item, SECTION, List.of("conda_source"), RECORD_KEYS);
    return built(
        item,
        address(good ? identifier.group(2) : written, item),
        good ? identifier.group(1) : null);
  }

  private Optional<PixiPackage> built(
      YamlMapping item, PixiAddress address, @Nullable String identified) {
    String name = identified == null ? text(item, "name") : identified;
    if (name == null) {
      nodes.report(PixiProblems.underivable(item.location(), "name", address.text()));
      return Optional.empty();
    }
    return Optional.of(
        new PixiPackage.Source(
            name, text(item, "version"), address.text(), texts(item, "depends"), item.location()));
  }

  private Optional<PixiPackage> binary(YamlMapping item, PixiAddress address) {
    String name = derived(item, "name", address.name(), address);
    String version = derived(item, "version", address.version(), address);
    String build = derived(item, "build", address.build(), address);
    String subdir = derived(item, "subdir", address.subdir(), address);
    String md5 = nodes.hash(item, "md5", 32);
    String sha256 = nodes.hash(item, "sha256", 64);
    if (name == null || version == null || build == null || subdir == null) {
      return Optional.empty();
    }
    if (!subdir.equals(Platform.NOARCH) && !KnownPlatforms.contains(subdir)) {
      nodes.report(
          PixiProblems.badValue(item.location(), "subdir", subdir, "a subdir such as linux-64"));
      return Optional.empty();
    }
    String channel = text(item, "channel");
    String fileName = text(item, "file_name");
    long timestamp = nodes.number(item, "timestamp", -1);
    PackageRecord record =
        new PackageRecord(
            name.toLowerCase(Locale.ROOT),
            version,
            build,
            nodes.number(item, "build_number", PixiAddress.buildNumber(build)),
            texts(item, "depends"),
            texts(item, "constrains"),
            subdir,
            noarch(item, subdir, build),
            timestamp >= 0 && timestamp <= LARGEST_SECONDS ? timestamp * 1000 : timestamp,
            texts(item, "track_features"),
            text(item, "license"),
            text(item, "license_family"),
            md5,
            sha256,
            nodes.number(item, "size", -1),
            fileName == null ? address.fileName() : fileName,
            channel == null
                ? address.channel()
                : PixiAddress.of(channel).text().replaceFirst("/+$", ""),
            address.text(),
            text(item, "python_site_packages_path"));
    return Optional.of(
        new PixiPackage.Binary(record, address.text(), texts(item, "purls"), item.location()));
  }

  private Optional<PixiPackage> pypi(YamlMapping item, String written) {
    nodes.known(item, SECTION, List.of("pypi"), PYPI_KEYS);
    PixiAddress address = address(written, item);
    String md5 = nodes.hash(item, "md5", 32);
    String sha256 = nodes.hash(item, "sha256", 64);
    String index = text(item, "index");
    return nodes
        .text(item, "name", SECTION, true)
        .map(
            name ->
                new PixiPackage.Pypi(
                    name.text(),
                    text(item, "version"),
                    address.text(),
                    md5,
                    sha256,
                    index == null ? null : PixiAddress.of(index).text(),
                    texts(item, "requires_dist"),
                    text(item, "requires_python"),
                    "true".equals(text(item, "editable")),
                    item.location()));
  }

  private PixiAddress address(String written, YamlMapping item) {
    PixiAddress address = PixiAddress.of(written);
    if (address.hadCredentials()) {
      nodes.warnOfCredentials(item.location());
    }
    return address;
  }

  private @Nullable String derived(
      YamlMapping item, String key, Optional<String> fromAddress, PixiAddress address) {
    String own = text(item, key);
    if (own != null && !own.isEmpty()) {
      return own;
    }
    if (fromAddress.isEmpty()) {
      nodes.report(PixiProblems.underivable(item.location(), key, address.text()));
    }
    return fromAddress.orElse(null);
  }

  /** {@code true} is what conda-build wrote for generic packages long ago. */
  private @Nullable String noarch(YamlMapping item, String subdir, String build) {
    String own = text(item, "noarch");
    if (own == null) {
      return PixiAddress.noarch(subdir, build);
    }
    return switch (own) {
      case "false" -> null;
      case "true" -> "generic";
      default -> own;
    };
  }

  private @Nullable String text(YamlMapping item, String key) {
    return nodes.text(item, key, SECTION, false).map(YamlScalar::text).orElse(null);
  }

  private List<String> texts(YamlMapping item, String key) {
    return nodes.texts(item, key, SECTION, false).stream().map(YamlScalar::text).toList();
  }
}
