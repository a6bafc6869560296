package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A clash and its tree, for the platforms on which both say the same.
 *
 * @param refutation of the first platform; empty when it would take too long
 * @param missing what no channel has, between backticks; may be empty
 * @param tree of the first platform
 * @param alike whether the tree is the same on all platforms to the last version
 */
record Finding(
    TreeSet<Platform> platforms,
    List<RootSpec> clashing,
    Optional<Refutation> refutation,
    Explanation.Kind kind,
    String sentence,
    String point,
    String missing,
    List<String> tree,
    boolean alike) {

  private static final Pattern VERSIONS =
      Pattern.compile("\\d[\\w.!+*]*(?:(?:, | and | to )\\d[\\w.!+*]*)*");

  /** Equal for what is to be told once: the same but for versions that differ by platform. */
  String key() {
    return clash() + VERSIONS.matcher(String.join("\n", tree)).replaceAll("#");
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
        refutation,
        kind,
        sentence,
        point,
        missing,
        tree,
        alike && other.alike && tree.equals(other.tree));
  }

  boolean isAbout(String name) {
    return clashing.stream().anyMatch(root -> root.spec().name().equals(name));
  }

  Platform first() {
    return platforms.first();
  }
}
