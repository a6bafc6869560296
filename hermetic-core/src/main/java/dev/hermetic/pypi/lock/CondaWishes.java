package dev.hermetic.pypi.lock;

import dev.hermetic.problem.Location;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.resolve.Pinned;
import dev.hermetic.pypi.resolve.Provided;
import dev.hermetic.pypi.resolve.Resolution;
import dev.hermetic.pypi.resolve.Resolver;
import dev.hermetic.pypi.resolve.Root;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Finds what conda would have to bring so that pip packages can be locked: first other versions of
 * the packages that they clash with, then another Python beside, the newest first. What is asked of
 * conda is every version that meets the pip requirements, so nothing is translated between the two
 * languages: which of conda's versions meet them is looked up.
 */
final class CondaWishes {
  private static final String PYTHON = "python";

  private final TargetQuestion question;
  private final CondaChoice choice;

  CondaWishes(TargetQuestion question) {
    this.question = question;
    this.choice = question.target().choice();
  }

  /**
   * What would do, sorted by package; empty where nothing does.
   *
   * @param otherPython whether another Python may help; asked where nothing else does
   */
  List<CondaWish> find(BooleanSupplier otherPython) {
    Optional<Resolution> answer = moving(question);
    if (answer.isPresent() && !moved(question, answer.get()).isEmpty()) {
      return moved(question, answer.get());
    }
    return otherPython.getAsBoolean() ? withOtherPython() : List.of();
  }

  private Optional<Resolution> moving(TargetQuestion asked) {
    return new Resolver(asked.source())
        .moving(asked.request(), this::others)
        .filter(answer -> hasFiles(asked, answer));
  }

  private List<PypiVersion> others(Provided provided) {
    return choice.versions(provided.packageName()).stream()
        .flatMap(text -> CondaNames.version(text).stream())
        .filter(version -> !version.isPrerelease())
        .distinct()
        .toList();
  }

  private static boolean hasFiles(TargetQuestion asked, Resolution answer) {
    return answer.packages().stream()
        .map(Pinned::candidate)
        .allMatch(
            one ->
                asked.source().repository(one).isPresent()
                    || asked.source().release(one).file().isWheel());
  }

  private List<CondaWish> withOtherPython() {
    SortedMap<PypiVersion, TreeSet<String>> minors =
        new TreeMap<>(Comparator.<PypiVersion>reverseOrder());
    for (String text : choice.versions(PYTHON)) {
      CondaNames.version(text)
          .filter(version -> version.release().size() >= 2 && !version.isPrerelease())
          .filter(question.target().request()::allows)
          .ifPresent(
              version ->
                  minors.computeIfAbsent(minor(version), key -> new TreeSet<>()).add(text));
    }
    minors.remove(minor(question.python()));
    for (Map.Entry<PypiVersion, TreeSet<String>> minor : minors.entrySet()) {
      PypiVersion newest =
          minor.getValue().stream()
              .flatMap(text -> CondaNames.version(text).stream())
              .max(Comparator.naturalOrder())
              .orElseThrow();
      TargetQuestion other = question.with(newest);
      Optional<Resolution> answer = moving(other);
      if (answer.isPresent()) {
        List<CondaWish> wishes = new ArrayList<>(moved(other, answer.get()));
        wishes.add(
            new CondaWish(
                PYTHON,
                minor.getValue(),
                PYTHON + " " + minor.getKey() + ".*",
                question.target().section()));
        wishes.sort(Comparator.comparing(CondaWish::packageName));
        return wishes;
      }
    }
    return List.of();
  }

  private static PypiVersion minor(PypiVersion python) {
    return PypiVersion.parse(python.release().get(0) + "." + python.release().get(1));
  }

  /** What the packages of an answer ask of those projects that conda would bring in other versions. */
  private List<CondaWish> moved(TargetQuestion asked, Resolution answer) {
    Map<ProjectName, Location> places = places(asked, answer);
    List<CondaWish> wishes = new ArrayList<>();
    answer
        .used()
        .forEach(
            (name, version) -> {
              Provided by = asked.provided().get(name);
              if (by != null && !by.version().equals(version)) {
                wishes.add(
                    CondaWish.of(
                        by.packageName(),
                        choice.versions(by.packageName()),
                        limit(asked, answer, name),
                        places.getOrDefault(name, asked.target().section())));
              }
            });
    wishes.sort(Comparator.comparing(CondaWish::packageName));
    return wishes;
  }

  private static SpecifierSet limit(TargetQuestion asked, Resolution answer, ProjectName name) {
    Stream<PypiRequirement> users =
        Stream.concat(
                asked.request().roots().stream(), asked.request().constraints().stream())
            .map(Root::requirement)
            .filter(one -> one.applies(asked.request().environment()));
    return Stream.concat(
            users, answer.packages().stream().flatMap(pinned -> pinned.needs().stream()))
        .filter(one -> one.name().equals(name))
        .map(PypiRequirement::specifiers)
        .reduce(SpecifierSet.ANY, SpecifierSet::and);
  }

  /** The user's line that leads to each project, the first where several do. */
  private static Map<ProjectName, Location> places(TargetQuestion asked, Resolution answer) {
    Map<ProjectName, Pinned> pinned = new HashMap<>();
    answer.packages().forEach(one -> pinned.put(one.candidate().name(), one));
    Map<ProjectName, Location> places = new HashMap<>();
    for (Root root : asked.request().roots()) {
      Deque<ProjectName> todo =
          new ArrayDeque<>(
              root.requirement().applies(asked.request().environment())
                  ? List.of(root.requirement().name())
                  : Collections.emptyList());
      while (!todo.isEmpty()) {
        ProjectName name = todo.remove();
        if (places.putIfAbsent(name, root.location()) == null && pinned.containsKey(name)) {
          pinned.get(name).needs().forEach(need -> todo.add(need.name()));
        }
      }
    }
    return places;
  }
}
