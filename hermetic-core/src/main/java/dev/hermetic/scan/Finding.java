package dev.hermetic.scan;

import dev.hermetic.advisory.Score;
import dev.hermetic.advisory.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A vulnerability of a package. Advisories that are aliases of each other are one finding.
 *
 * @param id of one of the advisories that say so, the first of them by name
 * @param aliases all other ids of the vulnerability, sorted
 * @param score the highest that an advisory in the database gives it, itself or by an alias; empty
 *     when none has any, and the severity is unknown
 * @param fixedIn the first version that none of the advisories is about, in the words of their
 *     ecosystem; empty when no fix is known
 * @param summary one line, empty for none
 * @param published empty where no advisory says it
 * @param ways from the roots, of each platform the shortest; empty for what is in no lock
 * @param sources who found it: {@code hermetic}, or the name of another tool; sorted
 */
public record Finding(
    Subject subject,
    String id,
    List<String> aliases,
    Optional<Score> score,
    String fixedIn,
    String summary,
    Optional<Instant> published,
    List<Way> ways,
    List<String> sources)
    implements Comparable<Finding> {
  /** What this library calls itself among the sources. */
  public static final String OWN = "hermetic";

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(finding -> finding.score().map(Score::value).orElse(0.0), Comparator.reverseOrder())
          .thenComparing(Finding::subject)
          .thenComparing(Finding::id);

  public Finding {
    String own = id;
    aliases = aliases.stream().filter(alias -> !alias.equals(own)).sorted().distinct().toList();
    ways = List.copyOf(ways);
    sources = sources.stream().sorted().distinct().toList();
  }

  public Severity severity() {
    return score.map(Score::severity).orElse(Severity.UNKNOWN);
  }

  /** Whether a version without it is known. */
  public boolean isFixable() {
    return !fixedIn.isEmpty();
  }

  /** Whether it is known by this id. */
  public boolean isCalled(String name) {
    return id.equals(name) || aliases.contains(name);
  }

  /** The worst first. */
  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
