package dev.hermetic.archive;

/**
 * The path of the build's prefix, which stands in a file for that of the prefix it is put into.
 *
 * @param text never empty
 */
public record Placeholder(String text, FileMode mode) {
  /** How the placeholder is replaced. */
  public enum FileMode {
    TEXT,
    /** Inside C strings, whose length stays. */
    BINARY
  }
}
