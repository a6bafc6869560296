package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.UnsolvableException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One platform's request and how it fared.
 *
 * @param why null when it was solved
 */
public record Case(SolveRequest request, @Nullable UnsolvableException why) {
  public Case {
    Objects.requireNonNull(request, "request");
  }

  Platform platform() {
    return request.platform();
  }

  boolean isSolved() {
    return why == null;
  }

  /** Roots that clash, as the engine named them. */
  List<RootSpec> clashing() {
    return Objects.requireNonNull(why).clashing();
  }
}
