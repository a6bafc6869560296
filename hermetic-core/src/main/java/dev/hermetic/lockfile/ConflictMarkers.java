package dev.hermetic.lockfile;

import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what a version control system leaves in a file that it could not merge. */
final class ConflictMarkers {
  static final String CODE = "HERM-LOCK-003";

  private static final Pattern MARKER =
      Pattern.compile("<{7} .*|<{7}|\\|{7}( .*)?|={7}|>{7}( .*)?");

  /** One of these is in each marker: a whole lock is searched for them at once. */
  private static final List<String> STARTS =
      List.of("<<<<<<<", "|||||||", "=======", ">>>>>>>");

  private ConflictMarkers() {}

  /** The problem of the first marker, when there is one. */
  static Optional<Problem> find(String file, String text) {
    return find(
        file,
        text,
        "then run `mvn hermetic:lock`, which moves no more than the merged environment file demands,"
            + " and commit; or solve all afresh with -Dhermetic.relock=true");
  }

  /**
   * The same for a lock that another command writes.
   *
   * @param then what to do with the side that was taken
   */
  static Optional<Problem> find(String file, String text, String then) {
    if (STARTS.stream().noneMatch(text::contains)) {
      return Optional.empty();
    }
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (MARKER.matcher(lines.get(i).stripTrailing()).matches()) {
        return Optional.of(
            new Problem(
                CODE,
                Problem.Kind.INPUT,
                new Location(file, i + 1, 1).toString(),
                "the lock file holds a merge conflict",
                "take one side (`git checkout --ours " + file + "`, or --theirs), " + then));
      }
    }
    return Optional.empty();
  }
}
