package dev.hermetic.image;

import dev.hermetic.activate.Activation;
import dev.hermetic.oci.RuntimeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Makes the settings of a container out of the base's, the activation's and the user's. */
final class Runtime {
  /** What Docker and podman set where an image says nothing. */
  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** These tell of the base, not of what is made from it. */
  private static final String OF_THE_BASE = "org.opencontainers.image.";

  private Runtime() {}

  /**
   * The settings.
   *
   * @param prefix where the environment is in the image
   * @param hasPython whether the environment has {@code bin/python}
   * @param cuda version of CUDA that is locked, for example {@code 12.4}; empty for none
   * @param shell activation scripts that the entrypoint runs
   */
  static RuntimeConfig config(
      RuntimeConfig base,
      Activation activation,
      RuntimeRequest wanted,
      String prefix,
      boolean hasPython,
      Optional<String> cuda,
      List<Activation.LeftScript> shell) {
    SortedMap<String, String> env = new TreeMap<>(base.env());
    env.putIfAbsent("PATH", USUAL_PATH);
    cuda.ifPresent(version -> env.putAll(nvidia(version)));
    env.putAll(wanted.env());
    List<String> entrypoint = new ArrayList<>();
    if (!shell.isEmpty()) {
      entrypoint.addAll(EntrypointScript.words(prefix));
    }
    entrypoint.addAll(wanted.entrypoint());
    List<String> cmd = wanted.cmd();
    if (cmd.isEmpty() && wanted.entrypoint().isEmpty()) {
      cmd = hasPython ? List.of("python") : base.cmd();
    }
    SortedMap<String, String> labels = new TreeMap<>(base.labels());
    labels.keySet().removeIf(key -> key.startsWith(OF_THE_BASE));
    labels.putAll(wanted.labels());
    return new RuntimeConfig(
        wanted.user().isEmpty() ? base.user() : wanted.user(),
        union(base.exposedPorts(), wanted.ports()),
        activation.variables(env),
        entrypoint,
        cmd,
        union(base.volumes(), wanted.volumes()),
        wanted.workdir(),
        labels,
        base.stopSignal());
  }

  /**
   * The version of CUDA that is locked, for example {@code 12.4}; empty for none.
   *
   * @param version gives that of a conda package by its name
   */
  static Optional<String> cuda(Function<String, Optional<String>> version) {
    return version
        .apply("cuda-version")
        .or(() -> version.apply("cudatoolkit"))
        .map(text -> text.replaceFirst("^(\\d+\\.\\d+).*", "$1"));
  }

  /** What NVIDIA's container toolkit reads ("Environment variables (OCI spec)"). */
  static SortedMap<String, String> nvidia(String version) {
    SortedMap<String, String> env = new TreeMap<>();
    env.put("NVIDIA_VISIBLE_DEVICES", "all");
    env.put("NVIDIA_DRIVER_CAPABILITIES", "compute,utility");
    env.put("NVIDIA_REQUIRE_CUDA", "cuda>=" + version);
    return env;
  }

  private static SortedSet<String> union(SortedSet<String> base, SortedSet<String> wanted) {
    SortedSet<String> all = new TreeSet<>(base);
    all.addAll(wanted);
    return all;
  }
}
