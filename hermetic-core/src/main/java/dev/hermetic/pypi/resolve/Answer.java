package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a search found, without what nothing leads to from the user's lines. */
final class Answer {
  private final Universe universe;
  private final Map<String, Domain> taken = new HashMap<>();
  private final SortedMap<Integer, Integer> states;
  private final SortedMap<ProjectName, SortedSet<ProjectName>> extras = new TreeMap<>();
  private final Set<Domain> reached = new HashSet<>();

  Answer(Universe universe, ResolveRequest request, SortedMap<Integer, Integer> states) {
    this.universe = universe;
    this.states = states;
    states.keySet().forEach(id -> taken.put(universe.domain(id).title(), universe.domain(id)));
    Deque<Domain> todo = new ArrayDeque<>();
    for (Root root : request.roots()) {
      if (root.requirement().applies(request.environment())) {
        reach(root.requirement(), todo);
      }
    }
    while (!todo.isEmpty()) {
      Domain domain = todo.remove();
      needs(domain).forEach(need -> reach(need, todo));
    }
  }

  private void reach(PypiRequirement requirement, Deque<Domain> todo) {
    ProjectName name = requirement.name();
    SortedSet<ProjectName> known = extras.computeIfAbsent(name, unused -> new TreeSet<>());
    visit(name.normalised(), todo);
    for (ProjectName extra : requirement.extras()) {
      known.add(extra);
      visit(name.normalised() + "[" + extra.normalised() + "]", todo);
    }
  }

  private void visit(String title, Deque<Domain> todo) {
    Domain domain = taken.get(title);
    if (domain == null) {
      throw new IllegalStateException("needed and not decided: " + title);
    }
    if (reached.add(domain)) {
      todo.add(domain);
    }
  }

  private List<PypiRequirement> needs(Domain domain) {
    return universe.facts().needs(domain, states.getOrDefault(domain.id(), 0));
  }

  /** The versions by project, without those that conda provides. */
  SortedMap<ProjectName, PypiVersion> versions() {
    SortedMap<ProjectName, PypiVersion> versions = new TreeMap<>();
    projects().forEach(domain -> versions.put(domain.name(), chosen(domain).version()));
    return versions;
  }

  Resolution resolution() {
    List<Pinned> packages = new ArrayList<>();
    for (Domain domain : projects()) {
      SortedSet<ProjectName> asked = extras.getOrDefault(domain.name(), new TreeSet<>());
      List<PypiRequirement> needs = new ArrayList<>(needs(domain));
      for (ProjectName extra : asked) {
        Domain of = taken.get(domain.name().normalised() + "[" + extra.normalised() + "]");
        if (of != null) {
          needs.addAll(needs(of));
        }
      }
      packages.add(new Pinned(chosen(domain), asked, plain(needs)));
    }
    SortedMap<ProjectName, PypiVersion> used = new TreeMap<>();
    reached.stream()
        .filter(domain -> domain.base() == null && domain.provided() != null)
        .forEach(domain -> used.put(domain.name(), chosen(domain).version()));
    return new Resolution(packages, used);
  }

  private List<Domain> projects() {
    return reached.stream()
        .filter(domain -> domain.base() == null && domain.provided() == null)
        .sorted(Comparator.comparing(Domain::name))
        .toList();
  }

  private Candidate chosen(Domain domain) {
    return domain.candidate(states.getOrDefault(domain.id(), 0));
  }

  /** Sorted, each once, without markers: they hold. */
  private static List<PypiRequirement> plain(List<PypiRequirement> needs) {
    SortedMap<String, PypiRequirement> plain = new TreeMap<>();
    for (PypiRequirement need : needs) {
      PypiRequirement bare =
          need.url() == null
              ? new PypiRequirement(need.name(), need.extras(), need.specifiers())
              : new PypiRequirement(
                  need.name(), need.extras(), need.specifiers(), need.url(), null, need.text());
      plain.put(bare.toString(), bare);
    }
    return plain.values().stream()
        .sorted(
            Comparator.comparing(PypiRequirement::name).thenComparing(PypiRequirement::toString))
        .toList();
  }
}
