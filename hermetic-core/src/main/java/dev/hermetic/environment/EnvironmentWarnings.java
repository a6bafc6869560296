package dev.hermetic.environment;

import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.yaml.YamlScalar;
import java.util.Collection;

/** What the reader tells without failing; the numbers of area ENV from 101. */
final class EnvironmentWarnings {
  private EnvironmentWarnings() {}

  static Problem unknownKey(YamlScalar key, Collection<String> known) {
    return warning(
        "101",
        key.location(),
        "the key " + key.text() + ": is not known and was ignored",
        NearName.of(key.text(), known)
            .map(near -> "rename it to " + near + ":, if that is meant; else remove it")
            .orElse("remove it"));
  }

  static Problem prefixIgnored(YamlScalar key) {
    return warning(
        "102", key.location(), "prefix: was ignored: a lock file is for any place", "remove it");
  }

  static Problem duplicate(String what, String name, Location location, Location first) {
    return warning(
        "103",
        location,
        what + " " + name + " is already given at line " + first.line() + "; the last one counts",
        "remove one of the two");
  }

  static Problem selectorWithoutEffect(CommentSelectors.Selector selector) {
    return warning(
        "104",
        selector.location(),
        "the selector [" + selector.word() + "] has no effect outside dependencies:",
        "remove it, or use a file of its own for that platform");
  }

  static Problem doubtfulName(YamlScalar name) {
    return warning(
        "105",
        name.location(),
        "\"" + name.text() + "\" is a name that CEP-24 forbids",
        "use a name other than base and root, without slash, space, colon and #");
  }

  static Problem variableNotString(String key, YamlScalar value) {
    return warning(
        "106",
        value.location(),
        "the variable "
            + key
            + " is "
            + value.describe()
            + ", of which each tool makes another text",
        "quote it: \"" + value.text() + "\"");
  }

  static Problem emptyDependencies(YamlScalar key) {
    return warning(
        "107", key.location(), "dependencies: is empty", "list the packages that are needed");
  }

  private static Problem warning(String number, Location location, String fact, String fix) {
    return new Problem("HERM-ENV-" + number, Kind.INPUT, location.toString(), fact, fix);
  }
}
