package dev.hermetic.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is to be recorded.
 *
 * @param directory of the project; files are named relative to it
 * @param ledger the shared file
 * @param imports exports of a CI server
 * @param deployment how one ended just now
 * @param reason why; empty when nobody said
 * @param track whose deployments are judged, {@code stable} for those of the project's own lock
 * @param maximumDfr what share of the deployments may fail, 0 to 1
 */
public record RecordRequest(
    Path directory,
    Path ledger,
    List<Path> imports,
    Optional<DeploymentOutcome> deployment,
    String reason,
    String track,
    OptionalDouble maximumDfr) {
  public RecordRequest {
    imports = List.copyOf(imports);
  }
}
