package dev.hermetic.solve;

import dev.hermetic.match.MatchSpec;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Names, specs and candidates of one search, by their numbers: {@linkplain SpecTable interned},
 * {@linkplain CandidateLoader loaded} and {@linkplain SpecMatcher matched} when first asked for.
 */
final class Pool {
  private final SpecTable specs = new SpecTable();
  private final ParsedVersions versions = new ParsedVersions();
  private final Dependencies dependencies = new Dependencies(specs);
  private final Offers offers;
  private final CandidateLoader loader;
  private final SpecMatcher matcher;
  private final DependencyNames dependencyNames;

  Pool(SolveRequest request, ChannelMatch channelMatch) {
    offers = new Offers(request, channelMatch, versions::of);
    loader = new CandidateLoader(specs, offers);
    matcher = new SpecMatcher(versions, channelMatch);
    dependencyNames = new DependencyNames(specs, offers);
  }

  int nameId(String name) {
    return specs.nameId(name);
  }

  String name(int id) {
    return specs.name(id);
  }

  int nameCount() {
    return specs.nameCount();
  }

  boolean isVirtual(int name) {
    return offers.isVirtual(specs.name(name));
  }

  Spec spec(int id) {
    return specs.spec(id);
  }

  /** As {@link SpecTable#spec(String)}. */
  @Nullable Spec spec(String text) {
    return specs.spec(text);
  }

  Spec spec(MatchSpec match) {
    return specs.spec(match);
  }

  /** A spec that matches just the given candidates of a name. */
  Spec grade(int name, String text, Matching matching) {
    return specs.grade(name, text, of -> matching);
  }

  /** As {@link SpecTable#grade}, where the name may be {@linkplain CandidateLoader#hold held}. */
  Spec grade(int name, String text, Function<Candidates, Matching> rule) {
    return specs.grade(name, text, rule);
  }

  /**
   * A spec that is met where all specs of one of several alternatives are.
   *
   * @param text of no other spec
   * @param alternatives numbers of specs; looked at when a search comes to need one of them
   */
  Spec oneOf(String text, Supplier<List<int[]>> alternatives) {
    int name = specs.nameId(text);
    loader.put(name, new Alternatives(text, alternatives, offers));
    return specs.grade(name, text, of -> Matching.all(of.size()));
  }

  Candidates candidates(int name) {
    return loader.candidates(name);
  }

  /** Which candidates of its name a spec matches. */
  Matching matching(Spec spec) {
    Matching known = spec.matching;
    if (known == null) {
      known = matcher.matching(spec, candidates(spec.name));
      spec.matching = known;
    }
    return known;
  }

  /** Has all candidates of a held name looked at from now on. */
  void release(int name) {
    loader.release(name);
    for (Spec spec : specs.specs()) {
      if (spec.name == name) {
        spec.matching = null;
      }
    }
  }

  /** As {@link Dependencies#unusable}, of all records that were looked at. */
  List<String> unusable() {
    return dependencies.unusable(loader.loaded());
  }

  /** What the records are taken from. */
  Offers offers() {
    return offers;
  }

  /** What takes them. */
  CandidateLoader loader() {
    return loader;
  }

  SpecMatcher matcher() {
    return matcher;
  }

  Dependencies dependencies() {
    return dependencies;
  }

  DependencyNames dependencyNames() {
    return dependencyNames;
  }

  ParsedVersions versions() {
    return versions;
  }
}
