package dev.hermetic.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The virtual packages of one target platform.
 *
 * @param packages what to solve with, sorted, each name once
 * @param hashed what conda-lock's content hash is computed from, sorted; it differs from {@code
 *     packages} where conda-lock's own repodata does
 * @param origins for each name in {@code packages} where its value comes from, for people: {@code
 *     default}, {@code hermetic.cuda}, {@code CONDA_OVERRIDE_GLIBC}, {@code
 *     virtual-packages.yml:4:7}
 */
public record VirtualPackages(
    Platform platform,
    List<VirtualPackage> packages,
    List<VirtualPackage> hashed,
    SortedMap<String, String> origins) {
  /** The origin of conda-lock's defaults. */
  public static final String DEFAULT = "default";

  /** The version of {@code __cuda} that conda-lock assumes of machines that may have a GPU. */
  public static final String DEFAULT_CUDA = "11.4";

  private static final String DEFAULT_GLIBC = "2.28";
  private static final String DEFAULT_LINUX = "5.10";
  private static final String DEFAULT_OSX = "11.0";

  public VirtualPackages {
    packages = sorted(packages);
    hashed = sorted(hashed);
    origins = Collections.unmodifiableSortedMap(new TreeMap<>(origins));
  }

  private static List<VirtualPackage> sorted(List<VirtualPackage> packages) {
    List<VirtualPackage> sorted = new ArrayList<>(packages);
    Collections.sort(sorted);
    return List.copyOf(sorted);
  }

  /**
   * conda-lock's defaults, the same on every machine. Platforms that conda-lock does not know get
   * what CEP-30 asks for, with the values of their kind.
   */
  public static VirtualPackages forPlatform(Platform platform) {
    SortedMap<String, VirtualPackage> packages = new TreeMap<>();
    for (VirtualPackage one : demanded(platform)) {
      packages.put(one.name(), one);
    }
    if (mayHaveCuda(platform)) {
      packages.put("__cuda", new VirtualPackage("__cuda", DEFAULT_CUDA));
    }
    SortedMap<String, String> origins = new TreeMap<>();
    for (String name : packages.keySet()) {
      origins.put(name, DEFAULT);
    }
    List<VirtualPackage> list = List.copyOf(packages.values());
    return new VirtualPackages(platform, list, withSpuriousOsx(platform, list), origins);
  }

  /**
   * The defaults that a platform cannot do without: what CEP-30 demands, and {@code __glibc} on
   * Linux, which nearly every package there asks for.
   */
  public static List<VirtualPackage> demanded(Platform platform) {
    VirtualPackage archspec = new VirtualPackage("__archspec", "1", archspec(platform));
    VirtualPackage unix = new VirtualPackage("__unix", "0");
    if (platform.isLinux()) {
      return List.of(
          archspec,
          new VirtualPackage("__glibc", DEFAULT_GLIBC),
          new VirtualPackage("__linux", DEFAULT_LINUX),
          unix);
    }
    if (platform.isOsx()) {
      return List.of(archspec, new VirtualPackage("__osx", DEFAULT_OSX), unix);
    }
    if (platform.isWindows()) {
      return List.of(archspec, new VirtualPackage("__win", "0"));
    }
    boolean likeUnix = platform.os().equals("freebsd") || platform.os().equals("emscripten");
    return likeUnix ? List.of(archspec, unix) : List.of(archspec);
  }

  /** Whether a machine of the platform may have a driver for CUDA: Linux and Windows on x86-64. */
  public static boolean mayHaveCuda(Platform platform) {
    return platform.isLinux() || platform.equals(Platform.WIN_64);
  }

  /**
   * The build string of {@code __archspec}: the table of CEP-30's appendix, but {@code arm64} for
   * macOS as conda-lock has it.
   */
  public static String archspec(Platform platform) {
    return switch (platform.arch()) {
      case "64" -> "x86_64";
      case "32" -> "x86";
      case "arm64" -> platform.isOsx() ? "arm64" : "aarch64";
      default -> platform.arch();
    };
  }

  /**
   * conda-lock's defaults for osx-64 hold two versions of {@code __osx}; only its hash shows it.
   */
  private static List<VirtualPackage> withSpuriousOsx(
      Platform platform, List<VirtualPackage> packages) {
    if (!platform.equals(Platform.OSX_64)) {
      return packages;
    }
    return Stream.concat(packages.stream(), Stream.of(new VirtualPackage("__osx", "10.15")))
        .toList();
  }
}
