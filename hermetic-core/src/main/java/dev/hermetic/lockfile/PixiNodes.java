package dev.hermetic.lockfile;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes typed values out of a pixi.lock's YAML and collects problems and warnings. */
final class PixiNodes {
  private final LockNodes nodes = new LockNodes(PixiProblems.RENEW);
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<String> warned = new HashSet<>();

  List<Problem> problems() {
    return nodes.problems();
  }

  List<Problem> warnings() {
    return warnings;
  }

  void report(Problem problem) {
    nodes.report(problem);
  }

  /** Warns of other keys than these, of each once a section. */
  @SafeVarargs
  final void known(YamlMapping mapping, String section, List<String>... keys) {
    for (YamlMapping.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      boolean isKnown = false;
      for (List<String> some : keys) {
        isKnown |= some.contains(key);
      }
      if (!isKnown) {
        warnOfKey(entry.key(), section);
      }
    }
  }

  void warnOfKey(YamlScalar key, String section) {
    if (warned.add(section + "\n" + key.text())) {
      warnings.add(PixiProblems.unknownKey(key.location(), key.text(), section));
    }
  }

  /** Warns once: whoever wrote one credential into a lock wrote it a thousand times. */
  void warnOfCredentials(Location location) {
    if (warned.add("credential")) {
      warnings.add(PixiProblems.credential(location));
    }
  }

  /** Which kind of package an item describes or refers to. */
  Optional<PixiEntry.Kind> kind(YamlMapping item) {
    Optional<PixiEntry.Kind> kind =
        PixiEntry.Kind.ALL.stream().filter(one -> item.get(one.key()).isPresent()).findFirst();
    if (kind.isEmpty()) {
      report(
          LockProblems.missingKey(
              item.location(), "conda, conda_source or pypi", "a package", PixiProblems.RENEW));
    }
    return kind;
  }

  Optional<YamlMapping> mapping(YamlMapping parent, String key, String section, boolean required) {
    return nodes.mapping(parent, key, section, required);
  }

  List<YamlNode> list(YamlMapping parent, String key, String section, boolean required) {
    return nodes.list(parent, key, section, required);
  }

  Optional<YamlScalar> text(YamlMapping parent, String key, String section, boolean required) {
    return nodes.text(parent, key, section, required);
  }

  List<YamlScalar> texts(YamlMapping parent, String key, String section, boolean required) {
    return nodes.texts(parent, key, section, required);
  }

  Optional<Platform> platform(String key, YamlScalar scalar) {
    return nodes.platform(key, scalar);
  }

  /** A digest as hexadecimal digits, null when absent or wrong. */
  @Nullable String hash(YamlMapping parent, String key, int length) {
    return nodes.optionalHex(parent, key, length).orElse(null);
  }

  /** A number that is not negative, the fallback when absent or wrong. */
  long number(YamlMapping parent, String key, long fallback) {
    Optional<YamlScalar> scalar = nodes.text(parent, key, "a package", false);
    if (scalar.isEmpty()) {
      return fallback;
    }
    if (scalar.get().text().matches("\\d{1,18}")) {
      return Long.parseLong(scalar.get().text());
    }
    report(
        PixiProblems.badValue(scalar.get().location(), key, scalar.get().text(), "a number"));
    return fallback;
  }
}
