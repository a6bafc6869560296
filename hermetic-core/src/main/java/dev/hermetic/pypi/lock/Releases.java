package dev.hermetic.pypi.lock;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.simple.DistributionFile;
import dev.hermetic.pypi.tag.InvalidWheelNameException;
import dev.hermetic.pypi.tag.TagSet;
import dev.hermetic.pypi.tag.WheelName;
import dev.hermetic.pypi.version.InvalidPypiVersionException;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.SpecifierSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the files of a project by version and finds the best of each for one target: not yanked
 * before yanked, then by the rank of its tags, by build tag, by name. A source distribution is taken
 * only where the target can have no wheel of any version.
 */
final class Releases {
  static final String NO_WHEEL = "has no wheel that fits";
  static final String OTHER_PYTHON = "needs Python";
  static final String TOO_NEW = "was uploaded after";
  static final String OTHER_HASH = "has no file with one of the hashes that are asked for";

  private final TagSet tags;
  private final @Nullable Instant newest;
  private final Map<ProjectName, SortedSet<String>> hashes;
  private final Map<ProjectName, String> locked;

  /**
   * @param tags what fits the target
   * @param newest files that were uploaded later are left alone; null for no limit
   * @param hashes {@code algorithm:hex}, of which a file has to have one, of projects that were
   *     asked for with some
   * @param locked SHA-256 of the files that are locked already: kept among those of one version
   */
  Releases(
      TagSet tags,
      @Nullable Instant newest,
      Map<ProjectName, SortedSet<String>> hashes,
      Map<ProjectName, String> locked) {
    this.tags = tags;
    this.newest = newest;
    this.hashes = hashes;
    this.locked = locked;
  }

  /** A file and how good it is. */
  private record Ranked(
      DistributionFile file, Optional<WheelName> wheel, int rank, @Nullable String unusable) {}

  /** The releases, oldest first. */
  List<Release> of(ProjectName name, List<DistributionFile> files) {
    SortedMap<PypiVersion, List<Ranked>> versions = new TreeMap<>();
    boolean wheels = false;
    for (DistributionFile file : files) {
      Optional<PypiVersion> version = Optional.empty();
      Ranked ranked = null;
      if (file.isWheel()) {
        Optional<WheelName> wheel = wheel(file, name);
        if (wheel.isPresent()) {
          version = Optional.of(wheel.get().version());
          ranked = rank(file, wheel.get(), name);
          wheels |= ranked.unusable == null && file.yanked() == null;
        }
      } else {
        version = FileNames.sdistVersion(file.fileName(), name);
        ranked = new Ranked(file, Optional.empty(), Integer.MAX_VALUE, general(file, name));
      }
      if (version.isPresent() && ranked != null) {
        versions.computeIfAbsent(version.get(), key -> new ArrayList<>()).add(ranked);
      }
    }
    List<Release> releases = new ArrayList<>();
    for (Map.Entry<PypiVersion, List<Ranked>> one : versions.entrySet()) {
      releases.add(release(one.getKey(), one.getValue(), name, wheels));
    }
    return releases;
  }

  private static Optional<WheelName> wheel(DistributionFile file, ProjectName name) {
    try {
      WheelName wheel = WheelName.parse(file.fileName());
      return wheel.name().equals(name) ? Optional.of(wheel) : Optional.empty();
    } catch (InvalidWheelNameException e) {
      // Old indexes have files whose names no installer takes.
      return Optional.empty();
    }
  }

  private Ranked rank(DistributionFile file, WheelName wheel, ProjectName name) {
    int rank = tags.rank(wheel).orElse(-1);
    String unusable = rank < 0 ? NO_WHEEL + ": one " + tags.misfit(wheel) : general(file, name);
    return new Ranked(file, Optional.of(wheel), rank < 0 ? Integer.MAX_VALUE : rank, unusable);
  }

  /** What may be wrong with files of either kind. */
  private @Nullable String general(DistributionFile file, ProjectName name) {
    String requires = file.requiresPython();
    if (requires != null && !allowsPython(requires)) {
      return OTHER_PYTHON + " " + requires.strip();
    }
    if (newest != null && file.uploaded() != null && file.uploaded().isAfter(newest)) {
      return TOO_NEW + " " + newest;
    }
    SortedSet<String> allowed = hashes.get(name);
    if (allowed != null && !mayHaveOneOf(allowed, file)) {
      return OTHER_HASH;
    }
    return null;
  }

  /** As pip, which takes no notice of what it cannot read. */
  private boolean allowsPython(String requires) {
    try {
      return SpecifierSet.parse(requires).contains(tags.target().python(), true);
    } catch (InvalidPypiVersionException e) {
      return true;
    }
  }

  /** Whether the index rules it out; what it does not say is verified when the file is locked. */
  private static boolean mayHaveOneOf(SortedSet<String> allowed, DistributionFile file) {
    boolean unknown = false;
    for (String one : allowed) {
      int colon = one.indexOf(':');
      String known = file.hashes().get(one.substring(0, colon));
      if (one.substring(colon + 1).equals(known)) {
        return true;
      }
      unknown |= known == null;
    }
    return unknown;
  }

  private Release release(
      PypiVersion version, List<Ranked> files, ProjectName name, boolean wheels) {
    Ranked best = files.stream().min(order(name)).orElseThrow();
    String unusable = best.unusable;
    if (unusable == null && best.wheel.isEmpty() && wheels) {
      unusable =
          files.stream()
              .filter(one -> one.wheel.isPresent() && one.unusable != null)
              .map(one -> String.valueOf(one.unusable))
              .findFirst()
              .orElse("is a source distribution alone, which would have to be built");
    }
    return new Release(version, best.file, unusable, best.file.yanked());
  }

  private Comparator<Ranked> order(ProjectName name) {
    String before = locked.get(name);
    return Comparator.<Ranked, Boolean>comparing(one -> one.unusable != null)
        .thenComparing(one -> one.wheel.isEmpty())
        .thenComparing(one -> one.file.yanked() != null)
        .thenComparing(one -> before == null || !before.equals(one.file.sha256()))
        .thenComparing(Ranked::rank)
        .thenComparing(
            (one, other) ->
                one.wheel.isPresent() && other.wheel.isPresent()
                    ? other.wheel.get().build().compareTo(one.wheel.get().build())
                    : 0)
        .thenComparing(one -> one.file.fileName())
        .thenComparing(one -> one.file.url());
  }
}
