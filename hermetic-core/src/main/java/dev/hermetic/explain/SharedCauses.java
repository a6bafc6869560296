package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds clashes that one change mends, such as a Python that is too new for several packages or a
 * machine that is too old for them: they have one cause and are told as one.
 */
final class SharedCauses {
  /** Of versions that mend all that can be mended, how many are kept in case the nearest does not do. */
  private static final int ENOUGH = 3;

  private final List<Finding> findings;
  private final List<Finding> clashes;
  private final Plan start;
  private final Set<Platform> solved;
  private final Wording wording;
  private final List<Candidate> candidates = new ArrayList<>();

  /** A change and all clashes that it mends, each looked at alone. */
  private record Candidate(Edit edit, List<Finding> mended) {}

  /**
   * @param start the requests as they are
   * @param solved platforms that have an answer and are to keep it
   */
  SharedCauses(List<Finding> findings, Plan start, Set<Platform> solved, Wording wording) {
    this.findings = findings;
    this.clashes =
        findings.stream().filter(one -> one.kind() == Explanation.Kind.CLASH).toList();
    this.start = start;
    this.solved = solved;
    this.wording = wording;
  }

  /** The findings with one for all that a change mends, most at once first. */
  List<Finding> joined() {
    List<Finding> rest = new ArrayList<>(findings);
    if (clashes.size() < 2) {
      return rest;
    }
    lines();
    settings();
    while (true) {
      List<Finding> most = List.of();
      Candidate best = null;
      for (Candidate one : candidates) {
        List<Finding> mended = apart(one.mended().stream().filter(rest::contains).toList());
        if (mended.size() > most.size() && areUnlike(mended)) {
          most = mended;
          best = one;
        }
      }
      if (best == null) {
        return rest;
      }
      candidates.remove(best);
      Finding joint = Joint.of(most, best.edit().cause(), wording);
      if (works(best.edit(), joint)) {
        rest.set(rest.indexOf(most.get(0)), joint);
        rest.removeAll(most);
      }
    }
  }

  private static boolean areUnlike(List<Finding> some) {
    return some.stream().map(Finding::clashing).distinct().count() > 1;
  }

  /** Those of which none has all specs of another: these have causes of their own. */
  private static List<Finding> apart(List<Finding> some) {
    List<Finding> apart = new ArrayList<>();
    for (Finding one : some) {
      if (apart.stream().allMatch(one::isApart)) {
        apart.add(one);
      }
    }
    return apart;
  }

  /** Whether all of it is solved then, whatever else clashes. */
  private boolean works(Edit edit, Finding joint) {
    List<Finding> others = new ArrayList<>(findings);
    others.removeAll(joint.parts());
    Plan plan = Proposals.without(start, joint, others);
    return new ChangeFinder(joint, findings, plan, solved, wording).worksIfOnlyHere(edit);
  }

  /** Changes to a line that stands in several clashes. */
  private void lines() {
    Set<RootSpec> roots = new LinkedHashSet<>();
    clashes.forEach(clash -> roots.addAll(clash.clashing()));
    for (RootSpec root : roots.stream().sorted(Questions.IN_FILE_ORDER).toList()) {
      List<Finding> with =
          clashes.stream()
              .filter(clash -> clash.clashing().size() > 1 && clash.clashing().contains(root))
              .toList();
      if (areUnlike(apart(with))) {
        Rewrites.anyVersion(root.spec()).ifPresent(any -> versions(root, any, with));
        Rewrites.anyBuild(root.spec()).ifPresent(near -> consider(rewrite(root, near), with));
      }
    }
  }

  private void versions(RootSpec root, MatchSpec any, List<Finding> with) {
    List<Finding> able = mended(new Edit.Rewrite(root, any, null, ""), with);
    if (able.size() < 2) {
      return;
    }
    List<Rewrites.Near> nearest =
        Rewrites.versions(start.questions(able.get(0).first()).session(), root.spec());
    int forAll = 0;
    for (int i = 0; i < Math.min(ChangeFinder.TRIED_VERSIONS, nearest.size()) && forAll < ENOUGH; i++) {
      forAll += consider(rewrite(root, nearest.get(i)), able) == able.size() ? 1 : 0;
    }
  }

  private Edit rewrite(RootSpec root, Rewrites.Near near) {
    return new Edit.Rewrite(root, near.spec(), null, near.text());
  }

  /** How many of the clashes it mends. */
  private int consider(Edit edit, List<Finding> some) {
    List<Finding> mended = mended(edit, some);
    if (mended.size() > 1) {
      candidates.add(new Candidate(edit, mended));
    }
    return mended.size();
  }

  /** Those of the clashes that would be none then, each looked at alone. */
  private List<Finding> mended(Edit edit, List<Finding> some) {
    Plan plan = start.with(edit);
    return some.stream()
        .filter(
            clash ->
                clash.platforms().stream()
                    .allMatch(of -> plan.isSolvable(of, changed(edit, of, clash.clashing()))))
        .toList();
  }

  private static List<RootSpec> changed(Edit edit, Platform platform, List<RootSpec> roots) {
    return edit instanceof Edit.Rewrite rewrite ? rewrite.apply(platform, roots) : roots;
  }

  private void settings() {
    Set<String> machine = new TreeSet<>();
    clashes.forEach(clash -> machine.addAll(Settings.lacking(clash.refutations())));
    for (String name : machine) {
      List<Finding> lacking =
          clashes.stream()
              .filter(clash -> Settings.lacking(clash.refutations()).contains(name))
              .toList();
      if (lacking.size() > 1) {
        Set<Platform> platforms = new TreeSet<>();
        lacking.forEach(clash -> platforms.addAll(clash.platforms()));
        Settings.virtualPackages(
                lacking.stream().flatMap(clash -> clash.refutations().stream()).toList(),
                request(lacking),
                platforms)
            .forEach(edit -> consider(edit, lacking));
      }
    }
    Settings.priorities(request(clashes)).forEach(edit -> consider(edit, clashes));
    days();
  }

  private SolveRequest request(List<Finding> some) {
    return start.questions(some.get(0).first()).request();
  }

  /** The day up to which packages have to count for all clashes that a later day mends. */
  private void days() {
    Set<String> names = new TreeSet<>();
    for (Finding clash : clashes) {
      clash.clashing().forEach(root -> names.add(root.spec().name()));
      clash
          .refutations()
          .forEach(refutation -> refutation.domains().forEach(domain -> names.add(domain.name)));
    }
    Optional<Edit> last = Settings.lastDay(request(clashes), names);
    List<Finding> able = last.map(edit -> mended(edit, clashes)).orElse(List.of());
    if (able.size() > 1) {
      Settings.excludeNewer(
              request(clashes), names, edit -> mended(edit, able).size() == able.size())
          .ifPresent(edit -> consider(edit, able));
    }
  }
}
