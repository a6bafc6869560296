package dev.hermetic.advisory;

/**
 * An entry of a database that is not as the OSV schema has it.
 *
 * @param place file, and line or name within it
 * @param id of the advisory, empty where it has none
 * @param reason what is wrong, without full stop
 * @param lost whether nothing of it could be used; else the rest of it counts
 */
public record Malformed(String place, String id, String reason, boolean lost) {}
