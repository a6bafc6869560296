package dev.hermetic.doctor;

import static dev.hermetic.doctor.Finding.Level.RED;
import static dev.hermetic.doctor.Finding.Level.YELLOW;
import static dev.hermetic.doctor.Finding.Section.MACHINE;

import dev.hermetic.doctor.Machine.Property;
import dev.hermetic.lockfile.LockedMachine;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds this machine against what a lock assumes of it. */
final class MachineCheck {
  private static final int SHOWN_PACKAGES = 3;
  private static final String FILE = "virtual-packages.yml";

  private final Machine machine;
  private final List<Finding> findings = new ArrayList<>();

  private MachineCheck(Machine machine) {
    this.machine = machine;
  }

  /**
   * @param lock null when there is none to compare with
   */
  static List<Finding> of(Machine machine, @Nullable Lockfile lock) {
    MachineCheck check = new MachineCheck(machine);
    Optional<Platform> platform = machine.platform();
    boolean locked =
        lock != null
            && platform.isPresent()
            && lock.metadata().platforms().contains(platform.get());
    check.platform(lock);
    if (locked) {
      check.compare(lock, platform.get());
    } else {
      machine.properties().forEach((name, is) -> check.green(name, text(is)));
    }
    return check.findings;
  }

  private void platform(@Nullable Lockfile lock) {
    String name = machine.platform().map(Platform::subdir).orElse("not known to conda");
    boolean elsewhere =
        lock != null
            && machine.platform().filter(lock.metadata().platforms()::contains).isEmpty();
    if (elsewhere) {
      String others =
          lock.metadata().platforms().stream()
              .map(Platform::subdir)
              .sorted()
              .collect(Collectors.joining(", "));
      findings.add(
          Finding.of(
              YELLOW, MACHINE, "platform", DoctorProblems.notLockedForHere(name, others)));
    } else {
      green("platform", name);
    }
  }

  private void compare(Lockfile lock, Platform platform) {
    List<VirtualPackage> assumed =
        LockedMachine.of(lock.metadata(), platform).orElse(List.of());
    List<LockedPackage> packages =
        lock.packages().stream().filter(one -> one.platform().equals(platform)).toList();
    SortedSet<String> names = new TreeSet<>(machine.properties().keySet());
    assumed.forEach(one -> names.add(one.name()));
    packages.stream()
        .flatMap(one -> one.dependencies().keySet().stream())
        .filter(name -> name.startsWith("__"))
        .forEach(names::add);
    for (String name : names) {
      Optional<VirtualPackage> wanted =
          assumed.stream().filter(one -> one.name().equals(name)).findFirst();
      property(name, wanted.orElse(null), packages);
    }
  }

  private void property(
      String name, @Nullable VirtualPackage assumed, List<LockedPackage> packages) {
    Property has = machine.properties().get(name);
    String lockSays = assumed == null ? "" : "; the lock assumes " + text(assumed);
    if (has != null && has.value() == null) {
      findings.add(
          Finding.of(
              YELLOW,
              MACHINE,
              name,
              DoctorProblems.cannotTell(
                  name,
                  "seen (" + has.source() + "), but nothing here tells its version" + lockSays)));
      return;
    }
    VirtualPackage value = has == null ? null : has.value();
    List<String> unmet = unmet(name, value, packages);
    boolean older = assumed != null && value != null && isOlder(value, assumed);
    // conda-lock's defaults assume a GPU: what counts is whether anything locked needs one.
    boolean missing = assumed != null && value == null && !name.startsWith("__cuda");
    String here = has == null ? "not on this machine" : text(has);
    if (!unmet.isEmpty() || older || missing) {
      String needs = unmet.isEmpty() ? "" : "; needed by " + shown(unmet);
      findings.add(
          Finding.of(
              RED,
              MACHINE,
              name,
              DoctorProblems.olderThanLock(name, here + lockSays + needs, FILE)));
    } else if (value == null) {
      green(name, here + lockSays + ", and nothing locked needs it");
    } else {
      green(name, here + lockSays);
    }
  }

  /** Locked packages whose dependency the machine does not meet, with that dependency. */
  private static List<String> unmet(
      String name, @Nullable VirtualPackage value, List<LockedPackage> packages) {
    List<String> unmet = new ArrayList<>();
    for (LockedPackage one : packages) {
      String needed = one.dependencies().get(name);
      if (needed != null && (value == null || !meets(value.version(), needed))) {
        unmet.add(one.name() + (needed.isEmpty() ? "" : " (" + needed + ")"));
      }
    }
    return unmet.stream().distinct().toList();
  }

  private static boolean meets(String version, String needed) {
    try {
      return needed.isBlank()
          || needed.equals("*")
          || VersionSpec.parse(needed).matches(Version.parse(version));
    } catch (InvalidVersionException e) {
      // The lock was read, so its writer could; what we cannot read we do not call unmet.
      return true;
    }
  }

  private static boolean isOlder(VirtualPackage here, VirtualPackage assumed) {
    if (here.name().equals("__archspec")) {
      return isLevel(here) && isLevel(assumed) && here.build().compareTo(assumed.build()) < 0
          || !isLevel(here) && !isLevel(assumed) && !here.build().equals(assumed.build());
    }
    try {
      return Version.parse(here.version()).compareTo(Version.parse(assumed.version())) < 0;
    } catch (InvalidVersionException e) {
      return false;
    }
  }

  /** {@code x86_64}, {@code x86_64_v2} and so on, whose order is that of their texts. */
  private static boolean isLevel(VirtualPackage archspec) {
    return archspec.build().startsWith("x86_64");
  }

  private static String shown(List<String> unmet) {
    String first = unmet.stream().limit(SHOWN_PACKAGES).collect(Collectors.joining(", "));
    int more = unmet.size() - SHOWN_PACKAGES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String text(Property is) {
    VirtualPackage value = is.value();
    return value == null
        ? "seen (" + is.source() + "), its version is not known"
        : text(value) + " (" + is.source() + ")";
  }

  private static String text(VirtualPackage value) {
    boolean versionless = value.version().equals("0") && value.build().equals("0");
    return versionless
        ? "present"
        : value.build().equals("0") ? value.version() : value.build();
  }

  private void green(String subject, String fact) {
    findings.add(Finding.green(MACHINE, subject, fact));
  }
}
