package dev.hermetic.adopt;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.LockedSpecs;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one of our own locks says it was asked for. */
final class RecordedRoots {
  /** The canonical form of a spec whose version is none that may stand without brackets. */
  private static final Pattern BRACKETS = Pattern.compile("(.*)\\[version=(['\"])(.*)\\2\\]");

  private static final String LIMIT = "-c ";

  private RecordedRoots() {}

  /**
   * Specs by name, as people write them; empty where the lock does not say so, or is not what was
   * asked for any more.
   */
  static Optional<SortedMap<String, String>> of(Lockfile lock, Platform platform) {
    SortedMap<String, String> recorded = LockedSpecs.of(lock.metadata(), platform);
    SortedMap<String, String> specs = new TreeMap<>();
    for (LockedPackage locked : lock.packages()) {
      String text = recorded.get(locked.name());
      if (text != null
          && locked.platform().equals(platform)
          && locked.manager() == Manager.CONDA
          && meets(locked, text)) {
        specs.put(locked.name(), plain(text));
      }
    }
    return recorded.isEmpty() || !specs.keySet().equals(recorded.keySet())
        ? Optional.empty()
        : Optional.of(specs);
  }

  /**
   * Lines of a pip section, each under itself; empty where the lock does not say so, or was made with
   * limits, which an environment file cannot hold.
   */
  static Optional<SortedMap<String, String>> pip(Lockfile lock, Platform platform) {
    return LockedSpecs.pip(lock.metadata(), platform)
        .filter(lines -> lines.stream().noneMatch(line -> line.startsWith(LIMIT)))
        .map(
            lines -> {
              SortedMap<String, String> pip = new TreeMap<>();
              lines.forEach(line -> pip.put(line, line));
              return pip;
            });
  }

  private static boolean meets(LockedPackage locked, String text) {
    try {
      MatchSpec spec = MatchSpec.parse(text);
      return spec.matches(
          Version.parse(locked.version()), PackageAddress.build(locked).orElse(""));
    } catch (InvalidMatchSpecException | InvalidVersionException e) {
      return false;
    }
  }

  /** {@code numpy >=2} for {@code numpy[version='>=2']}, where both mean the same. */
  private static String plain(String canonical) {
    Matcher form = BRACKETS.matcher(canonical);
    if (form.matches()) {
      String plain = form.group(1) + " " + form.group(3);
      try {
        if (MatchSpec.parse(plain).equals(MatchSpec.parse(canonical))) {
          return plain;
        }
      } catch (InvalidMatchSpecException e) {
        // The brackets are needed.
        return canonical;
      }
    }
    return canonical;
  }
}
