package dev.hermetic.lockfile;

import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.yaml.YamlNode;
import java.util.Collection;

/** The problems of the area LOCK that a pixi.lock or its conversion can have. */
final class PixiProblems {
  static final String RENEW = "run `pixi lock` to write the file anew";

  private PixiProblems() {}

  static Problem notALock(Location location, String what) {
    return input(
        "031",
        location,
        what + ", but a pixi.lock is a mapping with version, environments and packages",
        "name the pixi.lock, or " + RENEW);
  }

  static Problem oldVersion(Location location, String version) {
    return input(
        "002",
        location,
        "is a pixi.lock of version " + version + ", but only versions 6 and 7 are read",
        "run `pixi lock` with a current pixi, which writes the file anew");
  }

  static Problem newVersion(Location location, String version) {
    return input(
        "002",
        location,
        "is a pixi.lock of version " + version + ", but only versions 6 and 7 are read",
        "use a newer Hermetic, or an environment.yml from `pixi workspace export"
            + " conda-environment`");
  }

  static Problem notListed(Location location, String address) {
    return input("032", location, address + " is not described in packages", RENEW);
  }

  static Problem underivable(Location location, String field, String address) {
    return input(
        "033",
        location,
        "the package says no " + field + " and none follows from " + address,
        "write the key " + field + ", or " + RENEW);
  }

  static Problem notConvertible(PixiPackage one, String why) {
    return input(
        "034",
        one.place(),
        one.name() + " " + why + ", which a conda-lock.yml cannot hold",
        "use a package from a channel or an index instead, or install with pixi");
  }

  static Problem twice(PixiPackage one, PixiPackage first, PixiLock.Target target) {
    return input(
        "035",
        one.place(),
        one.name()
            + " is locked twice for "
            + target.name()
            + (one.place().equals(first.place()) ? "" : ", also at line " + first.place().line()),
        RENEW);
  }

  static Problem sameSubdir(PixiLock.Target one, PixiLock.Target other) {
    return input(
        "036",
        one.place(),
        "the platforms "
            + other.name()
            + " and "
            + one.name()
            + " are both "
            + one.platform()
            + ", and a conda-lock.yml holds one of a kind",
        "leave one of them out of the environment's platforms in pixi.toml, then run `pixi lock`");
  }

  static Problem noEnvironment(String file, String name, Collection<String> all) {
    return input(
        "037",
        Location.of(file),
        "there is no environment " + name,
        all.isEmpty()
            ? "add one to pixi.toml, then run `pixi lock`"
            : "name one of " + String.join(", ", all));
  }

  static Problem noMd5(PixiPackage one) {
    return LockProblems.noMd5(one.place(), one.name(), RENEW);
  }

  static Problem unknownKey(Location location, String key, String section) {
    return input(
        "038",
        location,
        "the key " + key + " in " + section + " is not known and was ignored",
        "see whether a newer Hermetic knows it");
  }

  static Problem credential(Location location) {
    return input(
        "039",
        location,
        "an address holds a credential, which was left out",
        "take it out of the file and revoke it; give credentials in settings.xml or .netrc");
  }

  static Problem wrongType(YamlNode node, String key, String expected) {
    return LockProblems.wrongType(node, key, expected, RENEW);
  }

  static Problem badValue(Location location, String key, String value, String expected) {
    return LockProblems.badValue(location, key, value, expected, RENEW);
  }

  private static Problem input(String number, Location location, String fact, String fix) {
    return new Problem("HERM-LOCK-" + number, Kind.INPUT, location.toString(), fact, fix);
  }
}
