package dev.hermetic.reproduce;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is set up by other programs.
 *
 * @param peers in which order
 * @param directory the project's folder
 * @param environment the file that they choose packages for
 * @param explicit the explicit file of the lock; where it is missing, nothing is set up from the lock
 * @param offline whether there is no connection, so that nothing can be measured
 * @param work folder for it; what is in it is replaced, and gone afterwards but for logs
 * @param outside environment variables of who runs it
 */
public record PeerRequest(
    List<Peer> peers,
    Path directory,
    Path environment,
    Path explicit,
    boolean offline,
    Path work,
    Map<String, String> outside) {
  public PeerRequest {
    peers = List.copyOf(peers);
    outside = Map.copyOf(outside);
  }

  /** Never shows the environment. */
  @Override
  public String toString() {
    return "PeerRequest[" + peers + ", " + environment + "]";
  }
}
