package dev.hermetic.environment;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Collects problems and warnings, each once (a line is read again for every platform), and gives
 * them in the order of the files, lines and columns.
 */
final class Findings {
  private static final Comparator<Found> ORDER =
      Comparator.comparingInt(Found::file)
          .thenComparingInt(found -> found.location().line())
          .thenComparingInt(found -> found.location().column())
          .thenComparing(found -> found.problem().code())
          .thenComparing(found -> found.problem().fact());

  private final Map<String, Integer> files = new LinkedHashMap<>();
  private final TreeSet<Found> problems = new TreeSet<>(ORDER);
  private final TreeSet<Found> warnings = new TreeSet<>(ORDER);

  private record Found(int file, Location location, Problem problem) {}

  /** Gives the file its place in the order, before anything is found in it. */
  void announce(String file) {
    files.putIfAbsent(file, files.size());
  }

  void problem(Location location, Problem problem) {
    problems.add(found(location, problem));
  }

  void warning(Location location, Problem problem) {
    warnings.add(found(location, problem));
  }

  private Found found(Location location, Problem problem) {
    int file = files.computeIfAbsent(location.file(), name -> files.size());
    return new Found(file, location, problem);
  }

  List<Problem> warnings() {
    return warnings.stream().map(Found::problem).toList();
  }

  /** Takes over the problems of a file that is no YAML. */
  void yaml(String file, HermeticException failure) {
    int line = 0;
    for (Problem problem : failure.problems()) {
      problem(new Location(file, 0, line++), problem);
    }
  }

  /**
   * @throws HermeticException when any problem was found
   */
  void throwProblems() {
    if (!problems.isEmpty()) {
      throw new HermeticException(problems.stream().map(Found::problem).toList());
    }
  }
}
