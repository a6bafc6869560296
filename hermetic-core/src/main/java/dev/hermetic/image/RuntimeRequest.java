package dev.hermetic.image;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a container of the image is run, as the user wants it.
 *
 * @param entrypoint empty for none
 * @param cmd empty for the environment's Python, or the base's where there is none
 * @param user {@code uid:gid}, or what else the runtime understands; empty for the base's
 * @param workdir absolute; application files go there
 * @param env beside what activation sets, and before it
 * @param ports for example {@code 8080/tcp}
 * @param volumes absolute paths
 */
public record RuntimeRequest(
    List<String> entrypoint,
    List<String> cmd,
    String user,
    String workdir,
    SortedMap<String, String> env,
    SortedMap<String, String> labels,
    SortedSet<String> ports,
    SortedSet<String> volumes) {
  /** Of nobody on any machine; distroless images have the same. */
  public static final String NON_ROOT = "65532:65532";

  public static final String WORKDIR = "/app";

  public static final RuntimeRequest DEFAULT =
      new RuntimeRequest(
          List.of(),
          List.of(),
          NON_ROOT,
          WORKDIR,
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeSet<>(),
          new TreeSet<>());

  public RuntimeRequest {
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
    volumes = Collections.unmodifiableSortedSet(new TreeSet<>(volumes));
  }

  /** With further labels; those that the user gave win. */
  RuntimeRequest withLabels(SortedMap<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(more);
    all.putAll(labels);
    return new RuntimeRequest(entrypoint, cmd, user, workdir, env, all, ports, volumes);
  }
}
