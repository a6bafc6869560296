package dev.hermetic.oci;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a container of an image is run (image-spec, config.md, "config"). What Docker has beyond that
 * (health checks, build triggers, shells) is about the program of a base image and not kept.
 *
 * @param user {@code user}, {@code uid}, {@code uid:gid}; empty for the runtime's, root
 * @param exposedPorts for example {@code 8080/tcp}
 * @param env by name
 * @param workingDir absolute; empty for the runtime's
 * @param volumes absolute paths
 * @param stopSignal for example {@code SIGTERM}; empty for the runtime's
 */
public record RuntimeConfig(
    String user,
    SortedSet<String> exposedPorts,
    SortedMap<String, String> env,
    List<String> entrypoint,
    List<String> cmd,
    SortedSet<String> volumes,
    String workingDir,
    SortedMap<String, String> labels,
    String stopSignal) {
  /** The label that names the revision of the source (OCI image specification, annotations). */
  public static final String REVISION = "org.opencontainers.image.revision";

  /** Says nothing. */
  public static final RuntimeConfig EMPTY =
      new RuntimeConfig(
          "",
          new TreeSet<>(),
          new TreeMap<>(),
          List.of(),
          List.of(),
          new TreeSet<>(),
          "",
          new TreeMap<>(),
          "");

  public RuntimeConfig {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(workingDir, "workingDir");
    Objects.requireNonNull(stopSignal, "stopSignal");
    exposedPorts = Collections.unmodifiableSortedSet(new TreeSet<>(exposedPorts));
    env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    volumes = Collections.unmodifiableSortedSet(new TreeSet<>(volumes));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new TreeMap<>();
    ImageJson.put(tree, "User", user);
    ImageJson.put(tree, "ExposedPorts", set(exposedPorts));
    ImageJson.put(
        tree,
        "Env",
        env.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
    ImageJson.put(tree, "Entrypoint", entrypoint);
    ImageJson.put(tree, "Cmd", cmd);
    ImageJson.put(tree, "Volumes", set(volumes));
    ImageJson.put(tree, "WorkingDir", workingDir);
    ImageJson.put(tree, "Labels", labels);
    ImageJson.put(tree, "StopSignal", stopSignal);
    return tree;
  }

  /** Sets are objects of empty objects, as Go writes them. */
  private static Map<String, Object> set(Collection<String> all) {
    Map<String, Object> tree = new TreeMap<>();
    all.forEach(one -> tree.put(one, Map.of()));
    return tree;
  }

  static RuntimeConfig read(ImageJson json) {
    SortedMap<String, String> env = new TreeMap<>();
    for (String one : json.texts("Env")) {
      int equals = one.indexOf('=');
      // Of several of one name the last counts, as for runc and crun.
      env.put(
          equals < 0 ? one : one.substring(0, equals), equals < 0 ? "" : one.substring(equals + 1));
    }
    return new RuntimeConfig(
        json.text("User"),
        new TreeSet<>(json.keys("ExposedPorts")),
        env,
        json.texts("Entrypoint"),
        json.texts("Cmd"),
        new TreeSet<>(json.keys("Volumes")),
        json.text("WorkingDir"),
        json.textMap("Labels"),
        json.text("StopSignal"));
  }
}
