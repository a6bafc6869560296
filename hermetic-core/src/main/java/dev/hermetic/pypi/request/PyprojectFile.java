package dev.hermetic.pypi.request;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.requirement.ProjectName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a pyproject.toml says about dependencies (PEP 621, PEP 735).
 *
 * @param shown the file, for messages
 * @param isProject whether it has a {@code [project]}
 * @param name of the project
 * @param requiresPython which Pythons it runs on, where it says
 * @param dependencies {@code project.dependencies}, with the category {@code main}
 * @param optionalDependencies {@code project.optional-dependencies} by extra, which is their
 *     category
 * @param groups {@code dependency-groups} by name, which is their category; groups that they
 *     include are in them
 * @param dynamic fields of the project that a build would have to make, and where that is said
 * @param warnings about what was read and has no effect
 */
public record PyprojectFile(
    String shown,
    boolean isProject,
    Optional<ProjectName> name,
    Optional<AskedPython> requiresPython,
    List<AskedRequirement> dependencies,
    SortedMap<ProjectName, List<AskedRequirement>> optionalDependencies,
    SortedMap<ProjectName, List<AskedRequirement>> groups,
    SortedMap<String, Location> dynamic,
    List<Problem> warnings) {
  static final String NAME = "pyproject.toml";

  public PyprojectFile {
    dependencies = List.copyOf(dependencies);
    optionalDependencies = copy(optionalDependencies);
    groups = copy(groups);
    dynamic = Collections.unmodifiableSortedMap(new TreeMap<>(dynamic));
    warnings = List.copyOf(warnings);
  }

  private static SortedMap<ProjectName, List<AskedRequirement>> copy(
      SortedMap<ProjectName, List<AskedRequirement>> map) {
    SortedMap<ProjectName, List<AskedRequirement>> copy = new TreeMap<>();
    map.forEach((name, list) -> copy.put(name, List.copyOf(list)));
    return Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Reads a file.
   *
   * @param file relative to the directory, with {@code /} between its parts
   * @throws HermeticException with every problem found
   */
  public static PyprojectFile read(String file, Path directory) {
    return read(file, directory.resolve(file), Location.of(file));
  }

  /** @param from the line that names the file */
  static PyprojectFile read(String shown, Path path, Location from) {
    return new PyprojectReader(shown).read(RequestReader.content(path, shown, from));
  }

  /** Whether a file of this name is read as one. */
  public static boolean isName(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.equals(NAME) || name.endsWith("." + NAME);
  }
}
