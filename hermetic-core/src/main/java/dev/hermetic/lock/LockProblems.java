package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.environment.Requirement;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.Count;
import dev.hermetic.text.TextStyle;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The texts of the lock service's own problems. */
final class LockProblems {
  private static final String LOCK_AGAIN = "run `mvn hermetic:lock` and commit ";

  private static final int MOST_PACKAGES = 10;

  private LockProblems() {}

  static Problem missing(String lockfile) {
    return new Problem(
        "HERM-LOCK-102",
        Problem.Kind.POLICY,
        lockfile,
        "there is no lock, and nothing may be written here (CI or hermetic.frozen)",
        LOCK_AGAIN + lockfile);
  }

  static Problem orphan(String explicitFile) {
    return new Problem(
        "HERM-LOCK-111",
        Problem.Kind.INPUT,
        explicitFile,
        "the file is of a platform that is not locked any more",
        "delete it, or lock the platform again with `platforms:` or hermetic.platforms");
  }

  static Problem leftBehind(String explicitFile) {
    return new Problem(
        "HERM-LOCK-111",
        Problem.Kind.INPUT,
        explicitFile,
        "the file stays as it was, because hermetic.explicitLockfiles is false",
        "delete it, or let it be written again");
  }

  static Problem nothingToUpdate(String lockfile) {
    return new Problem(
        "HERM-LOCK-113",
        Problem.Kind.INPUT,
        lockfile,
        "there is no lock to update",
        LOCK_AGAIN + lockfile);
  }

  static Problem noPackage(String text, String reason) {
    return new Problem(
        "HERM-LOCK-114",
        Problem.Kind.INPUT,
        AskedPackages.PROPERTY,
        "`" + text + "` is no package to update: " + reason,
        "write a name, or a name and a version: numpy or \"numpy>=1.26\"");
  }

  /** @param others whether there are others of those that were asked for, so that this one is misspelt */
  static Problem unknownPackage(String name, Optional<String> near, boolean others) {
    return new Problem(
        "HERM-LOCK-115",
        others ? Problem.Kind.INPUT : Problem.Kind.ABSENT,
        AskedPackages.PROPERTY,
        "`" + name + "` is neither locked nor asked for in an environment file",
        near.map(other -> "did you mean `" + other + "`? To add it").orElse("to add it")
            + ", write it under `dependencies:` and run `mvn hermetic:lock`");
  }

  static Problem vanished(Collection<String> packages) {
    return new Problem(
        "HERM-LOCK-116",
        Problem.Kind.ENVIRONMENT,
        "channels",
        "no longer listed by the channel, kept while the file stands, by what the lock says of it: "
            + String.join(", ", packages),
        "move it while you can: name it in hermetic.packages of `mvn hermetic:update`");
  }

  static Problem lost(Collection<String> packages) {
    return new Problem(
        "HERM-LOCK-117",
        Problem.Kind.ENVIRONMENT,
        "channels",
        "the channel has the file no longer, or another one under that name, so it cannot be kept: "
            + String.join(", ", packages),
        "read what takes its place before you commit the lock");
  }

  static Problem noLockFile(String file) {
    return new Problem(
        "HERM-LOCK-112",
        Problem.Kind.INPUT,
        file,
        "the file is no lock and would be replaced by one",
        "name another file with hermetic.lockfile, or delete this one");
  }

  static Problem nothingToCheck(String lockfile) {
    return new Problem(
        "HERM-CHECK-001",
        Problem.Kind.POLICY,
        lockfile,
        "there is no lock to check",
        LOCK_AGAIN + lockfile);
  }

  static Problem noLock(String lockfile) {
    return new Problem(
        "HERM-LOCK-109",
        Problem.Kind.INPUT,
        lockfile,
        "there is no lock to report on",
        LOCK_AGAIN + lockfile);
  }

