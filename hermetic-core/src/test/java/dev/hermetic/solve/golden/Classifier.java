package dev.hermetic.solve.golden;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.version.Version;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says by rule how our answer to one request differs from a reference's. */
final class Classifier {
  private static final Set<String> KNOWN_TIES = Set.of("icu", "libstdcxx");

  private final Set<String> roots;
  private final TreeMap<String, PackageRecord> ours = new TreeMap<>();
  private final TreeMap<String, PackageRecord> theirs = new TreeMap<>();

  Classifier(SolveRequest request, List<PackageRecord> ours, List<GoldenRequest.Chosen> theirs) {
    this.roots =
        request.specs().stream()
            .map(root -> root.spec().name())
            .collect(Collectors.toCollection(TreeSet::new));
    ours.forEach(record -> this.ours.put(record.name(), record));
    theirs.forEach(chosen -> this.theirs.put(chosen.name(), find(request, chosen)));
  }

  private static PackageRecord find(SolveRequest request, GoldenRequest.Chosen chosen) {
    return request.channels().stream()
        .flatMap(List::stream)
        .flatMap(part -> part.records(chosen.name()).stream())
        .filter(record -> record.version().equals(chosen.version()))
        .filter(record -> record.build().equals(chosen.build()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not in the channels: " + chosen));
  }

  /** What the reference's records are, for a check of the checker. */
  List<PackageRecord> theirs() {
    return List.copyOf(theirs.values());
  }

  Difference classify() {
    boolean newer = roots.stream().anyMatch(name -> compareVersions(name) > 0);
    boolean older = roots.stream().anyMatch(name -> compareVersions(name) < 0);
    if (newer || older) {
      return newer && older
          ? Difference.TRADE_OFF
          : newer ? Difference.BETTER_ROOT : Difference.WORSE;
    }
    Set<String> differing = differing();
    if (differing.isEmpty()) {
      boolean same =
          ours.values().stream()
              .allMatch(record -> record.build().equals(build(theirs, record.name())));
      return same ? Difference.EXACT : Difference.BUILDS;
    }
    if (consequencesOfTies().containsAll(differing)) {
      return Difference.TIES;
    }
    return KNOWN_TIES.containsAll(differing) ? Difference.ICU : Difference.TRANSITIVE;
  }

  /** Names with another version, or on one side only: {@code name ours/theirs}. */
  List<String> describe() {
    return Stream.concat(ours.keySet().stream(), theirs.keySet().stream())
        .distinct()
        .sorted()
        .filter(
            name ->
                !Objects.equals(version(ours, name), version(theirs, name))
                    || !Objects.equals(build(ours, name), build(theirs, name)))
        .map(
            name ->
                (roots.contains(name) ? "*" : "")
                    + name
                    + " "
                    + text(ours, name)
                    + " / "
                    + text(theirs, name))
        .toList();
  }

  private static String text(Map<String, PackageRecord> records, String name) {
    PackageRecord record = records.get(name);
    return record == null ? "-" : record.version() + "=" + record.build();
  }

  private int compareVersions(String root) {
    PackageRecord one = ours.get(root);
    PackageRecord other = theirs.get(root);
    return one == null || other == null
        ? 0
        : Version.parse(one.version()).compareTo(Version.parse(other.version()));
  }

  private Set<String> differing() {
    Set<String> names = new TreeSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    names.removeIf(name -> Objects.equals(version(ours, name), version(theirs, name)));
    return names;
  }

  private static @Nullable String version(Map<String, PackageRecord> records, String name) {
    PackageRecord record = records.get(name);
    return record == null ? null : record.version();
  }

  private static @Nullable String build(Map<String, PackageRecord> records, String name) {
    PackageRecord record = records.get(name);
    return record == null ? null : record.build();
  }

  /**
   * Names whose requirements differ because a tied package (same version, build number and number
   * of tracked features, other build) or something that follows from one asks for something else.
   */
  private Set<String> consequencesOfTies() {
    ArrayDeque<String> open = new ArrayDeque<>();
    for (String name : ours.keySet()) {
      if (isTied(ours.get(name), theirs.get(name))) {
        open.add(name);
      }
    }
    Set<String> differing = differing();
    Set<String> explained = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.remove();
      for (String asked : differentlyAsked(ours.get(name), theirs.get(name))) {
        if (differing.contains(asked) && explained.add(asked)) {
          open.add(asked);
        }
      }
    }
    return explained;
  }

  private static boolean isTied(PackageRecord one, @Nullable PackageRecord other) {
    return other != null
        && one.version().equals(other.version())
        && one.buildNumber() == other.buildNumber()
        && one.trackFeatures().size() == other.trackFeatures().size()
        && !one.build().equals(other.build());
  }

  private static Set<String> differentlyAsked(
      @Nullable PackageRecord one, @Nullable PackageRecord other) {
    Map<String, Set<String>> first = asked(one);
    Map<String, Set<String>> second = asked(other);
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    names.removeIf(name -> Objects.equals(first.get(name), second.get(name)));
    return names;
  }

  private static Map<String, Set<String>> asked(@Nullable PackageRecord record) {
    Map<String, Set<String>> asked = new HashMap<>();
    if (record != null) {
      Stream.concat(record.depends().stream(), record.constrains().stream())
          .forEach(
              text ->
                  asked
                      .computeIfAbsent(MatchSpec.parse(text).name(), name -> new TreeSet<>())
                      .add(text));
    }
    return asked;
  }
}
