package dev.hermetic.lock;

import dev.hermetic.pypi.lock.CondaChoice;
import dev.hermetic.record.Candidate;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The versions that a request's channels have, apart from those that are ruled out. */
final class ChannelVersions implements CondaChoice {
  private final SolveRequest request;
  private final SortedMap<String, SortedSet<String>> ruledOut;
  private final Map<String, SortedSet<String>> known = new ConcurrentHashMap<>();

  private ChannelVersions(SolveRequest request, SortedMap<String, SortedSet<String>> ruledOut) {
    this.request = request;
    this.ruledOut = ruledOut;
  }

  static ChannelVersions of(SolveRequest request) {
    return new ChannelVersions(request, new TreeMap<>());
  }

  /** The same without some versions of a package. */
  ChannelVersions without(String name, Collection<String> versions) {
    SortedMap<String, SortedSet<String>> more = new TreeMap<>(ruledOut);
    SortedSet<String> all = new TreeSet<>(more.getOrDefault(name, new TreeSet<>()));
    all.addAll(versions);
    more.put(name, all);
    return new ChannelVersions(request, more);
  }

  @Override
  public Collection<String> versions(String name) {
    return known.computeIfAbsent(name, this::find);
  }

  private SortedSet<String> find(String name) {
    List<VersionSpec> specs =
        request.specs().stream()
            .map(RootSpec::spec)
            .filter(spec -> spec.name().equals(name))
            .flatMap(spec -> spec.version().stream())
            .toList();
    SortedSet<String> versions = new TreeSet<>();
    for (List<Repodata> channel : request.channels()) {
      for (Repodata part : channel) {
        for (Candidate one : part.candidates(name)) {
          if (isOldEnough(one) && allows(specs, one.version())) {
            versions.add(one.version());
          }
        }
      }
    }
    versions.removeAll(ruledOut.getOrDefault(name, new TreeSet<>()));
    return Collections.unmodifiableSortedSet(versions);
  }

  private boolean isOldEnough(Candidate candidate) {
    Instant newest = request.excludeNewer();
    return newest == null || candidate.timestamp() <= newest.toEpochMilli();
  }

  private static boolean allows(List<VersionSpec> specs, String text) {
    Optional<Version> version = version(text);
    return version.isPresent() && specs.stream().allMatch(spec -> spec.matches(version.get()));
  }

  private static Optional<Version> version(String text) {
    try {
      return Optional.of(Version.parse(text));
    } catch (InvalidVersionException e) {
      return Optional.empty();
    }
  }
}