  static Problem stale(String lockfile, List<String> reasons) {
    return new Problem(
        "HERM-LOCK-103",
        Problem.Kind.POLICY,
        lockfile,
        "the lock is stale, and nothing may be written here (CI or hermetic.frozen):"
            + lines(reasons),
        LOCK_AGAIN + lockfile);
  }

  /** Each on a line of its own, as problems are. */
  private static String lines(List<String> reasons) {
    return reasons.stream().map(one -> "\n  " + one).collect(Collectors.joining());
  }

  static Problem noTrackLock(String lockfile) {
    return new Problem(
        "HERM-TRACK-007",
        Problem.Kind.ABSENT,
        lockfile,
        "the track has no lock that could become the stable one",
        "run `mvn hermetic:lock` first, or correct the name of the track");
  }

  static Problem notPromotable(String lockfile, List<String> reasons) {
    return new Problem(
        "HERM-TRACK-008",
        Problem.Kind.POLICY,
        lockfile,
        "the lock does not answer what the project itself asks for:" + lines(reasons),
        "change the project's environment files or parameters to what the track has, or lock the"
            + " track again with those of the project");
  }

  static Problem noChannels(String file) {
    return new Problem(
        "HERM-LOCK-104",
        Problem.Kind.INPUT,
        file,
        "no channel is named, so there is nowhere to look for packages",
        "add `channels: [conda-forge]` to an environment.yml, or set -Dhermetic.channels=conda-forge");
  }

  static Problem pipSection(List<PipRequirement> entries) {
    return new Problem(
        "HERM-PIP-001",
        Problem.Kind.INPUT,
        entries.get(0).location().toString(),
        "the pip section asks for "
            + entries.stream().map(PipRequirement::text).collect(Collectors.joining(", "))
            + ", and hermetic.pip forbids it",
        "lock them too with -Dhermetic.pip=lock, use the conda packages of these names, or lock the conda part alone with"
            + " -Dhermetic.pip=ignore (the lock notes what was left out)");
  }

  static Problem nothingToShow(String lockfile) {
    return new Problem(
        "HERM-LOCK-121",
        Problem.Kind.ABSENT,
        lockfile,
        "there is no lock to look at",
        LOCK_AGAIN + lockfile);
  }

  static Problem notLockedFor(String lockfile, List<Platform> missing, List<Platform> locked) {
    return new Problem(
        "HERM-LOCK-122",
        Problem.Kind.INPUT,
        lockfile,
        "the lock has no " + platforms(missing),
        "take some of " + platforms(locked) + ", or lock for it too");
  }

  /**
   * @param near names that are in the lock and look like it
   */
  static Problem notInTheLock(String lockfile, String name, List<String> near) {
    return new Problem(
        "HERM-LOCK-123",
        Problem.Kind.ABSENT,
        lockfile,
        "the lock has no package " + TextStyle.UNICODE.clean(name),
        near.isEmpty()
            ? "check the spelling: `mvn hermetic:tree` lists what is locked"
            : "check the spelling: the lock has "
                + near.stream().limit(5).collect(Collectors.joining(", ")));
  }

  private static String platforms(List<Platform> platforms) {
    return platforms.stream().map(Platform::subdir).collect(Collectors.joining(", "));
  }

  /** A warning. */
  static Problem comparedAlone(Problem cause) {
    return new Problem(
        "HERM-LOCK-120",
        Problem.Kind.INPUT,
        cause.subject(),
        "locks are compared without what they answer, for " + cause.fact(),
        cause.fix());
  }

  static Problem conditional(Requirement requirement) {
    return new Problem(
        "HERM-LOCK-110",
        Problem.Kind.INPUT,
        requirement.location().toString(),
        "`" + requirement.text() + "` has a condition (when) or extras, which cannot be locked yet",
        "write the spec without them, with a selector (`# [linux64]`) where it is for one platform");
  }

