package dev.hermetic.pypi.lock;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.metadata.CoreMetadata;
import dev.hermetic.pypi.metadata.InvalidMetadataException;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches what resolving will probably ask for: pages of projects, the metadata of the version that is
 * most likely taken, and so on with what that needs. A guess costs a request at most: resolving asks the
 * same sources, and gets the same answers, whatever was fetched before. Safe for several threads.
 */
final class LookAhead {
  /** Requirements that are followed for one target; real environments have some hundreds. */
  private static final int MOST = 3_000;

  private final ProjectFiles files;
  private final DistributionMetadata metadata;
  private final Releases releases;
  private final Fetches fetches;
  private final MarkerEnvironment environment;
  private final Set<ProjectName> provided;
  private final Map<ProjectName, PypiVersion> preferred;
  private final Set<String> followed = ConcurrentHashMap.newKeySet();

  /**
   * @param environment markers of the target
   * @param provided projects that are not looked for
   * @param preferred versions that are taken where they will do
   */
  LookAhead(
      TargetQuestion.Context context,
      Releases releases,
      MarkerEnvironment environment,
      Set<ProjectName> provided,
      Map<ProjectName, PypiVersion> preferred) {
    this.files = context.files();
    this.metadata = context.metadata();
    this.releases = releases;
    this.fetches = context.fetches();
    this.environment = environment;
    this.provided = Set.copyOf(provided);
    this.preferred = Map.copyOf(preferred);
  }

  /** Begins, and returns at once. */
  void follow(Collection<PypiRequirement> requirements) {
    for (PypiRequirement one : requirements) {
      if (one.url() == null
          && !provided.contains(one.name())
          && followed.size() < MOST
          && followed.add(one.name() + " " + one.extras() + " " + one.specifiers())) {
        fetches.begin(() -> step(one));
      }
    }
  }

  private void step(PypiRequirement requirement) {
    try {
      Optional<Release> release = likely(requirement);
      if (release.isPresent()) {
        CoreMetadata of = metadata.of(release.get().file(), requirement.name());
        MarkerEnvironment with = environment.withExtras(requirement.extras());
        follow(of.requiresDist().stream().filter(one -> one.applies(with)).toList());
      }
    } catch (HermeticException | InvalidMetadataException e) {
      // Who needs it is told when he asks.
    }
  }

  /** The locked version where it will do, else the newest that will. */
  private Optional<Release> likely(PypiRequirement requirement) {
    List<Release> usable =
        releases.of(requirement.name(), files.of(requirement.name())).stream()
            .filter(one -> one.unusable() == null && one.yanked() == null)
            .filter(one -> requirement.specifiers().contains(one.version(), true))
            .toList();
    PypiVersion locked = preferred.get(requirement.name());
    return usable.stream()
        .max(
            Comparator.<Release, Boolean>comparing(one -> one.version().equals(locked))
                .thenComparing(one -> !one.version().isPrerelease())
                .thenComparing(Release::version));
  }
}
