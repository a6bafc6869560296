package dev.hermetic.advisory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The advisories that were asked.
 *
 * @param place as the user named it, without credentials
 * @param sha256 of all that was read, 64 hex digits; empty for a service
 * @param advisories how many there are, without those withdrawn
 * @param withdrawn how many were taken back, and do not count
 * @param newest when the latest of them was last changed, by which its age is told; empty where there
 *     is none, and for a service, which is always of now
 * @param ecosystems which it has advisories of, sorted
 * @param malformed entries that are not as they should be, in the order read
 */
public record DatabaseFacts(
    String place,
    String sha256,
    int advisories,
    int withdrawn,
    Optional<Instant> newest,
    List<String> ecosystems,
    List<Malformed> malformed) {
  public DatabaseFacts {
    ecosystems = ecosystems.stream().sorted().distinct().toList();
    malformed = List.copyOf(malformed);
  }
}
