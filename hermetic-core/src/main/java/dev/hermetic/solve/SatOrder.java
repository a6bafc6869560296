package dev.hermetic.solve;

import static org.sat4j.core.LiteralsUtils.negLit;
import static org.sat4j.core.LiteralsUtils.posLit;
import static org.sat4j.core.LiteralsUtils.var;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sat4j.minisat.constraints.cnf.Lits;
import org.sat4j.minisat.core.ILits;
import org.sat4j.minisat.core.IOrder;
import org.sat4j.minisat.core.IPhaseSelectionStrategy;
import org.sat4j.minisat.orders.PositiveLiteralSelectionStrategy;

/**
 * The order in which the SAT engine decides: among the open requirements of the roots, else of what
 * is chosen already, the one with the fewest candidates left gets its most preferred candidate;
 * when nothing is open, everything else is left out. No activity weighs in: equal problems take
 * equal steps.
 */
final class SatOrder implements IOrder {
  private final List<SatNeed> roots;
  private final SatItem[] itemOfVariable;
  private final int variables;

  /** By name index; null while no item of the name is chosen. */
  private final @Nullable SatItem[] chosen;

  /** By variable: the round in which an item was last walked over. */
  private final int[] walked;

  private int round;
  private ILits lits;
  private boolean closed;
  private int cursor;
  private IPhaseSelectionStrategy phase = new PositiveLiteralSelectionStrategy();

  /**
   * @param itemOfVariable the items by variable, from 1; needs have the variables after them
   * @param variables how many variables there are in all
   */
  SatOrder(List<SatNeed> roots, SatItem[] itemOfVariable, int variables, int names) {
    this.roots = roots;
    this.itemOfVariable = itemOfVariable;
    this.variables = variables;
    this.chosen = new SatItem[names];
    this.walked = new int[itemOfVariable.length];
    this.lits = new Lits();
  }

  @Override
  public void setLits(ILits lits) {
    this.lits = lits;
  }

  @Override
  public void init() {
    Arrays.fill(chosen, null);
    reopen();
  }

  private void reopen() {
    closed = false;
    cursor = 1;
  }

  @Override
  public int select() {
    if (!closed) {
      SatItem next = nextItem();
      if (next != null) {
        return posLit(next.variable);
      }
      closed = true;
    }
    // Variables that came later are wishes.
    for (; cursor <= lits.nVars(); cursor++) {
      if (lits.belongsToPool(cursor) && lits.isUnassigned(posLit(cursor))) {
        return negLit(cursor);
      }
    }
    return ILits.UNDEFINED;
  }

  /** The best candidate of the tightest open requirement; null when all are met. */
  private @Nullable SatItem nextItem() {
    round++;
    Tightest tightest = new Tightest();
    List<SatItem> walk = new ArrayList<>();
    for (SatNeed root : roots) {
      if (!root.given && lits.isSatisfied(posLit(root.variable))) {
        visit(root, walk, tightest);
      }
    }
    for (int i = 0; i < walk.size() && !(tightest.item != null && i == 0); i++) {
      for (SatNeed need : walk.get(i).needs) {
        if (!need.given) {
          visit(need, walk, tightest);
        }
      }
    }
    return tightest.item;
  }

  private void visit(SatNeed need, List<SatItem> walk, Tightest tightest) {
    SatItem item = chosenFor(need);
    if (item == null) {
      tightest.offer(need);
    } else if (walked[item.variable] != round) {
      walked[item.variable] = round;
      walk.add(item);
    }
  }

  private @Nullable SatItem chosenFor(SatNeed need) {
    if (need.nameIndex >= 0) {
      return chosen[need.nameIndex];
    }
    for (SatItem item : need.live) {
      if (lits.isSatisfied(posLit(item.variable))) {
        return item;
      }
    }
    return null;
  }

  /** Keeps the open requirement with the fewest candidates left; the first of several. */
  private final class Tightest {
    private int count = Integer.MAX_VALUE;
    private @Nullable SatItem item;

    void offer(SatNeed need) {
      SatItem first = null;
      int left = 0;
      for (SatItem candidate : need.live) {
        if (lits.isUnassigned(posLit(candidate.variable))) {
          first = first == null ? candidate : first;
          left++;
          if (left >= count) {
            return;
          }
        }
      }
      if (first != null) {
        count = left;
        item = first;
      }
    }
  }

  @Override
  public void assignLiteral(int literal) {
    SatItem item = itemOf(literal);
    if (item != null && literal == posLit(item.variable)) {
      chosen[item.nameIndex] = item;
    }
  }

  @Override
  public void undo(int variable) {
    SatItem item = itemOf(posLit(variable));
    if (item != null && chosen[item.nameIndex] == item) {
      chosen[item.nameIndex] = null;
    }
    reopen();
  }

  private @Nullable SatItem itemOf(int literal) {
    int variable = var(literal);
    return variable < itemOfVariable.length ? itemOfVariable[variable] : null;
  }

  /** Nothing is weighed by activity. */
  @Override
  public void updateVar(int literal) {}

  @Override
  public void updateVar(int literal, double value) {}

  @Override
  public void updateVarAtDecisionLevel(int literal) {}

  @Override
  public void setVarDecay(double decay) {}

  @Override
  public void varDecayActivity() {}

  @Override
  public double varActivity(int literal) {
    return 0;
  }

  @Override
  public double[] getVariableHeuristics() {
    return new double[variables + 1];
  }

  @Override
  public void printStat(PrintWriter out, String prefix) {}

  @Override
  public void setPhaseSelectionStrategy(IPhaseSelectionStrategy strategy) {
    phase = strategy;
  }

  @Override
  public IPhaseSelectionStrategy getPhaseSelectionStrategy() {
    return phase;
  }
}
