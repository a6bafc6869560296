package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.RootSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds for each clash what to do about it, so that what is told for several goes together. */
final class Proposals {
  /** Of how many clashes that are told as one a change of each is looked for. */
  private static final int EACH = 5;

  private List<Finding> findings;
  private final Plan start;
  private final Set<Platform> solved;
  private final Wording wording;
  private final Map<Finding, Proposal> proposals = new LinkedHashMap<>();

  /** @param others whether the first changes for the other clashes there are needed too */
  private record Proposal(List<Edit> edits, boolean others) {}

  /**
   * @param start the requests as they are
   * @param solved platforms that have an answer and are to keep it
   */
  Proposals(List<Finding> findings, Plan start, Set<Platform> solved, Wording wording) {
    this.findings = new SharedCauses(findings, start, solved, wording).joined();
    this.start = start;
    this.solved = solved;
    this.wording = wording;
  }

  /** Every clash with its changes, in the order of the file. */
  List<Explanation> explanations() {
    proposeAll();
    Map<RootSpec, Set<Platform>> givenUp = givenUp();
    Map<String, Told> told = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Proposal proposal = together(finding, holding(finding), givenUp);
      Told one = new Told(finding, proposal.edits(), proposal.others());
      told.merge(one.key(), one, Told::with);
    }
    SameChange same = new SameChange(start, wording);
    // What goes together may be the same change again.
    return same.joined(new GoingTogether(start, wording).of(same.joined(told.values()))).stream()
            .map(this::explanation)
            .sorted(
                Comparator.comparing(
                    explanation -> explanation.clashing().get(0), Questions.IN_FILE_ORDER))
            .toList();
  }

  private void proposeAll() {
    for (Finding finding : findings) {
      if (!proposals.containsKey(finding)) {
        propose(finding);
      }
    }
    // What mends them all may not go with the changes for others: then each for itself.
    List<Finding> apart = new ArrayList<>();
    for (Finding finding : findings) {
      boolean hopeless = proposals.get(finding).edits().isEmpty();
      apart.addAll(hopeless && !finding.parts().isEmpty() ? finding.parts() : List.of(finding));
    }
    if (apart.size() > findings.size()) {
      findings = apart;
      proposals.clear();
      proposeAll();
    }
  }

  private void propose(Finding finding) {
    if (finding.kind() == Explanation.Kind.NO_PACKAGES) {
      proposals.put(finding, new Proposal(List.of(), false));
      return;
    }
    List<Finding> alike =
        findings.stream().filter(one -> one.clashing().equals(finding.clashing())).toList();
    if (alike.size() > 1) {
      // One line of the file is changed once: what does on all platforms goes before what is nearer.
      Proposal common = proposal(alike.stream().reduce(Finding::with).orElseThrow(), alike);
      if (!common.edits().isEmpty()) {
        alike.forEach(one -> proposals.put(one, common));
        return;
      }
    }
    proposals.put(finding, proposal(finding, List.of(finding)));
  }

  /**
   * Where a platform has several clashes, a change that mends all is looked for first, then one
   * beside the first changes for those before it.
   *
   * @param selves the findings that are not others
   */
  private Proposal proposal(Finding finding, List<Finding> selves) {
    List<Finding> before = new ArrayList<>(sharing(finding));
    before.removeAll(selves);
    List<Finding> after = new ArrayList<>(before);
    before.removeIf(one -> !proposals.containsKey(one));
    after.removeAll(before);
    if (!before.isEmpty() || !after.isEmpty()) {
      List<Edit> edits = changes(finding, start);
      if (!edits.isEmpty()) {
        return new Proposal(edits, false);
      }
    }
    Plan plan = start;
    List<Edit> earlier = new ArrayList<>();
    for (Finding one : before) {
      List<Edit> chosen = proposals.get(one).edits();
      if (!chosen.isEmpty()) {
        earlier.add(chosen.get(0));
        plan = plan.with(chosen.get(0));
      }
    }
    plan = without(plan, finding, after);
    boolean others = !before.isEmpty() || !after.isEmpty();
    List<Edit> mending =
        earlier.stream().filter(edit -> concerns(edit, finding)).distinct().toList();
    return !mending.isEmpty() && plan.on(finding.platforms()).isSolvable()
        ? new Proposal(mending, others)
        : new Proposal(changes(finding, plan), others);
  }

  /**
   * What holds beside the first changes for the other clashes: those that came later were found
   * beside the first change alone.
   */
  private Proposal holding(Finding finding) {
    Proposal proposal = proposals.get(finding);
    List<Edit> edits = proposal.edits();
    if (!proposal.others() || edits.size() < 2) {
      return proposal;
    }
    List<Edit> kept = new ArrayList<>(edits.subList(0, 1));
    for (Edit edit : edits.subList(1, edits.size())) {
      Plan plan = start.with(edit);
      for (Finding other : sharing(finding)) {
        List<Edit> chosen = proposals.get(other).edits();
        if (!other.clashing().equals(finding.clashing())) {
          plan =
              chosen.isEmpty()
                  ? without(plan, finding, List.of(other))
                  : plan.with(chosen.get(0));
        }
      }
      if (plan.on(finding.platforms()).isSolvable()) {
        kept.add(edit);
      }
    }
    return new Proposal(kept, true);
  }

  /** Which lines the first changes give up, and where. */
  private Map<RootSpec, Set<Platform>> givenUp() {
    Map<RootSpec, Set<Platform>> givenUp = new HashMap<>();
    for (Proposal proposal : proposals.values()) {
      if (!proposal.edits().isEmpty()
          && proposal.edits().get(0) instanceof Edit.Rewrite rewrite
          && rewrite.givesUp()
          && rewrite.only() != null) {
        givenUp.computeIfAbsent(rewrite.root(), root -> new TreeSet<>()).addAll(rewrite.only());
      }
    }
    return givenUp;
  }

  /** A line that is given up for several clashes is so in one way that does for all of them. */
  private Proposal together(
      Finding finding, Proposal proposal, Map<RootSpec, Set<Platform>> givenUp) {
    List<Edit> edits = new ArrayList<>();
    for (Edit edit : proposal.edits()) {
      edits.add(together(finding, edit, givenUp));
    }
    return new Proposal(edits, proposal.others());
  }

  private Edit together(Finding finding, Edit edit, Map<RootSpec, Set<Platform>> givenUp) {
    if (edit instanceof Edit.Several several) {
      return new Edit.Several(
          several.edits().stream().map(one -> together(finding, one, givenUp)).toList());
    }
    return edit instanceof Edit.Rewrite rewrite
            && rewrite.givesUp()
            && givenUp.containsKey(rewrite.root())
        ? GivenUp.edit(
            rewrite.root(), finding, findings, givenUp.get(rewrite.root()), start, wording)
        : edit;
  }

  private List<Edit> changes(Finding finding, Plan plan) {
    ChangeFinder finder = new ChangeFinder(finding, findings, plan, solved, wording);
    List<Edit> edits = new ArrayList<>(finder.find());
    if (!edits.isEmpty() && edits.size() < ChangeFinder.SHOWN) {
      each(finding, plan).filter(finder::works).ifPresent(edits::add);
    }
    return edits;
  }

  /** For clashes that are told as one, a change for each that leaves alone what they share. */
  private Optional<Edit> each(Finding joint, Plan plan) {
    if (joint.parts().size() > EACH) {
      return Optional.empty();
    }
    List<Edit> each = new ArrayList<>();
    Plan rest = plan;
    List<Finding> later = new ArrayList<>(joint.parts());
    for (Finding part : joint.parts()) {
      later.remove(part);
      Optional<Edit> own =
          new ChangeFinder(part, findings, without(rest, part, later), solved, wording)
              .find().stream()
                  .filter(edit -> edit instanceof Edit.Rewrite rewrite && isOf(part, rewrite, joint))
                  .findFirst();
      if (own.isEmpty()) {
        return Optional.empty();
      }
      each.add(own.get());
      rest = rest.with(own.get());
    }
    return each.isEmpty() ? Optional.empty() : Optional.of(new Edit.Several(each));
  }

  /** Whether the line is one of this clash alone. */
  private static boolean isOf(Finding part, Edit.Rewrite rewrite, Finding joint) {
    return joint.parts().stream()
        .allMatch(one -> one == part || !one.clashing().contains(rewrite.root()));
  }

  private static boolean concerns(Edit edit, Finding finding) {
    return !(edit instanceof Edit.Rewrite rewrite) || finding.clashing().contains(rewrite.root());
  }

  private Explanation explanation(Told told) {
    Finding finding = told.finding();
    return new Explanation(
        List.copyOf(finding.platforms()),
        finding.clashing(),
        finding.kind(),
        finding.sentence(),
        finding.point(),
        finding.lines(),
        finding.alike(),
        finding.traced(),
        told.texts(),
        told.givesUp() ? finding.missing() : "",
        maybePip(told),
        told.others(),
        told.oneByOne());
  }

  /** A name that no conda package is near to, beside Python. */
  private boolean maybePip(Told told) {
    Finding finding = told.finding();
    return finding.kind() == Explanation.Kind.UNKNOWN_NAME
        && finding.point().isEmpty()
        && told.givesUp()
        && finding.clashing().stream().allMatch(root -> root.spec().channel().isEmpty() && !root.appended())
        && start.roots(finding.first()).stream()
            .map(root -> root.spec().name())
            .anyMatch(name -> name.equals("python") && !finding.isAbout(name));
  }

  /** All clashes on any of the platforms. */
  private List<Finding> sharing(Finding finding) {
    return findings.stream()
        .filter(one -> one.platforms().stream().anyMatch(finding.platforms()::contains))
        .toList();
  }

  /** Leaves out the roots of clashes for which nothing is chosen. */
  static Plan without(Plan plan, Finding finding, List<Finding> later) {
    Plan rest = plan;
    for (Platform platform : finding.platforms()) {
      Set<RootSpec> roots = new LinkedHashSet<>();
      for (Finding one : later) {
        if (one.platforms().contains(platform)) {
          roots.addAll(one.clashing());
        }
      }
      roots.removeAll(finding.clashing());
      rest = rest.without(platform, roots);
    }
    return rest;
  }
}
