package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.text.TextTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts clashes that have one cause into the words of one. */
final class Joint {
  /** Of how many clashes the way is told; the lines of the others are named. */
  private static final int TOLD = 3;

  private static final int NAMED = 5;

  private final List<Finding> parts;
  private final Wording wording;
  private final TreeSet<Platform> platforms = new TreeSet<>();
  private final Map<RootSpec, Set<Platform>> roots = new LinkedHashMap<>();
  private final Map<List<RootSpec>, List<Finding>> clashes = new LinkedHashMap<>();
  private final Set<String> drawn = new HashSet<>();

  private Joint(List<Finding> parts, Wording wording) {
    this.parts = parts;
    this.wording = wording;
    for (Finding part : parts) {
      platforms.addAll(part.platforms());
      clashes.computeIfAbsent(part.clashing(), any -> new ArrayList<>()).add(part);
      for (RootSpec root : part.clashing()) {
        roots.computeIfAbsent(root, any -> new TreeSet<>()).addAll(part.platforms());
      }
    }
  }

  /**
   * The clashes as one.
   *
   * @param clashes at least two; those of the same specs are of unlike platforms
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
    List<RootSpec> clashing = new ArrayList<>(roots.keySet());
    clashing.sort(Questions.IN_FILE_ORDER);
    Set<String> points = new LinkedHashSet<>();
    Set<String> missing = new LinkedHashSet<>();
    for (Finding part : parts) {
      points.add(part.point());
      missing.add(part.missing());
    }
    String point = points.iterator().next();
    return new Finding(
        platforms,
        clashing,
        parts.stream().flatMap(part -> part.refutations().stream()).toList(),
        parts.get(0).kind(),
        sentence(),
        points.size() == 1 && !point.isEmpty() ? point : cause,
        missing.contains("") ? "" : Wording.join(List.copyOf(missing), "and"),
        tree(),
        parts.stream().allMatch(Finding::alike),
        parts);
  }

  private String sentence() {
    if (clashes.size() == 1) {
      return parts.get(0).sentence();
    }
    Set<RootSpec> shared = new LinkedHashSet<>(parts.get(0).clashing());
    clashes.keySet().forEach(shared::retainAll);
    if (!shared.isEmpty()) {
      List<String> others = new ArrayList<>();
      for (List<RootSpec> clash : clashes.keySet()) {
        List<RootSpec> own = clash.stream().filter(root -> !shared.contains(root)).toList();
        others.add(Wording.join(own.stream().map(wording::spec).toList(), "and"));
      }
      boolean pairs =
          clashes.keySet().stream().allMatch(clash -> clash.size() == shared.size() + 1);
      return Wording.join(shared.stream().map(wording::spec).toList(), "and")
          + " cannot be met together with "
          + (pairs ? Wording.some(others, TOLD, "or") : some(others));
    }
    List<String> all = new ArrayList<>();
    for (List<RootSpec> clash : clashes.keySet()) {
      all.add(String.join(" with ", clash.stream().map(wording::spec).toList()));
    }
    return all.size() == 2
        ? "neither " + all.get(0) + " nor " + all.get(1) + " can be met"
        : "none of " + Wording.some(all, TOLD, "and") + " can be met";
  }

  private static String some(List<String> others) {
    int more = others.size() - TOLD;
    return String.join(", nor with ", others.subList(0, Math.min(TOLD, others.size())))
        + (more > 0 ? ", nor with " + more + " more" : "");
  }

  private TextTree tree() {
    TextTree top = new TextTree("");
    int told = clashes.size() == TOLD + 1 ? TOLD + 1 : TOLD;
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
      for (TextTree child : part.tree().add(wording.root(root)).children()) {
        below.putIfAbsent(key(child), child);
        on.computeIfAbsent(key(child), any -> new TreeSet<>()).addAll(part.platforms());
      }
    }
    Set<Platform> everywhere = roots.get(root);
    below.forEach(
        (key, child) -> {
          if (!on.get(key).equals(everywhere)) {
            add(child, "on " + Wording.platforms(on.get(key)) + ": ", to);
          }
        });
    below.forEach(
        (key, child) -> {
          if (on.get(key).equals(everywhere)) {
            add(child, "", to);
          }
        });
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
