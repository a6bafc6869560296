package dev.hermetic.install;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The problems of the area INST. */
final class InstallProblems {
  private InstallProblems() {}

  static HermeticException noLock(String lockfile) {
    return failure("001", Kind.INPUT, lockfile, "there is no lock to install",
        "run `mvn hermetic:lock` and commit " + lockfile);
  }

  static HermeticException notOurs(Path prefix, String fact) {
    return failure("002", Kind.INPUT, prefix.toString(),
        "is no prefix that Hermetic may replace: " + fact,
        "name a folder that is empty or missing with hermetic.prefix, or delete this one");
  }

  static HermeticException otherPlatform(
      String lockfile, Platform wanted, Collection<Platform> locked) {
    return failure("003", Kind.INPUT, lockfile, "holds nothing for " + wanted,
        "lock it with -Dhermetic.platforms=…," + wanted
            + (locked.isEmpty()
                ? ""
                : ", or take another with -Dhermetic.platform=… ("
                    + locked.stream().map(Platform::subdir).collect(Collectors.joining(", "))
                    + ")"));
  }

  static Problem toBuild(String subject, String what, String fact) {
    return new Problem("HERM-INST-004", Kind.INPUT, subject,
        what + " " + fact + ", which would have to be built: that runs code nobody has looked at,"
            + " and gives other bytes each time",
        "lock a version that has a wheel, take the conda package, or build a wheel once and name"
            + " its address in the pip section; -Dhermetic.pip=ignore leaves pip packages out");
  }

  static Problem noChecksum(String subject, String url) {
    return new Problem("HERM-INST-005", Kind.INPUT, subject,
        "has no checksum of " + url + ", so nobody can tell what would be installed",
        "run `mvn hermetic:lock`, or add the #SHA256 of the file to its line");
  }

  static Problem noPackageFile(String subject, String url) {
    return new Problem("HERM-INST-006", Kind.INPUT, subject,
        url + " is no address of a conda package",
        "name packages as channels do: …/SUBDIR/NAME-VERSION-BUILD.conda");
  }

  static HermeticException cannotWrite(Path place, IOException cause) {
    return new HermeticException(
        new Problem("HERM-INST-007", Kind.ENVIRONMENT, place.toString(),
            "cannot be written: " + reason(cause),
            "make the folder writable and give it free space, then run the goal again; the"
                + " environment that was there is as it was"),
        cause);
  }

  static HermeticException readOnly(Path prefix) {
    return failure("027", Kind.ENVIRONMENT, prefix.toString(),
        "is not there as locked, and this user may only read here",
        "run `mvn hermetic:install` where the folder can be written, or name another with"
            + " hermetic.prefix");
  }

  static Problem interrupted(String prefix) {
    return new Problem("HERM-INST-008", Kind.ENVIRONMENT, prefix, "interrupted",
        "run the goal again; the environment that was there is as it was");
  }

  static Problem scriptsNotRun(String distribution, Collection<String> scripts) {
    return new Problem("HERM-INST-009", Kind.POLICY, distribution,
        "has scripts that other installers run: " + String.join(", ", scripts)
            + "; they are installed, but not run",
        "see whether the package works without; then name it in hermetic.allowScripts");
  }

  static Problem activationNotData(String owner, String script, String why) {
    return new Problem("HERM-INST-010", Kind.POLICY, owner,
        script + " is not run on activation, because it does more than set variables: " + why,
        "see whether the package works without; then name it in hermetic.allowScripts");
  }

  /**
   * Names of the allow-list that mean nothing.
   *
   * @param names each with what it may have been meant for
   */
  static Problem allowsUnknown(String lockfile, Collection<String> names) {
    return new Problem("HERM-INST-026", Kind.INPUT, "hermetic.allowScripts",
        lockfile + " locks no package " + String.join(", ", names),
        "correct the names or take them out; only a list that several locks share may name more than"
            + " one of them has");
  }

  static HermeticException nothingInstalled(Path prefix) {
    return failure("011", Kind.INPUT, prefix.toString(), "there is no installed environment",
        "run `mvn hermetic:install`");
  }

