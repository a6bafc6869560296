package dev.hermetic.adopt;

import dev.hermetic.lockfile.LockedMachine;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the virtual-packages.yml that a lock needs: what it says it was made for, else the oldest
 * machine that its packages run on, where that is newer than the defaults.
 */
final class MachineText {
  /** Where the versions begin that a constraint allows. */
  private static final Pattern LOWEST = Pattern.compile("(?:>=|==?)?([0-9][^,|*\\s]*)(?:[,|].*)?");

  private final Lockfile lock;

  private MachineText(Lockfile lock) {
    this.lock = lock;
  }

  /** The file; empty where the defaults will do. */
  static Optional<String> of(Lockfile lock) {
    MachineText machine = new MachineText(lock);
    StringBuilder text = new StringBuilder();
    for (Platform platform : new TreeSet<>(lock.metadata().platforms())) {
      List<VirtualPackage> defaults = VirtualPackages.forPlatform(platform).packages();
      List<VirtualPackage> needed =
          LockedMachine.of(lock.metadata(), platform)
              .orElseGet(() -> machine.needed(platform, defaults));
      if (!needed.equals(defaults)) {
        text.append("  ").append(platform).append(":\n    packages:\n");
        needed.forEach(
            one ->
                text.append("      ").append(one.name()).append(": \"").append(value(one))
                    .append("\"\n"));
      }
    }
    return text.length() == 0
        ? Optional.empty()
        : Optional.of("# The machines that conda-lock.yml is for\nsubdirs:\n" + text);
  }

  private static String value(VirtualPackage one) {
    return one.build().equals("0") ? one.version() : one.version() + " " + one.build();
  }

  private List<VirtualPackage> needed(Platform platform, List<VirtualPackage> defaults) {
    List<VirtualPackage> needed = new ArrayList<>();
    for (VirtualPackage one : defaults) {
      List<String> constraints = constraints(platform, one.name());
      needed.add(
          constraints.stream().allMatch(text -> allows(text, one.version()))
              ? one
              : lowest(constraints)
                  .map(version -> new VirtualPackage(one.name(), version, one.build()))
                  .orElse(one));
    }
    return needed;
  }

  private List<String> constraints(Platform platform, String name) {
    return lock.packages().stream()
        .filter(one -> one.manager() == Manager.CONDA && one.platform().equals(platform))
        .map(LockedPackage::dependencies)
        .filter(dependencies -> dependencies.containsKey(name))
        .map(dependencies -> dependencies.get(name))
        .filter(constraint -> !constraint.isBlank())
        .distinct()
        .toList();
  }

  /** The lowest version that all constraints allow, of those that one of them begins with. */
  private static Optional<String> lowest(List<String> constraints) {
    TreeSet<Version> begins = new TreeSet<>();
    for (String constraint : constraints) {
      Matcher form = LOWEST.matcher(constraint);
      if (form.matches()) {
        try {
          begins.add(Version.parse(form.group(1)));
        } catch (InvalidVersionException e) {
          continue;
        }
      }
    }
    return begins.stream()
        .map(Version::toString)
        .filter(version -> constraints.stream().allMatch(text -> allows(text, version)))
        .findFirst();
  }

  private static boolean allows(String constraint, String version) {
    try {
      return VersionSpec.parse(constraint).matches(Version.parse(version));
    } catch (InvalidVersionException e) {
      return false;
    }
  }
}
