package dev.hermetic.check;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what a check finds; the same fact on several platforms is one problem. */
final class Findings {
  private record Fact(String code, String text, String fix) {}

  private static final class Found {
    private final Location location;
    private final String at;
    private final TreeSet<Platform> platforms = new TreeSet<>();

    Found(Location location, String at) {
      this.location = location;
      this.at = at;
    }
  }

  private final Map<Fact, Found> found = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param code HERM-CHECK-nnn
   * @param location where to look; of several platforms the first one's
   * @param platform null when the fact is not one of a platform
   */
  void add(
      String code, Location location, String fact, String fix, @Nullable Platform platform) {
    add(code, location, fact, "", fix, platform);
  }

  /** The same for a locked package that a spec is not met by; of several platforms the first's. */
  void addLocked(
      String code, Location location, String fact, Location at, String fix, Platform platform) {
    add(code, location, fact, ", locked at " + at, fix, platform);
  }

  private void add(
      String code,
      Location location,
      String fact,
      String at,
      String fix,
      @Nullable Platform platform) {
    Found one =
        found.computeIfAbsent(
            new Fact(code, Redaction.redact(fact), fix),
            key -> new Found(location, at));
    if (platform != null) {
      one.platforms.add(platform);
    }
  }

  /**
   * Packages that no spec leads to, by those that brought the others: whoever forgot to ask for one,
   * or asks for it no more, has one problem and not one for each package that came along.
   */
  void addUnneeded(
      LockGraph graph, List<LockedPackage> unneeded, LocatedLock located, Fixes fixes) {
    for (LockedPackage head : graph.heads(unneeded)) {
      boolean alone = graph.reachable(head).stream().noneMatch(
          one -> !one.equals(head) && unneeded.contains(one));
      add(
          "HERM-CHECK-013",
          located.locations().of(head),
          head.name() + " " + head.version() + " is locked, but nothing needs it",
          alone ? "" : ", nor what came along with it",
          fixes.orSet("ask for " + head.name() + " in the environment file"),
          graph.platform());
    }
  }

  void add(String code, Location location, String fact, String fix) {
    add(code, location, fact, fix, null);
  }

  void note(String text) {
    if (!notes.contains(text)) {
      notes.add(text);
    }
  }

  List<String> notes() {
    return notes;
  }

  /** In the order in which they were found. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    found.forEach(
        (fact, at) ->
            problems.add(
                new Problem(
                    fact.code(),
                    Problem.Kind.POLICY,
                    at.location.toString(),
                    fact.text() + at.at + on(at.platforms),
                    fact.fix())));
    return problems;
  }

  private static String on(TreeSet<Platform> platforms) {
    return platforms.isEmpty()
        ? ""
        : platforms.stream().map(Platform::subdir).collect(Collectors.joining(", ", " (", ")"));
  }
}
