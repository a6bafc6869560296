package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.ChannelMatch;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.text.TextTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Explains requests that cannot be solved as a person would: which of the user's specs cannot live
 * together, from each of them down the way to where they meet, and which nearest change makes an
 * answer possible. Equal input gives equal words, in whatever order it comes.
 */
public final class Explainer {
  private final ChannelMatch channelMatch;
  private final Limits limits;
  private final Wording wording;

  /**
   * @param written a root as the user wrote it, without selector and comment
   */
  public Explainer(
      ChannelMatch channelMatch, Limits limits, Function<RootSpec, String> written) {
    this.channelMatch = channelMatch;
    this.limits = limits;
    this.wording = new Wording(written);
  }

  /**
   * Explains every clash of every platform, equal ones once.
   *
   * @param cases all platforms of one user's request, also those that have an answer: what is
   *     proposed must not take it from them
   */
  public List<Explanation> explain(Collection<Case> cases) {
    SortedMap<Platform, Questions> questions = new TreeMap<>();
    SortedMap<Platform, Case> byPlatform = new TreeMap<>();
    for (Case one : cases) {
      byPlatform.put(one.platform(), one);
      questions.put(one.platform(), new Questions(one.request(), channelMatch, limits));
    }
    List<SolveRequest> requests = byPlatform.values().stream().map(Case::request).toList();
    Map<String, Finding> findings = new LinkedHashMap<>();
    Set<Platform> solved = new TreeSet<>();
    byPlatform.forEach(
        (platform, one) -> {
          if (one.isSolved()) {
            solved.add(platform);
            return;
          }
          Questions of = questions.get(platform);
          for (List<RootSpec> clash : new Clashes(of, limits).find(one.clashing())) {
            Finding finding = finding(of, clash, requests);
            findings.merge(finding.key(), finding, Finding::with);
          }
        });
    return changes(List.copyOf(findings.values()), Plan.of(questions), solved);
  }

  private Finding finding(Questions of, List<RootSpec> clash, List<SolveRequest> all) {
    TreeSet<Platform> platforms = new TreeSet<>(Set.of(of.request().platform()));
    Elsewhere elsewhere = new Elsewhere(of.request(), all);
    Optional<Refutation> refutation = new Refutations(of.session(), limits).find(clash);
    String name = clash.get(0).spec().name();
    if (clash.size() == 1 && !elsewhere.isKnown(name)) {
      String others = elsewhere.platforms(name);
      return new Finding(
          platforms,
          clash,
          refutation,
          true,
          "no channel has a package named `" + name + "`",
          others.isEmpty() ? "" : "there is one for " + others,
          "",
          List.of(),
          true);
    }
    List<String> specs = clash.stream().map(wording::spec).toList();
    String sentence =
        clash.size() == 1
            ? specs.get(0) + " cannot be met"
            : Wording.join(specs, "and") + " cannot be met together";
    if (refutation.isEmpty()) {
      TextTree top = new TextTree("");
      clash.forEach(root -> top.add(wording.root(root)));
      return new Finding(platforms, clash, refutation, false, sentence, "", "", top.draw(), true);
    }
    TreeBuilder builder = new TreeBuilder(refutation.get(), clash, wording, elsewhere);
    List<String> tree = builder.build().draw();
    return new Finding(
        platforms,
        clash,
        refutation,
        false,
        sentence,
        builder.headline(),
        builder.missing(),
        tree,
        true);
  }

  /**
   * Goes through the clashes in their order. Where a platform has several, a change that mends all
   * is looked for first, then one beside the first changes for those before it.
   */
  private List<Explanation> changes(List<Finding> findings, Plan start, Set<Platform> solved) {
    List<Explanation> explanations = new ArrayList<>();
    Map<Finding, Edit> chosen = new LinkedHashMap<>();
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      List<Finding> before = sharing(finding, findings.subList(0, i));
      List<Finding> after = sharing(finding, findings.subList(i + 1, findings.size()));
      boolean others = !before.isEmpty() || !after.isEmpty();
      List<Edit> edits = List.of();
      if (others) {
        edits = new ChangeFinder(finding, start, solved, wording).find();
        others = edits.isEmpty();
      }
      if (edits.isEmpty()) {
        Plan plan = start;
        for (Finding one : before) {
          plan = chosen.containsKey(one) ? plan.with(chosen.get(one)) : plan;
        }
        plan = without(plan, finding, after);
        edits = new ChangeFinder(finding, plan, solved, wording).find();
      }
      if (!edits.isEmpty()) {
        chosen.put(finding, edits.get(0));
      }
      explanations.add(explanation(finding, edits, others));
    }
    explanations.sort(
        Comparator.comparing(
            explanation -> explanation.clashing().get(0), Questions.IN_FILE_ORDER));
    return explanations;
  }

  private static Explanation explanation(Finding finding, List<Edit> edits, boolean others) {
    return new Explanation(
        List.copyOf(finding.platforms()),
        finding.clashing(),
        finding.unknownName(),
        finding.sentence(),
        finding.point(),
        finding.tree(),
        finding.alike(),
        finding.refutation().isPresent(),
        edits.stream().map(Edit::text).toList(),
        edits.stream().allMatch(Edit::givesUp) ? finding.missing() : "",
        others);
  }

  private static List<Finding> sharing(Finding finding, List<Finding> some) {
    return some.stream()
        .filter(one -> one.platforms().stream().anyMatch(finding.platforms()::contains))
        .toList();
  }

  /** Leaves out the roots of clashes that are told later. */
  private static Plan without(Plan plan, Finding finding, List<Finding> later) {
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