  static Problem notIntact(Path prefix, int changed, int added, int lost) {
    return new Problem("HERM-INST-012", Kind.POLICY, prefix.toString(),
        "is not as installed: " + changed + " changed, " + added + " added, " + lost + " lost",
        "run `mvn hermetic:install`, which mends it");
  }

  static Problem otherLock(Path prefix, String lockfile) {
    return new Problem("HERM-INST-013", Kind.POLICY, prefix.toString(),
        "is not what " + lockfile + " locks now", "run `mvn hermetic:install`");
  }

  static HermeticException wrongHost(Platform wanted, String host) {
    return failure("014", Kind.INPUT, "hermetic.platform",
        "programs of " + wanted + " do not run on this machine, which is " + host,
        "run it on a machine of " + wanted + ", or lock and install for " + host);
  }

  static HermeticException movedPrefix(Path prefix, String patched) {
    return failure("015", Kind.INPUT, prefix.toString(),
        "is made to be used at " + patched + ", and does not run from here",
        "leave hermetic.targetPrefix out to run it here");
  }

  static HermeticException badCommand(String parameter, String fact) {
    return failure("016", Kind.INPUT, parameter, fact,
        "write a program and its arguments, with quotes around blanks: \"python train.py\"");
  }

  static HermeticException noProgram(String program, String parameter) {
    return failure("017", Kind.INPUT, parameter,
        "there is no program " + program + " in the environment, nor in PATH",
        "add the package that brings it to the environment file and lock again, or name another"
            + " command");
  }

  static HermeticException otherPython(String program, Path file, String parameter) {
    return failure("025", Kind.INPUT, parameter,
        "there is no program " + program + " in the environment, and " + file + " of this machine"
            + " may run another Python",
        "add the package that brings it to the environment file and lock again, or name a program"
            + " of this machine by its path");
  }

  static Problem commandFailed(String parameter, String program, String ended) {
    return new Problem("HERM-INST-018", Kind.POLICY, parameter, program + " " + ended,
        "see what it printed above");
  }

  static HermeticException cannotStart(String program, IOException cause) {
    return new HermeticException(
        new Problem("HERM-INST-019", Kind.ENVIRONMENT, program,
            "cannot be started: " + reason(cause),
            "see whether the file is a program for this machine and may be run"),
        cause);
  }

  static HermeticException cannotRead(Path place, IOException cause) {
    return new HermeticException(
        new Problem("HERM-INST-020", Kind.ENVIRONMENT, place.toString(),
            "cannot be read: " + reason(cause), "give this user leave to read it"),
        cause);
  }

  static Problem noWheel(String subject, String requirement) {
    return new Problem("HERM-INST-021", Kind.INPUT, subject,
        "the pip requirement '" + requirement + "' does not say where the file is",
        "write `# pip NAME @ URL#sha256=DIGEST`, or run `mvn hermetic:lock`");
  }

  static Problem otherWheel(String subject, String locked, String fileName) {
    return new Problem("HERM-INST-022", Kind.INPUT, subject,
        "locks " + locked + ", but " + fileName + " is no wheel of that",
        "run `mvn hermetic:lock`; nothing but a change by hand makes such a lock");
  }

  static Problem twice(String subject, String name, String one, String other) {
    return new Problem("HERM-INST-023", Kind.INPUT, subject,
        "locks " + name + " twice: " + one + " and " + other, "run `mvn hermetic:lock`");
  }

  static Problem misfit(String subject, String fileName, String fact) {
    return new Problem("HERM-INST-024", Kind.INPUT, subject,
        fileName + " " + fact, "run `mvn hermetic:lock`, which takes the wheel that fits");
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    if (cause instanceof NoSuchFileException) {
      return "its folder is gone";
    }
    @Nullable String reason = cause instanceof FileSystemException failure ? failure.getReason() : null;
    return reason != null ? reason : String.valueOf(cause.getMessage());
  }

  private static HermeticException failure(
      String number, Kind kind, String subject, String fact, String fix) {
    return new HermeticException(new Problem("HERM-INST-" + number, kind, subject, fact, fix));
  }
}
