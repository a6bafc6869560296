package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which specs of a request keep roots from being newer, though each could be newer alone. One
 * search answers for all roots.
 */
final class HeldRoots {
  private final Pool pool;
  private final Search search;
  private final List<RootSpec> roots;
  private final Spec[] specs;

  HeldRoots(SolveRequest request, ChannelMatch channelMatch) {
    this.pool = new Pool(request, channelMatch);
    this.search = new Search(pool);
    this.roots = CdclSolver.distinct(request.specs());
    this.specs = roots.stream().map(root -> pool.spec(root.spec())).toArray(Spec[]::new);
  }

  /** What is newer than a root of an answer: all of it, and version by version. */
  private record Newer(SatItem root, Spec any, List<Spec> versions) {}

  /**
   * @param unmoved roots of an answer that are newer in no answer to the request
   */
  List<Proof.Held> of(List<SatItem> unmoved) {
    List<Newer> newer = unmoved.stream().map(this::newer).filter(n -> n != null).toList();
    // A search takes up specs of a name together with the name: all of them now, at once.
    List<Spec> all = new ArrayList<>(Arrays.asList(specs));
    newer.forEach(one -> all.add(one.any));
    newer.forEach(one -> all.addAll(one.versions));
    search.solve(all.toArray(Spec[]::new));
    List<Proof.Held> held = new ArrayList<>();
    for (Newer one : newer) {
      Spec best = bestAlone(one);
      if (best != null) {
        held.add(
            new Proof.Held(
                new Proof.Change(one.root.name(), one.root.record.version(), best.text),
                clashing(one.any)));
      }
    }
    return held;
  }

  private @Nullable Newer newer(SatItem root) {
    int name = pool.nameId(root.name());
    Candidates candidates = pool.candidates(name);
    int size = candidates.size();
    Matching any =
        Matching.of(
            size,
            i ->
                isNewer(candidates, i, root)
                    && Arrays.stream(specs)
                        .allMatch(spec -> spec.name != name || pool.matching(spec).has(i)));
    List<Spec> versions = new ArrayList<>();
    for (int from = 0; from < size; ) {
      int to = from;
      Matching.Builder version = new Matching.Builder();
      for (; to < size && candidates.grades[to] == candidates.grades[from]; to++) {
        version.add(to, any.has(to) ? to + 1 : to);
      }
      Matching matching = version.build();
      if (!matching.isEmpty()) {
        versions.add(pool.grade(name, candidates.version(from).toString(), matching));
      }
      from = to;
    }
    return versions.isEmpty()
        ? null
        : new Newer(root, pool.grade(name, "newer " + root.name(), any), versions);
  }

  /** A higher version that is preferred too: not one that tracks more features. */
  private static boolean isNewer(Candidates candidates, int index, SatItem root) {
    return candidates.version(index).compareTo(root.version) > 0
        && candidates.trackFeatures(index) <= root.record.trackFeatures().size();
  }

  private @Nullable Spec bestAlone(Newer newer) {
    for (Spec version : newer.versions) {
      if (search.solve(new Spec[] {version}).length == 0) {
        return version;
      }
    }
    return null;
  }

  private List<RootSpec> clashing(Spec newer) {
    Spec[] all = Arrays.copyOf(specs, specs.length + 1);
    all[specs.length] = newer;
    List<RootSpec> clashing = new ArrayList<>();
    for (int position : CdclSolver.minimal(search, all, search.solve(all))) {
      if (position < specs.length) {
        clashing.add(roots.get(position));
      }
    }
    return clashing;
  }
}
