package dev.hermetic.ledger;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How a deployment ended. */
public enum DeploymentOutcome {
  SUCCESS("success", Set.of("success", "succeeded", "successful", "passed")),
  FAILURE("failure", Set.of("failure", "failed", "error", "timed_out", "startup_failure"));

  /** What CI servers call a run that ended otherwise or has not ended; it is no trial. */
  private static final Set<String> NEITHER =
      Set.of(
          "", "cancelled", "canceled", "canceling", "skipped", "neutral", "stale", "manual",
          "action_required", "created", "queued", "waiting", "waiting_for_resource", "preparing",
          "pending", "requested", "scheduled", "running", "in_progress", "blocked", "aborted");

  private final String word;
  private final Set<String> spellings;
  private final Optional<DeploymentOutcome> found = Optional.of(this);

  DeploymentOutcome(String word, Set<String> spellings) {
    this.word = word;
    this.spellings = spellings;
  }

  /** As it stands in a ledger. */
  public String word() {
    return word;
  }

  /** The outcome that a word means in a ledger or on a CI server; empty when it means none. */
  public static Optional<DeploymentOutcome> of(String text) {
    // As ledgers have it, of which reports ask again and again.
    if (text.equals(SUCCESS.word)) {
      return SUCCESS.found;
    }
    if (text.equals(FAILURE.word)) {
      return FAILURE.found;
    }
    String word = normal(text);
    return SUCCESS.spellings.contains(word)
        ? SUCCESS.found
        : FAILURE.spellings.contains(word) ? FAILURE.found : Optional.empty();
  }

  /** Whether a word means that a run was given up, left out, or has not ended. */
  static boolean isNeither(String text) {
    return NEITHER.contains(normal(text));
  }

  private static String normal(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
