package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The user's requests with some things done differently. */
final class Plan {
  private final SortedMap<Platform, Questions> questions;
  private final SortedMap<Platform, List<RootSpec>> roots;

  private Plan(
      SortedMap<Platform, Questions> questions, SortedMap<Platform, List<RootSpec>> roots) {
    this.questions = questions;
    this.roots = roots;
  }

  static Plan of(Map<Platform, Questions> questions) {
    SortedMap<Platform, List<RootSpec>> roots = new TreeMap<>();
    questions.forEach((platform, of) -> roots.put(platform, of.roots()));
    return new Plan(new TreeMap<>(questions), roots);
  }

  Plan with(Edit edit) {
    if (edit instanceof Edit.Several several) {
      Plan all = this;
      for (Edit one : several.edits()) {
        all = all.with(one);
      }
      return all;
    }
    SortedMap<Platform, Questions> surroundings = new TreeMap<>(questions);
    SortedMap<Platform, List<RootSpec>> specs = new TreeMap<>(roots);
    if (edit instanceof Edit.Rewrite rewrite) {
      specs.replaceAll(rewrite::apply);
    } else if (edit instanceof Edit.Setting setting) {
      surroundings.replaceAll(
          (platform, of) -> {
            SolveRequest changed = setting.change().apply(of.request());
            return changed == of.request() ? of : of.in(changed);
          });
    }
    return new Plan(surroundings, specs);
  }

  /** Leaves out what would stand in the way for reasons of its own. */
  Plan without(Platform platform, Collection<RootSpec> some) {
    SortedMap<Platform, List<RootSpec>> specs = new TreeMap<>(roots);
    specs.computeIfPresent(
        platform, (p, of) -> of.stream().filter(root -> !some.contains(root)).toList());
    return new Plan(questions, specs);
  }

  /** The same for some platforms only. */
  Plan on(Set<Platform> platforms) {
    SortedMap<Platform, Questions> surroundings = new TreeMap<>(questions);
    surroundings.keySet().retainAll(platforms);
    SortedMap<Platform, List<RootSpec>> specs = new TreeMap<>(roots);
    specs.keySet().retainAll(platforms);
    return new Plan(surroundings, specs);
  }

  Questions questions(Platform platform) {
    return questions.get(platform);
  }

  Set<Platform> platforms() {
    return questions.keySet();
  }

  List<RootSpec> roots(Platform platform) {
    return roots.get(platform);
  }

  /** Whether every platform has an answer; what the limits leave open counts as no. */
  boolean isSolvable() {
    return roots.keySet().stream().allMatch(platform -> answer(platform).isPresent());
  }

  /** Whether platforms have an answer with nothing changed but that. */
  boolean isSolvable(Set<Platform> platforms, Edit alone) {
    return on(platforms).with(alone).isSolvable();
  }

  Optional<List<PackageRecord>> answer(Platform platform) {
    return answer(platform, roots.get(platform));
  }

  /** Whether some specs have an answer there. */
  boolean isSolvable(Platform platform, List<RootSpec> some) {
    return answer(platform, some).isPresent();
  }

  private Optional<List<PackageRecord>> answer(Platform platform, List<RootSpec> some) {
    Stream<MatchSpec> specs = some.stream().map(RootSpec::spec);
    return questions.get(platform).answer(specs.toList());
  }
}
