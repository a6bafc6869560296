package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What can become of a project, or of one extra of it: state 0 is that it is absent, state n that its
 * n-th candidate is taken.
 *
 * @param extra null for the project itself
 * @param base the domain of the project where this is that of an extra; they have the same candidates
 * @param candidates newest first
 * @param provided what conda brings; it is then the only candidate
 */
record Domain(
    int id,
    ProjectName name,
    @Nullable ProjectName extra,
    @Nullable Domain base,
    List<Candidate> candidates,
    @Nullable Provided provided) {
  int size() {
    return candidates.size() + 1;
  }

  Subset everything() {
    return Subset.all(size());
  }

  Subset only(int state) {
    return Subset.single(size(), state);
  }

  Candidate candidate(int state) {
    return candidates.get(state - 1);
  }

  /** {@code name} or {@code name[extra]}. */
  String title() {
    return extra == null ? name.normalised() : name.normalised() + "[" + extra.normalised() + "]";
  }

  /** The versions of some states, oldest first; a few of them where there are many. */
  String versions(Subset states) {
    List<String> texts =
        IntStream.iterate(size() - 1, i -> i > 0, i -> i - 1)
            .filter(states::has)
            .mapToObj(state -> candidate(state).version().toString())
            .distinct()
            .toList();
    if (texts.size() > 3) {
      return texts.get(0) + " to " + texts.get(texts.size() - 1);
    }
    return texts.stream().collect(Collectors.joining(", "));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id;
  }
}
