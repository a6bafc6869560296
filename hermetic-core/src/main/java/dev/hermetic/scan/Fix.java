package dev.hermetic.scan;

import java.util.List;

/**
 * A change of the lock that was tried.
 *
 * @param packages what was asked to be newer, each as {@code name>=version}
 * @param moves what would change, each {@code name from → to} with its platforms, most telling first;
 *     empty when it cannot be done
 * @param fixes ids of the findings that are gone then, with their packages: {@code id (name version)}
 * @param remains how many findings the lock would have then
 * @param problem why it cannot be done, a sentence without full stop; empty when it can
 */
public record Fix(
    List<String> packages, List<String> moves, List<String> fixes, int remains, String problem) {
  public Fix {
    packages = List.copyOf(packages);
    moves = List.copyOf(moves);
    fixes = List.copyOf(fixes);
  }

  /** What makes the change. */
  public String command() {
    return "mvn hermetic:update -Dhermetic.packages=\"" + String.join(",", packages) + "\"";
  }

  public boolean works() {
    return problem.isEmpty();
  }
}
