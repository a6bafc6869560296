package dev.hermetic.base;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.pypi.tag.InvalidWheelNameException;
import dev.hermetic.pypi.tag.Tag;
import dev.hermetic.pypi.tag.WheelName;
import dev.hermetic.version.Version;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What has to be true of a base.
 *
 * @param glibc what packages ask of glibc: package to constraint, sorted
 * @param cuda version of CUDA that the drivers of the lock's machines have; null where no package
 *     needs a driver, or the lock does not say
 * @param paths folders that the image has, without a slash at the beginning, sorted
 */
public record BaseNeeds(
    SortedMap<String, String> glibc, @Nullable String cuda, List<String> paths) {
  private static final Pattern MANYLINUX = Pattern.compile("manylinux_(\\d+)_(\\d+)_.*");

  /** Names of before PEP 600, with what they stand for. */
  private static final SortedMap<String, String> OLD_NAMES =
      new TreeMap<>(
          Map.of("manylinux1_", "2.5", "manylinux2010_", "2.12", "manylinux2014_", "2.17"));

  public BaseNeeds {
    glibc = Collections.unmodifiableSortedMap(new TreeMap<>(glibc));
    paths = paths.stream().map(path -> path.replaceFirst("^/+", "")).distinct().sorted().toList();
  }

  /**
   * The needs of what is installed from a lock.
   *
   * @param machine what the lock assumes of machines; empty when it does not say
   * @param paths folders that the image has
   */
  public static BaseNeeds of(
      List<LockedPackage> installed, Optional<List<VirtualPackage>> machine, List<String> paths) {
    SortedMap<String, String> glibc = new TreeMap<>();
    boolean gpu = false;
    for (LockedPackage one : installed) {
      String asked = one.dependencies().get("__glibc");
      if (one.manager() == LockedPackage.Manager.PIP) {
        asked = ofWheel(one.fileName()).map(version -> ">=" + version).orElse(null);
      }
      if (asked != null) {
        glibc.put(one.name() + " " + one.version(), asked);
      }
      gpu |= one.dependencies().containsKey("__cuda");
    }
    String cuda =
        gpu
            ? machine.stream()
                .flatMap(List::stream)
                .filter(one -> one.name().equals("__cuda"))
                .map(VirtualPackage::version)
                .findFirst()
                .orElse(null)
            : null;
    return new BaseNeeds(glibc, cuda, paths);
  }

  /** The oldest glibc that a wheel says it runs with (PEP 600); empty when it says none. */
  public static Optional<String> ofWheel(String fileName) {
    String lowest = null;
    for (Tag tag : tags(fileName)) {
      String version = glibc(tag.platform());
      if (version == null) {
        return Optional.empty();
      }
      boolean lower =
          lowest == null || Version.parse(version).compareTo(Version.parse(lowest)) < 0;
      lowest = lower ? version : lowest;
    }
    return Optional.ofNullable(lowest);
  }

  /** None where it is no wheel, which cannot be installed anyway. */
  private static Set<Tag> tags(String fileName) {
    try {
      return WheelName.parse(fileName).tags();
    } catch (InvalidWheelNameException e) {
      return Set.of();
    }
  }

  private static @Nullable String glibc(String platform) {
    Matcher matcher = MANYLINUX.matcher(platform);
    if (matcher.matches()) {
      return matcher.group(1) + "." + matcher.group(2);
    }
    return OLD_NAMES.entrySet().stream()
        .filter(old -> platform.startsWith(old.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
