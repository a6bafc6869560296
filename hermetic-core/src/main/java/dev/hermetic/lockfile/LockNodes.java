package dev.hermetic.lockfile;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import dev.hermetic.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes typed values out of a lock's YAML and collects what is wrong with them. */
final class LockNodes {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> reportedKeys = new HashSet<>();
  private final String renew;

  LockNodes() {
    this(LockProblems.RENEW);
  }

  /**
   * @param renew how the user gets a good file, as an action
   */
  LockNodes(String renew) {
    this.renew = renew;
  }

  List<Problem> problems() {
    return problems;
  }

  void report(Problem problem) {
    problems.add(problem);
  }

  /** Reports other keys than these, each once a section: a lock has thousands of packages. */
  void allowOnly(YamlMapping mapping, List<String> keys, String section) {
    for (YamlMapping.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!keys.contains(key) && reportedKeys.add(section + "\n" + key)) {
        report(LockProblems.unknownKey(entry.key().location(), key, section, keys));
      }
    }
  }

  /** The value of a key; null counts as missing, and missing as a problem where required. */
  private Optional<YamlNode> value(
      YamlMapping mapping, String key, String section, boolean required) {
    Optional<YamlNode> value =
        mapping.get(key).filter(node -> !(node instanceof YamlScalar s && s.isNull()));
    if (value.isEmpty() && required) {
      report(LockProblems.missingKey(mapping.location(), key, section, renew));
    }
    return value;
  }

  Optional<YamlMapping> mapping(YamlMapping parent, String key, String section, boolean required) {
    Optional<YamlNode> value = value(parent, key, section, required);
    if (value.isPresent() && value.get() instanceof YamlMapping mapping) {
      return Optional.of(mapping);
    }
    value.ifPresent(node -> report(LockProblems.wrongType(node, key, "a mapping", renew)));
    return Optional.empty();
  }

  List<YamlNode> list(YamlMapping parent, String key, String section, boolean required) {
    Optional<YamlNode> value = value(parent, key, section, required);
    if (value.isPresent() && value.get() instanceof YamlSequence list) {
      return list.items();
    }
    value.ifPresent(node -> report(LockProblems.wrongType(node, key, "a list", renew)));
    return List.of();
  }

  /** A scalar that is not null; a number or date counts as the text that was written. */
  Optional<YamlScalar> text(YamlMapping parent, String key, String section, boolean required) {
    return value(parent, key, section, required).flatMap(node -> scalar(node, key));
  }

  List<YamlScalar> texts(YamlMapping parent, String key, String section, boolean required) {
    return list(parent, key, section, required).stream()
        .flatMap(node -> scalar(node, key).stream())
        .toList();
  }

  /** All entries of a mapping of texts, in file order; null is the empty text. */
  Map<String, String> textMap(YamlMapping mapping, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (YamlMapping.Entry entry : mapping.entries()) {
      if (entry.value() instanceof YamlScalar scalar) {
        texts.put(entry.key().text(), scalar.isNull() ? "" : scalar.text());
      } else {
        report(LockProblems.wrongType(entry.value(), key, "a string", renew));
      }
    }
    return texts;
  }

  private Optional<YamlScalar> scalar(YamlNode node, String key) {
    if (node instanceof YamlScalar scalar && !scalar.isNull()) {
      return Optional.of(scalar);
    }
    report(LockProblems.wrongType(node, key, "a string", renew));
    return Optional.empty();
  }

  Optional<Platform> platform(String key, YamlScalar scalar) {
    if (Platform.isPlatform(scalar.text())) {
      return Optional.of(new Platform(scalar.text()));
    }
    report(
        LockProblems.badValue(
            scalar.location(), key, scalar.text(), "a conda platform such as linux-64", renew));
    return Optional.empty();
  }

  /** A lower-case hexadecimal text of the given length. */
  Optional<String> hex(String key, YamlNode node, int length) {
    if (!(node instanceof YamlScalar scalar) || scalar.isNull()) {
      report(LockProblems.wrongType(node, key, "a string", renew));
      return Optional.empty();
    }
    String text = scalar.text();
    if (text.length() == length && HEX.matcher(text).matches()) {
      return Optional.of(text);
    }
    report(
        LockProblems.badValue(
            scalar.location(), key, text, length + " lower-case hexadecimal digits", renew));
    return Optional.empty();
  }

  /** Like {@link #hex}; the empty text, which conda-lock gave virtual packages, is missing. */
  Optional<String> optionalHex(YamlMapping parent, String key, int length) {
    return checksum(parent, key).flatMap(node -> hex(key, node, length));
  }

  boolean hasChecksum(YamlMapping parent, String key) {
    return checksum(parent, key).isPresent();
  }

  private Optional<YamlNode> checksum(YamlMapping parent, String key) {
    return value(parent, key, "hash", false)
        .filter(node -> !(node instanceof YamlScalar scalar && scalar.text().isEmpty()));
  }
}
