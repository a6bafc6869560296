package dev.hermetic.pypi.request;

import dev.hermetic.environment.PipRequirement;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

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
   * The files that entries name, also by way of each other as far as those are there; what is wrong
   * in them is left to whoever reads them.
   *
   * @param directory against which the files of locations are resolved
   * @param variables environment variables, for {@code ${NAME}}
   * @return relative to the directory where they lie below it, with {@code /} between their parts
   */
  public static SortedSet<String> files(
      List<PipRequirement> entries, Path directory, Map<String, String> variables) {
    RequestReader reader = new RequestReader(directory, variables);
    entries.forEach(one -> reader.readEntry(one.text(), one.location(), one.category()));
    return reader.files();
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
