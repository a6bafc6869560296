package dev.hermetic.scan;

import java.util.Comparator;
import java.util.List;

/**
 * A package that is looked at: the same for all platforms that have that version of it.
 *
 * @param name as its manager has it
 * @param version as its manager has it
 * @param platforms conda's names, sorted; empty for what is in no lock
 */
public record Subject(Origin origin, String name, String version, List<String> platforms)
    implements Comparable<Subject> {
  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::origin)
          .thenComparing(Subject::name)
          .thenComparing(Subject::version)
          .thenComparing(subject -> String.join(" ", subject.platforms()));

  public Subject {
    platforms = platforms.stream().sorted().distinct().toList();
  }

  @Override
  public int compareTo(Subject other) {
    return ORDER.compare(this, other);
  }

  /** {@code name version}. */
  @Override
  public String toString() {
    return name + " " + version;
  }
}
