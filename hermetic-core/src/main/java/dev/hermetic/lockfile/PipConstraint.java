package dev.hermetic.lockfile;

import dev.hermetic.pypi.version.InvalidPypiVersionException;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.SpecifierSet;

/**
 * The constraints of pip packages in locks. conda-lock writes them as Poetry does: clauses of PEP 440
 * with {@code ||} between alternatives, {@code *} for any version, a bare version for exactly that.
 */
public final class PipConstraint {
  private PipConstraint() {}

  /** Whether the version will do; what is no constraint cannot be met. */
  public static boolean meets(String constraint, PypiVersion version) {
    for (String alternative : constraint.split("\\|\\|", -1)) {
      if (alternativeMeets(alternative.strip(), version)) {
        return true;
      }
    }
    return false;
  }

  private static boolean alternativeMeets(String text, PypiVersion version) {
    if (text.isEmpty() || text.equals("*")) {
      return true;
    }
    String clauses = Character.isLetterOrDigit(text.charAt(0)) ? "==" + text : text;
    try {
      return SpecifierSet.parse(clauses).contains(version, true);
    } catch (InvalidPypiVersionException e) {
      return false;
    }
  }
}
