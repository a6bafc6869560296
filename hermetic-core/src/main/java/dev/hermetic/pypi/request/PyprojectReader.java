package dev.hermetic.pypi.request;

import dev.hermetic.environment.Requirement;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.InvalidPypiVersionException;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads pyproject.toml; every problem with its line. Not safe for several threads. */
final class PyprojectReader {
  private static final String DEPENDENCIES = "dependencies";
  private static final String OPTIONAL = "optional-dependencies";
  private static final String INCLUDE = "include-group";

  private static final String CONDA_LOCK = "conda-lock";

  /** Of conda-lock's settings those that say nothing else than what is done here anyway. */
  private static final Set<String> OF_PIP = Set.of("default-non-conda-source");

  private static final TomlTable NONE = Toml.parse("");

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  PyprojectReader(String file) {
    this.file = file;
  }

  PyprojectFile read(String content) {
    TomlParseResult toml = parse(content);
    TomlTable project = table(toml, "project");
    Optional<ProjectName> name =
        string(project, "name").filter(ProjectName::isName).map(ProjectName::of);
    List<AskedRequirement> dependencies = dependencies(project);
    SortedMap<ProjectName, List<AskedRequirement>> optional = optional(project);
    SortedMap<ProjectName, List<AskedRequirement>> groups =
        new Groups(table(toml, "dependency-groups")).read();
    Optional<AskedPython> python = requiresPython(project);
    SortedMap<String, Location> dynamic = dynamic(project);
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return new PyprojectFile(
        file, project != NONE, name, python, dependencies, optional, groups, dynamic, warnings(toml));
  }

  /** conda-lock's settings say which channels and platforms to lock for; nobody should count on it. */
  private List<Problem> warnings(TomlTable toml) {
    TomlTable tool = toml.get(List.of("tool")) instanceof TomlTable table ? table : NONE;
    return tool.get(List.of(CONDA_LOCK)) instanceof TomlTable settings
            && settings.keySet().stream().anyMatch(key -> !OF_PIP.contains(key))
        ? List.of(RequestProblems.otherTool(at(tool, CONDA_LOCK), "[tool." + CONDA_LOCK + "]"))
        : List.of();
  }

  private TomlParseResult parse(String content) {
    TomlParseResult toml = Toml.parse(content);
    if (toml.hasErrors()) {
      throw new HermeticException(
          toml.errors().stream()
              .map(
                  error ->
                      RequestProblems.noToml(
                          at(error.position()),
                          Optional.ofNullable(error.getMessage()).orElse("a mistake")))
              .toList());
    }
    return toml;
  }

  private Location at(@Nullable TomlPosition position) {
    return position == null
        ? Location.of(file)
        : new Location(file, position.line(), position.column());
  }

  private Location at(TomlTable table, String key) {
    return at(table.inputPositionOf(List.of(key)));
  }

  private TomlTable table(TomlTable parent, String key) {
    Object value = parent.get(List.of(key));
    if (value != null && !(value instanceof TomlTable)) {
      problems.add(RequestProblems.wrongType(at(parent, key), key, "a table"));
    }
    return value instanceof TomlTable table ? table : NONE;
  }

