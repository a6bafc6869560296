package dev.hermetic.report.model;

/**
 * A file that a build has made.
 *
 * @param name relative to the project
 * @param bytes its size
 * @param sha256 of its bytes, 64 hex digits
 */
public record FileFact(String name, long bytes, String sha256) implements Comparable<FileFact> {
  @Override
  public int compareTo(FileFact other) {
    return name.compareTo(other.name);
  }
}
