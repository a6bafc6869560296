package dev.hermetic.install;

import dev.hermetic.platform.Platform;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to run in an installed environment.
 *
 * @param prefix the environment
 * @param host platform of this machine, empty where conda knows none
 * @param command the program and its arguments
 * @param parameter where the command is from
 * @param directory in which it runs
 * @param caches folder for what Python compiles
 * @param outside environment variables of who runs it
 * @param input standard input
 * @param output standard output
 * @param error standard error
 */
public record RunRequest(
    Path prefix,
    Optional<Platform> host,
    List<String> command,
    String parameter,
    Path directory,
    Path caches,
    Map<String, String> outside,
    Redirect input,
    Redirect output,
    Redirect error) {
  public RunRequest {
    command = List.copyOf(command);
    outside = Map.copyOf(outside);
  }

  /** Never shows the environment. */
  @Override
  public String toString() {
    return "RunRequest[" + command + " in " + prefix + "]";
  }
}