  private Optional<String> string(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value != null && !(value instanceof String)) {
      problems.add(RequestProblems.wrongType(at(table, key), key, "a string"));
    }
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private Optional<TomlArray> array(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value != null && !(value instanceof TomlArray)) {
      problems.add(RequestProblems.wrongType(at(table, key), key, "a list"));
    }
    return value instanceof TomlArray array ? Optional.of(array) : Optional.empty();
  }

  private List<AskedRequirement> dependencies(TomlTable project) {
    return array(project, DEPENDENCIES)
        .map(array -> requirements(array, DEPENDENCIES, Requirement.MAIN))
        .orElse(List.of());
  }

  private SortedMap<String, Location> dynamic(TomlTable project) {
    SortedMap<String, Location> fields = new TreeMap<>();
    array(project, "dynamic")
        .ifPresent(
            dynamic -> {
              for (int i = 0; i < dynamic.size(); i++) {
                if (dynamic.get(i) instanceof String field) {
                  fields.putIfAbsent(field, at(dynamic.inputPositionOf(i)));
                }
              }
            });
    return fields;
  }

  private SortedMap<ProjectName, List<AskedRequirement>> optional(TomlTable project) {
    SortedMap<ProjectName, List<AskedRequirement>> extras = new TreeMap<>();
    TomlTable table = table(project, OPTIONAL);
    for (String key : table.keySet()) {
      if (!ProjectName.isName(key)) {
        problems.add(RequestProblems.badName(at(table, key), key));
        continue;
      }
      ProjectName extra = ProjectName.of(key);
      array(table, key)
          .ifPresent(array -> extras.put(extra, requirements(array, key, extra.normalised())));
    }
    return extras;
  }

  private List<AskedRequirement> requirements(TomlArray array, String key, String category) {
    List<AskedRequirement> all = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      Location location = at(array.inputPositionOf(i));
      if (array.get(i) instanceof String text) {
        requirement(text, category, location).ifPresent(all::add);
      } else {
        problems.add(RequestProblems.wrongType(location, "an entry of " + key, "a string"));
      }
    }
    return all;
  }

  private Optional<AskedRequirement> requirement(String text, String category, Location location) {
    // The place is that of the quote, and the text begins behind it.
    Location inside = new Location(file, location.line(), location.column() + 1);
    try {
      PypiRequirement requirement = PypiRequirement.parse(text, inside);
      return Optional.of(
          new AskedRequirement(requirement, Collections.emptySortedSet(), category, location));
    } catch (HermeticException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Optional<AskedPython> requiresPython(TomlTable project) {
    String key = "requires-python";
    String text = string(project, key).orElse("");
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new AskedPython(SpecifierSet.parse(text), at(project, key)));
    } catch (InvalidPypiVersionException e) {
      problems.add(
          RequestProblems.badPython(
              at(project, key), Optional.ofNullable(e.getMessage()).orElse(text)));
      return Optional.empty();
    }
  }

  /** Dependency groups, which may include each other (PEP 735). */
  private final class Groups {
    private final TomlTable table;
    private final SortedMap<ProjectName, String> keys = new TreeMap<>();
    private final SortedMap<ProjectName, List<AskedRequirement>> done = new TreeMap<>();
    private final List<ProjectName> open = new ArrayList<>();

    private Groups(TomlTable table) {
      this.table = table;
    }

    private SortedMap<ProjectName, List<AskedRequirement>> read() {
      for (String key : table.keySet()) {
        if (ProjectName.isName(key)) {
          keys.put(ProjectName.of(key), key);
        } else {
          problems.add(RequestProblems.badName(at(table, key), key));
        }
      }
      keys.keySet().forEach(name -> group(name, at(table, keys.getOrDefault(name, ""))));
      return done;
    }

    private List<AskedRequirement> group(ProjectName name, Location from) {
      List<AskedRequirement> known = done.get(name);
      if (known != null) {
        return known;
      }
      String key = keys.get(name);
      if (key == null) {
        problems.add(RequestProblems.noSuchGroup(from, name.written(), keys.keySet()));
        return List.of();
      }
      if (open.contains(name)) {
        List<ProjectName> circle = new ArrayList<>(open.subList(open.indexOf(name), open.size()));
        circle.add(circle.get(0));
        problems.add(RequestProblems.groupCycle(from, circle));
        return List.of();
      }
      open.add(name);
      List<AskedRequirement> all = new ArrayList<>();
      array(table, key).ifPresent(array -> entries(array, name, all));
      open.remove(open.size() - 1);
      done.put(name, all);
      return all;
    }

    private void entries(TomlArray array, ProjectName name, List<AskedRequirement> all) {
      for (int i = 0; i < array.size(); i++) {
        Location location = at(array.inputPositionOf(i));
        Object entry = array.get(i);
        if (entry instanceof String text) {
          requirement(text, name.normalised(), location).ifPresent(all::add);
        } else if (entry instanceof TomlTable include
            && include.size() == 1
            && include.get(List.of(INCLUDE)) instanceof String other
            && ProjectName.isName(other)) {
          for (AskedRequirement one : group(ProjectName.of(other), location)) {
            all.add(
                new AskedRequirement(
                    one.requirement(), one.hashes(), name.normalised(), one.location()));
          }
        } else {
          problems.add(
              RequestProblems.wrongType(
                  location, "an entry of " + name.written(), "a string or {include-group = …}"));
        }
      }
    }
  }
}
