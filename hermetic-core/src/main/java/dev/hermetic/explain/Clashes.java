package dev.hermetic.explain;

import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the clashes of a request: what clashes still when roots of every known clash are left out,
 * first all of them, then one of each (Reiter's tree of hitting sets, breadth first).
 */
final class Clashes {
  private final Questions questions;
  private final Limits limits;
  private final List<RootSpec> roots;
  private final List<List<Integer>> found = new ArrayList<>();

  Clashes(Questions questions, Limits limits) {
    this.questions = questions;
    this.limits = limits;
    this.roots = questions.roots();
  }

  /**
   * Clashes from which no root could be left out, as far as the limits allow to see that, the first
   * in the file first. Each has a root that the smaller ones have not: what is told is neither told
   * again nor in every combination.
   *
   * @param known one that is known already
   */
  List<List<RootSpec>> find(List<RootSpec> known) {
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      String spec = roots.get(i).spec().toString();
      if (known.stream().anyMatch(root -> root.spec().toString().equals(spec))) {
        first.add(i);
      }
    }
    found.add(minimal(first));
    findDisjoint();
    findOverlapping();
    return told();
  }

  /** Leaves out all roots of what was found, as long as something else is found then. */
  private void findDisjoint() {
    Set<Integer> without = new TreeSet<>();
    @Nullable List<Integer> clash = found.get(0);
    while (clash != null && found.size() < limits.clashes()) {
      without.addAll(clash);
      clash = clash(without);
    }
  }

  private void findOverlapping() {
    Deque<TreeSet<Integer>> open = new ArrayDeque<>();
    open.add(new TreeSet<>());
    Set<Set<Integer>> seen = new HashSet<>();
    for (int steps = 0; !open.isEmpty() && steps < limits.questions(); steps++) {
      TreeSet<Integer> without = open.remove();
      @Nullable List<Integer> clash = knownBeside(without);
      if (clash == null) {
        clash = clash(without);
      }
      if (clash != null && found.size() < limits.clashes()) {
        for (int root : clash) {
          TreeSet<Integer> more = new TreeSet<>(without);
          more.add(root);
          if (seen.add(more)) {
            open.add(more);
          }
        }
      }
    }
  }

  private @Nullable List<Integer> knownBeside(Set<Integer> without) {
    for (List<Integer> clash : found) {
      if (clash.stream().noneMatch(without::contains)) {
        return clash;
      }
    }
    return null;
  }

  private @Nullable List<Integer> clash(Set<Integer> without) {
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      if (!without.contains(i)) {
        rest.add(i);
      }
    }
    if (ask(rest) instanceof SolveSession.Clash clash) {
      List<Integer> minimal = minimal(clash.clashing().stream().map(rest::get).toList());
      found.add(minimal);
      return minimal;
    }
    return null;
  }

  private SolveSession.Verdict ask(List<Integer> positions) {
    return questions.ask(positions.stream().map(i -> roots.get(i).spec()).toList());
  }

  /** Leaves out what need not be in it. */
  private List<Integer> minimal(List<Integer> clash) {
    List<Integer> core = clash;
    for (int i = 0; i < core.size() && core.size() > 1; ) {
      List<Integer> less = new ArrayList<>(core);
      less.remove(i);
      if (ask(less) instanceof SolveSession.Clash smaller) {
        core = smaller.clashing().stream().map(less::get).toList();
        i = 0;
      } else {
        i++;
      }
    }
    return core;
  }

  private List<List<RootSpec>> told() {
    List<List<Integer>> order = new ArrayList<>(new LinkedHashSet<>(found));
    order.sort(Comparator.comparingInt(List::size));
    Set<Integer> named = new HashSet<>();
    List<List<Integer>> told = new ArrayList<>();
    for (List<Integer> clash : order) {
      if (told.size() < limits.clashes() && named.addAll(clash)) {
        told.add(clash);
      }
    }
    told.sort(Comparator.comparing((List<Integer> clash) -> clash.get(0)));
    return told.stream().map(clash -> clash.stream().map(roots::get).toList()).toList();
  }
}
