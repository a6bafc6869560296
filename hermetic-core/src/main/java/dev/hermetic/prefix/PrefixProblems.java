package dev.hermetic.prefix;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.text.Count;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The problems of the area PREFIX. */
final class PrefixProblems {
  private static final String ASK_OWNER =
      "lock without the package or with another build of it, and tell its maintainers";

  private static final String CHANGED_IN_CACHE = "011";

  private PrefixProblems() {}

  static HermeticException badTarget(String path, Platform platform) {
    String example = platform.isWindows() ? "C:/envs/NAME" : "/opt/conda/envs/NAME";
    return input(
        "001",
        "hermetic.targetPrefix",
        path.matches("[/\\\\]+")
            ? "'" + path + "' is the root of the file system, which is no place for an environment"
            : "'" + shown(path) + "' is no absolute path of a folder on " + platform,
        "give a path like " + example);
  }

  static HermeticException badPython(String distribution, String fact, String value) {
    return input("002", distribution, fact + ": '" + shown(value) + "'", ASK_OWNER);
  }

  static Problem noPython(String distribution) {
    return problem(
        "003",
        distribution,
        "is a noarch python package, but the environment has no python",
        "add python to the environment file and lock again");
  }

  static Problem fileAndFolder(String path, String file, String folder) {
    return problem(
        "004",
        path,
        "is a file of " + file + ", but a folder of " + folder,
        "lock other builds of the two, which fit together, and tell their maintainers");
  }

  static Problem behindLink(String path, String folder, String distribution) {
    return problem(
        "005",
        distribution,
        "its path " + shown(path) + " is behind a link in " + shown(folder)
            + " that leads out of the prefix or in circles",
        ASK_OWNER);
  }

  static Problem caseCollision(
      Platform platform, String path, String owner, String other, String otherOwner) {
    return problem(
        "006",
        path + " (" + owner + ")",
        "is the same file as " + other + " (" + otherOwner + ") on " + platform
            + ", where upper and lower case are one",
        "lock other builds of the two, or leave " + platform + " out");
  }

  static Problem forbiddenName(String path, String owner, String why) {
    return problem(
        "007", owner, shown(path) + " cannot exist on Windows: " + why, ASK_OWNER);
  }

  static Problem prefixTooLong(
      String prefix, int length, int room, String example, String owner, int others) {
    String more = others == 0 ? "" : "; files with too little room: " + (others + 1);
    return problem(
        "008",
        prefix,
        "has "
            + Count.of(length, "byte")
            + ", but "
            + example
            + " ("
            + owner
            + ") has room for "
            + room
            + more,
        "put the prefix at a shorter path, or set hermetic.targetPrefix to one");
  }

  static HermeticException tooLargeToPatch(String path, String owner) {
    return input(
        "009", owner, shown(path) + " has a placeholder, but more than 2 GiB", ASK_OWNER);
  }

  static HermeticException notAFolder(Path folder) {
    return environment(
        "010",
        folder.toString(),
        "is no folder, or a link to one: nothing is written through it",
        "delete it, or name another prefix, then run the goal again",
        null);
  }

  static HermeticException changedInCache(Path file, String owner) {
    return environment(
        CHANGED_IN_CACHE,
        file.toString(),
        "the cached file of " + owner + " is missing or was changed since it was unpacked",
        "run `mvn hermetic:clean-cache` and install again; the package is unpacked anew",
        null);
  }

  static boolean isChangedInCache(Problem problem) {
    return problem.code().equals("HERM-PREFIX-" + CHANGED_IN_CACHE);
  }

  static HermeticException noHardLinks(Path file, IOException cause) {
    return environment(
        "012",
        file.toString(),
        "cannot be a hard link to the cache: " + reason(cause),
        "put cache and prefix on one file system, or set hermetic.linkMode to auto or copy",
        cause);
  }

  static HermeticException cannotWrite(Path file, IOException cause) {
    return environment(
        "013",
        file.toString(),
        "the file cannot be written: " + reason(cause),
        "make the folder writable and give it free space, then run the goal again",
        cause);
  }

  static HermeticException badManifest(String file, int line, String fact) {
    return environment(
        "014",
        file + (line == 0 ? "" : ":" + line),
        "the manifest of the prefix cannot be used: " + fact,
        "delete the prefix and install again",
        null);
  }

  static HermeticException compileFailed(String python, String fact) {
    return environment(
        "015",
        python,
        "the Python of the prefix cannot compile: " + fact,
        "set hermetic.compile to none to install without .pyc files",
        null);
  }

  static Problem noPythonForWheel(String distribution) {
    return problem(
        "016",
        distribution,
        "is a wheel, but the environment has no python",
        "add python to the conda packages of the environment file and lock again");
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    if (cause instanceof NoSuchFileException) {
      return "its folder is gone";
    }
    return cause instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : String.valueOf(cause.getMessage());
  }

  /** A text of a package, without what could steer a console. */
  private static String shown(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static Problem problem(String number, String subject, String fact, String fix) {
    return new Problem("HERM-PREFIX-" + number, Kind.INPUT, shown(subject), fact, fix);
  }

  private static HermeticException input(String number, String subject, String fact, String fix) {
    return new HermeticException(problem(number, subject, fact, fix));
  }

  private static HermeticException environment(
      String number,
      String subject,
      String fact,
      String fix,
      @Nullable Throwable cause) {
    return new HermeticException(
        new Problem("HERM-PREFIX-" + number, Kind.ENVIRONMENT, shown(subject), fact, fix), cause);
  }
}
