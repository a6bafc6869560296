package dev.hermetic.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request as propositional logic, as far as the search has come. There is a variable for each
 * candidate ("is installed"), for each spec that something needs ("is met") and for each spec that
 * constrains ("is not broken"). The rules between two variables are not stored as clauses but read
 * off the tables here:
 *
 * <ul>
 *   <li>a candidate needs its {@code depends} and keeps its {@code constrains};
 *   <li>a spec that is met or kept forbids the candidates of its name that it does not match;
 *   <li>a name has one candidate at most.
 * </ul>
 *
 * <p>That a spec which is met needs one of its candidates is a clause. Names are attached, that is
 * get their variables, only when something true needs them.
 */
final class Model {
  /** What a variable means. */
  static final byte CANDIDATE = 0;

  static final byte NEED = 1;
  static final byte KEEP = 2;

  private static final int NO_VARIABLE = -1;

  private final Pool pool;
  private final Assignment assignment;
  private byte[] kinds = new byte[1024];
  private int[] subjects = new int[1024];
  private final List<Name> names = new ArrayList<>();
  private final List<SpecVariables> specs = new ArrayList<>();

  /** A name in the search. */
  static final class Name {
    final int id;
    @Nullable Candidates candidates;
    int firstVariable;

    /** Specs of this name that have a variable. */
    final Ints specs = new Ints();

    int open;
    int needs;
    int chosen = NO_VARIABLE;
    boolean root;

    /** Per candidate of a root the spec of its grade; empty for other names. */
    int[] grades = {};

    Name(int id) {
      this.id = id;
    }

    boolean attached() {
      return candidates != null;
    }
  }

  private static final class SpecVariables {
    int need = NO_VARIABLE;
    int keep = NO_VARIABLE;
    boolean listed;

    /** Candidate variables that depend on the spec, or constrain with it. */
    final Ints needers = new Ints();

    final Ints keepers = new Ints();
  }

  Model(Pool pool, Assignment assignment) {
    this.pool = pool;
    this.assignment = assignment;
  }

  Name name(int id) {
    while (names.size() <= id) {
      names.add(new Name(names.size()));
    }
    return names.get(id);
  }

  byte kind(int variable) {
    return kinds[variable];
  }

  /** Name number of a candidate variable, spec number of the others. */
  int subject(int variable) {
    return subjects[variable];
  }

  private int newVariable(byte kind, int subject) {
    int variable = assignment.newVariable();
    if (variable >= kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * kinds.length);
      subjects = Arrays.copyOf(subjects, 2 * subjects.length);
    }
    kinds[variable] = kind;
    subjects[variable] = subject;
    return variable;
  }

  private SpecVariables variables(int spec) {
    while (specs.size() <= spec) {
      specs.add(new SpecVariables());
    }
    return specs.get(spec);
  }

  /** The variable "spec is met". */
  int need(int spec) {
    SpecVariables variables = variables(spec);
    if (variables.need == NO_VARIABLE) {
      variables.need = newVariable(NEED, spec);
      list(spec, variables);
    }
    return variables.need;
  }

  /** The variable "spec is not broken". */
  int keep(int spec) {
    SpecVariables variables = variables(spec);
    if (variables.keep == NO_VARIABLE) {
      variables.keep = newVariable(KEEP, spec);
      list(spec, variables);
    }
    return variables.keep;
  }

  /** {@link #need}, or negative when nothing needs the spec. */
  int knownNeed(int spec) {
    return variables(spec).need;
  }

  /** {@link #keep}, or negative when nothing constrains with the spec. */
  int knownKeep(int spec) {
    return variables(spec).keep;
  }

  Ints needers(int spec) {
    return variables(spec).needers;
  }

  Ints keepers(int spec) {
    return variables(spec).keepers;
  }

  private void list(int spec, SpecVariables variables) {
    if (!variables.listed) {
      variables.listed = true;
      name(pool.spec(spec).name).specs.add(spec);
    }
  }

  /**
   * Gives a name's candidates their variables.
   *
   * @return variables of candidates that can never be installed
   */
  int[] attach(Name name) {
    Candidates candidates = pool.candidates(name.id);
    int first = NO_VARIABLE;
    for (int i = 0; i < candidates.size(); i++) {
      int variable = newVariable(CANDIDATE, name.id);
      first = first == NO_VARIABLE ? variable : first;
    }
    name.candidates = candidates;
    name.firstVariable = first;
    name.open = candidates.size();
    Ints broken = new Ints();
    for (int i = 0; i < candidates.size(); i++) {
      int variable = first + i;
      int[] needs = pool.needs(candidates, i);
      int[] keeps = pool.keeps(candidates, i);
      if (needs == null || keeps == null) {
        broken.add(variable);
        continue;
      }
      for (int spec : needs) {
        need(spec);
        needers(spec).add(variable);
      }
      for (int spec : keeps) {
        keep(spec);
        keepers(spec).add(variable);
      }
    }
    return broken.toArray();
  }

  /**
   * Gives each grade of a root's candidates a variable of its own, so that versions can be
   * chosen for every root before builds are chosen for any.
   */
  void grade(Name name) {
    Candidates candidates = pool.candidates(name.id);
    name.grades = new int[candidates.size()];
    for (int from = 0; from < candidates.size(); ) {
      int to = from + 1;
      while (to < candidates.size() && candidates.grades[to] == candidates.grades[from]) {
        to++;
      }
      boolean[] matching = new boolean[candidates.size()];
      Arrays.fill(matching, from, to, true);
      int spec = pool.grade(name.id, candidates.records[from].version(), matching).id;
      keep(spec);
      for (int i = from; i < to; i++) {
        name.grades[i] = spec;
        keepers(spec).add(name.firstVariable + i);
      }
      from = to;
    }
  }

  int candidateIndex(Name name, int variable) {
    return variable - name.firstVariable;
  }
}
