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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is true of projects, as incompatibilities: what users say, and what candidates need. */
final class Facts {
  private final Universe universe;
  private final PackageSource source;
  private final ResolveRequest request;

  /** Of which the user names a prerelease. */
  private final SortedSet<ProjectName> early = new TreeSet<>();

  Facts(Universe universe, PackageSource source, ResolveRequest request) {
    this.universe = universe;
    this.source = source;
    this.request = request;
    request.lines().stream()
        .filter(one -> one.specifiers().namesPrerelease())
        .forEach(one -> early.add(one.name()));
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
    Domain domain = universe.of(name);
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
      Domain domain = universe.of(one.getKey());
      Subset same =
          Subset.of(
              domain.size(),
              state ->
                  state > 0 && domain.candidate(state).version().equals(one.getValue()));
      terms.put(domain.id(), same);
    }
    return new Incompatibility(terms, new Cause.Kept(universe.domain(terms.firstKey())));
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
      PypiRequirement known = universe.direct(need.name());
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
    targets.add(universe.of(requirement.name()));
    if (!baseAlone) {
      requirement.extras().forEach(extra -> targets.add(universe.of(requirement.name(), extra)));
    }
    return targets;
  }

  /** The candidates that a requirement lets through; never state 0. */
  private Subset allowed(Domain target, PypiRequirement requirement, boolean users) {
    SpecifierSet specifiers = requirement.specifiers();
    boolean exact = specifiers.specifiers().stream().anyMatch(Facts::isExact);
    boolean prereleases =
        request.prereleases()
            || target.provided() != null
            || early.contains(target.name())
            || specifiers.namesPrerelease()
            || universe.direct(target.name()) != null
            || target.candidates().stream()
                .allMatch(one -> one.version().isPrerelease() || one.unusable() != null);
    PypiVersion locked = request.preferred().get(target.name());
    PypiRequirement first = universe.direct(target.name());
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

  /** That some states of a project are none. */
  static Incompatibility ruledOut(Domain domain, Subset states, String reason) {
    return Incompatibility.of(new Cause.Unusable(domain, states, reason), domain, states);
  }
}
