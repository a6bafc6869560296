package dev.hermetic.policy;

import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.Location;
import dev.hermetic.scan.ScanResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a policy is held against.
 *
 * @param packages of which more is to be judged than their vulnerabilities
 * @param base what the image is built upon; empty where there is no image, or it is built upon
 *     nothing
 * @param signatures what became of the images that have to be signed
 * @param channelAlias what a channel name is put behind to make its address
 * @param lock the lock as a whole
 * @param vex statements about vulnerabilities
 * @param now the time of the judgement
 */
public record Evidence(
    ScanResult scan,
    List<PackageFacts> packages,
    Optional<Base> base,
    List<Signature> signatures,
    String channelAlias,
    Location lock,
    List<VexStatement> vex,
    Instant now) {
  public Evidence {
    packages = List.copyOf(packages);
    signatures = List.copyOf(signatures);
    vex = List.copyOf(vex);
  }

  /**
   * A base image.
   *
   * @param name as the user named it
   * @param reference empty where it is from no registry
   */
  public record Base(String name, Optional<ImageReference> reference) {}

  /**
   * What became of a signature that is asked for.
   *
   * @param image the reference
   * @param key file of the public key
   * @param verified whether it holds
   * @param reason why it does not; empty where it does
   */
  public record Signature(String image, String key, boolean verified, String reason) {}
}
