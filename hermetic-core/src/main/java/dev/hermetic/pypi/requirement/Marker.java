package dev.hermetic.pypi.requirement;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition on machine, Python and extras (PEP 508, "Environment Markers"). Its text is
 * normalised: values in double quotes, names of variables as they are now, parentheses where they
 * count.
 */
public sealed interface Marker permits Marker.All, Marker.Any, MarkerComparison {
  /**
   * Reads a marker.
   *
   * @throws InvalidRequirementException when it is none, with the place
   */
  static Marker parse(String text) {
    return RequirementParser.marker(text);
  }

  /** Whether it holds there. */
  boolean evaluate(MarkerEnvironment environment);

  /** Whether what holds may depend on the extras that are asked for. */
  boolean mentionsExtra();

  /** Conditions that have to hold all; at least two. */
  record All(List<Marker> parts) implements Marker {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean evaluate(MarkerEnvironment environment) {
      return parts.stream().allMatch(part -> part.evaluate(environment));
    }

    @Override
    public boolean mentionsExtra() {
      return parts.stream().anyMatch(Marker::mentionsExtra);
    }

    @Override
    public String toString() {
      return parts.stream()
          .map(part -> part instanceof Any ? "(" + part + ")" : part.toString())
          .collect(Collectors.joining(" and "));
    }
  }

  /** Conditions of which one has to hold; at least two. */
  record Any(List<Marker> parts) implements Marker {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean evaluate(MarkerEnvironment environment) {
      return parts.stream().anyMatch(part -> part.evaluate(environment));
    }

    @Override
    public boolean mentionsExtra() {
      return parts.stream().anyMatch(Marker::mentionsExtra);
    }

    @Override
    public String toString() {
      return parts.stream().map(Marker::toString).collect(Collectors.joining(" or "));
    }
  }
}
