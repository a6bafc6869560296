package dev.hermetic.sbom;

import java.time.Instant;
import java.util.Optional;

/**
 * What documents say of themselves.
 *
 * @param tool version of Hermetic
 * @param created the time that reproducible builds take for theirs; empty where the project sets none
 */
public record DocumentFacts(String tool, Optional<Instant> created) {}
