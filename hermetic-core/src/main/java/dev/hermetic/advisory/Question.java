package dev.hermetic.advisory;

/** What is asked of a database: a package in a version. */
public record Question(PackageKey key, String version) implements Comparable<Question> {
  @Override
  public int compareTo(Question other) {
    int order = key.compareTo(other.key);
    return order == 0 ? version.compareTo(other.version) : order;
  }
}
