package dev.hermetic.reproduce;

import dev.hermetic.image.ImageRequest;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.ledger.EventContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to build several times.
 *
 * @param install the environment as it is used on this machine
 * @param image the image; empty where the project makes none
 * @param experiment what to run in the environment; empty for nothing
 * @param control the environment without its lock; empty where it is not asked for
 * @param runs how many of each, at least 1
 * @param cold whether every second run fetches and unpacks all packages again
 * @param work folder for all of it; what is in it is replaced
 * @param context of the events, whose time is that of the beginning
 * @param past experiments of other calls and machines
 */
public record ReproduceRequest(
    InstallRequest install,
    Optional<ImageRequest> image,
    Optional<ExperimentRequest> experiment,
    Optional<ControlRequest> control,
    int runs,
    boolean cold,
    Path work,
    EventContext context,
    List<Experiment> past) {
  /** Below the work folder. */
  public static final String FILE = "reproduce.json";

  public ReproduceRequest {
    past = List.copyOf(past);
    if (runs < 1) {
      throw new IllegalArgumentException("nothing to run");
    }
  }
}
