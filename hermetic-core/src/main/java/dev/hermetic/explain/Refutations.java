package dev.hermetic.explain;

import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds a refutation that roots clash in which nothing is too much. */
final class Refutations {
  private final SolveSession session;
  private final Limits limits;

  Refutations(SolveSession session, Limits limits) {
    this.session = session;
    this.limits = limits;
  }

  /**
   * A refutation from which no demand of one package on another could be left out; empty when there is
   * none within the limits.
   */
  Optional<Refutation> find(List<RootSpec> roots) {
    Domain hub = new Domains(session, edge -> true, limits.builds()).refute(roots);
    if (hub == null) {
      return Optional.empty();
    }
    Refutation refutation = new Refutation(hub);
    // What lies farthest from the contradiction first: short ways stay.
    List<Edge> order = new ArrayList<>(refutation.edges());
    Collections.reverse(order);
    for (Edge edge : order) {
      Set<Edge> edges = refutation.edges();
      if (edges.contains(edge)) {
        Domain other =
            new Domains(session, e -> edges.contains(e) && !e.equals(edge), limits.builds())
                .refute(roots);
        refutation = other == null ? refutation : new Refutation(other);
      }
    }
    Set<Edge> edges = refutation.edges();
    Domain last = new Domains(session, edges::contains, limits.builds()).refute(roots);
    return Optional.of(last == null ? refutation : new Refutation(last));
  }
}
