package dev.hermetic.maven;

/** What {@code hermetic.format} can be. */
enum ReportFormat {
  TEXT,
  MARKDOWN,
  JSON
}
