package dev.hermetic.report.model;

import com.fasterxml.jackson.core.JacksonException;
import dev.hermetic.text.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads files that goals have left in the build folder; they may have been written by anybody. */
final class JsonFacts {
  private static final long MOST_BYTES = 256L << 20;

  private JsonFacts() {}

  /**
   * The document.
   *
   * @throws IOException when it cannot be read, is too large, or is of another format; the message
   *     says which, a clause for people
   */
  static Map<?, ?> read(Path file, int format) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("it is larger than any such file");
    }
    Object tree;
    try {
      tree = JsonTree.read(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new IOException("it is no JSON", e);
    }
    if (!(tree instanceof Map<?, ?> root) || number(root.get("format"), -1) != format) {
      throw new IOException("another version of Hermetic wrote it");
    }
    return root;
  }

  static ScanPart scan(Map<?, ?> root) {
    Map<?, ?> summary = child(root, "summary");
    List<ScanPart.Finding> findings = new ArrayList<>();
    children(root, "findings").forEach(one -> findings.add(finding(one)));
    List<ScanPart.Finding> undecided = new ArrayList<>();
    for (Map<?, ?> one : children(root, "undecided")) {
      undecided.add(
          new ScanPart.Finding(
              text(one, "advisory"), List.of(), text(one, "origin"), text(one, "name"),
              text(one, "version"), "unknown", "", "", text(one, "reason"), ""));
    }
    List<ScanPart.Uncovered> uncovered = new ArrayList<>();
    for (Map<?, ?> one : children(root, "packages")) {
      if (text(one, "coverage").equals("none")) {
        uncovered.add(
            new ScanPart.Uncovered(
                text(one, "origin"), text(one, "name"), text(one, "version"), text(one, "reason")));
      }
    }
    List<ScanPart.Fix> fixes = new ArrayList<>();
    for (Map<?, ?> one : children(root, "fixes")) {
      fixes.add(
          new ScanPart.Fix(
              texts(one, "packages"),
              text(one, "command"),
              Boolean.TRUE.equals(one.get("works")),
              text(one, "problem")));
    }
    return new ScanPart(
        (int) number(summary.get("packages"), 0),
        numbers(child(summary, "coverage")),
        numbers(child(summary, "severities")),
        findings,
        undecided,
        uncovered,
        fixes,
        text(child(root, "database"), "place"),
        text(child(root, "database"), "newest"),
        texts(root, "notes"));
  }

  private static ScanPart.Finding finding(Map<?, ?> one) {
    List<String> names =
        children(one, "ways").stream().findFirst().map(way -> texts(way, "names")).orElse(List.of());
    return new ScanPart.Finding(
        text(one, "id"),
        texts(one, "aliases"),
        text(one, "origin"),
        text(one, "name"),
        text(one, "version"),
        text(one, "severity"),
        one.get("score") instanceof Number score ? score.toString() : "",
        text(one, "fixedIn"),
        text(one, "summary"),
        String.join(" → ", names));
  }

  static VerdictPart verdict(Map<?, ?> root) {
    List<VerdictPart.Violation> violations = new ArrayList<>();
    children(root, "violations").forEach(one -> violations.add(violation(one)));
    List<VerdictPart.Violation> excused = new ArrayList<>();
    children(root, "excused").forEach(one -> excused.add(violation(one)));
    return new VerdictPart(
        Boolean.TRUE.equals(root.get("passed")),
        text(root, "summary"),
        text(root, "judged"),
        text(child(root, "policy"), "file"),
        text(child(root, "lock"), "sha256"),
        violations,
        excused,
        texts(root, "notes"));
  }

  private static VerdictPart.Violation violation(Map<?, ?> one) {
    return new VerdictPart.Violation(
        text(one, "code"),
        text(one, "rule"),
        text(one, "package"),
        text(one, "version"),
        text(one, "vulnerability"),
        text(one, "severity"),
        text(one, "fact"),
        text(one, "fix"),
        text(one, "reason"),
        text(one, "owner"),
        text(one, "until"),
        text(one, "source"));
  }

  private static SortedMap<String, Long> numbers(Map<?, ?> of) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    of.forEach((name, value) -> numbers.put((String) name, number(value, 0)));
    return numbers;
  }

  private static long number(@Nullable Object value, long otherwise) {
    return value instanceof Number number ? number.longValue() : otherwise;
  }

  /** Without members where there is no such object. */
  private static Map<?, ?> child(Map<?, ?> of, String name) {
    return of.get(name) instanceof Map<?, ?> child ? child : Map.of();
  }

  /** The objects of a list; none where there is no such list. */
  private static List<Map<?, ?>> children(Map<?, ?> of, String name) {
    List<Map<?, ?>> children = new ArrayList<>();
    for (Object one : list(of, name)) {
      if (one instanceof Map<?, ?> child) {
        children.add(child);
      }
    }
    return children;
  }

  private static List<?> list(Map<?, ?> of, String name) {
    return of.get(name) instanceof List<?> list ? list : List.of();
  }

  private static String text(Map<?, ?> of, String name) {
    return text(of.get(name));
  }

  /** Numbers and truth values as they are written; empty for what is no single value. */
  private static String text(@Nullable Object value) {
    return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
  }

  private static List<String> texts(Map<?, ?> of, String name) {
    return list(of, name).stream().map(JsonFacts::text).toList();
  }
}
