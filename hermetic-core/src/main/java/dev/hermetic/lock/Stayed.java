package dev.hermetic.lock;

import dev.hermetic.diff.Change;
import dev.hermetic.diff.LockDiff;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Redaction;
import dev.hermetic.tree.Known;
import dev.hermetic.tree.Newer;
import dev.hermetic.tree.NewerSearch;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of packages that were to be newer and did not move what holds them, and what to do about it. */
final class Stayed {
  private static final Set<Change.Kind> SAME_FILE =
      EnumSet.of(Change.Kind.LICENSE, Change.Kind.CATEGORY, Change.Kind.DEPENDENCIES);

  private Stayed() {}

  /**
   * A sentence without full stop for each package; platforms that agree share one.
   *
   * @param lock the new lock
   * @param asked the packages that were to be newer
   * @param changes from the lock before to the new one
   * @param known the repodata that the new lock was made from
   */
  static List<String> of(
      Lockfile lock,
      LockInputs inputs,
      AskedPackages.Asked asked,
      LockDiff changes,
      Known known) {
    Map<String, List<Platform>> said = new LinkedHashMap<>();
    SortedMap<Platform, List<Root>> roots = AskedRoots.of(lock, inputs);
    for (Platform platform : lock.metadata().platforms()) {
      LockGraph graph = LockGraph.of(lock, platform, roots.get(platform));
      NewerSearch search = new NewerSearch(graph, known);
      Stream.concat(
              asked.conda().getOrDefault(platform, List.of()).stream()
                  .map(one -> graph.find(Manager.CONDA, one.spec().name())),
              asked.pip().getOrDefault(platform, List.of()).stream()
                  .map(one -> graph.find(Manager.PIP, one.requirement().name().normalised())))
          .flatMap(Optional::stream)
          .filter(locked -> !moved(changes, locked))
          .forEach(
              locked ->
                  said.computeIfAbsent(
                          words(locked, search.of(locked)), key -> new ArrayList<>())
                      .add(platform));
    }
    List<String> sentences = new ArrayList<>();
    said.forEach((words, on) -> sentences.add(words.replace("\n", " on " + list(on))));
    return sentences;
  }

  private static boolean moved(LockDiff changes, LockedPackage locked) {
    return changes.changes().stream()
        .filter(change -> change.manager() == locked.manager())
        .filter(change -> change.name().equals(locked.name()))
        .filter(change -> change.platforms().contains(locked.platform()))
        .anyMatch(change -> !SAME_FILE.contains(change.kind()));
  }

  /** With a line feed where the platforms go. */
  private static String words(LockedPackage locked, Newer newer) {
    String start = locked.name() + " stays at " + locked.version() + "\n: ";
    String tell =
        "; `mvn hermetic:update \"-Dhermetic.packages=" + locked.name() + ">="
            + newer.newest().orElse("") + "\"` tells which lines to change";
    boolean pip = locked.manager() == Manager.PIP;
    return switch (newer.state()) {
      case UNKNOWN ->
          start + (pip ? "the indexes have no version of it" : "the channels have no record of it");
      case NEWEST ->
          start + "no newer version " + (pip ? "that fits is in the indexes" : "is in the channels");
      case FREE ->
          start + newer.newest().orElse("") + " is there, but what it needs cannot be had" + tell;
      case HELD ->
          start + newer.newest().orElse("") + " is held back: "
              + Redaction.redact(String.join("; ", newer.heldBy())) + tell;
    };
  }

  private static String list(List<Platform> platforms) {
    return platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
  }
}
