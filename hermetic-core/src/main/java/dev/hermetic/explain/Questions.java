package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.ChannelMatch;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.SolveSession;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the solver about one platform, as often as the limits allow. */
final class Questions {
  /** Where the user would look first; the same whatever order the request had. */
  static final Comparator<RootSpec> IN_FILE_ORDER =
      Comparator.comparing((RootSpec root) -> root.location().file())
          .thenComparing(root -> root.location().line())
          .thenComparing(root -> root.location().column())
          .thenComparing(root -> root.spec().toString());

  private final SolveRequest request;
  private final ChannelMatch channelMatch;
  private final Limits limits;
  private final SolveSession session;
  private final List<RootSpec> roots;
  private long conflictsLeft;

  Questions(SolveRequest request, ChannelMatch channelMatch, Limits limits) {
    this.request = request;
    this.channelMatch = channelMatch;
    this.limits = limits;
    this.session = new SolveSession(request, channelMatch);
    Map<String, RootSpec> distinct = new LinkedHashMap<>();
    request.specs().stream()
        .sorted(IN_FILE_ORDER)
        .forEach(root -> distinct.putIfAbsent(root.spec().toString(), root));
    this.roots = List.copyOf(distinct.values());
    this.conflictsLeft = limits.totalConflicts();
  }

  SolveRequest request() {
    return request;
  }

  SolveSession session() {
    return session;
  }

  /** The user's specs in the order of the file, each once. */
  List<RootSpec> roots() {
    return roots;
  }

  SolveSession.Verdict ask(List<MatchSpec> specs) {
    long before = session.conflicts();
    SolveSession.Verdict verdict = session.ask(specs, Math.min(limits.conflicts(), conflictsLeft));
    conflictsLeft = Math.max(0, conflictsLeft - (session.conflicts() - before));
    return verdict;
  }

  /** The answer; empty when there is none, and when the limits do not allow to find out. */
  Optional<List<PackageRecord>> answer(List<MatchSpec> specs) {
    return ask(specs) instanceof SolveSession.Solvable solvable
        ? Optional.of(solvable.records())
        : Optional.empty();
  }

  /** The same limits for other surroundings. */
  Questions in(SolveRequest other) {
    return new Questions(other, channelMatch, limits);
  }
}
