package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The projects that a search has met so far, with their candidates. */
final class Universe {
  private static final Comparator<Candidate> NEWEST_FIRST =
      Comparator.comparing(Candidate::version).reversed().thenComparing(Candidate::key);

  private final PackageSource source;
  private final ResolveRequest request;
  private final List<Domain> domains = new ArrayList<>();
  private final Map<String, Domain> byTitle = new HashMap<>();
  private final Map<Domain, List<Incompatibility>> standing = new HashMap<>();
  private final Map<ProjectName, PypiRequirement> direct = new TreeMap<>();
  private final Map<ProjectName, Integer> roots = new HashMap<>();
  private final Facts facts;

  Universe(PackageSource source, ResolveRequest request) {
    this.source = source;
    this.request = request;
    this.facts = new Facts(this, source, request);
    request.lines().stream()
        .filter(one -> one.directUrl().isPresent())
        .forEach(one -> direct.putIfAbsent(one.name(), one));
    for (Root root : request.roots()) {
      roots.putIfAbsent(root.requirement().name(), roots.size());
    }
  }

  /** What is true of the projects, as a search learns it. */
  Facts facts() {
    return facts;
  }

  int size() {
    return domains.size();
  }

  Domain domain(int id) {
    return domains.get(id);
  }

  int rootRank(Domain domain) {
    return roots.getOrDefault(domain.name(), -1);
  }

  Domain of(ProjectName name) {
    Domain known = byTitle.get(name.normalised());
    if (known != null) {
      return known;
    }
    Provided provided = request.provided().get(name);
    List<Candidate> candidates;
    if (provided != null) {
      candidates =
          Stream.concat(Stream.of(provided.version()), provided.others().stream())
              .distinct()
              .map(version -> new Candidate(name, version, provided.packageName()))
              .sorted(NEWEST_FIRST)
              .toList();
    } else if (direct.containsKey(name)) {
      candidates = List.of(source.direct(direct.get(name)));
    } else {
      candidates = source.candidates(name).stream().sorted(NEWEST_FIRST).toList();
    }
    Domain domain = new Domain(domains.size(), name, null, null, candidates, provided);
    keep(domain);
    standing.put(domain, unusable(domain));
    return domain;
  }

  /** The line of the user that names an address for the project; null for none. */
  @Nullable PypiRequirement direct(ProjectName name) {
    return direct.get(name);
  }

  /** An extra of a project, which is a project of its own. */
  Domain of(ProjectName name, ProjectName extra) {
    Domain base = of(name);
    Domain known = byTitle.get(base.title() + "[" + extra.normalised() + "]");
    if (known != null) {
      return known;
    }
    Domain domain =
        new Domain(domains.size(), name, extra, base, base.candidates(), base.provided());
    keep(domain);
    return domain;
  }

  private void keep(Domain domain) {
    domains.add(domain);
    byTitle.put(domain.title(), domain);
  }

  private static List<Incompatibility> unusable(Domain domain) {
    Map<String, Subset> byReason = new LinkedHashMap<>();
    for (int state = 1; state < domain.size(); state++) {
      String reason = domain.candidate(state).unusable();
      if (reason != null) {
        byReason.merge(reason, domain.only(state), Subset::or);
      }
    }
    List<Incompatibility> facts = new ArrayList<>();
    byReason.forEach((reason, states) -> facts.add(Facts.ruledOut(domain, states, reason)));
    return facts;
  }

  /** What holds of domains that are new since, and was not said before. */
  List<Incompatibility> standing() {
    List<Incompatibility> facts = new ArrayList<>();
    // In the order in which they came up.
    for (Domain domain : domains) {
      List<Incompatibility> of = standing.remove(domain);
      if (of != null) {
        facts.addAll(of);
      }
    }
    return facts;
  }

  /** The candidate to try: the one that is there where it is left, else the newest. */
  int choose(Domain domain, Subset left) {
    PypiVersion locked = present(domain);
    if (locked != null) {
      for (int state = left.next(1); state > 0; state = left.next(state + 1)) {
        if (domain.candidate(state).version().equals(locked)) {
          return state;
        }
      }
    }
    return left.next(1);
  }

  private @Nullable PypiVersion present(Domain domain) {
    if (domain.provided() != null) {
      return domain.provided().version();
    }
    return request.upgraded().contains(domain.name())
        ? null
        : request.preferred().get(domain.name());
  }
}
