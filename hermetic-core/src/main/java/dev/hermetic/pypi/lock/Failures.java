package dev.hermetic.pypi.lock;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.request.AskedPython;
import dev.hermetic.pypi.request.VcsReference;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.resolve.Clash;
import dev.hermetic.pypi.resolve.Provided;
import dev.hermetic.pypi.resolve.Root;
import dev.hermetic.pypi.resolve.UnresolvableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells what could not be locked, equal causes of several platforms once. */
final class Failures {
  private Failures() {}

  /** What is the same of several platforms. */
  private record Told(
      List<Root> roots,
      List<String> tree,
      List<String> changes,
      List<String> notes,
      List<String> ways) {}

  private record Misfit(AskedPython asked, String python, List<String> notes) {}

  static List<Problem> problems(List<PipOutcome> outcomes) {
    List<Problem> problems = new ArrayList<>();
    Map<Told, SortedSet<Platform>> clashes = new LinkedHashMap<>();
    SortedSet<Platform> more = new TreeSet<>();
    Map<String, SortedSet<Platform>> built = new TreeMap<>();
    Map<String, Location> places = new TreeMap<>();
    Map<Misfit, SortedSet<Platform>> misfits = new LinkedHashMap<>();
    for (PipOutcome outcome : outcomes) {
      Platform platform = outcome.target().platform();
      problems.addAll(outcome.unlockable());
      Unresolved unresolved = outcome.unresolved();
      if (unresolved != null) {
        for (PipOutcome.Unmet one : unresolved.unmet()) {
          Clash clash = one.clash();
          Told told =
              new Told(clash.roots(), clash.tree(), clash.changes(), one.notes(), one.ways());
          clashes.computeIfAbsent(told, key -> new TreeSet<>()).add(platform);
        }
        if (!unresolved.isWhole()) {
          more.add(platform);
        }
      }
      AskedPython python = outcome.python();
      if (python != null) {
        Misfit misfit = new Misfit(python, outcome.target().python(), outcome.notes());
        misfits.computeIfAbsent(misfit, key -> new TreeSet<>()).add(platform);
      }
      for (String release : outcome.found().built()) {
        built.computeIfAbsent(release, key -> new TreeSet<>()).add(platform);
        places.put(release, outcome.target().section());
      }
    }
    misfits.forEach(
        (misfit, platforms) ->
            problems.add(
                PipProblems.notOnPython(misfit.asked, misfit.python, misfit.notes, platforms)));
    clashes.forEach(
        (told, platforms) ->
            problems.add(
                PipProblems.unresolvable(
                    told.roots, told.tree, told.changes, told.notes, told.ways, platforms)));
    if (!clashes.isEmpty() && !more.isEmpty()) {
      Problem last = problems.remove(problems.size() - 1);
      problems.add(PipProblems.withMore(last, clashes.size(), more));
    }
    built.forEach(
        (release, platforms) ->
            problems.add(
                PipProblems.mustBeBuilt(places.get(release).toString(), release, platforms)));
    return problems;
  }

  /** A repository without a commit, which is told as such and clashes for that alone. */
  private static boolean isUnpinned(Root root) {
    String url = root.requirement().url();
    return url != null && VcsReference.parse(url).filter(vcs -> !vcs.isPinned()).isPresent();
  }

  /** Each clash with what is to be known of it. */
  static List<PipOutcome.Unmet> unmet(TargetQuestion question, UnresolvableException why) {
    return why.clashes().stream()
        .filter(clash -> clash.roots().stream().noneMatch(Failures::isUnpinned))
        .map(
            clash ->
                new PipOutcome.Unmet(
                    clash,
                    notes(question.target(), question.source(), question.provided(), clash),
                    ways(question.source(), clash)))
        .toList();
  }

  /**
   * What the explanation does not say itself: where the conda packages in it are asked for, and which
   * releases of what was asked for were withdrawn.
   */
  private static List<String> notes(
      PipTarget target,
      TargetSource source,
      SortedMap<ProjectName, Provided> provided,
      Clash why) {
    List<String> notes = new ArrayList<>();
    String tree = String.join("\n", why.tree());
    provided.forEach(
        (project, by) -> {
          Pattern word =
              Pattern.compile("(?<![\\w.-])" + Pattern.quote(project.normalised()) + "(?![\\w-])");
          Location place = target.condaRoots().get(by.packageName());
          if (place != null && word.matcher(tree).find()) {
            notes.add(
                "conda brings " + by.packageName() + " " + by.version()
                    + ", which is asked for at " + place);
          }
        });
    for (Root root : why.roots()) {
      ProjectName name = root.requirement().name();
      if (root.requirement().url() == null && !provided.containsKey(name)) {
        source.candidates(name).stream()
            .map(source::release)
            .filter(one -> one.yanked() != null && one.unusable() == null)
            .forEach(one -> notes.add(withdrawn(name, one)));
      }
    }
    return notes;
  }

  /** What the user can do about what no other choice of versions mends. */
  private static List<String> ways(TargetSource source, Clash why) {
    List<String> ways = new ArrayList<>();
    for (ProjectName name : why.unknown()) {
      ways.add(
          "correct the name " + name
              + ", or name the index that has it with `--extra-index-url` or `--find-links`");
    }
    for (Root root : why.roots()) {
      ProjectName name = root.requirement().name();
      if (root.requirement().url() == null) {
        List<Release> usable =
            source.candidates(name).stream()
                .map(source::release)
                .filter(one -> one.unusable() == null)
                .toList();
        if (!usable.isEmpty() && usable.stream().allMatch(one -> one.yanked() != null)) {
          Release newest = usable.get(usable.size() - 1);
          ways.add(
              "write `" + name + "==" + newest.version()
                  + "` to take what was withdrawn all the same, or ask for another project");
        }
      }
    }
    why.unusable().forEach((name, reasons) -> reasons.forEach(reason -> way(name, reason, why, ways)));
    if (ways.isEmpty() && !why.hasOtherVersions()) {
      why.roots().stream()
          .filter(root -> root.requirement().url() != null)
          .map(root -> root.requirement().name())
          .forEach(
              name ->
                  ways.add(
                      "give the address of a wheel of " + name + " that fits, or ask for " + name
                          + " by its version"));
    }
    return ways.stream().distinct().toList();
  }

  private static void way(
      ProjectName name, String reason, Clash why, List<String> ways) {
    if (reason.startsWith(Releases.OTHER_HASH)) {
      ways.add("correct the --hash of " + name + ", or remove it");
    } else if (!why.hasOtherVersions()) {
      if (reason.startsWith(Releases.NO_WHEEL)) {
        ways.add(
            "limit " + name + " by a marker to the platforms that have a wheel, take it from a conda"
                + " channel, or tell of newer machines in virtual-packages.yml");
      } else if (reason.startsWith(Releases.OTHER_PYTHON)) {
        ways.add("ask conda for a Python that " + name + " runs on");
      } else if (reason.startsWith(Releases.TOO_NEW)) {
        ways.add("let hermetic.excludeNewer be later");
      }
    }
  }

  private static String withdrawn(ProjectName name, Release release) {
    String reason = String.valueOf(release.yanked()).strip();
    return name + " " + release.version() + " was withdrawn by its authors"
        + (reason.isEmpty() ? "" : ": " + reason);
  }
}
