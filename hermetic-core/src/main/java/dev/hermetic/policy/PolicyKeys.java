package dev.hermetic.policy;

import dev.hermetic.environment.NearName;
import dev.hermetic.problem.Problem;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The keys of one mapping: each is read by whoever knows it, and the others are problems. */
final class PolicyKeys {
  private final String of;
  private final YamlNode node;
  private final Map<String, YamlMapping.Entry> left = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();
  private final List<Problem> problems;

  /**
   * @param mapping null where the node is none, which was told already
   * @param of what it is, for problems
   */
  PolicyKeys(YamlNode node, @Nullable YamlMapping mapping, String of, List<Problem> problems) {
    this.node = node;
    this.of = of;
    this.problems = problems;
    if (mapping != null) {
      mapping.entries().forEach(entry -> left.put(entry.key().text(), entry));
    }
  }

  void on(String key, Consumer<YamlNode> reader) {
    known.add(key);
    YamlMapping.Entry entry = left.remove(key);
    if (entry != null) {
      reader.accept(entry.value());
    }
  }

  /** These have to be there. */
  void require(String... keys) {
    if (node instanceof YamlMapping mapping) {
      for (String key : keys) {
        if (mapping.get(key).isEmpty()) {
          problems.add(
              PolicyProblems.form(
                  node.location(), of + " has no `" + key + "`", "add `" + key + ":`"));
        }
      }
    }
  }

  /** All others are not known. */
  void end() {
    left.forEach(
        (key, entry) ->
            problems.add(
                PolicyProblems.unknownKey(
                    entry.key().location(), key, of, NearName.of(key, known))));
  }
}
