package dev.hermetic.pypi.request;

import dev.hermetic.environment.PipRequirement;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads {@code pip:} sections and requirements files. */
public final class PipSection {
  private PipSection() {}

  /**
   * Reads the entries of a {@code pip:} section, each as pip reads a line of a requirements file,
   * and the files they name.
   *
   * @param entries in the order of the file
   * @param repositories {@code pip-repositories:}
   * @param directory against which the files of locations are resolved
   * @param variables environment variables, for {@code ${NAME}}
   * @throws HermeticException with every problem found
   */
  public static PipRequest read(
      List<PipRequirement> entries,
      List<IndexLocation> repositories,
      Path directory,
      Map<String, String> variables) {
    RequestReader reader = new RequestReader(directory, variables);
    repositories.forEach(reader::addExtraIndex);
    for (PipRequirement entry : entries) {
      reader.readEntry(entry.text(), entry.location(), entry.category());
    }
    return reader.finish();
  }

  /**
   * Reads one requirements file and those it names.
   *
   * @param file relative to the directory, with {@code /} between its parts
   * @param category of all requirements in it
   * @throws HermeticException with every problem found
   */
  public static PipRequest readFile(
      String file, String category, Path directory, Map<String, String> variables) {
    RequestReader reader = new RequestReader(directory, variables);
    reader.readFile(file, category, Location.of(file));
    return reader.finish();
  }
}
