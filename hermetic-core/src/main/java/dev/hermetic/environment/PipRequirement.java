package dev.hermetic.environment;

import dev.hermetic.problem.Location;

/**
 * An entry of a {@code pip:} section, kept as text.
 *
 * @param text as written, without comment
 * @param category {@code main} unless the file says otherwise
 */
public record PipRequirement(String text, String category, Location location) {
  /**
   * The normalised project name (PEP 503) where the entry begins with one; else the entry itself:
   * options ({@code -e}, {@code -r}), URLs and paths.
   */
  public String name() {
    return PipNames.key(text);
  }
}
