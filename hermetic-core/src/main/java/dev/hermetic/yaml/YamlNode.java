package dev.hermetic.yaml;

import dev.hermetic.problem.Location;

/** A node of a YAML document that knows where it stands. */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {
  /** Where the node's first character stands. */
  Location location();

  /** What the node is, for messages: {@code a mapping}, {@code a list}, {@code a number}, … */
  String describe();
}
