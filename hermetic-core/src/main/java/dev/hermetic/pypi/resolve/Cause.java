package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.PypiRequirement;

/** Why an incompatibility holds. */
sealed interface Cause {
  /** It follows from two others. */
  record Derived(Incompatibility one, Incompatibility other) implements Cause {}

  /** A line of the user: a requirement, or a limit on what others ask for. */
  record Asked(Root root, Domain target, boolean limit) implements Cause {}

  /** What a candidate of a package asks for. */
  record Needs(Domain by, int candidate, Domain target, PypiRequirement requirement)
      implements Cause {}

  /** An extra has the version of its package. */
  record Extra(Domain base, Domain extra) implements Cause {}

  /** Candidates that are of no use, for the same reason. */
  record Unusable(Domain domain, Subset candidates, String reason) implements Cause {}

  /** A version that is to stay. */
  record Kept(Domain domain) implements Cause {}
}
