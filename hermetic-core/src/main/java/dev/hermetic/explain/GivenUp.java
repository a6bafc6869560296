package dev.hermetic.explain;

import dev.hermetic.environment.Written;
import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is left of a line of the user when its spec is given up where it clashes. */
final class GivenUp {
  private GivenUp() {}

  /**
   * The spec for the platforms that can have it, or for none.
   *
   * @param all the clashes of all platforms
   * @param already where the line is given up for other clashes
   */
  static Edit.Rewrite edit(
      RootSpec root,
      Finding finding,
      List<Finding> all,
      Set<Platform> already,
      Plan plan,
      Wording wording) {
    if (root.appended()) {
      // No selector takes the section away from one platform.
      String section = "leave out the `pip:` section (" + Wording.place(root.location()) + ")";
      return new Edit.Rewrite(root, null, null, section);
    }
    Set<Platform> asked = new TreeSet<>(plan.platforms());
    asked.removeIf(platform -> !plan.roots(platform).contains(root));
    asked.addAll(finding.platforms());
    Set<Platform> broken = broken(root, finding, all);
    broken.addAll(already);
    Set<Platform> rest = new TreeSet<>(asked);
    rest.removeAll(broken);
    List<String> lines = Selectors.lines(wording.written(root), rest, asked);
    return new Edit.Rewrite(
        root,
        null,
        Set.copyOf(broken),
        lines.isEmpty()
            ? "leave out "
                + wording.root(root)
                + (rest.isEmpty() ? "" : " on " + Wording.platforms(finding.platforms()))
            : "limit "
                + wording.root(root)
                + " to "
                + Wording.platforms(rest)
                + (root.written() == Written.IN_BRACKETS
                    ? ", in a list with each spec on a line of its own: "
                    : ": ")
                + Wording.join(lines, "and"));
  }

  /**
   * Where the spec cannot be had whatever else changes: the platforms of the clash, and others on
   * which it clashes with no other specs than here. A limit that named them would not hold.
   */
  private static Set<Platform> broken(RootSpec root, Finding finding, List<Finding> all) {
    Set<Platform> broken = new TreeSet<>(finding.platforms());
    for (Finding other : all) {
      if (other.clashing().contains(root) && finding.clashing().containsAll(other.clashing())) {
        broken.addAll(other.platforms());
      }
    }
    return broken;
  }
}
