package dev.hermetic.summary;

import dev.hermetic.lock.LockRequest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be summed up.
 *
 * @param name of the environment
 * @param lock says which lock is the project's, and what it answers
 * @param track that it is of, {@code stable} for the project's own lock
 * @param from the state of the lock that is compared with: a file or a revision of git
 * @param outcome how the CI server says that the job went so far: {@code success}, or another word for
 *     what was not; empty when nobody says
 * @param events what this build wrote down, see {@link dev.hermetic.ledger.BuildEvents#file}
 * @param ledger what was recorded before
 */
public record SummaryRequest(
    String name,
    LockRequest lock,
    String track,
    String from,
    Optional<String> outcome,
    Path events,
    Path ledger) {}
