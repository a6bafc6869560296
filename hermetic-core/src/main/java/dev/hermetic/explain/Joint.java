package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.text.TextTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts clashes that have one cause into the words of one. */
final class Joint {
  /** Of how many clashes the way is told; the lines of the others are named. */
  static final int TOLD = 3;

  private final List<Finding> parts;
  private final Wording wording;
  private final Map<List<RootSpec>, List<Finding>> clashes = new LinkedHashMap<>();
  private final Map<Finding, TextTree> trees = new IdentityHashMap<>();

  private Joint(List<Finding> parts, Wording wording) {
    this.parts = parts;
    this.wording = wording;
    for (Finding part : parts) {
      clashes.computeIfAbsent(part.clashing(), any -> new ArrayList<>()).add(part);
      trees.put(part, tree(part));
    }
  }

  /**
   * Whether it can be said of them in one sentence: none of the clashes has all specs of another, or
   * all have those of the smallest, which does not clash where the others do.
   */
  static boolean reads(Collection<Finding> some) {
    List<Finding> single = some.stream().flatMap(one -> one.single().stream()).toList();
    Finding least =
        single.stream().min(Comparator.comparingInt(one -> one.clashing().size())).orElseThrow();
    return single.stream().allMatch(one -> single.stream().allMatch(one::isApart))
        || single.stream().allMatch(one -> isWithin(least, one));
  }

  private static boolean isWithin(Finding least, Finding one) {
    return one.clashing().equals(least.clashing())
        || one.clashing().containsAll(least.clashing())
            && Collections.disjoint(one.platforms(), least.platforms());
  }

  /**
   * The clashes as one.
   *
   * @param clashes at least two that read as one; those of the same specs are of unlike platforms
   * @param cause what they come to where they do not say it themselves; may be empty
   */
  static Finding of(Collection<Finding> clashes, String cause, Wording wording) {
    List<Finding> parts = new ArrayList<>();
    clashes.forEach(one -> parts.addAll(one.parts().isEmpty() ? List.of(one) : one.parts()));
    parts.sort(
        Comparator.comparing((Finding part) -> part.clashing().get(0), Questions.IN_FILE_ORDER)
            .thenComparing(
                part -> part.clashing().get(part.clashing().size() - 1), Questions.IN_FILE_ORDER)
            .thenComparing(Finding::first));
    return new Joint(parts, wording).finding(cause);
  }

  /** Names that no channel has, as one. */
  static Finding unknown(List<Finding> names, Wording wording) {
    String point = names.get(0).point();
    TextTree lines = new TextTree("");
    List<RootSpec> roots =
        names.stream()
            .flatMap(name -> name.clashing().stream())
            .sorted(Questions.IN_FILE_ORDER)
            .toList();
    roots.forEach(root -> lines.add(wording.root(root)));
    return new Finding(
        names.get(0).platforms(),
        roots,
        List.of(),
        Explanation.Kind.UNKNOWN_NAME,
        "no channel has packages named "
            + Wording.some(roots.stream().map(root -> "`" + root.spec().name() + "`").toList(), TOLD),
        point.isEmpty() ? "" : "of each " + point,
        "",
        lines,
        true,
        names);
  }

  private Finding finding(String cause) {
    TreeSet<Platform> platforms = new TreeSet<>();
    Set<String> missing = new LinkedHashSet<>();
    for (Finding part : parts) {
      platforms.addAll(part.platforms());
      missing.add(missing(part));
    }
    String point = point(cause);
    trees.replaceAll((part, tree) -> without(point, tree));
    return new Finding(
        platforms,
        clashes.keySet().stream()
            .flatMap(List::stream)
            .distinct()
            .sorted(Questions.IN_FILE_ORDER)
            .toList(),
        parts.stream().flatMap(part -> part.refutations().stream()).toList(),
        Explanation.Kind.CLASH,
        new JointSentence(clashes.keySet(), wording).sentence(),
        point,
        missing.contains("") ? "" : Wording.join(List.copyOf(missing), "and"),
        new JointTree(clashes, trees, wording).tree(),
        parts.stream().allMatch(Finding::alike),
        parts);
  }

  private static boolean isUnknown(Finding part) {
    return part.kind() == Explanation.Kind.UNKNOWN_NAME;
  }

  private String missing(Finding part) {
    return isUnknown(part) ? wording.spec(part.clashing().get(0)) : part.missing();
  }

  /** The tree of a clash; of a name that no channel has, the line that says so. */
  private TextTree tree(Finding part) {
    if (!isUnknown(part)) {
      return part.tree();
    }
    RootSpec root = part.clashing().get(0);
    TextTree tree = new TextTree("");
    tree.add(wording.root(root))
        .add(
            "no channel has a package named `"
                + root.spec().name()
                + "`"
                + (part.point().isEmpty() ? "" : ", but " + part.point()));
    return tree;
  }

  /** What all come to: what they say themselves, else the line at which all their ways end. */
  private String point(String cause) {
    Set<String> points = new LinkedHashSet<>();
    Set<String> ends = new LinkedHashSet<>();
    for (Finding part : parts) {
      points.add(isUnknown(part) ? "" : part.point());
      Set<String> own = new LinkedHashSet<>();
      trees.get(part).children().forEach(root -> root.children().forEach(line -> ends(line, own)));
      ends.addAll(own.isEmpty() ? Set.of("") : own);
    }
    String point = points.iterator().next();
    if (points.size() == 1 && !point.isEmpty()) {
      return point;
    }
    String end = ends.iterator().next();
    return ends.size() == 1 && !end.isEmpty() ? end : cause;
  }

  private static void ends(TextTree line, Set<String> ends) {
    if (line.children().isEmpty()) {
      ends.add(line.text());
    }
    line.children().forEach(below -> ends(below, ends));
  }

  /** The same tree without the ends that are said before it. */
  private static TextTree without(String end, TextTree tree) {
    TextTree rest = new TextTree("");
    copy(tree, end, rest);
    return rest;
  }

  private static void copy(TextTree from, String end, TextTree to) {
    for (TextTree line : from.children()) {
      if (!line.children().isEmpty() || !line.text().equals(end)) {
        copy(line, end, to.add(line.text()));
      }
    }
  }
}
