package dev.hermetic.explain;

import java.util.List;

/**
 * A clash with what to do about it, on all platforms on which it comes to the same and ends as well.
 *
 * @param others whether the first changes for the other clashes there are needed too
 * @param oneByOne whether the first changes for all clashes were found not to go together
 */
record Told(Finding finding, List<Edit> edits, boolean others, boolean oneByOne) {
  Told {
    edits = List.copyOf(edits);
  }

  Told(Finding finding, List<Edit> edits, boolean others) {
    this(finding, edits, others, false);
  }

  /** The same, as what does not go together with the others. */
  Told asOneByOne() {
    return new Told(finding, edits, others, true);
  }

  List<String> texts() {
    return edits.stream().map(Edit::text).toList();
  }

  /** Equal for what is told once as it is on the first platform. */
  String key() {
    return finding.point().isEmpty() ? finding.key() : finding.clash() + texts();
  }

  /** The same clash on other platforms. */
  Told with(Told other) {
    return new Told(finding.with(other.finding), edits, others);
  }

  /** Whether nothing but giving up a spec is known to help. */
  boolean givesUp() {
    return edits.stream().allMatch(Edit::givesUp);
  }
}
