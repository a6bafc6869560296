package dev.hermetic.pypi.lock;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.request.AskedPython;
import dev.hermetic.pypi.resolve.Root;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** What may be wrong with a {@code pip:} section beside what it says itself. */
final class PipProblems {
  private static final int MOST_FILES = 10;

  private PipProblems() {}

  static Problem noPython(Location location, Platform platform) {
    return new Problem(
        "HERM-PIP-002",
        Kind.INPUT,
        location.toString(),
        "pip packages are asked for, but no python is locked for " + platform,
        "add `python` to the dependencies of the environment");
  }

  static Problem otherPython(Location location, Platform platform, String python) {
    return new Problem(
        "HERM-PIP-003",
        Kind.INPUT,
        location.toString(),
        "pip packages can be locked for CPython alone, but " + python + " is locked for "
            + platform,
        "ask for a build of CPython, such as `python=3.12=*_cpython`, or lock the conda part alone"
            + " with -Dhermetic.pip=ignore");
  }

  static Problem mustBeBuilt(String subject, String release, Collection<Platform> platforms) {
    return new Problem(
        "HERM-PIP-004",
        Kind.INPUT,
        subject,
        release + " has no wheel for " + names(platforms)
            + ", only a source distribution, which would have to be built",
        "take it from a conda channel, ask for a version that has wheels, or build a wheel yourself"
            + " and name its folder with `--find-links`");
  }

  static Problem unpinned(Location location, String url) {
    return new Problem(
        "HERM-PIP-005",
        Kind.INPUT,
        location.toString(),
        "the repository " + Redaction.redact(url) + " is asked for without a commit, so it can"
            + " change under the lock",
        "write the whole commit behind the URL: `@` and 40 hex digits");
  }

  static Problem local(Location location, String reference, boolean editable) {
    String shown = Redaction.redact(reference);
    String asked = "`" + (editable ? "-e " : "") + shown + "`";
    String fact = asked + " is a project on this machine, which a lock for other machines cannot hold";
    String fix =
        "list what it needs under `pip:` and install the project itself afterwards with `pip install"
            + " --no-deps " + (editable ? "-e " : "") + shown
            + "`, or build a wheel of it and name its folder with `--find-links`";
    if (reference.contains("+") && reference.contains("://")) {
      fact = asked + " asks for a working copy of a repository, which a lock cannot hold";
      fix = "write `NAME @ " + shown.replaceFirst("[@#][^@/]*$", "")
          + "@COMMIT` without `-e`, with the whole commit";
    } else if (reference.endsWith(".whl")) {
      int slash = reference.lastIndexOf('/');
      fact = asked + " is a file on this machine, which is locked by its name and version alone";
      fix = "write `--find-links " + (slash < 0 ? "." : shown.substring(0, slash))
          + "` and the project's name with `==` and its version";
    }
    return new Problem("HERM-PIP-006", Kind.INPUT, location.toString(), fact, fix);
  }

  static Problem wrongHash(String subject, String file, String fact) {
    return new Problem(
        "HERM-PIP-007",
        Kind.INPUT,
        subject,
        file + " " + fact,
        "do not trust the file before you know why; correct the hash if it was written wrongly");
  }

  static Problem lost(String index, String file) {
    return new Problem(
        "HERM-PIP-015",
        Kind.ENVIRONMENT,
        index,
        "lists " + file + ", which is not there",
        "try again later with -U; tell those who keep the index if it stays so");
  }

