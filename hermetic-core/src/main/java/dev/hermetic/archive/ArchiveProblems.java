package dev.hermetic.archive;

import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;

/** The texts of HERM-PKG problems about what is in an archive. Subjects are package files. */
final class ArchiveProblems {
  private static final String OTHER_BUILD =
      "tell the owner of the channel, and lock another build of the package";

  private static final String OTHER_RELEASE =
      "tell the maintainers of the project, and lock another version of it";

  private ArchiveProblems() {}

  static Problem damaged(String subject, String fact) {
    return input("HERM-PKG-001", subject, "the archive cannot be read: " + fact);
  }

  static Problem member(String subject, String member, String fact) {
    return input("HERM-PKG-002", subject, "the member " + shown(member) + " " + fact);
  }

  static Problem limit(String subject, String fact) {
    return input("HERM-PKG-003", subject, fact + "; it may be made to fill disks");
  }

  static Problem metadata(String subject, String file, String fact) {
    return input("HERM-PKG-004", subject, file + ": " + fact);
  }

  static Problem contradiction(String subject, String path, String fact) {
    return input(
        "HERM-PKG-005", subject, "info/paths.json does not describe " + shown(path) + ": " + fact);
  }

  static Problem cannotHold(String subject, String path, String reason) {
    return new Problem(
        "HERM-PKG-006",
        Problem.Kind.ENVIRONMENT,
        subject,
        "this machine cannot hold a file named " + shown(path) + ": " + reason,
        "use a file system that tells upper from lower case, and with names outside ASCII set"
            + " LC_ALL=C.UTF-8");
  }

  private static Problem input(String code, String subject, String fact) {
    return new Problem(
        code,
        Problem.Kind.INPUT,
        subject,
        fact,
        subject.endsWith(".whl") ? OTHER_RELEASE : OTHER_BUILD);
  }

  /** Names out of archives may hold anything, and be long. */
  static String shown(String name) {
    return "`" + ShownText.of(name, 200) + "`";
  }
}
