package dev.hermetic.pypi.request;

import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the {@code pip:} section of an environment asks for, with all files that it names.
 *
 * @param requirements in the order of reading
 * @param constraints limits on projects that need not be asked for ({@code -c})
 * @param index {@code --index-url}, the last one written
 * @param extraIndexes {@code pip-repositories:} and {@code --extra-index-url}, in the order of
 *     reading
 * @param findLinks {@code --find-links}, in the order of reading
 * @param noIndex whether links alone are looked at
 * @param prereleases whether pre-releases will do for every project
 * @param pythons which Pythons the projects that are named by their pyproject.toml run on
 * @param locals projects of unknown names
 * @param warnings about what was read and has no effect
 */
public record PipRequest(
    List<AskedRequirement> requirements,
    List<AskedRequirement> constraints,
    Optional<IndexLocation> index,
    List<IndexLocation> extraIndexes,
    List<IndexLocation> findLinks,
    boolean noIndex,
    boolean prereleases,
    List<AskedPython> pythons,
    List<LocalSource> locals,
    List<Problem> warnings) {
  public PipRequest {
    requirements = List.copyOf(requirements);
    constraints = List.copyOf(constraints);
    extraIndexes = List.copyOf(extraIndexes);
    findLinks = List.copyOf(findLinks);
    pythons = List.copyOf(pythons);
    locals = List.copyOf(locals);
    warnings = List.copyOf(warnings);
  }

  /** Whether everything that is asked for runs on this Python, as far as the request says. */
  public boolean allows(PypiVersion python) {
    return pythons.stream().allMatch(one -> one.allows(python));
  }

  /**
   * The indexes in the order in which they are asked: the extra ones, which are most often private,
   * before the common one. So nobody can take a private name by registering it in public, as uv
   * does it.
   *
   * @param common used where no {@code --index-url} is given
   */
  public List<IndexLocation> indexes(IndexLocation common) {
    if (noIndex) {
      return List.of();
    }
    List<IndexLocation> all = new ArrayList<>(extraIndexes);
    all.add(index.orElse(common));
    return List.copyOf(all);
  }
}
