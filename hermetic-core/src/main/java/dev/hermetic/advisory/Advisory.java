package dev.hermetic.advisory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One advisory of a database, as far as it is judged by (OSV schema 1.7).
 *
 * @param aliases the same vulnerability in other databases, sorted
 * @param modified when the database last changed it
 * @param published null where it does not say
 * @param withdrawn null unless the database takes it back
 * @param summary one line, or the beginning of the details; empty for none
 * @param vectors CVSS vectors as they stand there, sorted; also such that cannot be read
 */
public record Advisory(
    String id,
    List<String> aliases,
    Instant modified,
    @Nullable Instant published,
    @Nullable Instant withdrawn,
    String summary,
    List<String> vectors,
    List<Affected> affected) {
  public Advisory {
    aliases = aliases.stream().sorted().distinct().toList();
    vectors = vectors.stream().sorted().distinct().toList();
    affected = List.copyOf(affected);
  }

  public boolean isWithdrawn() {
    return withdrawn != null;
  }

  /** The highest of its scores; empty where it has no vector that can be read. */
  public Optional<Score> score() {
    return Score.highest(id, vectors);
  }

  /**
   * A package that it is about.
   *
   * @param ranges of versions, and of commits
   * @param versions those that are affected, one by one
   */
  public record Affected(PackageKey key, List<Range> ranges, List<String> versions) {
    public Affected {
      ranges = List.copyOf(ranges);
      versions = List.copyOf(versions);
    }
  }

  /**
   * Where affected versions begin and end.
   *
   * @param commits whether the versions are commits of a repository, which have no order here
   */
  public record Range(boolean commits, List<Event> events) {
    public Range {
      events = List.copyOf(events);
    }
  }

  /** A version at which something changes; {@code 0} introduced is before all versions. */
  public record Event(Change change, String version) {}

  /** What happens at a version. */
  public enum Change {
    INTRODUCED,
    FIXED,
    LAST_AFFECTED,
    LIMIT
  }
}
