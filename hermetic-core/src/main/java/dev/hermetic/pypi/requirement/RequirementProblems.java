package dev.hermetic.pypi.requirement;

import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import java.util.Optional;

/** What may be wrong with a requirement. */
final class RequirementProblems {
  /** Characters that are shown on each side of the place. */
  private static final int SHOWN = 40;

  private RequirementProblems() {}

  static Problem invalid(String text, Location start, InvalidRequirementException cause) {
    Location place =
        start.column() == 0
            ? start
            : new Location(start.file(), start.line(), start.column() + cause.offset());
    String message = Optional.ofNullable(cause.getMessage()).orElse("not a requirement");
    return new Problem(
        "HERM-REQ-017",
        Kind.INPUT,
        place.toString(),
        message + ": " + pointed(text, cause.offset()),
        "write it as PEP 508 has it, for example numpy[extra]>=2,<3; python_version >= \"3.10\"");
  }

  /** The text with {@code →} before the place at which it goes wrong, shortened around it. */
  static String pointed(String text, int offset) {
    int at = Math.min(offset, text.length());
    int from = Math.max(0, at - SHOWN);
    int to = Math.min(text.length(), at + SHOWN);
    String before = (from > 0 ? "…" : "") + text.substring(from, at);
    String after = text.substring(at, to) + (to < text.length() ? "…" : "");
    return "`" + before + " → " + after + "`";
  }
}
