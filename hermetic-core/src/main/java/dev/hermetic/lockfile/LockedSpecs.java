package dev.hermetic.lockfile;

import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.requirement.InvalidRequirementException;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.tag.WheelTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a lock was asked for, as our {@code custom_metadata} say it. */
public final class LockedSpecs {
  /** A spec, its category unless that is {@code main}, and where it counts unless everywhere. */
  private static final Pattern WHERE =
      Pattern.compile("(.*?)(?: \\([^()'\"]*\\))?(?: on ((?:[a-z]+-[a-z0-9]+ ?)+))?");

  private static final Pattern HASHES = Pattern.compile("(?: --hash=\\S+)+$");

  private LockedSpecs() {}

  /** The specs of a platform by package name; empty when another tool wrote the lock. */
  public static SortedMap<String, String> of(Lockfile.Metadata metadata, Platform platform) {
    SortedMap<String, String> specs = new TreeMap<>();
    for (String text : texts(metadata, OwnMetadata.SPECS_KEY, "; ", platform)) {
      try {
        specs.put(MatchSpec.parse(text).name(), text);
      } catch (InvalidMatchSpecException e) {
        // What a later version may write: the lock is installed all the same.
        continue;
      }
    }
    return specs;
  }

  /**
   * The projects of PyPI that a platform was asked for by name, not those that only came along.
   *
   * @return nothing when the lock does not say it
   */
  public static Optional<SortedSet<ProjectName>> projects(Lockfile lock, Platform platform) {
    if (!lock.metadata().custom().containsKey(OwnMetadata.PIP_SPECS_KEY)) {
      return Optional.empty();
    }
    Optional<MarkerEnvironment> markers =
        LockedPython.target(lock, platform, List.of()).map(WheelTarget::markers);
    SortedSet<ProjectName> projects = new TreeSet<>();
    for (String text : texts(lock.metadata(), OwnMetadata.PIP_SPECS_KEY, " | ", platform)) {
      try {
        PypiRequirement asked = PypiRequirement.parse(HASHES.matcher(text).replaceFirst(""));
        if (markers.map(asked::applies).orElse(true)) {
          projects.add(asked.name());
        }
      } catch (InvalidRequirementException e) {
        // Limits, options and places of files name no project.
        continue;
      }
    }
    return Optional.of(projects);
  }

  /**
   * What a platform was asked for of PyPI, as lines of a pip section; limits, which only a file can
   * hold, begin with {@code -c}.
   *
   * @return nothing when the lock does not say it
   */
  public static Optional<List<String>> pip(Lockfile.Metadata metadata, Platform platform) {
    return metadata.custom().containsKey(OwnMetadata.PIP_SPECS_KEY)
        ? Optional.of(texts(metadata, OwnMetadata.PIP_SPECS_KEY, " | ", platform))
        : Optional.empty();
  }

  private static List<String> texts(
      Lockfile.Metadata metadata, String key, String between, Platform platform) {
    List<String> texts = new ArrayList<>();
    String all = metadata.custom().getOrDefault(key, "");
    for (String words : all.split(Pattern.quote(between))) {
      Matcher form = WHERE.matcher(words);
      if (words.isBlank() || !form.matches()) {
        continue;
      }
      String where = form.group(2);
      if (where == null || Arrays.asList(where.split(" ")).contains(platform.subdir())) {
        texts.add(form.group(1));
      }
    }
    return texts;
  }
}
