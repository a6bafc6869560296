package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.metadata.CoreMetadata;
import dev.hermetic.pypi.metadata.InvalidMetadataException;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What resolving has to know of the world. Answers the same each time it is asked. */
public interface PackageSource {
  /**
   * The candidates for a project, in any order; those that cannot be used say why. Empty where there
   * is no such project.
   */
  List<Candidate> candidates(ProjectName name);

  /**
   * What a candidate needs.
   *
   * @throws InvalidMetadataException when the candidate turns out to be of no use
   */
  CoreMetadata metadata(Candidate candidate);

  /**
   * The one candidate that a direct reference names (PEP 508, {@code name @ URL}).
   *
   * @param requirement one with a URL
   */
  Candidate direct(PypiRequirement requirement);

  /**
   * What the extras of a project need that conda provides; empty where nobody knows.
   *
   * @throws InvalidMetadataException when it is known and of no use
   */
  default Optional<CoreMetadata> metadata(ProjectName name, Provided provided) {
    return Optional.empty();
  }

  /** A hint: candidates that meet these requirements, and their metadata, will be asked for. */
  default void prefetch(Collection<PypiRequirement> requirements) {}
}
