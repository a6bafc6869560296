package dev.hermetic.solve;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Says what is wrong with an answer, by the plain reading of the rules and with no knowledge of how
 * an engine finds one.
 */
public final class SolutionChecker {
  private final BiPredicate<String, String> channelMatch;
  private final Map<String, MatchSpec> specs = new HashMap<>();

  public SolutionChecker(BiPredicate<String, String> channelMatch) {
    this.channelMatch = channelMatch;
  }

  /** Every rule that the records break, one sentence each; empty for a valid answer. */
  public List<String> violations(SolveRequest request, List<PackageRecord> records) {
    List<String> violations = new ArrayList<>();
    Map<String, PackageRecord> installed = new TreeMap<>();
    for (PackageRecord record : records) {
      if (installed.put(record.name(), record) != null) {
        violations.add("two records of " + record.name());
      }
      if (record.name().startsWith("__")) {
        violations.add("virtual package in the answer: " + record);
      }
    }
    Map<String, PackageRecord> present = new TreeMap<>(installed);
    for (VirtualPackage virtual : request.virtualPackages()) {
      present.put(virtual.name(), asRecord(virtual));
    }
    for (RootSpec root : request.specs()) {
      if (present.values().stream().noneMatch(record -> meets(root.spec(), record))) {
        violations.add("root " + root.spec() + " is not met");
      }
    }
    for (PackageRecord record : installed.values()) {
      checkNeighbours(record, present, violations);
      checkOrigin(request, record, violations);
    }
    checkReachable(request, installed, violations);
    return violations;
  }

  private void checkNeighbours(
      PackageRecord record, Map<String, PackageRecord> present, List<String> violations) {
    for (String text : record.depends()) {
      MatchSpec spec = spec(text);
      PackageRecord other = present.get(spec.name());
      if (other == null || !meets(spec, other)) {
        violations.add(record + " depends on " + text + " but there is " + other);
      }
    }
    for (String text : record.constrains()) {
      MatchSpec spec = spec(text);
      PackageRecord other = present.get(spec.name());
      if (other != null && !meets(spec, other)) {
        violations.add(record + " constrains " + text + " but there is " + other);
      }
    }
  }

  private void checkOrigin(SolveRequest request, PackageRecord record, List<String> violations) {
    int rank = -1;
    int first = -1;
    for (int i = request.channels().size() - 1; i >= 0; i--) {
      for (Repodata part : request.channels().get(i)) {
        List<PackageRecord> named = part.records(record.name());
        if (named.contains(record)) {
          rank = i;
        }
        if (!named.isEmpty()) {
          first = i;
        }
      }
    }
    if (rank < 0) {
      violations.add(record + " is in no channel of the request");
    } else if (request.priority() == ChannelPriority.STRICT
        && rank != first
        && !isAskedFromAChannel(request, record.name())) {
      violations.add(record + " is not from the first channel that has its name");
    }
    if (request.excludeNewer() != null
        && record.timestamp() > request.excludeNewer().toEpochMilli()) {
      violations.add(record + " is newer than " + request.excludeNewer());
    }
  }

  private static boolean isAskedFromAChannel(SolveRequest request, String name) {
    return request.specs().stream()
        .anyMatch(root -> root.spec().name().equals(name) && root.spec().channel().isPresent());
  }

  private void checkReachable(
      SolveRequest request, Map<String, PackageRecord> installed, List<String> violations) {
    Set<String> reachable = new HashSet<>();
    ArrayDeque<PackageRecord> open = new ArrayDeque<>();
    for (RootSpec root : request.specs()) {
      installed.values().stream().filter(record -> meets(root.spec(), record)).forEach(open::add);
    }
    while (!open.isEmpty()) {
      PackageRecord record = open.remove();
      if (reachable.add(record.name())) {
        record.depends().stream()
            .map(text -> installed.get(spec(text).name()))
            .filter(Objects::nonNull)
            .forEach(open::add);
      }
    }
    for (PackageRecord record : installed.values()) {
      if (!reachable.contains(record.name())) {
        violations.add(record + " is superfluous");
      }
    }
  }

  private MatchSpec spec(String text) {
    return specs.computeIfAbsent(text, MatchSpec::parse);
  }

  private boolean meets(MatchSpec spec, PackageRecord record) {
    return spec.matches(record)
        && spec.channel().map(asked -> channelMatch.test(asked, record.channel())).orElse(true);
  }

  private static PackageRecord asRecord(VirtualPackage virtual) {
    return new PackageRecord(
        virtual.name(),
        virtual.version(),
        virtual.build(),
        0,
        List.of(),
        List.of(),
        "noarch",
        null,
        -1,
        List.of(),
        null,
        null,
        null,
        null,
        -1,
        virtual.name(),
        "",
        "",
        null);
  }
}
