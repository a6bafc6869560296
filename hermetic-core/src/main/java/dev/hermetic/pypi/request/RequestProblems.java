package dev.hermetic.pypi.request;

import static java.util.stream.Collectors.joining;

import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.pypi.requirement.ProjectName;
import java.util.Collection;
import java.util.List;

/** What may be wrong with requirements files and pip sections. */
final class RequestProblems {
  private RequestProblems() {}

  static Problem noSuchFile(Location location, String file) {
    return input("001", location, "there is no file " + file, "create it, or correct the path");
  }

  static Problem unreadable(Location location, String file, String why) {
    return input(
        "002",
        location,
        file + " cannot be read: " + why,
        "give a text file in UTF-8 of at most 10 MB that this user may read");
  }

  static Problem cycle(Location location, List<String> files) {
    return input(
        "003",
        location,
        "these files read each other: " + String.join(" → ", files),
        "remove one of the -r or -c");
  }

  static Problem unknownOption(Location location, String option) {
    return input(
        "004",
        location,
        option + " is no option that is read here",
        "remove it; -r, --extra, --group, -c, -e, -i, -f, --extra-index-url, --no-index, --pre and"
            + " --hash are read");
  }

  static Problem noValue(Location location, String option) {
    return input("005", location, option + " has no value", "write it behind the option");
  }

  static Problem remoteFile(Location location, String url) {
    return input(
        "006",
        location,
        "requirements are read from files, not from " + url,
        "keep the file beside the environment, so that it changes only with it");
  }

  static Problem nameless(Location location, String url) {
    return input("007", location, "does not tell which project lies at " + url, "write NAME @ URL");
  }

  static Problem badHash(Location location, String hash) {
    return input(
        "008",
        location,
        "--hash=" + hash + " is no digest that counts",
        "write --hash=sha256: and 64 hexadecimal digits (sha384 and sha512 also count)");
  }

  static Problem builds(Location location, String option) {
    return input(
        "009",
        location,
        option + " asks for packages to be built, which locking does not do",
        "remove it, or take the package from a conda channel");
  }

  static Problem noToml(Location location, String why) {
    return input("010", location, "is not valid TOML: " + why, "correct the TOML at that place");
  }

  static Problem wrongType(Location location, String what, String expected) {
    return input("011", location, what + " is not " + expected, "write it as " + expected);
  }

  static Problem dynamic(Location location, String field) {
    return input(
        "012",
        location,
        field + " is dynamic: a build of the project would have to make it",
        "list the " + field + " in the file, and take the field out of dynamic");
  }

  static Problem badName(Location location, String name) {
    return input(
        "013",
        location,
        "\"" + name + "\" is no name of an extra or group",
        "use letters and digits, with ., - and _ between them");
  }

  static Problem noSuchGroup(Location location, String group, Collection<ProjectName> known) {
    return input(
        "014",
        location,
        "there is no group " + group,
        known.isEmpty()
            ? "add it to [dependency-groups]"
            : "name one of " + known.stream().map(ProjectName::written).collect(joining(", ")));
  }

  static Problem groupCycle(Location location, List<ProjectName> circle) {
    return input(
        "015",
        location,
        "these groups include each other: "
            + circle.stream().map(ProjectName::written).collect(joining(" → ")),
        "remove one of the include-group");
  }

  static Problem badPython(Location location, String why) {
    return input(
        "016",
        location,
        "requires-python is not a version specifier: " + why,
        "write it as PEP 440 has it, for example >=3.10");
  }

  static Problem noSuchExtra(
      Location location, String file, String extra, Collection<ProjectName> known) {
    return input(
        "018",
        location,
        file + " has no extra " + extra,
        known.isEmpty()
            ? "add it to [project.optional-dependencies], or remove --extra"
            : "name one of " + known.stream().map(ProjectName::written).collect(joining(", ")));
  }

  static Problem noProject(Location location, String file) {
    return input(
        "019",
        location,
        file + " has no [project] table: no dependencies of the form that PEP 621 gives them",
        "list them in project.dependencies, or name a group with --group; tables of other tools,"
            + " such as [tool.poetry.dependencies], are not read");
  }

  static Problem extraOfNothing(Location location, String extra) {
    return input(
        "020",
        location,
        "--extra " + extra + " stands without a pyproject.toml that has it",
        "write `-r pyproject.toml --extra " + extra + "`, or NAME[" + extra + "] for another project");
  }

  static Problem otherTool(Location location, String table) {
    return input(
        "102",
        location,
        table + " is not read: channels, platforms and conda packages in it do not count",
        "write them into environment.yml");
  }

  static Problem withoutEffect(Location location, String option) {
    return input("101", location, option + " has no effect", "remove it");
  }

  private static Problem input(String number, Location location, String fact, String fix) {
    return new Problem("HERM-REQ-" + number, Kind.INPUT, location.toString(), fact, fix);
  }
}
