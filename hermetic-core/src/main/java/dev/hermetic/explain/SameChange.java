package dev.hermetic.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts together what the same change mends, and what the same channel would. */
final class SameChange {
  private final Plan start;
  private final Wording wording;

  /** @param start the requests as they are */
  SameChange(Plan start, Wording wording) {
    this.start = start;
    this.wording = wording;
  }

  /** One for all of the same change or the same lack, in the order of the first of each. */
  List<Told> joined(Collection<Told> all) {
    return clusters(clusters(all, SameChange::change, this::mended), SameChange::lack, this::lacking);
  }

  /** Equal for what is mended by the same change; empty where nothing is. */
  private static String change(Told told) {
    return told.edits().isEmpty() ? "" : told.edits().get(0).text();
  }

  /** Equal for what the same channel would mend, where nothing else is known to; empty for others. */
  private static String lack(Told told) {
    Finding finding = told.finding();
    boolean missing =
        finding.kind() == Explanation.Kind.UNKNOWN_NAME
            ? finding.clashing().stream().noneMatch(root -> root.appended())
            : !finding.missing().isEmpty();
    return told.givesUp() && missing
        ? finding.kind() + finding.platforms().toString() + finding.missing() + finding.point()
        : "";
  }

  private static List<Told> clusters(
      Collection<Told> all, Function<Told, String> key, Function<List<Told>, Told> join) {
    List<List<Told>> clusters = new ArrayList<>();
    Map<String, List<List<Told>>> byKey = new LinkedHashMap<>();
    for (Told told : all) {
      String of = key.apply(told);
      List<List<Told>> known =
          of.isEmpty()
              ? new ArrayList<>()
              : byKey.computeIfAbsent(of, any -> new ArrayList<>());
      List<Told> cluster =
          known.stream()
              .filter(some -> reads(some, told))
              .findFirst()
              .orElse(null);
      if (cluster == null) {
        cluster = new ArrayList<>();
        known.add(cluster);
        clusters.add(cluster);
      }
      cluster.add(told);
    }
    return clusters.stream()
        .map(cluster -> cluster.size() == 1 ? cluster.get(0) : join.apply(cluster))
        .toList();
  }

  private static boolean reads(List<Told> some, Told more) {
    return Joint.reads(Stream.concat(some.stream(), Stream.of(more)).map(Told::finding).toList());
  }

  private Told mended(List<Told> some) {
    String cause = some.get(0).edits().get(0).cause();
    Finding joint = Joint.of(some.stream().map(Told::finding).toList(), cause, wording);
    List<Edit> common =
        some.get(0).edits().stream()
            .filter(edit -> some.stream().allMatch(one -> one.texts().contains(edit.text())))
            .toList();
    return told(joint, common);
  }

  /** With all that they share, or with no more than the first change where that does alone. */
  private Told told(Finding joint, List<Edit> edits) {
    List<Edit> alone =
        edits.stream().filter(edit -> start.isSolvable(joint.platforms(), edit)).toList();
    boolean others = !edits.isEmpty() && !alone.contains(edits.get(0));
    return new Told(joint, others ? edits : alone, others);
  }

  private Told lacking(List<Told> some) {
    List<Finding> findings = some.stream().map(Told::finding).toList();
    boolean unknown = findings.get(0).kind() == Explanation.Kind.UNKNOWN_NAME;
    Finding joint =
        unknown
            ? Joint.unknown(findings, wording)
            : Joint.of(findings, "no channel has " + findings.get(0).missing(), wording);
    boolean all = some.stream().noneMatch(one -> one.edits().isEmpty());
    return told(
        joint,
        all
            ? List.of(new Edit.Several(some.stream().map(one -> one.edits().get(0)).toList()))
            : List.of());
  }
}
