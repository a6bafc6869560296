package dev.hermetic.environment;

import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import java.util.List;

/** The problems (from 001) and warnings (from 101) of the area VP. */
final class VirtualPackageProblems {
  private VirtualPackageProblems() {}

  static Problem wrongType(String what, YamlNode value, String expected) {
    return problem(
        "001",
        value.location().toString(),
        what + " is " + value.describe() + ", but " + expected + " was expected",
        "follow the form subdirs: {linux-64: {packages: {__glibc: \"2.17\"}}}");
  }

  static Problem noSubdirs(Location file) {
    return problem(
        "002",
        file.toString(),
        "has no subdirs:",
        "follow the form subdirs: {linux-64: {packages: {__glibc: \"2.17\"}}}");
  }

  static Problem unknownPlatform(YamlScalar key, List<String> known) {
    return problem(
        "003",
        key.location().toString(),
        "\"" + key.text() + "\" is no platform to lock for",
        NearName.of(key.text(), known)
            .map(near -> "write " + near)
            .orElse("use one of " + String.join(", ", known)));
  }

  static Problem notVirtual(YamlScalar key) {
    return problem(
        "004",
        key.location().toString(),
        key.text() + " is no virtual package: their names begin with __",
        "write a name such as __glibc, __cuda or __osx");
  }

  static Problem badValue(YamlNode value, String name, String text) {
    return problem(
        "005",
        value.location().toString(),
        "\"" + text + "\" is no value of " + name,
        "give a version, or a version and a build such as \"1 x86_64_v3\", in quotes");
  }

  static Problem badOverride(String variable, String value, String expected) {
    return problem(
        "006",
        variable,
        "\"" + value + "\" is not " + expected,
        "set the environment variable to " + expected + ", or unset it");
  }

  static Problem badCuda(String value) {
    return problem(
        "007",
        "hermetic.cuda",
        "\"" + value + "\" is neither a version nor none",
        "give the version that the driver supports, such as 12.4, or none");
  }

  static Problem unknownKey(YamlScalar key) {
    return problem(
        "101",
        key.location().toString(),
        "the key " + key.text() + ": is not known and was ignored",
        "remove it");
  }

  static Problem overrideUnused(String variable, String by) {
    return problem(
        "102",
        variable,
        "was ignored, because " + by + " gives the value",
        "unset the environment variable");
  }

  private static Problem problem(String number, String subject, String fact, String fix) {
    return new Problem("HERM-VP-" + number, Kind.INPUT, subject, fact, fix);
  }
}
