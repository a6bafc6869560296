package dev.hermetic.scan;

/** A package, and what can be known of it. */
public record Covered(Subject subject, Coverage coverage) {}
