package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.metadata.CoreMetadata;
import dev.hermetic.pypi.metadata.InvalidMetadataException;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.Specifier;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The projects that a search has met so far, and what it has learnt to be true of them. */
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
  private final SortedSet<ProjectName> early = new TreeSet<>();

  Universe(PackageSource source, ResolveRequest request) {
    this.source = source;
    this.request = request;
    List<Root> all = new ArrayList<>(request.roots());
    all.addAll(request.constraints());
    for (Root root : all) {
      PypiRequirement one = root.requirement();
      if (!one.applies(request.environment())) {
        continue;
      }
      if (one.directUrl().isPresent()) {
        direct.putIfAbsent(one.name(), one);
      }
      if (one.specifiers().namesPrerelease()) {
        early.add(one.name());
      }
    }
    for (Root root : request.roots()) {
      roots.putIfAbsent(root.requirement().name(), roots.size());
    }
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

  private Domain of(ProjectName name, ProjectName extra) {
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
    byReason.forEach((reason, states) -> facts.add(ruledOut(domain, states, reason)));
    return facts;
  }

  private static Incompatibility ruledOut(Domain domain, Subset states, String reason) {
    return Incompatibility.of(new Cause.Unusable(domain, states, reason), domain, states);
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

  /** What a line of the user says. */
  List<Incompatibility> asked(Root root, boolean limit) {
    PypiRequirement requirement = root.requirement();
    List<Incompatibility> facts = new ArrayList<>();
    for (Domain target : targets(requirement, limit)) {
      Subset allowed = allowed(target, requirement, true);
      Subset not = limit ? allowed.or(target.only(0)).not() : allowed.not();
      if (!not.isEmpty()) {
        facts.add(Incompatibility.of(new Cause.Asked(root, target, limit), target, not));
      }
    }
    return facts;
  }

  /** That a project stays at a version, if it is there at all. */
  Optional<Incompatibility> kept(ProjectName name, PypiVersion version, boolean needed) {
    Domain domain = of(name);
    Subset stays =
        Subset.of(
            domain.size(),
            state ->
                state == 0 ? !needed : domain.candidate(state).version().equals(version));
    Subset not = stays.not();
    return not.isEmpty()
        ? Optional.empty()
        : Optional.of(Incompatibility.of(new Cause.Kept(domain), domain, not));
  }

  /** That an answer is not this one. */
  Incompatibility stray(SortedMap<ProjectName, PypiVersion> versions) {
    SortedMap<Integer, Subset> terms = new TreeMap<>();
    for (Map.Entry<ProjectName, PypiVersion> one : versions.entrySet()) {
      Domain domain = of(one.getKey());
      Subset same =
          Subset.of(
              domain.size(),
              state ->
                  state > 0 && domain.candidate(state).version().equals(one.getValue()));
      terms.put(domain.id(), same);
    }
    return new Incompatibility(terms, new Cause.Kept(domain(terms.firstKey())));
  }

  /** That an extra has the version of its package. */
  Incompatibility sameVersion(Domain base, Domain extra, int state) {
    return Incompatibility.of(
        new Cause.Extra(base, extra),
        base,
        base.only(state),
        extra,
        extra.only(state).or(extra.only(0)).not());
  }

  /** What follows from taking a candidate. */
  List<Incompatibility> facts(Domain domain, int state) {
    List<PypiRequirement> needs;
    try {
      needs = needs(domain, state);
    } catch (InvalidMetadataException e) {
      return List.of(ruledOut(domain, domain.only(state), "cannot be used: " + e.fact()));
    }
    List<Incompatibility> facts = new ArrayList<>();
    Domain base = domain.base();
    if (base != null) {
      facts.add(sameVersion(base, domain, state));
    }
    source.prefetch(needs);
    for (PypiRequirement need : needs) {
      PypiRequirement known = direct.get(need.name());
      if (need.url() != null && (known == null || !need.url().equals(known.url()))) {
        return List.of(
            ruledOut(
                domain,
                domain.only(state),
                "asks for " + need.name() + " at an address of its own, which only the"
                    + " environment file may do"));
      }
      for (Domain target : targets(need, false)) {
        Subset not = allowed(target, need, false).not();
        if (target == domain) {
          if (not.has(state)) {
            return List.of(ruledOut(domain, domain.only(state), "needs another version of itself"));
          }
          continue;
        }
        if (!not.isEmpty()) {
          facts.add(
              Incompatibility.of(
                  new Cause.Needs(domain, state, target, need),
                  domain,
                  domain.only(state),
                  target,
                  not));
        }
      }
    }
    return facts;
  }

  /** What a candidate needs on the target, or what an extra of it needs besides. */
  List<PypiRequirement> needs(Domain domain, int state) {
    Provided provided = domain.provided();
    ProjectName extra = domain.extra();
    if (provided != null && extra == null) {
      return List.of();
    }
    CoreMetadata metadata =
        provided == null
            ? source.metadata(domain.candidate(state))
            : source
                .metadata(domain.name(), provided)
                .orElseThrow(
                    () ->
                        new InvalidMetadataException(
                            "the conda package "
                                + provided.packageName()
                                + " provides it, and what its extras need is not known"));
    MarkerEnvironment plain = request.environment().withExtras(List.of());
    MarkerEnvironment with = extra == null ? plain : plain.withExtras(List.of(extra));
    return metadata.requiresDist().stream()
        .filter(one -> one.applies(with))
        .filter(one -> extra == null || !one.applies(plain))
        .toList();
  }

  private List<Domain> targets(PypiRequirement requirement, boolean baseAlone) {
    List<Domain> targets = new ArrayList<>();
    targets.add(of(requirement.name()));
    if (!baseAlone) {
      requirement.extras().forEach(extra -> targets.add(of(requirement.name(), extra)));
    }
    return targets;
  }

  /** The candidates that a requirement lets through; never state 0. */
  private Subset allowed(Domain target, PypiRequirement requirement, boolean users) {
    SpecifierSet specifiers = requirement.specifiers();
    boolean exact = specifiers.specifiers().stream().anyMatch(Universe::isExact);
    boolean prereleases =
        request.prereleases()
            || target.provided() != null
            || early.contains(target.name())
            || specifiers.namesPrerelease()
            || direct.containsKey(target.name())
            || target.candidates().stream()
                .allMatch(one -> one.version().isPrerelease() || one.unusable() != null);
    PypiVersion locked = request.preferred().get(target.name());
    PypiRequirement first = direct.get(target.name());
    boolean urlDiffers =
        users
            && first != null
            && requirement.url() != null
            && !requirement.url().equals(first.url());
    return Subset.of(
        target.size(),
        state -> {
          if (state == 0 || urlDiffers) {
            return false;
          }
          Candidate candidate = target.candidate(state);
          boolean stays = candidate.version().equals(locked);
          return specifiers.contains(candidate.version(), prereleases || stays)
              && (!candidate.yanked() || exact || stays);
        });
  }

  private static boolean isExact(Specifier specifier) {
    return switch (specifier.operator()) {
      case EQUAL -> !specifier.prefix();
      case ARBITRARY -> true;
      default -> false;
    };
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
