package dev.hermetic.lockfile;

import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what an environment of a pixi.lock refers to: by its address, and where several packages
 * have one address (sources in one repository) by the further keys of the reference.
 */
final class PixiSelectors {
  private final PixiNodes nodes;
  private final Map<String, List<PixiEntry>> entries = new HashMap<>();

  PixiSelectors(PixiNodes nodes, List<PixiEntry> all) {
    this.nodes = nodes;
    all.forEach(
        one ->
            entries
                .computeIfAbsent(one.kind() + " " + one.written(), key -> new ArrayList<>())
                .add(one));
  }

  /** Empty, and a problem, where nothing fits. The first one where several do, as in rattler. */
  Optional<PixiPackage> find(YamlNode node) {
    if (!(node instanceof YamlMapping selector)) {
      nodes.report(PixiProblems.wrongType(node, "a package of an environment", "a mapping"));
      return Optional.empty();
    }
    Optional<PixiEntry.Kind> kind = nodes.kind(selector);
    Optional<YamlScalar> written =
        kind.flatMap(k -> nodes.text(selector, k.key(), "a package of an environment", true));
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String key = kind.get() + " " + written.get().text();
    for (PixiEntry entry : entries.getOrDefault(key, List.of())) {
      if (fits(entry, selector)) {
        return Optional.of(entry.value());
      }
    }
    nodes.report(
        PixiProblems.notListed(
            written.get().location(), PixiAddress.of(written.get().text()).text()));
    return Optional.empty();
  }

  private static boolean fits(PixiEntry entry, YamlMapping selector) {
    for (String key : List.of("name", "version", "build", "subdir")) {
      Optional<String> wanted = text(selector.get(key));
      if (wanted.isPresent() && !wanted.equals(value(entry, key))) {
        return false;
      }
    }
    Map<String, String> own = variants(entry.node());
    return variants(selector).entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(own.get(wanted.getKey())));
  }

  /** What a source package was built for; values that are no texts tell nothing apart. */
  private static Map<String, String> variants(YamlMapping node) {
    Map<String, String> variants = new HashMap<>();
    if (node.get("variants").orElse(node) instanceof YamlMapping map && map != node) {
      map.entries()
          .forEach(
              entry ->
                  text(Optional.of(entry.value()))
                      .ifPresent(value -> variants.put(entry.key().text(), value)));
    }
    return variants;
  }

  private static Optional<String> value(PixiEntry entry, String key) {
    if (entry.value() instanceof PixiPackage.Binary binary) {
      return Optional.of(
          switch (key) {
            case "name" -> binary.record().name();
            case "version" -> binary.record().version();
            case "build" -> binary.record().build();
            default -> binary.record().subdir();
          });
    }
    return key.equals("name")
        ? Optional.of(entry.value().name())
        : text(entry.node().get(key));
  }

  private static Optional<String> text(Optional<YamlNode> node) {
    return node.flatMap(n -> n instanceof YamlScalar s ? Optional.of(s.text()) : Optional.empty());
  }
}
