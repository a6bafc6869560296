package dev.hermetic.pypi.request;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.version.SpecifierSet;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a pyproject.toml says about dependencies (PEP 621, PEP 735).
 *
 * @param name of the project
 * @param requiresPython which Pythons it runs on; of any version where it does not say
 * @param dependencies {@code project.dependencies}, with the category {@code main}
 * @param optionalDependencies {@code project.optional-dependencies} by extra, which is their
 *     category
 * @param groups {@code dependency-groups} by name, which is their category; groups that they
 *     include are in them
 */
public record PyprojectFile(
    Optional<ProjectName> name,
    SpecifierSet requiresPython,
    List<AskedRequirement> dependencies,
    SortedMap<ProjectName, List<AskedRequirement>> optionalDependencies,
    SortedMap<ProjectName, List<AskedRequirement>> groups) {
  public PyprojectFile {
    dependencies = List.copyOf(dependencies);
    optionalDependencies = copy(optionalDependencies);
    groups = copy(groups);
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
    String content = RequestReader.content(directory.resolve(file), file, Location.of(file));
    return new PyprojectReader(file).read(content);
  }
}
