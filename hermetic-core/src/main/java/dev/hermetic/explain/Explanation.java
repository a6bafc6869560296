package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import dev.hermetic.solve.RootSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why some specs cannot be met together, and what to do about it.
 *
 * @param platforms where it is so, in order
 * @param clashing the user's specs that clash, in the order of the file; without any one of them
 *     the others can be met, as far as the limits allowed to see that
 * @param kind what it is about
 * @param sentence the clash in a sentence without full stop
 * @param point what it comes to, without full stop; may be empty
 * @param tree lines of a tree from the user's lines down to what cannot be; empty where it is no
 *     clash
 * @param alike whether the tree is the same on all platforms; else it is that of the first, with
 *     its versions
 * @param traced whether the tree says why; else it only names the specs, since the rest would take
 *     more than the limits allow
 * @param changes what to do, the smallest first: each one alone makes an answer possible on all of
 *     the platforms, where {@code others} allow it; empty when none was found
 * @param missing a spec between backticks that no channel has, where nothing but giving up a spec
 *     makes an answer possible as the channels are; else empty
 * @param maybePip whether the name may be one that only PyPI has
 * @param others whether the other explanations' first changes are needed as well
 * @param oneByOne whether the first changes of all explanations were found not to go together
 */
public record Explanation(
    List<Platform> platforms,
    List<RootSpec> clashing,
    Kind kind,
    String sentence,
    String point,
    List<String> tree,
    boolean alike,
    boolean traced,
    List<String> changes,
    String missing,
    boolean maybePip,
    boolean others,
    boolean oneByOne) {

  /** What an explanation is about. */
  public enum Kind {
    /** Specs that cannot be met together, or one that cannot be met. */
    CLASH,
    /** One spec for a package that no channel has for the platforms. */
    UNKNOWN_NAME,
    /** Channels that have nothing at all for the platforms; told at the first spec. */
    NO_PACKAGES
  }

  public Explanation {
    platforms = List.copyOf(platforms);
    clashing = List.copyOf(clashing);
    tree = List.copyOf(tree);
    changes = List.copyOf(changes);
  }

  /** What a user is told. */
  public Problem problem() {
    return new Problem(
        kind == Kind.CLASH ? "HERM-SOLVE-001" : "HERM-SOLVE-002",
        Problem.Kind.INPUT,
        clashing.get(0).location().toString(),
        fact(),
        fix());
  }

  private String fact() {
    StringBuilder fact = new StringBuilder(sentence).append(on());
    if (!point.isEmpty()) {
      fact.append(kind == Kind.CLASH ? ": " : "; ").append(point);
    } else if (!tree.isEmpty()) {
      fact.append(':');
    }
    tree.forEach(line -> fact.append("\n  ").append(line));
    if (!alike) {
      fact.append("\n  (told as it is on ").append(platforms.get(0)).append(')');
    }
    if (!traced) {
      fact.append("\n  (what they come to would take too many steps to tell)");
    }
    return fact.toString();
  }

  private String fix() {
    List<String> fixes = new ArrayList<>(changes);
    if (kind == Kind.NO_PACKAGES) {
      fixes.add(
          "correct the channels, or name platforms that they have packages for"
              + " (`platforms:` or -Dhermetic.platforms)");
    } else if (kind == Kind.UNKNOWN_NAME) {
      // The spelling is right where other platforms have the package.
      boolean check = changes.isEmpty() && point.isEmpty();
      boolean one = clashing.size() == 1;
      fixes.add(
          (check ? "check the spelling, or " : "")
              + "add the channel that has "
              + (one ? "it" : "them"));
      if (maybePip) {
        fixes.add(
            one
                ? "ask for it under `pip:` if it is a project of PyPI"
                : "ask for them under `pip:` if they are projects of PyPI");
      }
    } else if (!missing.isEmpty()) {
      fixes.add("add a channel that has " + missing);
    } else if (changes.isEmpty()) {
      fixes.add(
          "no change of one line or setting was found: "
              + (clashing.size() > 1 ? "change several of these specs, or " : "")
              + "add a channel");
    }
    return String.join("\n       or ", fixes) + (changes.isEmpty() ? "" : beside());
  }

  private String beside() {
    return oneByOne
        ? "\n       (the first changes for all problems do not go together: lock again after one)"
        : others ? "\n       (each beside the first change for the other problems there)" : "";
  }

  private String on() {
    return " on " + platforms.stream().map(Platform::subdir).collect(Collectors.joining(", "));
  }
}
