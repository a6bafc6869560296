package dev.hermetic.explain;

/**
 * All that the builds of one package ask of another, with {@code depends} and {@code constrains}:
 * the unit in which an explanation is thought.
 */
record Edge(String from, String to) {}
