package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses first changes that go together: each was found for its own clash, and two of them may change
 * one line in two ways, or one may take from another platform what it has.
 */
final class GoingTogether {
  /** How many combinations are solved with; those that contradict each other are not counted. */
  private static final int TRIED = 20;

  private static final int LOOKED_AT = 5_000;

  private final Plan start;
  private final Wording wording;

  /** @param start the requests as they are */
  GoingTogether(Plan start, Wording wording) {
    this.start = start;
    this.wording = wording;
  }

  /**
   * The same with first changes that go together. Where none were found within the bound, all say that
   * they are changes for one after the other.
   */
  List<Told> of(List<Told> all) {
    List<Edit> first = new ArrayList<>();
    all.stream().filter(one -> !one.edits().isEmpty()).forEach(one -> first.add(one.edits().get(0)));
    if (first.size() < 2) {
      return all;
    }
    if (goTogether(first) && isSolvable(first, all)) {
      return keepsWhatOthersChange(first) ? all.stream().map(one -> beside(one, first)).toList() : all;
    }
    return chosen(all, first.size())
        .map(
            chosen ->
                with(all, chosen).stream().map(one -> beside(one, chosen)).toList())
        .orElseGet(() -> all.stream().map(Told::asOneByOne).toList());
  }

  /** Other firsts, the nearest of all that go together; one for each that has changes. */
  private Optional<List<Edit>> chosen(List<Told> all, int size) {
    List<List<Edit>> options = new ArrayList<>();
    for (Told one : all) {
      if (!one.edits().isEmpty()) {
        List<Edit> own = new ArrayList<>(one.edits());
        own.addAll(ofOthers(one, all));
        own.addAll(here(one));
        options.add(own);
      }
    }
    // The fewest changes first, and of as many what is nearest for most.
    List<List<Integer>> positions = new ArrayList<>(List.of(List.of()));
    for (List<Edit> own : options) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> before : positions) {
        for (int i = 0; i < own.size() && longer.size() < LOOKED_AT; i++) {
          List<Integer> next = new ArrayList<>(before);
          next.add(i);
          if (goTogether(edits(options, next))) {
            longer.add(next);
          }
        }
      }
      positions = longer;
    }
    return positions.stream()
        .filter(one -> one.size() == size)
        .sorted(
            Comparator.comparing((List<Integer> one) -> keepsWhatOthersChange(edits(options, one)))
                .thenComparing(one -> edits(options, one).stream().map(Edit::text).distinct().count())
                .thenComparing(one -> one.stream().mapToInt(i -> i).sum()))
        .limit(TRIED)
        .map(one -> edits(options, one))
        .filter(edits -> isSolvable(edits, all))
        .findFirst();
  }

  /** Whether a line is limited as it is to platforms on which another change rewrites it. */
  private static boolean keepsWhatOthersChange(List<Edit> edits) {
    return !Collections.disjoint(roots(edits, true), roots(edits, false));
  }

  /** The lines that are given up, or those that are rewritten. */
  private static Set<RootSpec> roots(List<Edit> edits, boolean givenUp) {
    Set<RootSpec> roots = new HashSet<>();
    for (Edit edit : edits) {
      for (Edit one : edit.single()) {
        if (one instanceof Edit.Rewrite rewrite && rewrite.givesUp() == givenUp) {
          roots.add(rewrite.root());
        }
      }
    }
    return roots;
  }

  /** The same where the first change says where it gives up a line, not what it leaves of it. */
  private Told beside(Told told, List<Edit> first) {
    if (told.edits().isEmpty()) {
      return told;
    }
    List<Edit> edits = new ArrayList<>(told.edits());
    edits.set(0, beside(edits.get(0), roots(first, false)));
    return new Told(told.finding(), edits, told.others(), told.oneByOne());
  }

  private Edit beside(Edit edit, Set<RootSpec> rewritten) {
    if (edit instanceof Edit.Several several) {
      return new Edit.Several(
          several.edits().stream().map(one -> beside(one, rewritten)).toList());
    }
    return edit instanceof Edit.Rewrite rewrite
            && rewrite.givesUp()
            && rewrite.only() != null
            && rewritten.contains(rewrite.root())
        ? new Edit.Rewrite(rewrite.root(), null, null, "leave out " + wording.root(rewrite.root()))
            .on(new TreeSet<>(rewrite.only()))
        : edit;
  }

  private static List<Edit> edits(List<List<Edit>> options, List<Integer> positions) {
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < positions.size(); i++) {
      edits.add(options.get(i).get(positions.get(i)));
    }
    return edits;
  }

  /** What others change in the lines of the clash, which may mend it as well. */
  private static List<Edit> ofOthers(Told told, List<Told> all) {
    List<Edit> edits = new ArrayList<>();
    for (Told other : all) {
      for (Edit edit : other.edits()) {
        if (edit instanceof Edit.Rewrite rewrite
            && rewrite.to() != null
            && told.finding().clashing().contains(rewrite.root())
            && !told.texts().contains(edit.text())) {
          edits.add(edit);
        }
      }
    }
    return edits;
  }

  /** The same changes of lines for the platforms of the clash alone. */
  private List<Edit> here(Told told) {
    Set<Platform> platforms = told.finding().platforms();
    List<Edit> here = new ArrayList<>();
    for (Edit edit : told.edits()) {
      if (edit instanceof Edit.Rewrite rewrite
          && rewrite.only() == null
          && rewrite.to() != null
          && !platforms.containsAll(start.platforms())) {
        here.add(rewrite.on(platforms));
      }
    }
    return here;
  }

  private List<Told> with(List<Told> all, List<Edit> chosen) {
    List<Told> told = new ArrayList<>();
    int at = 0;
    for (Told one : all) {
      if (one.edits().isEmpty()) {
        told.add(one);
        continue;
      }
      Edit first = chosen.get(at);
      Set<Platform> platforms = one.finding().platforms();
      boolean alone = start.isSolvable(platforms, first);
      List<Edit> edits = new ArrayList<>(List.of(first));
      for (Edit other : one.edits()) {
        List<Edit> instead = new ArrayList<>(chosen);
        instead.set(at, other);
        boolean holds =
            alone
                ? start.isSolvable(platforms, other)
                : goTogether(instead) && isSolvable(instead, all);
        if (holds && !isLike(other, first)) {
          edits.add(other);
        }
      }
      List<Edit> shown = edits.subList(0, Math.min(ChangeFinder.SHOWN, edits.size()));
      told.add(new Told(one.finding(), shown, !alone, false));
      at++;
    }
    return told;
  }

  /** Whether they are one change, if on unlike platforms. */
  private static boolean isLike(Edit one, Edit other) {
    return one.text().equals(other.text())
        || one instanceof Edit.Rewrite first
            && other instanceof Edit.Rewrite second
            && first.root().equals(second.root())
            && Objects.equals(first.to(), second.to());
  }

  private boolean isSolvable(List<Edit> edits, List<Told> all) {
    Plan plan = start;
    Set<String> done = new HashSet<>();
    for (Edit edit : edits) {
      plan = done.add(edit.text()) ? plan.with(edit) : plan;
    }
    for (Told one : all) {
      if (one.edits().isEmpty()) {
        for (Platform platform : one.finding().platforms()) {
          plan = plan.without(platform, one.finding().clashing());
        }
      }
    }
    return plan.isSolvable();
  }

  private static boolean goTogether(List<Edit> edits) {
    List<Edit> single = new ArrayList<>();
    edits.forEach(edit -> single.addAll(edit.single()));
    for (int i = 0; i < single.size(); i++) {
      for (Edit other : single.subList(i + 1, single.size())) {
        if (single.get(i).contradicts(other)) {
          return false;
        }
      }
    }
    return true;
  }
}
