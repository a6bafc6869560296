package dev.hermetic.pypi.lock;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.request.AskedPython;
import dev.hermetic.pypi.request.AskedRequirement;
import dev.hermetic.pypi.request.LocalSource;
import dev.hermetic.pypi.request.VcsReference;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.resolve.Pinned;
import dev.hermetic.pypi.resolve.Provided;
import dev.hermetic.pypi.resolve.Resolution;
import dev.hermetic.pypi.resolve.ResolveLimitException;
import dev.hermetic.pypi.resolve.Resolver;
import dev.hermetic.pypi.resolve.UnresolvableException;
import dev.hermetic.pypi.tag.WheelTarget;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.SpecifierSet;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Resolves the pip packages of one platform and makes their entries. */
final class TargetLocker {
  private final TargetQuestion.Context context;
  private final Fetcher fetcher;
  private final Listener listener;

  TargetLocker(TargetQuestion.Context context, Fetcher fetcher, Listener listener) {
    this.context = context;
    this.fetcher = fetcher;
    this.listener = listener;
  }

  PipOutcome lock(PipTarget target) {
    String stage = "pip:" + target.platform();
    listener.on(new Event.StageStarted(stage, "Resolving pip packages of " + target.platform()));
    long begin = System.nanoTime();
    WheelTarget wheels = TargetPython.of(target);
    List<Problem> unlockable = unlockable(target, wheels.markers());
    PipOutcome outcome;
    try {
      outcome =
          target.request().allows(wheels.python())
              ? resolve(new TargetQuestion(target, context, wheels))
              : withoutPython(target, wheels.python());
      outcome = outcome.unlockable(unlockable);
    } catch (HermeticException e) {
      List<Problem> all = new ArrayList<>(unlockable);
      all.addAll(e.problems());
      throw new HermeticException(all, e);
    }
    listener.on(
        outcome.isLocked()
            ? new Event.StageFinished(
                stage,
                "Resolved " + target.platform() + ": " + Count.of(
                        outcome.found().packages().size(), "pip package"),
                (System.nanoTime() - begin) / 1_000_000)
            : new Event.StageDropped(stage));
    return outcome;
  }

  /** Another Python is wished for, of those that all projects run on. */
  private static PipOutcome withoutPython(PipTarget target, PypiVersion python) {
    List<AskedPython> asked = target.request().pythons();
    AskedPython unmet =
        asked.stream().filter(one -> !one.allows(python)).findFirst().orElseThrow();
    SpecifierSet all =
        asked.stream().map(AskedPython::specifiers).reduce(SpecifierSet.ANY, SpecifierSet::and);
    CondaWish wish =
        CondaWish.of("python", target.choice().versions("python"), all, unmet.location());
    PipOutcome outcome = PipOutcome.notOn(target, unmet);
    return wish.versions().isEmpty() ? outcome : outcome.wishing(List.of(wish));
  }

  private PipOutcome resolve(TargetQuestion question) {
    PipTarget target = question.target();
    try {
      PipOutcome.Found found =
          entries(question, new Resolver(question.source()).resolve(question.request()));
      PipOutcome outcome = PipOutcome.of(target, found);
      return outcome.isLocked() ? outcome : outcome.wishing(new CondaWishes(question).find(() -> true));
    } catch (ResolveLimitException e) {
      throw new HermeticException(
          PipProblems.givenUp(target.section(), target.platform(), e.clashes()), e);
    } catch (UnresolvableException e) {
      return PipOutcome.none(target, new Unresolved(question, e))
          .wishing(new CondaWishes(question).find(e::isOfUnusable));
    }
  }

  private PipOutcome.Found entries(TargetQuestion question, Resolution resolution) {
    PipEntries entries = new PipEntries(fetcher, question.hashes());
    PipTarget target = question.target();
    TargetSource source = question.source();
    List<LockedPackage> packages = new ArrayList<>();
    List<String> built = new ArrayList<>();
    List<Problem> warnings = new ArrayList<>();
    SortedSet<String> unknown = new TreeSet<>();
    for (Pinned pinned : resolution.packages()) {
      String title = pinned.candidate().name() + " " + pinned.candidate().version();
      if (source.repository(pinned.candidate()).isPresent()) {
        warnings.add(
            PipProblems.unreadRepository(
                place(target, pinned.candidate().name()),
                pinned.candidate().name().toString()));
        packages.add(entries.entry(pinned, source, target.platform()));
        continue;
      }
      Release release = source.release(pinned.candidate());
      if (!release.file().isWheel()) {
        built.add(title);
        continue;
      }
      if (release.yanked() != null) {
        warnings.add(PipProblems.withdrawn(title, release.yanked()));
      }
      if (question.newest() != null && release.file().uploaded() == null) {
        unknown.add(release.file().fileName());
      }
      packages.add(entries.entry(pinned, source, target.platform()));
    }
    SortedMap<String, String> others = new TreeMap<>();
    for (ProjectName used : resolution.used().keySet()) {
      Provided by = question.provided().get(used);
      if (by != null && !CondaProjects.hasOwnName(by.packageName(), used)) {
        others.put(by.packageName(), used.normalised());
      }
    }
    return new PipOutcome.Found(packages, others, versions(question), built, warnings, unknown);
  }

  /** What could be taken of the projects that are to be newer. */
  private static SortedMap<String, List<String>> versions(TargetQuestion question) {
    SortedMap<String, List<String>> versions = new TreeMap<>();
    boolean early = question.request().prereleases();
    for (ProjectName name : question.request().upgraded()) {
      versions.put(
          name.normalised(),
          question.source().candidates(name).stream()
              .filter(one -> one.unusable() == null && !one.yanked())
              .filter(one -> early || !one.version().isPrerelease())
              .map(one -> one.version().toString())
              .toList());
    }
    return versions;
  }

  private static Location place(PipTarget target, ProjectName name) {
    return target.request().requirements().stream()
        .filter(one -> one.requirement().name().equals(name))
        .map(AskedRequirement::location)
        .findFirst()
        .orElse(target.section());
  }

  /** What no resolving could mend. */
  private static List<Problem> unlockable(PipTarget target, MarkerEnvironment markers) {
    List<Problem> problems = new ArrayList<>();
    for (LocalSource local : target.request().locals()) {
      problems.add(PipProblems.local(local.location(), local.reference(), local.editable()));
    }
    for (AskedRequirement asked : target.request().requirements()) {
      String url = asked.requirement().url();
      if (url != null && asked.requirement().applies(markers)) {
        VcsReference.parse(url)
            .filter(vcs -> !vcs.isPinned())
            .ifPresent(vcs -> problems.add(PipProblems.unpinned(asked.location(), url)));
      }
    }
    return problems;
  }
}
