package dev.hermetic.pypi.names;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.version.PypiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which project of PyPI a conda package is, so that pip finds it installed. A package that a mapping
 * names is what that says; any other that needs Python is what the built-in names say, else the
 * project of its own name. Immutable.
 */
public final class CondaNames {
  private static final String NONE = "-";
  private static final Map<String, Optional<ProjectName>> KNOWN = load();
  private static final CondaNames BUILT_IN = new CondaNames(Map.of());

  /** What is not in {@link #KNOWN}: conda name to project, empty for none. */
  private final Map<String, Optional<ProjectName>> mapped;

  private CondaNames(Map<String, Optional<ProjectName>> mapped) {
    this.mapped = Map.copyOf(mapped);
  }

  /** The names that this version of Hermetic knows. */
  public static CondaNames builtIn() {
    return BUILT_IN;
  }

  /**
   * The built-in names, and over them those that a lock was made with.
   *
   * @param recorded words {@code conda=project}, {@code conda=-} for none; empty for none at all
   */
  public static CondaNames recorded(String recorded) {
    Map<String, String> names = new TreeMap<>();
    for (String word : recorded.strip().split("\\s+")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        names.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return names.isEmpty() ? BUILT_IN : BUILT_IN.with(names);
  }

  /**
   * The same with others over them.
   *
   * @param names conda name to project, {@code -} for none; what is no name of a project is none
   */
  public CondaNames with(Map<String, String> names) {
    Map<String, Optional<ProjectName>> all = new TreeMap<>(mapped);
    names.forEach((conda, project) -> all.put(conda, name(project)));
    return new CondaNames(all);
  }

  /** The same with the mapped names of another over them. */
  public CondaNames over(CondaNames other) {
    Map<String, Optional<ProjectName>> all = new TreeMap<>(mapped);
    all.putAll(other.mapped);
    return new CondaNames(all);
  }

  /** Whether a mapping or the built-in names speak of a package; else it counts by its own name. */
  public boolean names(String conda) {
    return mapped.containsKey(conda) || KNOWN.containsKey(conda);
  }

  /**
   * The project that a package is, nothing where it is none.
   *
   * @param conda name of the package
   * @param dependencies names of what it needs
   */
  public Optional<ProjectName> project(String conda, Collection<String> dependencies) {
    Optional<ProjectName> said = mapped.get(conda);
    if (said != null) {
      return said;
    }
    if (!dependencies.contains("python") && !dependencies.contains("python_abi")) {
      return Optional.empty();
    }
    Optional<ProjectName> known = KNOWN.get(conda);
    return known == null ? name(conda) : known;
  }

  /**
   * The other way round: packages that the built-in names say are the project, in their order, those
   * that are mere libraries last. Nothing where the names do not speak of it.
   */
  public List<String> packages(ProjectName project) {
    return KNOWN.entrySet().stream()
        .filter(one -> one.getValue().filter(project::equals).isPresent())
        .map(Map.Entry::getKey)
        .sorted(
            Comparator.comparing((String name) -> name.startsWith("lib"))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Who says which project a package is, or that it is none. */
  public Source source(String conda) {
    if (mapped.containsKey(conda)) {
      return Source.MAPPING;
    }
    return KNOWN.containsKey(conda) ? Source.BUILT_IN : Source.SAME_NAME;
  }

  /** Who says which project a conda package is. */
  public enum Source {
    /** A mapping of the user, or the lock that was made with it. */
    MAPPING,
    /** The names that this version of Hermetic knows. */
    BUILT_IN,
    /** Nobody: a package that needs Python is taken for the project of its own name. */
    SAME_NAME
  }

  /**
   * The version of the project that a conda package is: conda writes most of them as PyPI does; of
   * others, what stands before the first part that is strange. Nothing where that is no version.
   */
  public static Optional<PypiVersion> version(String conda) {
    Optional<PypiVersion> whole = PypiVersion.tryParse(conda.replace('_', '-'));
    return whole.isPresent()
        ? whole
        : PypiVersion.tryParse(conda.replaceFirst("^((?:\\d+!)?\\d+(?:\\.\\d+)*).*$", "$1"));
  }

  private static Optional<ProjectName> name(String text) {
    return ProjectName.isName(text) ? Optional.of(ProjectName.of(text)) : Optional.empty();
  }

  private static Map<String, Optional<ProjectName>> load() {
    Map<String, Optional<ProjectName>> names = new TreeMap<>();
    try (InputStream in = CondaNames.class.getResourceAsStream("conda-names.txt")) {
      if (in == null) {
        throw new IllegalStateException("conda-names.txt is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(one -> !one.startsWith("#")).toList()) {
        int space = line.indexOf(' ');
        String project = line.substring(space + 1);
        names.put(
            line.substring(0, space),
            project.equals(NONE) ? Optional.empty() : Optional.of(ProjectName.of(project)));
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
