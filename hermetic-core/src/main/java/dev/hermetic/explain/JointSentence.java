package dev.hermetic.explain;

import dev.hermetic.solve.RootSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says of several clashes in one sentence what cannot be met. */
final class JointSentence {
  private final Set<List<RootSpec>> clashes;
  private final Wording wording;

  /** @param clashes the specs of each, in order */
  JointSentence(Set<List<RootSpec>> clashes, Wording wording) {
    this.clashes = clashes;
    this.wording = wording;
  }

  /** The sentence without full stop and platforms. */
  String sentence() {
    List<RootSpec> least =
        clashes.stream().min(Comparator.comparingInt(List::size)).orElseThrow();
    String cannot =
        Wording.join(specs(least), "and")
            + (least.size() == 1 ? " cannot be met" : " cannot be met together");
    if (clashes.size() == 1) {
      return cannot;
    }
    Set<RootSpec> shared = new LinkedHashSet<>(clashes.iterator().next());
    clashes.forEach(shared::retainAll);
    if (shared.containsAll(least)) {
      return cannot + ", or only without " + some(own(shared), "or", "and", ", and without ") + ",";
    }
    if (!shared.isEmpty()) {
      return Wording.join(specs(shared), "and")
          + " cannot be met together with "
          + some(own(shared), "and", "or", ", nor with ");
    }
    List<String> all = new ArrayList<>();
    for (List<RootSpec> clash : clashes) {
      all.add(String.join(" with ", specs(clash)));
    }
    return all.size() == 2
        ? "neither " + all.get(0) + " nor " + all.get(1) + " can be met"
        : "none of " + Wording.some(all, Joint.TOLD, "and") + " can be met";
  }

  private List<String> specs(Collection<RootSpec> some) {
    return some.stream().map(wording::spec).toList();
  }

  /** What each clash has beside the specs of all, a list for each. */
  private List<List<String>> own(Set<RootSpec> shared) {
    List<List<String>> own = new ArrayList<>();
    for (List<RootSpec> clash : clashes) {
      List<RootSpec> rest = clash.stream().filter(root -> !shared.contains(root)).toList();
      if (!rest.isEmpty()) {
        own.add(specs(rest));
      }
    }
    return own;
  }

  /**
   * Lists in words.
   *
   * @param inside the word in a list
   * @param between the word before the last, where each is of one
   * @param next the words between them, where not
   */
  private static String some(
      List<List<String>> lists, String inside, String between, String next) {
    List<String> texts = lists.stream().map(one -> Wording.join(one, inside)).toList();
    if (lists.stream().allMatch(one -> one.size() == 1)) {
      return Wording.some(texts, Joint.TOLD, between);
    }
    int more = texts.size() - Joint.TOLD;
    return String.join(next, texts.subList(0, Math.min(Joint.TOLD, texts.size())))
        + (more > 0 ? next + more + " more" : "");
  }
}
