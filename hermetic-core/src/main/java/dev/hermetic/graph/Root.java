package dev.hermetic.graph;

import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.request.AskedRequirement;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that the user asked for, where the graph begins.
 *
 * @param name package name; of a pip entry that has none (an option, URL or path) the entry itself
 * @param text as written, without comment; may hold credentials
 * @param category {@code main} unless the file says otherwise
 * @param spec what a conda package has to meet, empty for pip
 */
public record Root(
    Manager manager,
    String name,
    String text,
    String category,
    Location location,
    Optional<MatchSpec> spec) {

  /** The roots of one platform: conda's, then pip's, each in the order asked for. */
  public static List<Root> of(PlatformRequest request) {
    return Stream.concat(
            request.conda().stream().map(Root::conda), request.pip().stream().map(Root::pip))
        .toList();
  }

  /**
   * The same where the pip section was read with the files that it names.
   *
   * @param markers where known, those requirements that do not apply are left out
   */
  public static List<Root> of(
      PlatformRequest request, PipRequest pip, Optional<MarkerEnvironment> markers) {
    Stream<Root> asked =
        pip.requirements().stream()
            .filter(one -> markers.map(one.requirement()::applies).orElse(true))
            .map(Root::pip);
    return Stream.concat(request.conda().stream().map(Root::conda), asked).toList();
  }

  private static Root conda(Requirement requirement) {
    return new Root(
        Manager.CONDA,
        requirement.spec().name(),
        requirement.text(),
        requirement.category(),
        requirement.location(),
        Optional.of(requirement.spec()));
  }

  private static Root pip(AskedRequirement asked) {
    return new Root(
        Manager.PIP,
        asked.requirement().name().normalised(),
        asked.requirement().text(),
        asked.category(),
        asked.location(),
        Optional.empty());
  }

  private static Root pip(PipRequirement requirement) {
    return new Root(
        Manager.PIP,
        requirement.name(),
        requirement.text(),
        requirement.category(),
        requirement.location(),
        Optional.empty());
  }
}
