package dev.hermetic.yaml;

import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import java.util.Locale;
import java.util.Optional;

/** The problems of the area YAML: files that cannot be read or are no YAML. */
final class YamlProblems {
  private YamlProblems() {}

  /** @param near the name of a file beside it that may be meant */
  static Problem missing(String file, Optional<String> near) {
    return input(
        "001",
        Location.of(file),
        "there is no such file" + near.map(name -> ", but there is " + name).orElse(""),
        near.map(name -> "rename " + name + ", or correct the path in the configuration")
            .orElse("create it, or correct the path in the configuration"));
  }

  static Problem unreadable(String file, String reason) {
    return new Problem(
        "HERM-YAML-002",
        Kind.ENVIRONMENT,
        file,
        "cannot be read: " + reason,
        "give a regular file that this user may read");
  }

  static Problem tooLarge(String file, long limit) {
    return input(
        "003",
        Location.of(file),
        "is larger than " + limit + " bytes",
        "check that this is the file you mean; nothing of this kind is that large");
  }

  static Problem notUtf8(Location location) {
    return input("004", location, "is not UTF-8", "save the file in the encoding UTF-8");
  }

  static Problem forbiddenCharacter(Location location, int codePoint) {
    return input(
        "005",
        location,
        String.format(Locale.ROOT, "YAML forbids the character U+%04X", codePoint),
        "remove the character, or write it as an escape in double quotes");
  }

  static Problem syntax(Location location, String message) {
    return input("006", location, "is not valid YAML: " + message, "correct the YAML here");
  }

  static Problem tab(Location location) {
    return input(
        "006",
        location,
        "is not valid YAML: a tab where a value or indentation is expected",
        "indent with spaces");
  }

  static Problem duplicateKey(YamlScalar key, Location first) {
    return input(
        "007",
        key.location(),
        "the key " + key.text() + " is already given at line " + first.line(),
        "remove one of the two, or join their values");
  }

  static Problem tooManyAliases(Location location, int limit) {
    return input(
        "008",
        location,
        "more than " + limit + " aliases (*name) stand for lists or mappings",
        "write the values out instead of referring to them");
  }

  static Problem recursive(Location location) {
    return input(
        "009",
        location,
        "contains itself through an alias (*name)",
        "write the value out instead of referring to it");
  }

  static Problem tooDeep(Location location, int limit) {
    return input(
        "010",
        location,
        "lists and mappings are nested more than " + limit + " deep",
        "flatten the structure; no file of this kind needs such depth");
  }

  static Problem unknownTag(Location location, String tag) {
    return input(
        "011",
        location,
        "the tag " + tag + " is not one of plain YAML",
        "remove the tag; only strings, numbers, booleans, dates, lists and mappings are read");
  }

  static Problem keyNotScalar(YamlNode key) {
    return input(
        "012",
        key.location(),
        "a key is " + key.describe() + ", but a string was expected",
        "quote the key, also where it holds { or [");
  }

  static Problem mergeOfNoMapping(YamlNode value) {
    return input(
        "013",
        value.location(),
        "the merge key << is given " + value.describe() + ", but a mapping was expected",
        "merge a mapping or a list of mappings");
  }

  private static Problem input(String number, Location location, String fact, String fix) {
    return new Problem("HERM-YAML-" + number, Kind.INPUT, location.toString(), fact, fix);
  }
}
