package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.text.TextTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws the trees of several clashes as one, with what is the same in them once. */
final class JointTree {
  private static final int NAMED = 5;

  private final Map<List<RootSpec>, List<Finding>> clashes;
  private final Map<Finding, TextTree> trees;
  private final Wording wording;
  private final Set<Platform> platforms = new TreeSet<>();
  private final Map<RootSpec, Set<Platform>> roots = new LinkedHashMap<>();
  private final Set<String> drawn = new HashSet<>();

  /**
   * @param clashes those of the same specs together
   * @param trees of each of them
   */
  JointTree(
      Map<List<RootSpec>, List<Finding>> clashes, Map<Finding, TextTree> trees, Wording wording) {
    this.clashes = clashes;
    this.trees = trees;
    this.wording = wording;
    for (Finding part : trees.keySet()) {
      platforms.addAll(part.platforms());
    }
    clashes.forEach(
        (specs, parts) -> {
          for (RootSpec root : specs) {
            Set<Platform> on = roots.computeIfAbsent(root, any -> new TreeSet<>());
            parts.forEach(part -> on.addAll(part.platforms()));
          }
        });
  }

  /** A tree whose top has the lines of the user. */
  TextTree tree() {
    TextTree top = new TextTree("");
    int told = clashes.size() == Joint.TOLD + 1 ? Joint.TOLD + 1 : Joint.TOLD;
    Map<RootSpec, List<Finding>> ways = new TreeMap<>(Questions.IN_FILE_ORDER);
    clashes.entrySet().stream()
        .limit(told)
        .forEach(
            clash ->
                clash
                    .getKey()
                    .forEach(
                        root ->
                            ways.computeIfAbsent(root, any -> new ArrayList<>())
                                .addAll(clash.getValue())));
    ways.forEach((root, of) -> tell(root, of, top.add(line(root))));
    List<String> others =
        roots.keySet().stream().filter(root -> !ways.containsKey(root)).map(this::line).toList();
    if (!others.isEmpty()) {
      top.add("and " + others.size() + " more: " + Wording.some(others, NAMED, "and"));
    }
    return top;
  }

  /** The line of the user, with where it clashes if that is not everywhere. */
  private String line(RootSpec root) {
    Set<Platform> on = roots.get(root);
    return wording.root(root) + (on.equals(platforms) ? "" : " on " + Wording.platforms(on));
  }

  /** What is below a line in the clashes that it is in, with where that is so if not everywhere. */
  private void tell(RootSpec root, List<Finding> of, TextTree to) {
    Map<String, TextTree> below = new LinkedHashMap<>();
    Map<String, Set<Platform>> on = new LinkedHashMap<>();
    for (Finding part : of) {
      for (TextTree child : trees.get(part).add(wording.root(root)).children()) {
        below.putIfAbsent(key(child), child);
        on.computeIfAbsent(key(child), any -> new TreeSet<>()).addAll(part.platforms());
      }
    }
    Map<Set<Platform>, List<TextTree>> groups = new LinkedHashMap<>();
    below.forEach(
        (key, child) -> groups.computeIfAbsent(on.get(key), any -> new ArrayList<>()).add(child));
    List<TextTree> everywhere = groups.remove(roots.get(root));
    groups.forEach((platforms, lines) -> tell(platforms, lines, to));
    if (everywhere != null) {
      everywhere.forEach(line -> add(line, "", to));
    }
  }

  /** What is so on some platforms; what there is and where it can be had in one line. */
  private void tell(Set<Platform> platforms, List<TextTree> lines, TextTree to) {
    String before = "on " + Wording.platforms(platforms) + ": ";
    if (lines.stream().allMatch(line -> line.children().isEmpty())) {
      to.add(before + lines.stream().map(TextTree::text).collect(Collectors.joining("; ")));
    } else {
      lines.forEach(line -> add(line, before, to));
    }
  }

  private static String key(TextTree line) {
    return line.text() + "\n" + String.join("\n", line.draw());
  }

  /** Adds a line and what is below it; what is drawn already is only named. */
  private void add(TextTree line, String before, TextTree to) {
    boolean again = !line.children().isEmpty() && !drawn.add(key(line));
    TextTree added = to.add(before + line.text() + (again ? ", see above" : ""));
    if (!again) {
      line.children().forEach(child -> add(child, "", added));
    }
  }
}
