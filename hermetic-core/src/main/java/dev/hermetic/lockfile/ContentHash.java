package dev.hermetic.lockfile;

import dev.hermetic.digest.Sha256;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * conda-lock's {@code content_hash}: the SHA-256 of what a lock was made from. conda-lock's authors
 * call it flawed (issue 432), so it is written for their tool and never decides alone whether a
 * lock is stale.
 */
public final class ContentHash {
  /** conda-lock gives every virtual package this date. */
  private static final long TIMESTAMP = 1577854800000L;

  /** Subdirs for which conda-lock describes even a machine without virtual packages. */
  private static final List<String> KNOWN_SUBDIRS =
      List.of(
          Platform.NOARCH,
          "linux-64",
          "linux-aarch64",
          "linux-ppc64le",
          "osx-64",
          "osx-arm64",
          "win-64");

  private static final VirtualPackage OSX_11 = new VirtualPackage("__osx", "11.0");
  private static final VirtualPackage OSX_10_15 = new VirtualPackage("__osx", "10.15");
  private static final List<String> ADDED_IN_VERSION_3 = List.of("markers", "subdirectory");

  private ContentHash() {}

  /**
   * What one platform was locked from.
   *
   * @param channels in priority order, as the lock records them
   * @param specs in any order, at most one a manager and name
   * @param pipRepositories URLs, in the order given
   * @param virtualPackages of the platform as conda-lock hashes them: its defaults name {@code
   *     __osx} 10.15 beside 11.0 on osx-64. A build of {@code 0} stands for none
   * @param noarchVirtualPackages of the subdir {@code noarch}: empty unless a file lists some
   */
  public record Input(
      Platform platform,
      List<Lockfile.LockedChannel> channels,
      List<HashedSpec> specs,
      List<String> pipRepositories,
      List<VirtualPackage> virtualPackages,
      List<VirtualPackage> noarchVirtualPackages) {
    public Input {
      channels = List.copyOf(channels);
      specs = List.copyOf(specs);
      pipRepositories = List.copyOf(pipRepositories);
      virtualPackages = List.copyOf(virtualPackages);
      noarchVirtualPackages = List.copyOf(noarchVirtualPackages);
    }
  }

  /** The hash that conda-lock 4 writes, 64 lower-case hex digits. */
  public static String of(Input input) {
    return hash(input, input.virtualPackages(), true, true);
  }

  /**
   * The hashes by which conda-lock 4 and its predecessors may call the same input: with and without
   * the superfluous {@code __osx} 10.15, the build number behind the build string of virtual
   * packages, and the null fields that version 3 brought. Contains {@link #of}.
   */
  public static SortedSet<String> acceptedVariants(Input input) {
    List<List<VirtualPackage>> machines = new ArrayList<>();
    machines.add(input.virtualPackages());
    if (input.platform().equals(Platform.OSX_64) && input.virtualPackages().contains(OSX_11)) {
      List<VirtualPackage> other = new ArrayList<>(input.virtualPackages());
      if (!other.remove(OSX_10_15)) {
        other.add(OSX_10_15);
      }
      machines.add(other);
    }
    SortedSet<String> hashes = new TreeSet<>();
    for (List<VirtualPackage> machine : machines) {
      for (boolean buildNumber : new boolean[] {true, false}) {
        for (boolean withoutNulls : new boolean[] {true, false}) {
          hashes.add(hash(input, machine, buildNumber, withoutNulls));
        }
      }
    }
    return hashes;
  }

  private static String hash(
      Input input, List<VirtualPackage> machine, boolean buildNumber, boolean withoutNulls) {
    Map<String, Object> content = new LinkedHashMap<>();
    List<String> channels = new ArrayList<>();
    for (Lockfile.LockedChannel channel : input.channels()) {
      channels.add(channel(channel));
    }
    content.put("channels", channels);
    List<HashedSpec> sorted = new ArrayList<>(input.specs());
    sorted.sort(ContentHash::order);
    List<Map<String, Object>> specs = new ArrayList<>();
    for (HashedSpec spec : sorted) {
      specs.add(fields(spec, withoutNulls));
    }
    content.put("specs", specs);
    if (!input.pipRepositories().isEmpty()) {
      content.put(
          "pip_repositories",
          input.pipRepositories().stream()
              .map(url -> "{\"url\":" + PythonJson.compactString(url) + "}")
              .toList());
    }
    String subdir = input.platform().subdir();
    content.put(
        "virtual_package_hash",
        Map.of(
            Platform.NOARCH,
            repodata(Platform.NOARCH, input.noarchVirtualPackages(), buildNumber),
            subdir,
            repodata(subdir, machine, buildNumber)));
    return sha256(PythonJson.dumps(content));
  }

  private static int order(HashedSpec one, HashedSpec other) {
    int order = one.manager().compareTo(other.manager());
    return order == 0 ? one.name().compareTo(other.name()) : order;
  }

  private static String channel(Lockfile.LockedChannel channel) {
    StringJoiner variables = new StringJoiner(",", "[", "]");
    for (String variable : channel.usedEnvVars()) {
      variables.add(PythonJson.compactString(variable));
    }
    return "{\"url\":"
        + PythonJson.compactString(channel.url())
        + ",\"used_env_vars\":"
        + variables
        + "}";
  }

  private static Map<String, Object> fields(HashedSpec spec, boolean withoutNulls) {
    Map<String, Object> fields = spec.fields();
    if (withoutNulls) {
      for (String name : ADDED_IN_VERSION_3) {
        fields.remove(name, null);
      }
    }
    return fields;
  }

  private static Map<String, Object> repodata(
      String subdir, List<VirtualPackage> packages, boolean buildNumber) {
    if (packages.isEmpty() && !KNOWN_SUBDIRS.contains(subdir)) {
      return Map.of();
    }
    Map<String, Object> records = new LinkedHashMap<>();
    for (VirtualPackage virtual : packages) {
      boolean hasBuild = !virtual.build().equals("0");
      String build = hasBuild && buildNumber ? virtual.build() + "_0" : virtual.build();
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("name", virtual.name());
      record.put("version", virtual.version());
      record.put("build_string", hasBuild ? virtual.build() : "");
      record.put("build_number", 0);
      record.put("noarch", "");
      record.put("depends", List.of());
      record.put("timestamp", TIMESTAMP);
      record.put("package_type", "virtual_system");
      record.put("build", build);
      record.put("subdir", subdir);
      records.put(virtual.name() + "-" + virtual.version() + "-" + build + ".tar.bz2", record);
    }
    Map<String, Object> repodata = new LinkedHashMap<>();
    repodata.put("info", Map.of("subdir", subdir));
    repodata.put("packages", records);
    return repodata;
  }

  private static String sha256(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
