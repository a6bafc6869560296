package dev.hermetic.solve;

/** The variables that speak of one spec, and those that a rule binds to them. */
final class SpecVariables {
  static final int NO_VARIABLE = -1;

  private static final int[] NONE = {};

  /** "Is met". */
  int need = NO_VARIABLE;

  /** "Is not broken". */
  int keep = NO_VARIABLE;

  /** Whether its name knows of it. */
  boolean listed;

  /** Group variables that the spec forbids when it is met or kept. */
  int[] forbidden = NONE;

  /** Group variables that depend on the spec, or constrain with it. */
  final Ints needers = new Ints();

  final Ints keepers = new Ints();
}
