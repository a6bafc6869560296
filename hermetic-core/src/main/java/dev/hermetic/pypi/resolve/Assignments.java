package dev.hermetic.pypi.resolve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is decided and what follows from it, in the order in which it came about. */
final class Assignments {
  /**
   * One step.
   *
   * @param left the states that are left for the domain from here on
   * @param level how many decisions there were
   * @param cause what it follows from, null for a decision
   */
  record Step(int index, int domain, Subset left, int level, @Nullable Incompatibility cause) {}

  private final List<Step> trail = new ArrayList<>();
  private final List<List<Step>> byDomain = new ArrayList<>();
  private final List<Subset> everything = new ArrayList<>();
  private final List<Boolean> decided = new ArrayList<>();
  private int level;

  /** Makes room for the domain with the next number. */
  void add(Domain domain) {
    byDomain.add(new ArrayList<>());
    everything.add(domain.everything());
    decided.add(false);
  }

  int level() {
    return level;
  }

  Subset left(int domain) {
    List<Step> steps = byDomain.get(domain);
    return steps.isEmpty() ? everything.get(domain) : steps.get(steps.size() - 1).left;
  }

  boolean isDecided(int domain) {
    return decided.get(domain);
  }

  /** Whether a domain is in every answer that is left, and no candidate was decided on. */
  boolean isOpen(int domain) {
    return !decided.get(domain) && !left(domain).has(0);
  }

  void decide(int domain, Subset state) {
    level++;
    decided.set(domain, true);
    push(domain, state, null);
  }

  void derive(int domain, Subset not, Incompatibility cause) {
    push(domain, left(domain).and(not.not()), cause);
  }

  private void push(int domain, Subset left, @Nullable Incompatibility cause) {
    Step step = new Step(trail.size(), domain, left, level, cause);
    trail.add(step);
    byDomain.get(domain).add(step);
  }

  /** The first step after which a term holds. It must hold now, and not of everything. */
  Step satisfier(int domain, Subset term) {
    for (Step step : byDomain.get(domain)) {
      if (step.left.isIn(term)) {
        return step;
      }
    }
    throw new IllegalStateException("a term that does not hold");
  }

  /** Takes back every step of a later level. */
  void backtrack(int to) {
    while (!trail.isEmpty() && trail.get(trail.size() - 1).level > to) {
      Step step = trail.remove(trail.size() - 1);
      List<Step> steps = byDomain.get(step.domain);
      steps.remove(steps.size() - 1);
      if (step.cause == null) {
        decided.set(step.domain, false);
      }
    }
    level = to;
  }
}