  /** The first of them, and how many there are. */
  static Problem nothingToKeep(String lockfile, List<Problem> problems) {
    return new Problem(
        "HERM-LOCK-125",
        Problem.Kind.INPUT,
        problems.get(0).subject(),
        "the present lock cannot be read, so nothing of it could be kept: " + firstOf(problems),
        "bring it back as it was (`git checkout " + lockfile + "`), or solve afresh with"
            + " -Dhermetic.relock=true");
  }

  private static String firstOf(List<Problem> problems) {
    int more = problems.size() - 1;
    return problems.get(0).fact() + (more == 0 ? "" : " (and " + more + " more)");
  }

  static Problem unreadable(String lockfile, String reason) {
    return new Problem(
        "HERM-LOCK-105",
        Problem.Kind.INPUT,
        lockfile,
        "the present lock cannot be read and is written anew: " + reason,
        "look at the difference before you commit it");
  }

  /** The first of them, and how many there are. */
  static Problem partlyWrong(List<Problem> problems) {
    return new Problem(
        "HERM-LOCK-124",
        Problem.Kind.INPUT,
        problems.get(0).subject(),
        firstOf(problems)
            + "; all else that the present lock says is kept",
        "look at the difference before you commit it");
  }

  static Problem newerFormat(String lockfile, String format) {
    return new Problem(
        "HERM-LOCK-106",
        Problem.Kind.INPUT,
        lockfile,
        "the lock was written by a newer Hermetic (format " + format + ")",
        "use the version of the plugin that wrote it, or a later one");
  }

  /** @param packages each with its version, once; a lock does not tell which have a time stamp */
  static Problem unknownAge(long count, SortedSet<String> packages, String text) {
    int more = packages.size() - MOST_PACKAGES;
    return new Problem(
        "HERM-LOCK-107",
        Problem.Kind.INPUT,
        "hermetic.excludeNewer",
        Count.of(count, "locked package")
            + (count == 1 ? " has" : " have")
            + " no time stamp, so "
            + text
            + " could not be applied to "
            + (count == 1 ? "it" : "them")
            + ": "
            + packages.stream().limit(MOST_PACKAGES).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " more" : ""),
        "see whether these versions are old enough, or pin them in the environment file");
  }

  static Problem relations(String channel, String fact) {
    return new Problem(
        "HERM-CHAN-006",
        Problem.Kind.ENVIRONMENT,
        channel,
        "the channels that it says it belongs together with cannot be used: " + fact,
        "list the channels yourself in the order that you want; where it stays so, tell the owner"
            + " of the channel");
  }

  static Problem takenIn(String channel, String related, boolean before) {
    return new Problem(
        "HERM-CHAN-101",
        Problem.Kind.INPUT,
        channel,
        "the channel belongs together with "
            + related
            + ", which is used too, "
            + (before ? "before" : "after")
            + " it",
        "list both in `channels:`, in the order that you want");
  }

  /** @param records each with the dependency that is to blame */
  static Problem unusableRecords(List<String> records) {
    int shown = Math.min(3, records.size());
    int more = records.size() - shown;
    return new Problem(
        "HERM-REPO-101",
        Problem.Kind.ENVIRONMENT,
        "channels",
        Count.of(records.size(), "record")
            + (records.size() == 1 ? " was" : " were")
            + " left out, for a dependency that is no match spec or sets conditions: "
            + String.join(", ", records.subList(0, shown))
            + (more > 0 ? " and " + more + " more" : ""),
        "tell the channel's owner, unless you can do without them");
  }

  static Problem noRepodata(Channel channel, String location, List<String> subdirs) {
    return new Problem(
        "HERM-REPO-003",
        Problem.Kind.INPUT,
        location,
        "the channel "
            + channel.name()
            + " has no repodata at "
            + channel.baseUrl()
            + " (looked for "
            + String.join(", ", subdirs)
            + ")",
        "check the spelling of the channel, hermetic.channelAlias and hermetic.mirrors");
  }
}
