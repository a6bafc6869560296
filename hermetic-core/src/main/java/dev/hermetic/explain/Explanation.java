package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import java.util.List;

/**
 * Why some specs cannot be met together, and what to do about it.
 *
 * @param platforms where it is so, in order
 * @param clashing the user's specs that clash, in the order of the file; without any one of them
 *     the others can be met, as far as the limits allowed to see that
 * @param unknownName whether it is one spec for a package that no channel has for the platforms
 * @param sentence the clash in a sentence without full stop
 * @param point what it comes to, without full stop; may be empty
 * @param tree lines of a tree from the user's lines down to what cannot be; empty for an unknown name
 * @param alike whether the tree is the same on all platforms; else the versions in it are those of
 *     the first
 * @param traced whether the tree says why; else it only names the specs, since the rest would take
 *     more than the limits allow
 * @param changes what to do, the smallest first: each one alone makes an answer possible on all of
 *     the platforms, where {@code others} allow it; empty when none was found
 * @param others whether the other explanations' first changes are needed as well
 */
public record Explanation(
    List<Platform> platforms,
    List<RootSpec> clashing,
    boolean unknownName,
    String sentence,
    String point,
    List<String> tree,
    boolean alike,
    boolean traced,
    List<String> changes,
    boolean others) {
  public Explanation {
    platforms = List.copyOf(platforms);
    clashing = List.copyOf(clashing);
    tree = List.copyOf(tree);
    changes = List.copyOf(changes);
  }
}
