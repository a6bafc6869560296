package dev.hermetic.scan;

/**
 * An advisory of a package that nobody can judge by: neither a finding nor none.
 *
 * @param advisory its id
 * @param reason why, a phrase without full stop
 */
public record Undecided(Subject subject, String advisory, String reason)
    implements Comparable<Undecided> {
  @Override
  public int compareTo(Undecided other) {
    int order = subject.compareTo(other.subject);
    return order == 0 ? advisory.compareTo(other.advisory) : order;
  }
}
