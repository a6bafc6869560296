package dev.hermetic.doctor;

import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ByteText;
import dev.hermetic.text.Count;
import java.util.List;

/** The problems of the area DOC: what only a check-up finds. */
final class DoctorProblems {
  private DoctorProblems() {}

  static Problem red(long red, int all, String subjects) {
    return new Problem(
        "HERM-DOC-001",
        Kind.POLICY,
        "hermetic:doctor",
        red + " of " + Count.of(all, "check") + Count.are(red) + " red: " + subjects,
        "follow the fixes above, or only look with -Dhermetic.doctor.fail=false");
  }

  static Problem notWritable(String folder, String reason, String other) {
    return surroundings(
        "002", folder, "nothing can be written here: " + reason, "make it writable, or " + other);
  }

  static Problem littleSpace(String folder, long bytes, String other) {
    return surroundings(
        "003",
        folder,
        "the disk has only " + ByteText.of(bytes) + " left",
        "make room, or " + other);
  }

  /** @param fetched whether some of it was fetched; what was not is made from what is there */
  static Problem damaged(String folder, List<String> what, boolean fetched) {
    return surroundings(
        "004",
        folder,
        what.size() + " damaged: " + String.join(", ", what),
        (fetched
                ? "run `mvn hermetic:lock` with a network, which fetches them again"
                : "run `mvn hermetic:lock`, which builds them anew")
            + "; where it comes back, test the disk");
  }

  static Problem leftovers(String folder, int count) {
    return surroundings(
        "005",
        folder,
        Count.of(count, "file") + " of runs that were killed",
        "run `mvn hermetic:clean-cache`, which takes them out, also while builds run");
  }

  static Problem olderThanLock(String name, String fact, String file) {
    return surroundings(
        "006",
        name,
        fact,
        name.equals("__cuda")
            ? "install the environment on a machine with such a driver, or lock again with what"
                + " this one has: -Dhermetic.cuda=VERSION, or -Dhermetic.cuda=none for CPU builds"
            : "install the environment on a newer machine, or put what this one has into "
                + file
                + " (hermetic.virtualPackages) and lock again");
  }

  static Problem cannotTell(String name, String fact) {
    return surroundings(
        "007",
        name,
        fact,
        name.equals("__glibc")
            ? "compare by hand: `ldd --version` shows it"
            : "compare by hand: `nvidia-smi` shows the CUDA version that the driver supports");
  }

  static Problem notLockedForHere(String platform, String locked) {
    return new Problem(
        "HERM-DOC-008",
        Kind.INPUT,
        platform,
        "the lock is for " + locked + ", and not for this machine",
        "add " + platform + " to platforms: where the environment is to run here, and lock again");
  }

  static Problem noRepodata(String subject, String fact) {
    return new Problem(
        "HERM-DOC-009",
        Kind.INPUT,
        subject,
        fact,
        "check the channel's name and the mirrors; a platform that the channel does not serve goes"
            + " out of platforms:");
  }

  static Problem unreadable(String folder, String reason) {
    return surroundings(
        "010",
        folder,
        "cannot be read: " + reason,
        "correct its permissions, or name another with -Dhermetic.cacheDirectory=…");
  }

  static Problem noLock(String lockfile) {
    return new Problem(
        "HERM-DOC-011",
        Kind.INPUT,
        lockfile,
        "there is no lock yet",
        "run `mvn hermetic:lock` and commit " + lockfile);
  }

  static Problem stale(String lockfile, List<String> reasons) {
    return new Problem(
        "HERM-DOC-012",
        Kind.POLICY,
        lockfile,
        "the lock is stale: " + String.join("; ", reasons),
        "run `mvn hermetic:lock` and commit " + lockfile);
  }

  static Problem webPage(String subject, String file) {
    return surroundings(
        "013",
        subject,
        "a web page comes in the place of " + file,
        "see what the address shows in a browser: it may be the login page of a network or proxy,"
            + " or of the server, which then wants credentials");
  }

  private static Problem surroundings(String number, String subject, String fact, String fix) {
    return new Problem("HERM-DOC-" + number, Kind.ENVIRONMENT, subject, fact, fix);
  }
}
