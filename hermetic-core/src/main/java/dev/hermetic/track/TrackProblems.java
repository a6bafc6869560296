package dev.hermetic.track;

import dev.hermetic.problem.Problem;
import java.util.Collection;

/** The texts of problems with tracks. */
final class TrackProblems {
  private TrackProblems() {}

  static Problem badName(String text) {
    return new Problem(
        "HERM-TRACK-001",
        Problem.Kind.INPUT,
        "parameter hermetic.track",
        "'" + text + "' is not the name of a track",
        "take up to 40 lower-case letters, digits, hyphens and underscores, for example research");
  }

  static Problem unknown(String track, Collection<String> declared) {
    return new Problem(
        "HERM-TRACK-002",
        Problem.Kind.ABSENT,
        "parameter hermetic.track",
        "there is no track '" + track + "'; the POM has " + String.join(", ", declared),
        "take one of these, or add it to <tracks>");
  }

  static Problem twice(String track) {
    return new Problem(
        "HERM-TRACK-003",
        Problem.Kind.INPUT,
        "parameter tracks",
        "the track '" + track + "' is given twice",
        "join the two, or rename one");
  }

  static Problem reserved() {
    return new Problem(
        "HERM-TRACK-004",
        Problem.Kind.INPUT,
        "parameter tracks",
        "'" + TrackName.STABLE + "' is the project's own lock and cannot be a track too",
        "set what it needs in <configuration> itself, or rename the track");
  }

  static Problem unreadable(String folder) {
    return new Problem(
        "HERM-TRACK-005",
        Problem.Kind.ENVIRONMENT,
        folder,
        "the folder of the lock cannot be read",
        "give this user the right to read it");
  }
}
