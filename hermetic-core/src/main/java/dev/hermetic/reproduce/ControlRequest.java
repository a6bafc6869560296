package dev.hermetic.reproduce;

import dev.hermetic.lock.LockRequest;

/**
 * The negative control: the same environment without its lock, solved at two dates.
 *
 * @param lock what would be locked
 * @param from an RFC 3339 instant or a date
 * @param to a later one
 */
public record ControlRequest(LockRequest lock, String from, String to) {}
