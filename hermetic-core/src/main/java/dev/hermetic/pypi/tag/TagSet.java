package dev.hermetic.pypi.tag;

import dev.hermetic.platform.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The tags of the wheels that fit one Python on one machine, best first, in the order of the
 * packaging library: for this Python and its ABI, the stable ABI ({@code abi3}) of this Python and
 * of older ones, then pure Python. Wheels of PyPy and others never fit. Immutable.
 */
public final class TagSet {
  private final WheelTarget target;
  private final Map<Tag, Integer> ranks;
  private final List<Tag> tags;

  private TagSet(WheelTarget target, Map<Tag, Integer> ranks) {
    this.target = target;
    this.ranks = ranks;
    this.tags = List.copyOf(ranks.keySet());
  }

  /** The tags of a target; on systems other than Linux, macOS and Windows those of pure Python. */
  public static TagSet of(WheelTarget target) {
    List<Tag> all = new ArrayList<>();
    List<String> platforms = platforms(target);
    int major = Integer.parseInt(target.python().release().get(0));
    int minor = Integer.parseInt(target.python().release().get(1));
    String own = "cp" + major + minor;
    boolean old = major == 3 && minor < 8;
    String abi = own + (target.freeThreaded() ? "t" : old ? "m" : "");
    boolean stable = major == 3 && minor >= 2;
    // Python without the global lock has a stable ABI of its own (PEP 803).
    String stableAbi = target.freeThreaded() ? "abi3t" : "abi3";
    add(all, own, abi, platforms);
    if (stable) {
      add(all, own, stableAbi, platforms);
    }
    add(all, own, "none", platforms);
    for (int older = minor - 1; stable && older >= 2; older--) {
      add(all, "cp" + major + older, stableAbi, platforms);
    }
    List<String> generic = new ArrayList<>();
    generic.add("py" + major + minor);
    generic.add("py" + major);
    for (int older = minor - 1; older >= 0; older--) {
      generic.add("py" + major + older);
    }
    generic.forEach(python -> add(all, python, "none", platforms));
    all.add(new Tag(own, "none", "any"));
    generic.forEach(python -> all.add(new Tag(python, "none", "any")));
    Map<Tag, Integer> ranks = new LinkedHashMap<>();
    all.forEach(tag -> ranks.putIfAbsent(tag, ranks.size()));
    return new TagSet(target, ranks);
  }

  private static void add(List<Tag> all, String python, String abi, List<String> platforms) {
    platforms.forEach(platform -> all.add(new Tag(python, abi, platform)));
  }

  static List<String> platforms(WheelTarget target) {
    Platform platform = target.platform();
    return switch (platform.os()) {
      case "linux" -> UnixPlatforms.linux(target);
      case "osx" -> UnixPlatforms.macos(target);
      case "win" ->
          switch (platform.arch()) {
            case "64" -> List.of("win_amd64");
            case "32" -> List.of("win32");
            default -> List.of("win_" + platform.arch());
          };
      default -> List.of();
    };
  }

  /** Best first. */
  public List<Tag> tags() {
    return tags;
  }

  public WheelTarget target() {
    return target;
  }

  /**
   * The place of the best tag of the wheel, 0 for the very best; nothing where the wheel does not
   * fit.
   */
  public OptionalInt rank(WheelName wheel) {
    return wheel.tags().stream().filter(ranks::containsKey).mapToInt(ranks::get).min();
  }

  public boolean fits(WheelName wheel) {
    return wheel.tags().stream().anyMatch(ranks::containsKey);
  }

  /**
   * Why a wheel does not fit, for people: a clause such as {@code is for cp39, not for Python 3.11}
   * or {@code needs manylinux_2_34_x86_64, but linux-64 has __glibc 2.28}.
   *
   * @throws IllegalArgumentException when it fits
   */
  public String misfit(WheelName wheel) {
    if (fits(wheel)) {
      throw new IllegalArgumentException("the wheel fits: " + wheel);
    }
    return Misfit.describe(this, wheel);
  }
}
