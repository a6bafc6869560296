package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thing to do differently. */
sealed interface Edit {
  /** What the reader has to do, in the imperative. */
  String text();

  /** Whether a spec is left out and nothing comes in its place. */
  default boolean givesUp() {
    return this instanceof Rewrite rewrite
        ? rewrite.to() == null
        : this instanceof Several several && several.edits().stream().allMatch(Edit::givesUp);
  }

  /**
   * Another spec on a line of the user, or none.
   *
   * @param to null to leave the line out
   * @param only platforms on which the line changes; null for all
   */
  record Rewrite(RootSpec root, @Nullable MatchSpec to, @Nullable Set<Platform> only, String text)
      implements Edit {
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
   * @param widens whether whatever was possible stays so
   * @param cause what of the surroundings as they are is in the way, without full stop
   */
  record Setting(UnaryOperator<SolveRequest> change, boolean widens, String cause, String text)
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
