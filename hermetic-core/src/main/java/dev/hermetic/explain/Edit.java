package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thing to do differently. */
sealed interface Edit {
  /** What the reader has to do, in the imperative. */
  String text();

  /** What of the surroundings as they are is in the way, without full stop; empty for a line. */
  default String cause() {
    return "";
  }

  /** Whether a spec is left out and nothing comes in its place. */
  default boolean givesUp() {
    return this instanceof Rewrite rewrite
        ? rewrite.to() == null
        : this instanceof Several several && several.edits().stream().allMatch(Edit::givesUp);
  }

  /** The changes of one line or setting that it is made of. */
  default List<Edit> single() {
    return this instanceof Several several
        ? several.edits().stream().flatMap(edit -> edit.single().stream()).toList()
        : List.of(this);
  }

  /** Whether both change the same line or setting, and not in the same way. */
  default boolean contradicts(Edit other) {
    if (text().equals(other.text())) {
      return false;
    }
    if (this instanceof Rewrite one && other instanceof Rewrite two) {
      return one.root().equals(two.root())
          && (one.only() == null
              || two.only() == null
              || !Collections.disjoint(one.only(), two.only()));
    }
    return this instanceof Setting one
        && other instanceof Setting two
        && one.name().equals(two.name());
  }

  /**
   * Another spec on a line of the user, or none.
   *
   * @param to null to leave the line out
   * @param only platforms on which the line changes; null for all
   */
  record Rewrite(RootSpec root, @Nullable MatchSpec to, @Nullable Set<Platform> only, String text)
      implements Edit {
    /** The same on these platforms alone. */
    Rewrite on(Collection<Platform> platforms) {
      return new Rewrite(
          root, to, Set.copyOf(platforms), text + " on " + Wording.platforms(platforms));
    }

    List<RootSpec> apply(Platform platform, List<RootSpec> roots) {
      if (only != null && !only.contains(platform)) {
        return roots;
      }
      List<RootSpec> changed = new ArrayList<>();
      for (RootSpec one : roots) {
        if (!one.equals(root)) {
          changed.add(one);
        } else if (to != null) {
          changed.add(new RootSpec(to, to.toString(), one.location(), one.written()));
        }
      }
      return changed;
    }
  }

  /**
   * Other surroundings.
   *
   * @param name of what is set
   * @param widens whether whatever was possible stays so
   * @param cause what of the surroundings as they are is in the way, without full stop
   */
  record Setting(
      String name,
      UnaryOperator<SolveRequest> change,
      boolean widens,
      String cause,
      String text)
      implements Edit {}

  /** Several that only do together, on unlike lines. */
  record Several(List<Edit> edits) implements Edit {
    public Several {
      edits = List.copyOf(edits);
    }

    @Override
    public String text() {
      return edits.stream().map(Edit::text).collect(Collectors.joining(", and "));
    }
  }
}
