package dev.hermetic.policy;

import dev.hermetic.scan.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which statement about a vulnerability counts: the latest that is about the package. */
final class Vex {
  private static final Comparator<VexStatement> LATEST =
      Comparator.comparing(VexStatement::since).thenComparing(VexStatement::document);

  private Vex() {}

  static Optional<Excused> excuse(Violation violation, List<VexStatement> statements) {
    Optional<Finding> finding = violation.finding();
    if (finding.isEmpty()) {
      return Optional.empty();
    }
    return statements.stream()
        .filter(one -> one.isAbout(finding.get()))
        .max(LATEST)
        .filter(VexStatement::clears)
        .map(
            one ->
                new Excused(
                    violation,
                    one.words().isEmpty() ? one.status().replace('_', ' ') : one.words(),
                    one.author(),
                    "",
                    one.document(),
                    one.justification()));
  }
}
