package dev.hermetic.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The deployments of a ledger, and how many of them failed: DFR = failed / total. Where there were
 * none, there is no figure.
 *
 * @param events deployments by time
 * @param adopted when Hermetic first did something that the ledger knows of; empty when it never did
 */
public record Deployments(List<LedgerEvent> events, Optional<Instant> adopted) {
  /** Name of the outcome in the data of an event. */
  public static final String OUTCOME = "outcome";

  /** Name of the cause in the data of an event. */
  public static final String REASON = "reason";

  public Deployments {
    events = List.copyOf(events);
  }

  /** Those of a ledger. Adoption begins with the first event that is no deployment. */
  public static Deployments of(Ledger ledger) {
    return new Deployments(
        ledger.of(EventKind.DEPLOYMENT).stream()
            .filter(one -> one.data().text(OUTCOME).flatMap(DeploymentOutcome::of).isPresent())
            .toList(),
        ledger.events().stream()
            .filter(one -> one.kind() != EventKind.DEPLOYMENT)
            .map(LedgerEvent::time)
            .findFirst());
  }

  /** How many of all failed. */
  public Optional<Proportion> all() {
    return failed(events);
  }

  /** How many failed before Hermetic was adopted; empty when it was not, or there were none. */
  public Optional<Proportion> before() {
    return adopted.flatMap(
        since -> failed(events.stream().filter(one -> one.time().isBefore(since)).toList()));
  }

  /** How many failed since Hermetic was adopted; empty when it was not, or there were none. */
  public Optional<Proportion> after() {
    return adopted.flatMap(
        since -> failed(events.stream().filter(one -> !one.time().isBefore(since)).toList()));
  }

  /** How often each reason of a failure was given; failures without one are under an empty text. */
  public SortedMap<String, Long> reasons() {
    SortedMap<String, Long> reasons = new TreeMap<>();
    events.stream()
        .filter(Deployments::isFailure)
        .forEach(one -> reasons.merge(one.data().text(REASON).orElse(""), 1L, Long::sum));
    return reasons;
  }

  /** Whether an event is of a deployment that failed. */
  public static boolean isFailure(LedgerEvent event) {
    return event.data().text(OUTCOME).flatMap(DeploymentOutcome::of).stream()
        .anyMatch(one -> one == DeploymentOutcome.FAILURE);
  }

  private static Optional<Proportion> failed(Collection<LedgerEvent> of) {
    return of.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Proportion(of.stream().filter(Deployments::isFailure).count(), of.size()));
  }
}
