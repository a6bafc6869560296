package dev.hermetic.lockfile;

import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.yaml.YamlNode;
import java.util.Collection;

/** The problems of the area LOCK that a conda-lock.yml or its making can have. */
final class LockProblems {
  static final String RENEW = "run `mvn hermetic:lock` to write the file anew";

  private LockProblems() {}

  /** Whether a problem of the metadata leaves the rest of the lock as it is: an unknown key. */
  static boolean leavesAllElse(Problem problem) {
    return problem.code().equals("HERM-LOCK-004");
  }

  static Problem notALock(YamlNode root) {
    return input(
        "001",
        root.location(),
        "is " + root.describe() + ", but a conda-lock.yml is a mapping with metadata and package",
        "name the lock file, or " + RENEW);
  }

  static Problem version(Location location, String found) {
    return otherFormat(
        location,
        "has lock format version " + found + ", but only version 1 (CEP-37) is read",
        "use a tool that reads it, or delete the file and run `mvn hermetic:lock` to solve afresh");
  }

  static Problem pixi(Location location, String version) {
    return otherFormat(
        location,
        "is a pixi.lock of version " + version + ", but only conda-lock.yml of version 1 is read",
        "name a conda-lock.yml with hermetic.lockfile; `mvn hermetic:init -Dhermetic.from=pixi.lock`"
            + " makes one from a pixi.lock");
  }

  static Problem unknownKey(Location location, String key, String section, Collection<String> all) {
    return input(
        "004",
        location,
        "the key " + key + " is not one of CEP-37 in " + section,
        "remove it or " + RENEW + "; allowed are " + String.join(", ", all));
  }

  static Problem missingKey(Location location, String key, String section, String renew) {
    return input("005", location, "the key " + key + " is missing in " + section, renew);
  }

  static Problem wrongType(YamlNode node, String key, String expected) {
    return wrongType(node, key, expected, RENEW);
  }

  static Problem wrongType(YamlNode node, String key, String expected, String renew) {
    return input(
        "006",
        node.location(),
        key + " is " + node.describe() + ", but " + expected + " was expected",
        "correct the value, or " + renew);
  }

  static Problem badValue(Location location, String key, String value, String expected) {
    return badValue(location, key, value, expected, RENEW);
  }

  static Problem badValue(
      Location location, String key, String value, String expected, String renew) {
    return input(
        "007",
        location,
        key + " is '" + value + "', but " + expected + " was expected",
        "correct the value, or " + renew);
  }

  static Problem duplicate(LockedPackage locked, Location location, Location first) {
    return input(
        "008",
        location,
        locked.name()
            + " ("
            + locked.manager().key()
            + ", "
            + locked.platform()
            + ", "
            + locked.category()
            + ") is already locked at line "
            + first.line(),
        "remove one of the two, or " + RENEW);
  }

  static Problem noMd5(Location location, String name, String renew) {
    return input(
        "009",
        location,
        "the conda package " + name + " has no md5, which CEP-37 requires",
        renew);
  }

  static Problem recordWithoutMd5(String url) {
    return new Problem(
        "HERM-LOCK-010",
        Kind.INPUT,
        url,
        "the channel gives no md5 for this package, which conda-lock.yml (CEP-37) requires",
        "ask the channel's owner to index it again with md5, or use another channel");
  }

  static Problem badDependency(String url, String dependency, String why) {
    return new Problem(
        "HERM-LOCK-011",
        Kind.INPUT,
        url,
        "its dependency '" + dependency + "' is no match spec: " + why,
        "ask the channel's owner to correct the package's metadata, or exclude the package");
  }

  private static Problem otherFormat(Location location, String fact, String fix) {
    return new Problem(
        CondaLockReader.OTHER_FORMAT, Kind.INPUT, location.toString(), fact, fix);
  }

  private static Problem input(String number, Location location, String fact, String fix) {
    return new Problem("HERM-LOCK-" + number, Kind.INPUT, location.toString(), fact, fix);
  }
}
