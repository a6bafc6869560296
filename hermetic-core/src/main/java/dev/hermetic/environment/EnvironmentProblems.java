package dev.hermetic.environment;

import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.yaml.YamlNode;
import dev.hermetic.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/** The problems of the area ENV that make a file unusable. */
final class EnvironmentProblems {
  private EnvironmentProblems() {}

  static Problem noFiles() {
    return new Problem(
        "HERM-ENV-001",
        Kind.INPUT,
        "hermetic.environment",
        "names no file",
        "name at least one environment file, or remove the setting to read environment.yml");
  }

  static Problem recipe(String file) {
    return new Problem(
        "HERM-ENV-002",
        Kind.INPUT,
        file,
        "is a recipe, of which the requirements are known only when it is rendered",
        "write the dependencies into an environment.yml");
  }

  static Problem notAMapping(YamlNode root) {
    return input(
        "003",
        root.location(),
        "the file is " + describe(root) + ", but keys such as dependencies: were expected",
        "give at least dependencies: with a list of packages");
  }

  static Problem noDependencies(Location file, Optional<String> misspelt) {
    return input(
        "004",
        file,
        "has no dependencies:",
        misspelt
            .map(key -> "rename " + key + ": to dependencies:")
            .orElse("add dependencies: with a list of packages"));
  }

  static Problem wrongType(String what, YamlNode value, String expected) {
    return input(
        "005",
        value.location(),
        what + " is " + describe(value) + ", but " + expected + " was expected",
        "give " + expected);
  }

  /** No package is named 3.10 or true, so quotes would only move the problem. */
  static Problem dependencyNotString(YamlNode value) {
    return input(
        "006",
        value.location(),
        "a dependency is " + describe(value) + ", but a string was expected",
        "write a match spec such as numpy>=1.24");
  }

  static Problem unknownSection(YamlScalar key, YamlNode value) {
    String fix =
        value instanceof YamlScalar scalar && !scalar.text().isEmpty()
            ? "write the dependency as one string: - " + key.text() + "=" + scalar.text()
            : "remove it; only pip: and sel(linux|osx|unix|win): can stand here";
    return input(
        "007",
        key.location(),
        "dependencies: has the section " + key.text() + ":, which is not known",
        fix);
  }

  static Problem badSpec(YamlScalar value, InvalidMatchSpecException e) {
    return input(
        "008",
        value.locationAt(e.offset()),
        "\"" + value.text() + "\" is no match spec: " + e.getMessage(),
        withComma(value.text(), e.offset())
            .map(text -> "put a comma between the bounds: " + text)
            .orElse("correct it, for example numpy, numpy>=1.24 or numpy=1.26.*=py311*"));
  }

  /** The spec with a comma before the operator at which it cannot be read, where that is all. */
  private static Optional<String> withComma(String spec, int offset) {
    if (offset <= 0 || offset >= spec.length() || "<>=!~".indexOf(spec.charAt(offset)) < 0) {
      return Optional.empty();
    }
    String text = spec.substring(0, offset).stripTrailing() + "," + spec.substring(offset);
    try {
      MatchSpec.parse(text);
      return Optional.of(text);
    } catch (InvalidMatchSpecException e) {
      return Optional.empty();
    }
  }

  static Problem specOfManyNames(YamlScalar value) {
    return input(
        "009",
        value.location(),
        "\"" + value.text() + "\" names no single package",
        "write the package's name without * and other patterns");
  }

  static Problem unknownPlatform(Location location, String text, List<String> known) {
    return input(
        "010",
        location,
        "\"" + text + "\" is no platform to lock for",
        NearName.of(text, known)
            .map(near -> "write " + near)
            .orElse("use one of " + String.join(", ", known)));
  }

  static Problem unknownSelector(CommentSelectors.Selector selector, List<String> known) {
    return input(
        "011",
        selector.location(),
        "\"" + selector.word() + "\" is no selector; one single word is allowed",
        "use one of "
            + String.join(", ", known)
            + ", or remove the brackets if this is only a comment");
  }

  static Problem unknownSel(YamlScalar key) {
    return input(
        "012",
        key.location(),
        key.text() + " is no selector",
        "use one of sel(linux), sel(osx), sel(unix), sel(win)");
  }

  static Problem unmergeable(
      String key, Location location, List<String> texts, List<String> longest, String longestFile) {
    return input(
        key.equals("channels") ? "013" : "014",
        location,
        key + " " + texts + " are not the end of " + longest + " of " + longestFile,
        "give the same "
            + key
            + " in every file, or in one file more of them before the common ones");
  }

  static Problem pipEntryNotString(YamlNode value) {
    boolean number = value instanceof YamlScalar scalar && !scalar.isNull();
    return input(
        "015",
        value.location(),
        "an entry of pip: is " + describe(value) + ", but a string was expected",
        number
            ? "quote it: \"" + ((YamlScalar) value).text() + "\""
            : "write a line as in a requirements file, such as flask>=3");
  }

  static Problem badVariableName(YamlScalar key) {
    return input(
        "016",
        key.location(),
        "\"" + key.text() + "\" is no name of an environment variable",
        "use letters, digits and underscores");
  }

  private static String describe(YamlNode node) {
    return node.describe();
  }

  private static Problem input(String number, Location location, String fact, String fix) {
    return new Problem("HERM-ENV-" + number, Kind.INPUT, location.toString(), fact, fix);
  }
}