  /** @param files names of them, each once */
  static Problem unknownAge(SortedSet<String> files, String limit) {
    int more = files.size() - MOST_FILES;
    return new Problem(
        "HERM-PIP-008",
        Kind.INPUT,
        "hermetic.excludeNewer",
        Count.of(files.size(), "file") + " of pip packages may be newer than " + limit
            + ", since the index does not say when they were uploaded: "
            + files.stream().limit(MOST_FILES).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " more" : ""),
        "use an index that tells it (PEP 700), or pin these packages");
  }

  static Problem badMapping(String shown, String detail) {
    return new Problem(
        "HERM-PIP-009",
        Kind.INPUT,
        "hermetic.pip.mapping",
        shown + " is no mapping of names: " + detail,
        "give a JSON object from conda names to names of PyPI or null, such as parselmouth's"
            + " compressed mapping");
  }

  static Problem unreadRepository(Location location, String name) {
    return new Problem(
        "HERM-PIP-010",
        Kind.INPUT,
        location.toString(),
        "the version and the requirements of " + name
            + " are in its repository, which is not read: the lock has the commit alone",
        "list what it needs under `pip:`; where hermetic:install or hermetic:image is to have it, name the address of"
            + " a wheel in its place, since those build nothing");
  }

  static Problem withdrawn(String release, String reason) {
    return new Problem(
        "HERM-PIP-011",
        Kind.INPUT,
        release,
        "was withdrawn by its authors" + (reason.isBlank() ? "" : ": " + reason.strip()),
        "ask for another version");
  }

  static Problem unresolvable(
      List<Root> roots,
      List<String> tree,
      List<String> changes,
      List<String> notes,
      List<String> ways,
      Collection<Platform> platforms) {
    // Notes tell of what else it clashes with.
    boolean alone = roots.size() == 1 && notes.isEmpty();
    StringBuilder fact =
        new StringBuilder(
            (alone
                    ? "this pip requirement cannot be met on "
                    : "these pip requirements cannot be met together on ")
                + names(platforms));
    tree.forEach(line -> fact.append("\n  ").append(Redaction.redact(line)));
    notes.forEach(line -> fact.append("\n  ").append(line));
    List<String> all = new ArrayList<>(ways);
    changes.forEach(change -> all.add(Redaction.redact(change)));
    String loosen = alone ? "loosen it" : "loosen one of them";
    String fix = all.isEmpty() ? loosen : String.join(", or ", all);
    return new Problem(
        "HERM-PIP-012",
        Kind.INPUT,
        roots.isEmpty() ? "pip" : roots.get(0).location().toString(),
        fact.toString(),
        notes.stream().anyMatch(note -> note.startsWith("conda brings"))
            ? fix + ", or ask conda for a version that fits"
            : fix);
  }

  /**
   * The last of several clashes, saying that there may be others.
   *
   * @param told how many there are with it
   */
  static Problem withMore(Problem last, int told, Collection<Platform> platforms) {
    return new Problem(
        last.code(),
        last.kind(),
        last.subject(),
        last.fact()
            + "\n  there may be further clashes on "
            + names(platforms)
            + ", which are told once "
            + (told == 1 ? "this is" : "these " + told + " are")
            + " mended",
        last.fix());
  }

  static Problem givenUp(Location location, Platform platform, int clashes) {
    return new Problem(
        "HERM-PIP-013",
        Kind.INPUT,
        location.toString(),
        "no answer and no reason why there is none was found for " + platform + " in "
            + Count.of(clashes, "clash"),
        "ask for narrower versions of the packages that matter to you");
  }

  static Problem notOnPython(
      AskedPython asked, String python, List<String> notes, Collection<Platform> platforms) {
    StringBuilder fact = new StringBuilder();
    fact.append("the project runs on Python ").append(asked.specifiers())
        .append(", but conda brings python ").append(python).append(" to ").append(names(platforms));
    notes.forEach(line -> fact.append("\n  ").append(line));
    return new Problem(
        "HERM-PIP-014",
        Kind.INPUT,
        asked.location().toString(),
        fact.toString(),
        "ask conda for a Python that is among them, such as `python " + asked.specifiers()
            + "`, or correct requires-python");
  }

  private static String names(Collection<Platform> platforms) {
    return platforms.stream().map(Platform::subdir).sorted().collect(Collectors.joining(", "));
  }
}
