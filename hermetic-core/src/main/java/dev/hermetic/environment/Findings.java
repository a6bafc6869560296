package dev.hermetic.environment;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Collects problems and warnings, each once (a line is read again for every platform), and gives
 * them in the order of the files, lines and columns.
 */
final class Findings {
  private final Map<String, Integer> files = new LinkedHashMap<>();
  private final TreeSet<Found> problems = new TreeSet<>();
  private final TreeSet<Found> warnings = new TreeSet<>();

  private record Found(int file, Location location, Problem problem)
      implements Comparable<Found> {
    @Override
    public int compareTo(Found other) {
      int order = Integer.compare(file, other.file);
      if (order == 0) {
        order = Integer.compare(location.line(), other.location.line());
      }
      if (order == 0) {
        order = Integer.compare(location.column(), other.location.column());
      }
      if (order == 0) {
        order = problem.code().compareTo(other.problem.code());
      }
      return order == 0 ? problem.fact().compareTo(other.problem.fact()) : order;
    }
  }

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
    List<Problem> told = new ArrayList<>(warnings.size());
    for (Found warning : warnings) {
      told.add(warning.problem());
    }
    return told;
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
