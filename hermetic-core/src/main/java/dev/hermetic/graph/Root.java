package dev.hermetic.graph;

import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.ProjectVersion;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.request.AskedRequirement;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that the user asked for, where the graph begins.
 *
 * @param name package name, of a project of PyPI the normalised one
 * @param text as written, without comment; may hold credentials
 * @param category {@code main} unless the file says otherwise
 * @param spec what a conda package has to meet, empty for pip
 * @param requirement what a project of PyPI has to meet, empty for conda
 * @param limit whether it asks for nothing and only limits what others bring along ({@code -c})
 */
public record Root(
    Manager manager,
    String name,
    String text,
    String category,
    Location location,
    Optional<MatchSpec> spec,
    Optional<PypiRequirement> requirement,
    boolean limit) {

  /** The conda specs of one platform, in the order asked for. */
  public static List<Root> of(PlatformRequest request) {
    return request.conda().stream().map(Root::conda).toList();
  }

  /**
   * The roots of one platform: conda's, then pip's, then pip's limits, each in the order asked for.
   *
   * @param pip the pip section, read with the files that it names
   * @param markers where known, those requirements that do not apply are left out
   */
  public static List<Root> of(
      PlatformRequest request, PipRequest pip, Optional<MarkerEnvironment> markers) {
    List<Root> roots = new ArrayList<>(of(request));
    for (AskedRequirement one : pip.requirements()) {
      if (markers.map(one.requirement()::applies).orElse(true)) {
        roots.add(pip(one, false));
      }
    }
    for (AskedRequirement one : pip.constraints()) {
      if (markers.map(one.requirement()::applies).orElse(true)) {
        roots.add(pip(one, true));
      }
    }
    return roots;
  }

  /**
   * Whether it does not let the package that answers it have a version. What is no version, is not
   * ruled out.
   *
   * @param of who would install the package
   * @param build build string, empty where it is not known or there is none
   */
  public boolean rulesOut(Manager of, String version, String build) {
    if (requirement.isPresent()) {
      return ProjectVersion.of(of, version)
          .filter(one -> !requirement.get().specifiers().contains(one, true))
          .isPresent();
    }
    try {
      Version parsed = Version.parse(version);
      return spec.filter(one -> !one.matches(parsed, build)).isPresent();
    } catch (InvalidVersionException e) {
      return false;
    }
  }

  private static Root conda(Requirement requirement) {
    return new Root(
        Manager.CONDA,
        requirement.spec().name(),
        requirement.text(),
        requirement.category(),
        requirement.location(),
        Optional.of(requirement.spec()),
        Optional.empty(),
        false);
  }

  private static Root pip(AskedRequirement asked, boolean limit) {
    return new Root(
        Manager.PIP,
        asked.requirement().name().normalised(),
        asked.requirement().text(),
        asked.category(),
        asked.location(),
        Optional.empty(),
        Optional.of(asked.requirement()),
        limit);
  }
}
