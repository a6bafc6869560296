package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.Candidate;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Narrows down what is left of every package, step by step as a person would: from the specs that
 * the user wrote to what all builds that are left ask for, and only where that leads no further to
 * builds that cannot be taken for reasons of their own. It opens packages when it has to, so that
 * it stops at a short way to the contradiction.
 *
 * <p>What it finds is always true; there may be contradictions that it does not find, because they
 * need choices to be tried.
 */
final class Domains {
  private final SolveSession session;
  private final Predicate<Edge> enabled;
  private final int maxBuilds;
  private final Map<String, Domain> domains = new TreeMap<>();
  private final List<Domain> loaded = new ArrayList<>();
  private final Map<String, Optional<Demand>> demands = new HashMap<>();
  private final Deque<Domain> dirty = new ArrayDeque<>();
  private final Deque<Demand> unmet = new ArrayDeque<>();
  private @Nullable Domain contradiction;
  private int time;
  private int builds;

  /**
   * @param enabled what counts of all that builds ask for
   * @param maxBuilds how many builds may be looked at
   */
  Domains(SolveSession session, Predicate<Edge> enabled, int maxBuilds) {
    this.session = session;
    this.enabled = enabled;
    this.maxBuilds = maxBuilds;
  }

  /**
   * Narrows down until nothing is left of a needed package.
   *
   * @return that package; null when none is found
   */
  @Nullable Domain refute(List<RootSpec> roots) {
    for (RootSpec root : roots) {
      Domain domain = domain(root.spec().name());
      need(domain, new Reason.Root(root));
      exclude(domain, session.matching(root.spec()), new Reason.Root(root));
    }
    while (settle() == null && openMore()) {
      // Each round looks one step further.
    }
    return contradiction;
  }

  int builds() {
    return builds;
  }

  Map<String, Domain> domains() {
    return domains;
  }

  private Domain domain(String name) {
    Domain known = domains.get(name);
    if (known != null) {
      return known;
    }
    Domain domain = new Domain(name, session.candidates(name));
    domains.put(name, domain);
    loaded.add(domain);
    if (domain.isVirtual() && !domain.candidates.isEmpty()) {
      need(domain, new Reason.Machine());
    }
    return domain;
  }

  private void need(Domain domain, Reason reason) {
    if (domain.needed != null) {
      return;
    }
    domain.needed = reason;
    domain.neededAt = ++time;
    touch(domain);
    for (Demand demand : domain.demands) {
      if (demand.support == 0) {
        unmet.add(demand);
      }
    }
  }

  private void touch(Domain domain) {
    if (domain.needed != null) {
      if (domain.isEmpty() && contradiction == null) {
        contradiction = domain;
      }
      if (domain.opened && !domain.dirty) {
        domain.dirty = true;
        dirty.add(domain);
      }
    }
  }

  /** Takes out every candidate that is not among the allowed ones. */
  private void exclude(Domain domain, BitSet allowed, Reason reason) {
    BitSet gone = (BitSet) domain.live.clone();
    gone.andNot(allowed);
    gone.stream().forEach(candidate -> exclude(domain, candidate, reason));
  }

  private void exclude(Domain domain, int candidate, Reason reason) {
    if (!domain.live.get(candidate)) {
      return;
    }
    domain.live.clear(candidate);
    domain.out[candidate] = reason;
    domain.outAt[candidate] = ++time;
    for (Demand demand : domain.demands) {
      if (demand.matching.get(candidate) && --demand.support == 0) {
        unmet.add(demand);
      }
    }
    touch(domain);
  }

  /** Follows every consequence that can be seen without opening more. */
  private @Nullable Domain settle() {
    while (contradiction == null) {
      if (!dirty.isEmpty()) {
        Domain domain = dirty.remove();
        domain.dirty = false;
        force(domain);
      } else if (!unmet.isEmpty()) {
        giveUp(unmet.remove());
      } else {
        return null;
      }
    }
    return contradiction;
  }

  /** Takes out the builds that ask for what nothing meets. */
  private void giveUp(Demand demand) {
    for (int i = 0; i < demand.uses.size(); i++) {
      giveUp(demand, demand.uses.get(i));
    }
  }

  private void giveUp(Demand demand, Demand.Use use) {
    if (!use.limit() || demand.target.needed != null) {
      exclude(use.domain(), use.candidate(), new Reason.Own(demand, use.limit()));
    }
  }

  /** What every build that is left asks for holds. */
  private void force(Domain domain) {
    int first = domain.live.nextSetBit(0);
    if (first < 0) {
      return;
    }
    TreeSet<String> targets = new TreeSet<>();
    domain.asked(first).forEach(demand -> targets.add(demand.target.name));
    for (String target : targets) {
      force(domain, domains.get(target));
      if (contradiction != null) {
        return;
      }
    }
  }

  private void force(Domain from, Domain target) {
    BitSet allowed = new BitSet();
    boolean needed = true;
    for (int i = from.live.nextSetBit(0); i >= 0; i = from.live.nextSetBit(i + 1)) {
      if (!from.asks(i, target)) {
        return;
      }
      allowed.or(from.allows(i, target));
      needed &= from.needs(i, target);
    }
    Reason reason = new Reason.Forced(from);
    if (needed) {
      need(target, reason);
    }
    exclude(target, allowed, reason);
  }

  /** Looks at what builds ask for: those of needed packages, else those of all known ones. */
  private boolean openMore() {
    List<Domain> closed = loaded.stream().filter(domain -> !domain.opened).toList();
    List<Domain> needed = closed.stream().filter(domain -> domain.needed != null).toList();
    for (Domain domain : needed.isEmpty() ? closed : needed) {
      if (builds > maxBuilds) {
        return false;
      }
      open(domain);
      if (contradiction != null) {
        return true;
      }
    }
    return !closed.isEmpty();
  }

  private void open(Domain domain) {
    domain.opened = true;
    if (domain.isVirtual()) {
      return;
    }
    for (int i = domain.live.nextSetBit(0); i >= 0; i = domain.live.nextSetBit(i + 1)) {
      builds++;
      Candidate candidate = domain.candidates.get(i);
      domain.needs[i] = asked(domain, i, candidate.depends(), false);
      domain.limits[i] = asked(domain, i, candidate.constrains(), true);
    }
    touch(domain);
  }

  private List<Demand> asked(Domain domain, int candidate, List<String> texts, boolean limit) {
    List<Demand> asked = new ArrayList<>(texts.size());
    for (String text : texts) {
      Optional<Demand> demand = demand(domain.name, text);
      if (demand == null) {
        exclude(domain, candidate, new Reason.Unusable());
      } else if (demand.isPresent()) {
        asked.add(demand.get());
        demand.get().uses.add(new Demand.Use(domain, candidate, limit));
        if (demand.get().support == 0) {
          unmet.add(demand.get());
        }
      }
    }
    return asked;
  }

  /** Null for a text that makes its record unusable, empty when it is to be left out of account. */
  @SuppressWarnings("OptionalAssignedToNull")
  private @Nullable Optional<Demand> demand(String from, String text) {
    Optional<MatchSpec> spec = session.spec(text);
    if (spec.isEmpty()) {
      return null;
    }
    if (!enabled.test(new Edge(from, spec.get().name()))) {
      return Optional.empty();
    }
    return demands.computeIfAbsent(
        text,
        key -> {
          Domain target = domain(spec.get().name());
          Demand demand = new Demand(text, spec.get(), target, session.matching(spec.get()));
          target.demands.add(demand);
          return Optional.of(demand);
        });
  }
}
