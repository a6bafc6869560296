package dev.hermetic.explain;

import dev.hermetic.platform.Platform;
import dev.hermetic.solve.ChannelMatch;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.text.TextTree;
import java.util.Collection;
import java.util.LinkedHashMap;
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
          if (isWithoutPackages(one.request()) && !of.roots().isEmpty()) {
            Finding finding = noPackages(of);
            findings.merge(finding.key(), finding, Finding::with);
            return;
          }
          for (List<RootSpec> clash : new Clashes(of, limits).find(one.clashing())) {
            Finding finding = finding(of, clash, requests);
            findings.merge(finding.key(), finding, Finding::with);
          }
        });
    return new Proposals(List.copyOf(findings.values()), Plan.of(questions), solved, wording)
        .explanations();
  }

  /** Whether the channels have no package at all for the platform, not even for all platforms. */
  private static boolean isWithoutPackages(SolveRequest request) {
    return request.channels().stream()
        .flatMap(List::stream)
        .allMatch(repodata -> repodata.names().isEmpty());
  }

  private static Finding noPackages(Questions of) {
    return new Finding(
        new TreeSet<>(Set.of(of.request().platform())),
        List.of(of.roots().get(0)),
        List.of(),
        Explanation.Kind.NO_PACKAGES,
        "the channels have no packages",
        "",
        "",
        new TextTree(""),
        true,
        List.of());
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
          refutation.stream().toList(),
          Explanation.Kind.UNKNOWN_NAME,
          "no channel has a package named `"
              + name
              + (clash.get(0).appended() ? "`, which the `pip:` section needs," : "`"),
          others.isEmpty() ? "" : "there is one for " + others,
          "",
          new TextTree(""),
          true,
          List.of());
    }
    List<String> specs = clash.stream().map(wording::spec).toList();
    String sentence =
        clash.size() == 1
            ? specs.get(0) + " cannot be met"
            : Wording.join(specs, "and") + " cannot be met together";
    String headline = "";
    String missing = "";
    TextTree tree;
    if (refutation.isPresent()) {
      TreeBuilder builder = new TreeBuilder(refutation.get(), clash, wording, elsewhere);
      tree = builder.build();
      headline = builder.headline();
      missing = builder.missing();
    } else {
      tree = new TextTree("");
      for (RootSpec root : clash) {
        tree.add(wording.root(root));
      }
    }
    return new Finding(
        platforms,
        clash,
        refutation.stream().toList(),
        Explanation.Kind.CLASH,
        sentence,
        headline,
        missing,
        tree,
        true,
        List.of());
  }
}
