package dev.hermetic.policy;

/**
 * What would be forbidden, and is let through.
 *
 * @param reason why
 * @param owner who says so
 * @param until the last day on which it counts, {@code 2026-12-31}; empty for no end
 * @param source the place of the exception, or the VEX document
 * @param justification OpenVEX's word; empty where the risk is taken
 */
public record Excused(
    Violation violation,
    String reason,
    String owner,
    String until,
    String source,
    String justification)
    implements Comparable<Excused> {
  @Override
  public int compareTo(Excused other) {
    int order = violation.compareTo(other.violation);
    return order == 0 ? source.compareTo(other.source) : order;
  }
}
