package dev.hermetic.pypi.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Compares with all answers that small random indexes have. */
class ResolverExhaustiveTest {
  private static final int SEEDS = Integer.getInteger("hermetic.resolves", 1500);

  @Test
  void resolve_agreesWithAllAnswers() throws Exception {
    int solvable = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Small small = new Small(seed);
      List<SortedMap<ProjectName, PypiVersion>> all = small.answers();
      SortedMap<ProjectName, PypiVersion> found;
      try {
        found = versions(new Resolver(small.index).resolve(small.request));
      } catch (UnresolvableException e) {
        assertThat(all).as("seed %d has an answer", seed).isEmpty();
        assertClashes(small, e.clashes(), "seed " + seed);
        continue;
      }
      solvable++;
      assertThat(all).as("seed %d: valid", seed).contains(found);
      assertThat(rank(small, found))
          .as("seed %d: the first roots as new as can be", seed)
          .isEqualTo(all.stream().map(one -> rank(small, one)).max(this::compare).orElseThrow());
    }
    assertThat(solvable).isBetween(SEEDS / 5, SEEDS * 9 / 10);
  }

  /** Each is one and a least one, and nothing clashes beside them. */
  private static void assertClashes(Small small, List<Clash> clashes, String which) {
    assertThat(clashes).as(which).isNotEmpty();
    List<Root> rest = new ArrayList<>(small.request.roots());
    for (Clash clash : clashes) {
      assertThat(isMet(small, clash.roots())).as("%s: %s", which, clash).isFalse();
      for (Root root : clash.roots()) {
        List<Root> fewer = new ArrayList<>(clash.roots());
        fewer.remove(root);
        assertThat(isMet(small, fewer)).as("%s: %s without %s", which, clash, root).isTrue();
      }
      rest.removeAll(clash.roots());
    }
    assertThat(isMet(small, rest)).as("%s: beside %s", which, clashes).isTrue();
  }

  private static boolean isMet(Small small, List<Root> roots) {
    try {
      new Resolver(small.index).resolve(small.request.withRoots(roots));
      return true;
    } catch (UnresolvableException e) {
      return false;
    }
  }

  @Test
  void resolve_changing_putsNothingBackThatCouldBe() throws Exception {
    int changed = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Small small = new Small(seed);
      List<SortedMap<ProjectName, PypiVersion>> all = small.answers();
      if (all.size() < 2) {
        continue;
      }
      SortedMap<ProjectName, PypiVersion> locked = all.get(new Random(seed).nextInt(all.size()));
      for (ProjectName asked : locked.keySet()) {
        changed += change(small, all, locked, asked, "seed " + seed + ", " + asked) ? 1 : 0;
      }
    }
    assertThat(changed).as("cases in which others had to move").isGreaterThan(SEEDS / 100);
  }

  /** Whether others had to move. */
  private static boolean change(
      Small small,
      List<SortedMap<ProjectName, PypiVersion>> all,
      SortedMap<ProjectName, PypiVersion> locked,
      ProjectName asked,
      String which)
      throws UnresolvableException {
    ResolveRequest request =
        new ResolveRequest(
            small.request.roots(),
            List.of(),
            Index.TARGET,
            new TreeMap<>(),
            locked,
            new TreeSet<>(List.of(asked)),
            false);
    SortedMap<ProjectName, PypiVersion> found =
        versions(new Resolver(small.index).resolve(request));
    assertThat(all).as("%s: valid", which).contains(found);
    PypiVersion newest =
        all.stream()
            .filter(one -> one.containsKey(asked))
            .map(one -> one.get(asked))
            .max(PypiVersion::compareTo)
            .orElseThrow();
    assertThat(found.get(asked)).as("%s: as new as can be", which).isEqualTo(newest);
    List<ProjectName> moved = new ArrayList<>(found.keySet());
    moved.removeIf(
        name ->
            name.equals(asked)
                || !locked.containsKey(name)
                || locked.get(name).equals(found.get(name)));
    for (ProjectName name : moved) {
      assertThat(all)
          .as("%s: %s could be put back", which, name)
          .noneMatch(
              one ->
                  newest.equals(one.get(asked))
                      && locked.get(name).equals(one.get(name))
                      && staysAsFound(one, found, locked));
    }
    return !moved.isEmpty();
  }

  /** Whether an answer leaves in place what the one that was found leaves in place. */
  private static boolean staysAsFound(
      SortedMap<ProjectName, PypiVersion> one,
      SortedMap<ProjectName, PypiVersion> found,
      SortedMap<ProjectName, PypiVersion> locked) {
    return found.entrySet().stream()
        .filter(each -> each.getValue().equals(locked.get(each.getKey())))
        .allMatch(
            each -> each.getValue().equals(one.getOrDefault(each.getKey(), each.getValue())));
  }

  private static SortedMap<ProjectName, PypiVersion> versions(Resolution resolution) {
    SortedMap<ProjectName, PypiVersion> versions = new TreeMap<>();
    resolution
        .packages()
        .forEach(one -> versions.put(one.candidate().name(), one.candidate().version()));
    return versions;
  }

  /** The versions of the roots, in the user's order. */
  private static List<PypiVersion> rank(Small small, SortedMap<ProjectName, PypiVersion> answer) {
    return small.request.roots().stream()
        .map(root -> answer.get(root.requirement().name()))
        .toList();
  }

  private int compare(List<PypiVersion> one, List<PypiVersion> other) {
    for (int i = 0; i < one.size(); i++) {
      int compared = one.get(i).compareTo(other.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  /** A few projects with a few versions. */
  private static final class Small {
    private static final String[] NAMES = {"a", "b", "c", "d", "e"};
    private static final String[] BOUNDS = {"", ">=2", "<2", "==1", "!=2", "<=2", ">1", "~=1.0"};

    final Index index = new Index();
    final ResolveRequest request;
    private final Map<String, List<Candidate>> candidates = new TreeMap<>();

    Small(int seed) {
      Random random = new Random(seed);
      for (String name : NAMES) {
        int versions = 1 + random.nextInt(3);
        for (int version = 1; version <= versions; version++) {
          List<String> needs = new ArrayList<>();
          for (int i = random.nextInt(3); i > 0; i--) {
            String need = requirement(random);
            needs.add(random.nextInt(4) == 0 ? need + "; extra == 'x'" : need);
          }
          index.add(name + " " + version, needs.toArray(String[]::new));
        }
        candidates.put(name, index.candidates(ProjectName.of(name)));
      }
      TreeSet<String> roots = new TreeSet<>();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        roots.add(requirement(random));
      }
      request = Index.request(roots.toArray(String[]::new));
    }

    private static String requirement(Random random) {
      String extra = random.nextInt(5) == 0 ? "[x]" : "";
      return NAMES[random.nextInt(NAMES.length)]
          + extra
          + BOUNDS[random.nextInt(BOUNDS.length)];
    }

    /** Every choice of one version at most for each name, cut down to what the roots lead to. */
    List<SortedMap<ProjectName, PypiVersion>> answers() {
      List<SortedMap<ProjectName, PypiVersion>> answers = new ArrayList<>();
      choose(0, new TreeMap<>(), answers);
      return answers.stream().distinct().toList();
    }

    private void choose(
        int at,
        SortedMap<ProjectName, Candidate> chosen,
        List<SortedMap<ProjectName, PypiVersion>> answers) {
      if (at == NAMES.length) {
        reached(chosen, answers);
        return;
      }
      choose(at + 1, chosen, answers);
      for (Candidate candidate : candidates.get(NAMES[at])) {
        chosen.put(candidate.name(), candidate);
        choose(at + 1, chosen, answers);
        chosen.remove(candidate.name());
      }
    }

    private void reached(
        SortedMap<ProjectName, Candidate> chosen,
        List<SortedMap<ProjectName, PypiVersion>> answers) {
      List<PypiRequirement> todo = new ArrayList<>();
      request.roots().forEach(root -> todo.add(root.requirement()));
      TreeSet<String> seen = new TreeSet<>();
      SortedMap<ProjectName, PypiVersion> answer = new TreeMap<>();
      for (int i = 0; i < todo.size(); i++) {
        PypiRequirement one = todo.get(i);
        Candidate candidate = chosen.get(one.name());
        if (candidate == null || !one.specifiers().contains(candidate.version(), true)) {
          return;
        }
        answer.put(one.name(), candidate.version());
        if (seen.add(one.name().normalised())) {
          index.needs(candidate).stream()
              .filter(need -> need.applies(Index.TARGET))
              .forEach(todo::add);
        }
        for (ProjectName extra : one.extras()) {
          if (seen.add(one.name() + "[" + extra + "]")) {
            index.needs(candidate).stream()
                .filter(need -> need.applies(Index.TARGET.withExtras(List.of(extra))))
                .forEach(todo::add);
          }
        }
      }
      if (answer.size() == chosen.size()) {
        answers.add(answer);
      }
    }
  }
}
