package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lines of the user that cannot be met together, none of which could be left out for that.
 *
 * @param roots these lines, in the user's order
 * @param tree from each of these lines down to where they meet; indented with lines of a tree
 * @param changes what would solve it, each alone: found by resolving with it. Where there are several
 *     clashes, the first changes of those that have no line in common go together, and for others the
 *     lines are left out that the clash does not have. Empty when nothing was found
 * @param hasOtherVersions whether one of the changes is another version, and not to do without what was
 *     asked for
 * @param unknown projects in it that nobody has
 * @param unusable why candidates that count in it are of no use for the target, as these say it
 */
public record Clash(
    List<Root> roots,
    List<String> tree,
    List<String> changes,
    boolean hasOtherVersions,
    SortedSet<ProjectName> unknown,
    SortedMap<ProjectName, SortedSet<String>> unusable) {
  public Clash {
    roots = List.copyOf(roots);
    tree = List.copyOf(tree);
    changes = List.copyOf(changes);
    unknown = Collections.unmodifiableSortedSet(new TreeSet<>(unknown));
    unusable = Collections.unmodifiableSortedMap(new TreeMap<>(unusable));
  }
}
