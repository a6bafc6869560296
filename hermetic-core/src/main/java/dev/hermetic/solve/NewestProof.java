package dev.hermetic.solve;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Shows with the second engine that no root of an answer could be newer without another root being
 * older, mends the answer where one could, and names the price of what is newer elsewhere. Keeps no
 * state between calls; equal requests have equal proofs.
 */
public final class NewestProof {
  private final ChannelMatch channelMatch;
  private final Solver fast;

  public NewestProof(ChannelMatch channelMatch) {
    this.channelMatch = channelMatch;
    this.fast = new CdclSolver(channelMatch);
  }

  /**
   * An answer and what is proven of it.
   *
   * @param records the answer, sorted by name
   */
  public record Proven(List<PackageRecord> records, Proof proof) {
    public Proven {
      records = records.stream().sorted(Comparator.comparing(PackageRecord::name)).toList();
    }
  }

  /**
   * Proves an answer, or a better one where it could be better: the second engine says how new the
   * roots can be, the first engine chooses all else anew.
   *
   * @param answer a valid answer to the request
   * @return the answer as it is unless some root could be newer
   * @throws IllegalArgumentException when it is no answer to this request
   */
  public Proven prove(SolveRequest request, List<PackageRecord> answer) {
    ProofSpace space = new ProofSpace(request, channelMatch);
    SortedMap<String, SatItem> given = space.roots(answer);
    SortedMap<String, SatItem> better = space.better(given);
    if (better == null) {
      return new Proven(answer, proof(request, space, given, List.of()));
    }
    Mended mended = mend(request, space, better);
    return new Proven(
        mended.records,
        proof(request, space, mended.roots, improvements(space, given, mended.roots)));
  }

  private record Mended(List<PackageRecord> records, SortedMap<String, SatItem> roots) {}

  /** An answer with roots at least so new, and none better than it. */
  private Mended mend(
      SolveRequest request, ProofSpace space, SortedMap<String, SatItem> first) {
    SortedMap<String, SatItem> atLeast = first;
    while (true) {
      List<PackageRecord> records = complete(request, space, atLeast.values());
      SortedMap<String, SatItem> roots = space.roots(records);
      SortedMap<String, SatItem> better = space.better(roots);
      if (better == null) {
        return new Mended(records, roots);
      }
      atLeast = better;
    }
  }

  private static List<Proof.Change> improvements(
      ProofSpace space, SortedMap<String, SatItem> from, SortedMap<String, SatItem> to) {
    return changes(from, to, (a, b) -> space.isNewer(b, a));
  }

  /**
   * What is to say about an answer that must stay as it is.
   *
   * @return empty when it is no answer to this request: a root is missing or not allowed any more
   */
  public Optional<Proof> inspect(SolveRequest request, List<PackageRecord> answer) {
    ProofSpace space = new ProofSpace(request, channelMatch);
    return space.find(answer).map(given -> inspect(request, space, given));
  }

  private Proof inspect(
      SolveRequest request, ProofSpace space, SortedMap<String, SatItem> given) {
    SortedMap<String, SatItem> better = space.better(given);
    if (better == null) {
      return proof(request, space, given, List.of());
    }
    SortedMap<String, SatItem> roots = mend(request, space, better).roots;
    return new Proof(
        Proof.Verdict.NOT_NEWEST, improvements(space, given, roots), List.of(), List.of());
  }

  /** The first engine's answer among those whose roots are at least so new. */
  private List<PackageRecord> complete(
      SolveRequest request, ProofSpace space, Collection<SatItem> roots) {
    Map<String, Set<String>> allowed = new TreeMap<>();
    for (SatItem root : roots) {
      allowed.put(
          root.name(),
          space.atLeast(root).stream()
              .map(item -> AllowedRepodata.file(item.record))
              .collect(Collectors.toSet()));
    }
    List<List<Repodata>> channels =
        request.channels().stream()
            .map(parts -> parts.stream().<Repodata>map(p -> new AllowedRepodata(p, allowed)).toList())
            .toList();
    SolveRequest narrowed =
        new SolveRequest(
            request.platform(),
            request.specs(),
            request.virtualPackages(),
            channels,
            request.priority(),
            request.excludeNewer());
    try {
      return fast.solve(narrowed).records();
    } catch (UnsolvableException e) {
      throw new IllegalStateException("the engines disagree about " + roots, e);
    }
  }

  private Proof proof(
      SolveRequest request,
      ProofSpace space,
      SortedMap<String, SatItem> roots,
      List<Proof.Change> improved) {
    TradeOffSearch search = new TradeOffSearch(request, space, roots, fast);
    List<Proof.TradeOff> tradeOffs = new ArrayList<>();
    List<SatItem> unmoved = new ArrayList<>();
    for (SatItem root : roots.values()) {
      search.of(root).ifPresentOrElse(tradeOffs::add, () -> unmoved.add(root));
    }
    List<Proof.Held> held = new HeldRoots(request, channelMatch).of(unmoved);
    Proof.Verdict verdict =
        tradeOffs.isEmpty() ? Proof.Verdict.PROVEN_NEWEST : Proof.Verdict.TRADE_OFFS;
    return new Proof(verdict, improved, tradeOffs, held);
  }

  /** How roots of one answer differ from another's, those that the test holds for. */
  static List<Proof.Change> changes(
      SortedMap<String, SatItem> from,
      SortedMap<String, SatItem> to,
      BiPredicate<SatItem, SatItem> test) {
    List<Proof.Change> changes = new ArrayList<>();
    from.forEach(
        (name, item) -> {
          SatItem other = to.get(name);
          if (test.test(item, other)) {
            changes.add(new Proof.Change(name, item.record.version(), other.record.version()));
          }
        });
    return changes;
  }
}
