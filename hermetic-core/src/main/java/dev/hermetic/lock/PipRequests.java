package dev.hermetic.lock;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.request.IndexLocation;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.request.PipSection;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the pip sections of an environment, with the files that they name. */
final class PipRequests {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)})");

  private PipRequests() {}

  /**
   * What the sections ask for, of the platforms that have one.
   *
   * @param directory against which the files that entries name are found
   * @param variables environment variables, for {@code ${NAME}}
   * @throws HermeticException with every problem found, each once
   */
  static SortedMap<Platform, PipRequest> of(
      Environment environment, Path directory, Map<String, String> variables) {
    SortedMap<Platform, PipRequest> read = new TreeMap<>();
    Set<Problem> problems = new LinkedHashSet<>();
    Location place = Location.of(environment.files().get(0).toString());
    List<IndexLocation> repositories =
        environment.pipRepositories().stream()
            .map(url -> new IndexLocation(expand(url, variables), place))
            .toList();
    for (PlatformRequest one : environment.requests().values()) {
      if (!one.pip().isEmpty()) {
        try {
          read.put(
              one.platform(), PipSection.read(one.pip(), repositories, directory, variables));
        } catch (HermeticException e) {
          problems.addAll(e.problems());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(List.copyOf(problems));
    }
    return read;
  }

  /** POSIX style, as conda-lock does it; a variable without a value stays. */
  private static String expand(String url, Map<String, String> variables) {
    return VARIABLE
        .matcher(url)
        .replaceAll(
            match -> {
              String name = match.group(1) == null ? match.group(2) : match.group(1);
              return Matcher.quoteReplacement(variables.getOrDefault(name, match.group()));
            });
  }

  /** Whether an entry is read together with a file that it names. */
  static boolean nameFiles(Environment environment) {
    return environment.requests().values().stream()
        .flatMap(one -> one.pip().stream())
        .anyMatch(entry -> entry.text().startsWith("-"));
  }
}
