package dev.hermetic.audit;

import java.nio.file.Path;
import java.util.List;

/**
 * What was put together.
 *
 * @param sha256 of the zip, 64 hex digits
 * @param entries names, sorted
 * @param absent what is not in it, and which goal makes it, one sentence each
 */
public record AuditResult(Path file, String sha256, List<String> entries, List<String> absent) {
  public AuditResult {
    entries = List.copyOf(entries);
    absent = List.copyOf(absent);
  }
}
