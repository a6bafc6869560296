package dev.hermetic.reproduce;

import dev.hermetic.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The project's experiment.
 *
 * @param command the program and its arguments, run in the project's folder
 * @param parameter where the command is from
 * @param outputs patterns of the files that it writes, relative to the project's folder; empty to
 *     compare what it prints
 * @param host platform of this machine, empty where conda knows none
 * @param outside environment variables of who runs it
 */
public record ExperimentRequest(
    List<String> command,
    String parameter,
    List<String> outputs,
    Optional<Platform> host,
    Map<String, String> outside) {
  public ExperimentRequest {
    command = List.copyOf(command);
    outputs = List.copyOf(outputs);
    outside = Map.copyOf(outside);
  }

  /** Never shows the environment. */
  @Override
  public String toString() {
    return "ExperimentRequest[" + command + ", " + outputs + "]";
  }
}
