package dev.hermetic.explain;

import java.util.List;

/**
 * A clash with what to do about it, on all platforms on which it comes to the same and ends as well.
 *
 * @param others whether the first changes for the other clashes there are needed too
 */
record Told(Finding finding, List<Edit> edits, boolean others) {
  Told {
    edits = List.copyOf(edits);
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
