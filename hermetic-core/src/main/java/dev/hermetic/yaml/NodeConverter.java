package dev.hermetic.yaml;

import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns SnakeYAML's nodes into ours: each anchor once, however often an alias names it, so that the
 * work stays linear in the file.
 */
final class NodeConverter {
  private static final Map<Tag, YamlScalar.Type> TYPES =
      Map.of(
          Tag.STR, YamlScalar.Type.STRING,
          Tag.INT, YamlScalar.Type.INTEGER,
          Tag.FLOAT, YamlScalar.Type.FLOAT,
          Tag.BOOL, YamlScalar.Type.BOOLEAN,
          Tag.TIMESTAMP, YamlScalar.Type.TIMESTAMP,
          Tag.NULL, YamlScalar.Type.NULL,
          Tag.MERGE, YamlScalar.Type.STRING);

  private final String file;
  private final int[] lines;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Node, YamlNode> done = new IdentityHashMap<>();
  private final Map<Node, Boolean> open = new IdentityHashMap<>();

  /**
   * @param lines the file's line number of each line that was parsed, empty when they are the same
   */
  NodeConverter(String file, int[] lines) {
    this.file = file;
    this.lines = lines;
  }

  /** What went wrong so far, in the order found. */
  List<Problem> problems() {
    return problems;
  }

  Location location(@Nullable Mark mark) {
    if (mark == null) {
      return Location.of(file);
    }
    return new Location(file, shownLine(mark.getLine()), mark.getColumn() + 1);
  }

  /** The place of a character of the parsed text. */
  Location location(String text, int offset) {
    Location parsed = Positions.of(text, offset, file);
    return new Location(file, shownLine(parsed.line() - 1), parsed.column());
  }

  private int shownLine(int parsedLine) {
    if (lines.length == 0) {
      return parsedLine + 1;
    }
    return parsedLine < lines.length ? lines[parsedLine] : lines[lines.length - 1] + 1;
  }

  YamlNode convert(Node node) {
    YamlNode known = done.get(node);
    if (known != null) {
      return known;
    }
    Location location = location(node.getStartMark());
    if (open.put(node, true) != null) {
      problems.add(YamlProblems.recursive(location));
      return new YamlSequence(location, List.of(), false);
    }
    YamlNode result = fresh(node, location);
    open.remove(node);
    done.put(node, result);
    return result;
  }

  private YamlNode fresh(Node node, Location location) {
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, location);
    }
    if (node instanceof SequenceNode sequence) {
      requireTag(sequence, Tag.SEQ, location);
      return new YamlSequence(
          location,
          sequence.getValue().stream().map(this::convert).toList(),
          sequence.getFlowStyle() == FlowStyle.FLOW);
    }
    if (node instanceof MappingNode mapping) {
      requireTag(mapping, Tag.MAP, location);
      return new YamlMapping(location, entries(mapping));
    }
    throw new IllegalStateException("not a composed node: " + node.getNodeId());
  }

  private YamlScalar scalar(ScalarNode node, Location location) {
    YamlScalar.Type type = TYPES.get(node.getTag());
    if (type == null) {
      problems.add(YamlProblems.unknownTag(location, node.getTag().getValue()));
      type = YamlScalar.Type.STRING;
    }
    return new YamlScalar(location, node.getValue(), type, textStart(node));
  }

  /** Only where every character of the text is one character of one line of the file. */
  private static int textStart(ScalarNode node) {
    Mark start = node.getStartMark();
    Mark end = node.getEndMark();
    int quotes = node.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
    String text = node.getValue();
    int width = text.codePointCount(0, text.length()) + 2 * quotes;
    boolean literal =
        start.getLine() == end.getLine() && start.getColumn() + width == end.getColumn();
    return literal ? quotes : -1;
  }

  private List<YamlMapping.Entry> entries(MappingNode node) {
    Map<String, YamlMapping.Entry> own = new LinkedHashMap<>();
    Map<String, YamlMapping.Entry> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      YamlNode key = convert(tuple.getKeyNode());
      YamlNode value = convert(tuple.getValueNode());
      if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
        merge(value, merged);
      } else if (key instanceof YamlScalar scalar) {
        YamlMapping.Entry first = own.putIfAbsent(id(scalar), new YamlMapping.Entry(scalar, value));
        if (first != null) {
          problems.add(YamlProblems.duplicateKey(scalar, first.key().location()));
        }
      } else {
        problems.add(YamlProblems.keyNotScalar(key));
      }
    }
    List<YamlMapping.Entry> result = new ArrayList<>();
    merged.forEach(
        (id, entry) -> {
          if (!own.containsKey(id)) {
            result.add(entry);
          }
        });
    result.addAll(own.values());
    return result;
  }

  /** YAML 1.1 merge key: one mapping or a list of them, of which earlier ones win. */
  private void merge(YamlNode value, Map<String, YamlMapping.Entry> merged) {
    List<YamlNode> sources =
        value instanceof YamlSequence sequence ? sequence.items() : List.of(value);
    for (YamlNode source : sources) {
      if (source instanceof YamlMapping mapping) {
        mapping.entries().forEach(entry -> merged.putIfAbsent(id(entry.key()), entry));
      } else {
        problems.add(YamlProblems.mergeOfNoMapping(source));
      }
    }
  }

  /** {@code 1} and {@code "1"} are different keys. */
  private static String id(YamlScalar key) {
    return key.type() + " " + key.text();
  }

  private void requireTag(Node node, Tag expected, Location location) {
    if (!expected.equals(node.getTag())) {
      problems.add(YamlProblems.unknownTag(location, node.getTag().getValue()));
    }
  }
}
