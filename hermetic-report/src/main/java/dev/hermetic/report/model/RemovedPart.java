package dev.hermetic.report.model;

/** What was left out of an image, of one kind and package. */
public record RemovedPart(String kind, String owner, long files, long bytes) {}
