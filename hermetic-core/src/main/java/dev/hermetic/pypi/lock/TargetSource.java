package dev.hermetic.pypi.lock;

import dev.hermetic.pypi.metadata.CoreMetadata;
import dev.hermetic.pypi.metadata.InvalidMetadataException;
import dev.hermetic.pypi.request.VcsReference;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.resolve.Candidate;
import dev.hermetic.pypi.resolve.PackageSource;
import dev.hermetic.pypi.simple.DistributionFile;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the indexes have for one target. Not safe for several threads; what it asks is. */
final class TargetSource implements PackageSource {
  /** Of repositories, which are not read. */
  private static final PypiVersion UNKNOWN = PypiVersion.parse("0.0.0");

  private final ProjectFiles files;
  private final DistributionMetadata metadata;
  private final Releases releases;
  private final DirectFiles direct;
  private final PypiVersion python;
  private final LookAhead ahead;
  private final Map<ProjectName, List<Candidate>> candidates = new HashMap<>();
  private final Map<String, Release> byKey = new HashMap<>();
  private final Map<String, PypiRequirement> repositories = new HashMap<>();

  TargetSource(
      ProjectFiles files,
      DistributionMetadata metadata,
      Releases releases,
      DirectFiles direct,
      PypiVersion python,
      LookAhead ahead) {
    this.files = files;
    this.metadata = metadata;
    this.releases = releases;
    this.direct = direct;
    this.python = python;
    this.ahead = ahead;
  }

  @Override
  public List<Candidate> candidates(ProjectName name) {
    return candidates.computeIfAbsent(
        name,
        key -> {
          List<Candidate> all = new ArrayList<>();
          for (Release release : releases.of(key, files.of(key))) {
            all.add(candidate(key, release, release.file().url()));
          }
          return List.copyOf(all);
        });
  }

  private Candidate candidate(ProjectName name, Release release, String key) {
    byKey.put(key, release);
    return new Candidate(
        name, release.version(), key, release.unusable(), release.yanked() != null);
  }

  @Override
  public Candidate direct(PypiRequirement requirement) {
    String url = requirement.directUrl().orElseThrow();
    String key = requirement.name() + " @ " + url;
    Optional<VcsReference> repository = VcsReference.parse(url);
    if (repository.isPresent()) {
      repositories.put(key, requirement);
      String unusable =
          repository.get().isPinned() ? null : "is asked for without a commit of its repository";
      return new Candidate(requirement.name(), UNKNOWN, key, unusable, false);
    }
    return candidate(requirement.name(), direct.release(requirement.name(), url), key);
  }

  @Override
  public CoreMetadata metadata(Candidate candidate) {
    PypiRequirement repository = repositories.get(candidate.key());
    if (repository != null) {
      return new CoreMetadata(
          candidate.name(),
          UNKNOWN,
          List.of(),
          SpecifierSet.ANY,
          repository.extras());
    }
    DistributionFile file = release(candidate).file();
    CoreMetadata read = metadata.of(file, candidate.name());
    if (!read.version().equals(candidate.version())) {
      throw new InvalidMetadataException(
          "has metadata of version " + read.version());
    }
    if (!read.requiresPython().contains(python, true)) {
      throw new InvalidMetadataException("needs Python " + read.requiresPython());
    }
    return read;
  }

  /** The file of a candidate; none of a repository. */
  Release release(Candidate candidate) {
    return Objects.requireNonNull(byKey.get(candidate.key()), candidate.key());
  }

  /** The requirement whose repository a candidate is. */
  Optional<PypiRequirement> repository(Candidate candidate) {
    return Optional.ofNullable(repositories.get(candidate.key()));
  }

  @Override
  public void prefetch(Collection<PypiRequirement> requirements) {
    ahead.follow(requirements);
  }
}
