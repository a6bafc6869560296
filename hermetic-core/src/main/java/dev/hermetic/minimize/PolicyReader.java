package dev.hermetic.minimize;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.PathPattern;
import dev.hermetic.yaml.YamlMapping;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import dev.hermetic.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads {@code extends:}, {@code remove:} (a kind's name to its {@code paths:} and {@code
 * unless-locked:}, or to a list of paths) and {@code keep:}. A kind that the policy below has is
 * replaced, and taken out by an empty list.
 */
final class PolicyReader {
  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, RemovedKind> kinds = new LinkedHashMap<>();
  private final List<PathPattern> keep = new ArrayList<>();

  private PolicyReader(String file) {
    this.file = file;
  }

  static MinimizePolicy read(YamlNode root, String name, String file) {
    PolicyReader reader = new PolicyReader(file);
    reader.root(root);
    if (!reader.problems.isEmpty()) {
      throw new HermeticException(reader.problems);
    }
    return new MinimizePolicy(name, List.copyOf(reader.kinds.values()), reader.keep);
  }

  private void root(YamlNode root) {
    if (!(root instanceof YamlMapping mapping)) {
      problems.add(MinimizeProblems.wrongForm(root.location(), file, "is " + root.describe()));
      return;
    }
    // What it builds upon comes first, wherever the key stands.
    mapping.get("extends").ifPresent(this::base);
    for (YamlMapping.Entry entry : mapping.entries()) {
      switch (entry.key().text()) {
        case "extends" -> {}
        case "remove" -> kinds(entry.value());
        case "keep" -> keep.addAll(patterns(entry.value(), "keep:"));
        default ->
            problems.add(
                MinimizeProblems.wrongForm(
                    entry.key().location(), entry.key().text() + ":", "is no key of a policy"));
      }
    }
  }

  private void base(YamlNode value) {
    if (value instanceof YamlScalar scalar && MinimizePolicy.BUILT_IN.contains(scalar.text())) {
      MinimizePolicy base = MinimizePolicy.builtIn(scalar.text());
      base.kinds().forEach(kind -> kinds.put(kind.name(), kind));
      keep.addAll(base.keep());
    } else {
      String says = value instanceof YamlScalar scalar ? scalar.text() : value.describe();
      problems.add(
          MinimizeProblems.wrongForm(
              value.location(), "extends:", "names no policy of Hermetic's: " + says));
    }
  }

  private void kinds(YamlNode value) {
    if (!(value instanceof YamlMapping mapping)) {
      wrong(value, "remove:", "a mapping from kinds to paths");
      return;
    }
    for (YamlMapping.Entry entry : mapping.entries()) {
      String name = entry.key().text();
      RemovedKind kind = kind(name, entry.value());
      if (kind.paths().isEmpty()) {
        kinds.remove(name);
      } else {
        kinds.put(name, kind);
      }
    }
  }

  private RemovedKind kind(String name, YamlNode value) {
    if (!(value instanceof YamlMapping mapping)) {
      return new RemovedKind(name, patterns(value, name + ":"), new TreeSet<>());
    }
    List<PathPattern> paths = List.of();
    TreeSet<String> unless = new TreeSet<>();
    for (YamlMapping.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (key.equals("paths")) {
        paths = patterns(entry.value(), key + ":");
      } else if (key.equals("unless-locked")) {
        texts(entry.value(), key + ":").forEach(scalar -> unless.add(scalar.text()));
      } else {
        problems.add(
            MinimizeProblems.wrongForm(
                entry.key().location(), key + ":", "is no key of a kind"));
      }
    }
    return new RemovedKind(name, paths, unless);
  }

  private List<PathPattern> patterns(YamlNode value, String what) {
    List<PathPattern> patterns = new ArrayList<>();
    for (YamlScalar scalar : texts(value, what)) {
      String text = scalar.text().strip();
      boolean leads = List.of(text.split("/", -1)).contains("..") || text.startsWith("/");
      if (text.isEmpty() || leads || text.indexOf('\\') >= 0) {
        problems.add(
            MinimizeProblems.wrongForm(
                scalar.location(), "the path `" + text + "`", "does not start at the prefix"));
      } else if (text.startsWith("conda-meta/") || text.equals("**")) {
        problems.add(
            MinimizeProblems.wrongForm(
                scalar.location(),
                "the path `" + text + "`",
                "takes conda-meta away, by which scanners know the packages"));
      } else {
        patterns.add(PathPattern.of(text));
      }
    }
    return patterns;
  }

  private List<YamlScalar> texts(YamlNode value, String what) {
    List<YamlScalar> texts = new ArrayList<>();
    if (value instanceof YamlSequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlScalar scalar && !scalar.isNull()) {
          texts.add(scalar);
        } else {
          wrong(item, "an item of " + what, "a text");
        }
      }
    } else {
      wrong(value, what, "a list");
    }
    return texts;
  }

  private void wrong(YamlNode value, String what, String expected) {
    problems.add(
        MinimizeProblems.wrongForm(
            value.location(), what, "is " + value.describe() + ", not " + expected));
  }
}
