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
  private final Set<String> drawn = new HashSet<>();

  private Joint(List<Finding> parts, Wording wording) {
    this.parts = parts;
    this.wording = wording;
    for (Finding part : parts) {
      platforms.addAll(part.platforms());
      for (RootSpec root : part.clashing()) {
        roots.computeIfAbsent(root, any -> new TreeSet<>()).addAll(part.platforms());
      }
    }
  }

  /**
   * The clashes as one.
   *
   * @param clashes at least two, none of which has all specs of another
   * @param cause what they come to where they do not say it themselves; may be empty
   */
  static Finding of(Collection<Finding> clashes, String cause, Wording wording) {
    List<Finding> parts = new ArrayList<>(clashes);
    parts.sort(
        Comparator.comparing((Finding part) -> part.clashing().get(0), Questions.IN_FILE_ORDER)
            .thenComparing(
                part -> part.clashing().get(part.clashing().size() - 1), Questions.IN_FILE_ORDER));
    return new Joint(parts, wording).finding(cause);
  }

  private Finding finding(String cause) {
    List<RootSpec> clashing = new ArrayList<>(roots.keySet());
    clashing.sort(Questions.IN_FILE_ORDER);
    String point = parts.get(0).point();
    boolean agree = parts.stream().allMatch(part -> part.point().equals(point));
    return new Finding(
        platforms,
        clashing,
        parts.stream().flatMap(part -> part.refutations().stream()).toList(),
        parts.get(0).kind(),
        sentence(),
        agree && !point.isEmpty() ? point : cause,
        "",
        tree(),
        parts.stream().allMatch(Finding::alike),
        parts);
  }

  private String sentence() {
    Set<RootSpec> shared = new LinkedHashSet<>(parts.get(0).clashing());
    parts.forEach(part -> shared.retainAll(part.clashing()));
    if (!shared.isEmpty()) {
      List<String> others = new ArrayList<>();
      for (Finding part : parts) {
        others.add(
            Wording.join(
                part.clashing().stream()
                    .filter(root -> !shared.contains(root))
                    .map(wording::spec)
                    .toList(),
                "and"));
      }
      boolean pairs =
          parts.stream().allMatch(part -> part.clashing().size() == shared.size() + 1);
      return Wording.join(shared.stream().map(wording::spec).toList(), "and")
          + " cannot be met together with "
          + (pairs ? Wording.some(others, TOLD, "or") : some(others));
    }
    List<String> all = new ArrayList<>();
    for (Finding part : parts) {
      all.add(String.join(" with ", part.clashing().stream().map(wording::spec).toList()));
    }
    return all.size() == 2
        ? "neither " + all.get(0) + " nor " + all.get(1) + " can be met"
        : "none of " + Wording.some(all, TOLD, "and") + " can be met";
  }

  private TextTree tree() {
    TextTree top = new TextTree("");
    int told = parts.size() == TOLD + 1 ? TOLD + 1 : Math.min(TOLD, parts.size());
    Set<RootSpec> named = new TreeSet<>(Questions.IN_FILE_ORDER);
    parts.subList(0, told).forEach(part -> named.addAll(part.clashing()));
    named.forEach(root -> top.add(line(root)));
    for (Finding part : parts.subList(0, told)) {
      for (RootSpec root : part.clashing()) {
        add(part.tree().add(wording.root(root)), top.add(line(root)));
      }
    }
    List<String> others = new ArrayList<>();
    for (Finding part : parts.subList(told, parts.size())) {
      part.clashing().stream().filter(named::add).forEach(root -> others.add(line(root)));
    }
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

  private static String some(List<String> others) {
    int more = others.size() - TOLD;
    return String.join(", nor with ", others.subList(0, Math.min(TOLD, others.size())))
        + (more > 0 ? ", nor with " + more + " more" : "");
  }

  /** Adds what is below a line; what is drawn already is only named. */
  private void add(TextTree from, TextTree to) {
    for (TextTree child : from.children()) {
      boolean again =
          !child.children().isEmpty()
              && !drawn.add(child.text() + String.join("\n", child.draw()));
      TextTree line = to.add(again ? child.text() + ", see above" : child.text());
      if (!again) {
        add(child, line);
      }
    }
  }
}
