package dev.hermetic.policy;

import dev.hermetic.license.License;
import dev.hermetic.problem.Location;
import dev.hermetic.scan.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a policy is told of a package.
 *
 * @param place of a conda package the address of its channel, of a pip package that of its file;
 *     empty for others
 * @param location where it is locked, or the base image
 * @param built when it was made; empty where nobody tells
 * @param overtaken the first newer version that the channel had; empty when there is none, or nobody
 *     tells
 */
public record PackageFacts(
    Subject subject,
    Optional<License> license,
    String place,
    Location location,
    Optional<Instant> built,
    Optional<Overtaken> overtaken) {
  /**
   * A newer version.
   *
   * @param since when it was made
   */
  public record Overtaken(String version, Instant since) {}
}
