package dev.hermetic.install;

import dev.hermetic.environment.Requirement;
import dev.hermetic.fetch.Pin;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.ExplicitLockReader;
import dev.hermetic.lockfile.ExplicitLockWriter;
import dev.hermetic.lockfile.ExplicitLockfile;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.LockedSpecs;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a lock says is to be installed on one platform.
 *
 * @param packages in the order of installation
 * @param specs what was asked for, by package name; empty where the lock does not tell
 * @param wheels PyPI packages, in the order of installation
 * @param names of all packages of the lock, whatever their platform, and whether they are installed
 */
record LockedContent(
    List<LockedPackage> packages,
    SortedMap<String, String> specs,
    List<LockedWheel> wheels,
    SortedSet<String> names) {
  private static final String YAML = "(?s).*\\.ya?ml";

  LockedContent {
    packages = List.copyOf(packages);
    wheels = List.copyOf(wheels);
    names = Collections.unmodifiableSortedSet(names);
  }

  /**
   * Reads a lock.
   *
   * @param name of the file in problems; its ending tells a conda-lock.yml from an explicit file
   * @param ignorePip whether to leave out its PyPI packages, whatever they are
   * @throws HermeticException with all that is wrong with it
   */
  static LockedContent of(String text, String name, Platform platform, boolean ignorePip) {
    List<Problem> problems = new ArrayList<>();
    LockedContent content =
        name.matches(YAML)
            ? ofLock(text, name, platform, ignorePip, problems)
            : ofExplicit(text, name, platform, ignorePip, problems);
    WheelFit.check(content, platform, problems);
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return content;
  }

  private static void check(LockedPackage one, Supplier<Location> place, List<Problem> problems) {
    if (one.sha256() == null && one.md5() == null) {
      problems.add(InstallProblems.noChecksum(place.get().toString(), one.url()));
    }
    if (PackageAddress.of(one.url()).distribution().isEmpty()) {
      problems.add(InstallProblems.noPackageFile(place.get().toString(), one.url()));
    }
  }

  private static LockedContent ofLock(
      String text,
      String name,
      Platform platform,
      boolean ignorePip,
      List<Problem> problems) {
    LocatedLock located = CondaLockReader.parseLocated(text, name);
    if (!located.problems().isEmpty()) {
      throw new HermeticException(located.problems());
    }
    Lockfile lock = located.lockfile();
    List<Platform> platforms = lock.metadata().platforms();
    if (!platforms.contains(platform)) {
      throw InstallProblems.otherPlatform(name, platform, platforms);
    }
    List<LockedPackage> packages = inOrder(lock, platform, Manager.CONDA);
    packages.forEach(one -> check(one, () -> located.locations().of(one, "url"), problems));
    return new LockedContent(
        packages,
        LockedSpecs.of(lock.metadata(), platform),
        ignorePip
            ? List.of()
            : LockedWheels.ofLock(
                inOrder(lock, platform, Manager.PIP),
                LockedSpecs.projects(lock, platform),
                located.locations(),
                problems),
        names(lock.packages().stream().map(LockedPackage::name)));
  }

  private static List<LockedPackage> inOrder(Lockfile lock, Platform platform, Manager manager) {
    return ExplicitLockWriter.ordered(
        lock, platform, manager, ExplicitLockWriter.DEFAULT_CATEGORIES);
  }

  private static LockedContent ofExplicit(
      String text,
      String name,
      Platform platform,
      boolean ignorePip,
      List<Problem> problems) {
    ExplicitLockfile file = ExplicitLockReader.read(name, text);
    TreeSet<Platform> platforms = new TreeSet<>();
    file.platform().ifPresent(platforms::add);
    List<LockedPackage> packages = new ArrayList<>();
    for (ExplicitLockfile.Entry entry : file.packages()) {
      PackageAddress address = PackageAddress.of(entry.url());
      if (Platform.isPlatform(address.subdir()) && !address.subdir().equals(Platform.NOARCH)) {
        platforms.add(new Platform(address.subdir()));
      }
      LockedPackage one = locked(entry, address, platform);
      check(one, entry::location, problems);
      packages.add(one);
    }
    if (platforms.stream().anyMatch(other -> !other.equals(platform))) {
      throw InstallProblems.otherPlatform(name, platform, platforms);
    }
    List<LockedWheel> wheels =
        ignorePip ? List.of() : LockedWheels.ofExplicit(file.pip(), problems);
    return new LockedContent(
        packages,
        new TreeMap<>(),
        wheels,
        names(
            Stream.concat(
                packages.stream().map(LockedPackage::name),
                wheels.stream().map(LockedWheel::name))));
  }

  private static SortedSet<String> names(Stream<String> all) {
    return all.collect(Collectors.toCollection(TreeSet::new));
  }

  private static LockedPackage locked(
      ExplicitLockfile.Entry entry, PackageAddress address, Platform platform) {
    var says = address.distribution();
    return new LockedPackage(
        says.map(PackageAddress.Distribution::name).orElse(""),
        says.map(PackageAddress.Distribution::version).orElse(""),
        Manager.CONDA,
        platform,
        new TreeMap<>(),
        entry.url(),
        entry.md5(),
        entry.sha256(),
        null,
        says.map(PackageAddress.Distribution::build).orElse(null),
        Requirement.MAIN);
  }

  /** What is known of the bytes of a package. */
  static Pin pin(LockedPackage locked) {
    return new Pin(locked.sha256(), locked.md5(), -1);
  }
}
