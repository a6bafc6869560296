package dev.hermetic.prefix;

import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.NoarchKind;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Makes a {@link PrefixPlan}: first where each package's members go, then who wins. */
final class Planner {
  private static final String SITE_PACKAGES = "site-packages/";
  private static final String PYTHON_SCRIPTS = "python-scripts/";

  /** What still moves then is found to be a file and a folder at once. */
  private static final int MOST_ROUNDS = 10;

  private final Platform platform;
  private final List<PrefixPackage> packages;
  private final List<PrefixWheel> wheels;
  private final Optional<PythonTarget> python;
  private final TargetPrefix anywhere;
  private final List<Problem> problems = new ArrayList<>();
  private final TreeSet<String> withoutLauncher = new TreeSet<>(PackageEntry::compareCodePoints);

  Planner(Platform platform, List<PrefixPackage> packages, List<PrefixWheel> wheels) {
    this.platform = platform;
    this.packages = packages;
    this.wheels = wheels;
    this.python = PythonTarget.of(packages, platform);
    // Which files are patched depends on the platform alone.
    this.anywhere = new TargetPrefix(platform.isWindows() ? "C:/x" : "/x", platform);
  }

  PrefixPlan plan() {
    List<PlannedPath> members = new ArrayList<>();
    for (PrefixPackage one : packages) {
      addMembers(one, members);
    }
    for (PrefixWheel one : wheels) {
      addWheel(one, members);
    }
    failIfAny();
    List<PlannedPath> real = throughLinks(members);
    // A link that was moved may lead on: once more until nothing moves.
    for (int round = 0; round < MOST_ROUNDS && real != members; round++) {
      members = real;
      real = throughLinks(members);
    }
    Contest contest = new Contest(PrefixMeta.reserved(packages));
    real.forEach(contest::add);
    List<PlannedPath> paths = contest.paths(problems);
    PathChecks.check(platform, paths, problems);
    failIfAny();
    return new PrefixPlan(
        platform,
        packages,
        wheels,
        python,
        paths,
        contest.clobbers(),
        leadingOut(paths),
        List.copyOf(withoutLauncher));
  }

  private static List<OutwardLink> leadingOut(List<PlannedPath> paths) {
    LinkResolver resolver = new LinkResolver(links(paths));
    List<OutwardLink> outward = new ArrayList<>();
    for (PlannedPath path : paths) {
      if (path.content() instanceof Content.Link link
          && resolver.resolve(Contest.parent(path.path()), link.target()).isEmpty()) {
        outward.add(new OutwardLink(path.path(), link.target(), path.owner()));
      }
    }
    return outward;
  }

  private void failIfAny() {
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }

  private void addMembers(PrefixPackage one, List<PlannedPath> members) {
    boolean noarchPython = one.unpacked().info().noarch() == NoarchKind.PYTHON;
    if (noarchPython && python.isEmpty()) {
      problems.add(PrefixProblems.noPython(one.distribution()));
      return;
    }
    // One text for all, which makes maps by owner fast.
    String owner = one.distribution();
    for (PackageEntry entry : one.unpacked().entries()) {
      String path = noarchPython ? moved(entry.path(), python.orElseThrow()) : entry.path();
      members.add(member(one, owner, entry, path));
    }
    if (noarchPython) {
      one.unpacked().info().entryPoints().forEach(script -> addScript(one, script, members));
    }
  }

  private void addWheel(PrefixWheel one, List<PlannedPath> members) {
    if (python.isEmpty()) {
      problems.add(PrefixProblems.noPythonForWheel(one.distribution()));
      return;
    }
    members.addAll(new WheelPaths(one, python.get(), platform).members());
    if (platform.isWindows()) {
      one.unpacked()
          .info()
          .entryPoints()
          .forEach(command -> withoutLauncher.add(EntryPointScript.path(command, true)));
    }
  }

  /** CEP-34, noarch python: the same for packages of one platform that say so (CEP-20). */
  private String moved(String path, PythonTarget target) {
    String inside = path + "/";
    if (inside.startsWith(SITE_PACKAGES)) {
      return target.sitePackages() + path.substring(SITE_PACKAGES.length() - 1);
    }
    if (inside.startsWith(PYTHON_SCRIPTS)) {
      String folder = platform.isWindows() ? "Scripts" : "bin";
      return folder + path.substring(PYTHON_SCRIPTS.length() - 1);
    }
    return path;
  }

  private PlannedPath member(PrefixPackage one, String owner, PackageEntry entry, String path) {
    return switch (entry.kind()) {
      case DIRECTORY -> Contest.folder(path);
      case SYMLINK ->
          new PlannedPath(
              path, new Content.Link(entry.linkTarget()), entry.mode(), entry.mtime(), owner);
      case FILE -> {
        var placeholder = entry.placeholder();
        boolean patched =
            placeholder != null && PlaceholderPatch.applies(placeholder, anywhere);
        yield patched
            ? new PlannedPath(
                path,
                new Content.Patched(entry, placeholder, one.unpacked().file(entry)),
                entry.mode(),
                one.patchedTime(),
                owner)
            : new PlannedPath(
                path,
                new Content.Stored(entry, one.unpacked().folder()),
                entry.mode(),
                entry.mtime(),
                owner);
      }
    };
  }

  private void addScript(PrefixPackage one, EntryPoint entryPoint, List<PlannedPath> members) {
    String path = EntryPointScript.path(entryPoint, platform.isWindows());
    if (platform.isWindows()) {
      withoutLauncher.add(path);
    }
    members.add(
        new PlannedPath(
            path,
            new Content.Script(entryPoint),
            EntryPointScript.MODE,
            one.patchedTime(),
            one.distribution()));
  }

  /**
   * Puts what lies below a linked folder where the link leads, so that nothing is ever written
   * through a link.
   *
   * @return the same list where nothing moves
   */
  private List<PlannedPath> throughLinks(List<PlannedPath> members) {
    Map<String, String> links = links(members);
    if (links.isEmpty()) {
      return members;
    }
    LinkResolver resolver = new LinkResolver(links);
    Map<String, Optional<String>> folders = new HashMap<>();
    boolean moved = false;
    List<PlannedPath> real = new ArrayList<>(members.size());
    // Most lie in the folder of the one before.
    String parent = "";
    Optional<String> place = Optional.of(parent);
    for (PlannedPath member : members) {
      if (!Contest.liesIn(member.path(), parent)) {
        parent = Contest.parent(member.path());
        place = folders.computeIfAbsent(parent, folder -> resolver.resolve("", folder));
      }
      if (place.isEmpty()) {
        problems.add(PrefixProblems.behindLink(member.path(), parent, member.owner()));
      } else if (place.get().equals(parent)) {
        real.add(member);
      } else {
        String name = member.path().substring(parent.isEmpty() ? 0 : parent.length() + 1);
        real.add(member.at(place.get().isEmpty() ? name : place.get() + "/" + name));
        moved = true;
      }
    }
    failIfAny();
    return moved ? real : members;
  }

  /** The links that are there when all members have been put into the prefix, one after another. */
  private static Map<String, String> links(List<PlannedPath> members) {
    Map<String, String> links = new HashMap<>();
    for (PlannedPath member : members) {
      if (member.content() instanceof Content.Link link) {
        links.put(member.path(), link.target());
      } else if (!member.isFolder()) {
        links.remove(member.path());
      }
    }
    return links;
  }
}
