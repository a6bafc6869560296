package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.text.TextTree;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A clash and its tree, for the platforms on which both say the same; or several that are told as one.
 *
 * @param refutations of the first platform, one for each clash unless it would take too long
 * @param missing what no channel has, between backticks; may be empty
 * @param tree of the first platform
 * @param alike whether the tree is the same on all platforms to the last version
 * @param parts the clashes that are told as one; empty where it is one
 */
record Finding(
    TreeSet<Platform> platforms,
    List<RootSpec> clashing,
    List<Refutation> refutations,
    Explanation.Kind kind,
    String sentence,
    String point,
    String missing,
    TextTree tree,
    boolean alike,
    List<Finding> parts) {

  private static final Pattern VERSIONS =
      Pattern.compile("\\d[\\w.!+*]*(?:(?:, | and | to )\\d[\\w.!+*]*)*");

  /** Equal for what is to be told once: the same but for versions that differ by platform. */
  String key() {
    return clash() + VERSIONS.matcher(String.join("\n", lines())).replaceAll("#");
  }

  /** Equal for what comes to the same, if by another way. */
  String clash() {
    return clashing + sentence + point;
  }

  /** This one, told for another platform as well. */
  Finding with(Finding other) {
    TreeSet<Platform> both = new TreeSet<>(platforms);
    both.addAll(other.platforms);
    return new Finding(
        both,
        clashing,
        refutations,
        kind,
        sentence,
        point,
        missing,
        tree,
        alike && other.alike && lines().equals(other.lines()),
        parts);
  }

  /** The tree as it is drawn. */
  List<String> lines() {
    return tree.draw();
  }

  /** Whether every tree says why. */
  boolean traced() {
    return kind != Explanation.Kind.CLASH || refutations.size() >= Math.max(1, parts.size());
  }

  /** Whether no clash in it has all specs of one in the other, but for the same on other platforms. */
  boolean isApart(Finding other) {
    return single().stream()
        .allMatch(
            one ->
                other.single().stream()
                    .allMatch(
                        two ->
                            one.clashing().equals(two.clashing())
                                || !one.clashing().containsAll(two.clashing())
                                    && !two.clashing().containsAll(one.clashing())));
  }

  /** The clashes that it is made of, itself where it is one. */
  List<Finding> single() {
    return parts.isEmpty() ? List.of(this) : parts;
  }

  boolean isAbout(String name) {
    return clashing.stream().anyMatch(root -> root.spec().name().equals(name));
  }

  Platform first() {
    return platforms.first();
  }
}
