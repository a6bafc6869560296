package dev.hermetic.solve;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Clauses of two literals or more, each watched by its first two. */
final class WatchedClauses {
  private final Assignment assignment;
  private int[][] clauses = new int[1024][];
  private int count;
  private @Nullable Ints[] watchers = new Ints[2048];

  WatchedClauses(Assignment assignment) {
    this.assignment = assignment;
  }

  int[] get(int clause) {
    return clauses[clause];
  }

  /** Adds a clause; its first two literals must be those that become false last. */
  int add(int[] literals) {
    if (count == clauses.length) {
      clauses = Arrays.copyOf(clauses, 2 * count);
    }
    int clause = count++;
    clauses[clause] = literals;
    watch(literals[0], clause);
    watch(literals[1], clause);
    return clause;
  }

  /**
   * Puts other literals in a clause's place that say the same; only while none of them is false. Who
   * watched it is told at the next chance.
   */
  void replace(int clause, int[] literals) {
    clauses[clause] = literals;
    watch(literals[0], clause);
    watch(literals[1], clause);
  }

  private void watch(int literal, int clause) {
    if (literal >= watchers.length) {
      watchers = Arrays.copyOf(watchers, Math.max(literal + 1, 2 * watchers.length));
    }
    Ints list = watchers[literal];
    if (list == null) {
      list = new Ints(4);
      watchers[literal] = list;
    }
    list.add(clause);
  }

  /** Whether a clause may watch a literal. */
  boolean isWatched(int literal) {
    return literal < watchers.length && watchers[literal] != null;
  }

  /** Told of literals that clauses imply. */
  interface Implied {
    /** Whether the literal could be made true. */
    boolean imply(int literal, int clause);
  }

  /**
   * Looks after the clauses that watch a literal which has just become false.
   *
   * @param literal one that {@link #isWatched}
   * @return the number of a clause that is false altogether, or -1
   */
  int falsified(int literal, Implied implied) {
    Ints list = Objects.requireNonNull(watchers[literal]);
    int kept = 0;
    int conflict = -1;
    int size = list.size();
    int at = 0;
    for (; at < size; at++) {
      int clause = list.get(at);
      int[] literals = clauses[clause];
      if (literals[0] == literal) {
        literals[0] = literals[1];
        literals[1] = literal;
      } else if (literals[1] != literal) {
        // Replaced, and not watched from here any more.
        continue;
      }
      if (assignment.isTrue(literals[0]) || !moveWatch(literals, clause)) {
        list.set(kept++, clause);
        if (!assignment.isTrue(literals[0]) && !implied.imply(literals[0], clause)) {
          conflict = clause;
          at++;
          break;
        }
      }
    }
    for (; at < size; at++) {
      list.set(kept++, list.get(at));
    }
    list.truncate(kept);
    return conflict;
  }

  private boolean moveWatch(int[] literals, int clause) {
    for (int i = 2; i < literals.length; i++) {
      if (!assignment.isFalse(literals[i])) {
        int other = literals[i];
        literals[i] = literals[1];
        literals[1] = other;
        watch(other, clause);
        return true;
      }
    }
    return false;
  }
}
