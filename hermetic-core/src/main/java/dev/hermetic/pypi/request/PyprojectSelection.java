package dev.hermetic.pypi.request;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.requirement.Marker;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a pyproject.toml is asked for. An entry that names the project itself, as in {@code all =
 * ["my-project[plot,test]"]}, stands for what the project and those extras need. Used once.
 */
final class PyprojectSelection {
  private static final String DEPENDENCIES = "dependencies";

  private final PyprojectFile file;
  private final Location from;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> done = new HashSet<>();
  private final Set<AskedRequirement> all = new LinkedHashSet<>();

  /** @param from the line that asks for it */
  PyprojectSelection(PyprojectFile file, Location from) {
    this.file = file;
    this.from = from;
  }

  /**
   * What the project needs, and those of its extras.
   *
   * @throws HermeticException when it does not say so, or has no such extra
   */
  List<AskedRequirement> project(Collection<ProjectName> extras) {
    if (!file.isProject()) {
      throw new HermeticException(RequestProblems.noProject(from, file.shown()));
    }
    dependencies(null);
    extras.forEach(extra -> extra(extra, null, from));
    return finish();
  }

  /**
   * What a dependency group needs.
   *
   * @throws HermeticException when there is no such group
   */
  List<AskedRequirement> group(ProjectName name) {
    List<AskedRequirement> group = file.groups().get(name);
    if (group == null) {
      throw new HermeticException(
          RequestProblems.noSuchGroup(from, name.written(), file.groups().keySet()));
    }
    group.forEach(one -> add(one, null));
    return finish();
  }

  private List<AskedRequirement> finish() {
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return List.copyOf(all);
  }

  private void dependencies(@Nullable Marker on) {
    if (done.add(String.valueOf(on))) {
      requireStatic(DEPENDENCIES);
      file.dependencies().forEach(one -> add(one, on));
    }
  }

  private void extra(ProjectName name, @Nullable Marker on, Location asked) {
    if (!done.add(name.normalised() + " " + on)) {
      return;
    }
    requireStatic("optional-dependencies");
    List<AskedRequirement> extra = file.optionalDependencies().get(name);
    if (extra != null) {
      extra.forEach(one -> add(one, on));
    } else if (!file.dynamic().containsKey("optional-dependencies")) {
      problems.add(
          RequestProblems.noSuchExtra(
              asked, file.shown(), name.written(), file.optionalDependencies().keySet()));
    }
  }

  private void requireStatic(String field) {
    Location dynamic = file.dynamic().get(field);
    if (dynamic != null) {
      Problem problem = RequestProblems.dynamic(dynamic, field);
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
  }

  private void add(AskedRequirement asked, @Nullable Marker on) {
    PypiRequirement requirement = asked.requirement();
    Marker both = both(on, requirement.marker());
    if (file.name().filter(requirement.name()::equals).isPresent() && requirement.url() == null) {
      dependencies(both);
      requirement.extras().forEach(extra -> extra(extra, both, asked.location()));
      return;
    }
    PypiRequirement limited =
        new PypiRequirement(
            requirement.name(),
            requirement.extras(),
            requirement.specifiers(),
            requirement.url(),
            both,
            requirement.text());
    all.add(new AskedRequirement(limited, asked.hashes(), asked.category(), asked.location()));
  }

  /** Each condition once, so that extras that name each other come to an end. */
  private static @Nullable Marker both(@Nullable Marker one, @Nullable Marker other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    List<Marker> parts =
        Stream.of(one, other)
            .flatMap(marker -> marker instanceof Marker.All all ? all.parts().stream() : Stream.of(marker))
            .distinct()
            .toList();
    return parts.size() == 1 ? parts.get(0) : new Marker.All(parts);
  }
}
