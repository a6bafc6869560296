package dev.hermetic.reproduce;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Programs that set up an environment in their own way, to be measured beside ours. */
public enum Peer {
  CONDA,
  /** Version 2 or later. */
  MAMBA,
  MICROMAMBA;

  /**
   * Sets up a prefix.
   *
   * @param file an environment file, or an explicit file
   */
  List<String> command(Path program, Path prefix, Path file, boolean locked) {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    if (this == CONDA && !locked) {
      words.add("env");
    }
    words.addAll(
        List.of("create", "--yes", "--quiet", "--prefix", prefix.toString(), "--file", file.toString()));
    return words;
  }

  /** The word by which a user names it, and the program. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
