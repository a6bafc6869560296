package dev.hermetic.summary;

import dev.hermetic.lock.LockRequest;
import java.nio.file.Path;

/**
 * What is to be summed up.
 *
 * @param name of the environment
 * @param lock says which lock is the project's, and what it answers
 * @param from the state of the lock that is compared with: a file or a revision of git
 * @param events what this build wrote down, see {@link dev.hermetic.ledger.BuildEvents#file}
 * @param ledger what was recorded before
 */
public record SummaryRequest(
    String name, LockRequest lock, String from, Path events, Path ledger) {}
