package dev.hermetic.explain;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.version.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Other surroundings in which a clash may go away, the nearest first. */
final class Settings {
  private static final String CUDA = "__cuda";

  private Settings() {}

  /** Machines that have a little more than the one that the refutation speaks of. */
  static List<Edit> virtualPackages(Refutation refutation, Set<Platform> platforms) {
    List<Edit> edits = new ArrayList<>();
    for (Domain domain : refutation.domains()) {
      if (domain.isVirtual()) {
        TreeMap<Version, String> versions = new TreeMap<>();
        domain.demands.stream()
            .filter(demand -> demand.matching.isEmpty())
            .map(demand -> demand.spec)
            .forEach(
                spec ->
                    Bounds.first(spec)
                        .ifPresent(
                            bound ->
                                versions.put(bound, Bounds.firstText(spec).orElseThrow())));
        versions.values().stream()
            .flatMap(version -> virtual(domain, version, platforms).stream())
            .forEach(edits::add);
      }
    }
    return edits;
  }

  private static Optional<Edit> virtual(Domain domain, String version, Set<Platform> platforms) {
    String name = domain.name;
    boolean possible =
        name.equals(CUDA)
            ? platforms.stream().allMatch(VirtualPackages::mayHaveCuda)
            : !domain.candidates.isEmpty()
                && Set.of("__glibc", "__linux", "__osx").contains(name);
    if (!possible) {
      return Optional.empty();
    }
    String action =
        name.equals(CUDA)
            ? "set -Dhermetic.cuda=" + version + " if the driver of the machines is as new"
            : "set `"
                + name
                + ": \""
                + version
                + "\"` for "
                + Wording.platforms(platforms)
                + " in virtual-packages.yml if the machines are as new";
    return Optional.of(
        new Edit.Setting(
            request ->
                platforms.contains(request.platform())
                        || name.equals(CUDA) && has(request, CUDA)
                    ? with(request, name, version)
                    : request,
            false,
            action));
  }

  private static boolean has(SolveRequest request, String name) {
    return request.virtualPackages().stream().anyMatch(given -> given.name().equals(name));
  }

  private static SolveRequest with(SolveRequest request, String name, String version) {
    List<VirtualPackage> changed = new ArrayList<>();
    String build = "0";
    for (VirtualPackage given : request.virtualPackages()) {
      if (given.name().equals(name)) {
        build = given.build();
      } else {
        changed.add(given);
      }
    }
    changed.add(new VirtualPackage(name, version, build));
    return new SolveRequest(
        request.platform(),
        request.specs(),
        changed,
        request.channels(),
        request.priority(),
        request.excludeNewer());
  }

  /** Weaker orders of channels. */
  static List<Edit> priorities(SolveRequest request) {
    List<Edit> edits = new ArrayList<>();
    if (request.priority() == ChannelPriority.STRICT && request.channels().size() > 1) {
      for (ChannelPriority weaker :
          List.of(ChannelPriority.FLEXIBLE, ChannelPriority.DISABLED)) {
        edits.add(
            new Edit.Setting(
                of ->
                    new SolveRequest(
                        of.platform(),
                        of.specs(),
                        of.virtualPackages(),
                        of.channels(),
                        weaker,
                        of.excludeNewer()),
                true,
                "set -Dhermetic.channelPriority=" + weaker.name().toLowerCase(Locale.ROOT)));
      }
    }
    return edits;
  }

  private static Edit until(LocalDate day) {
    return new Edit.Setting(
        of ->
            new SolveRequest(
                of.platform(),
                of.specs(),
                of.virtualPackages(),
                of.channels(),
                of.priority(),
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()),
        true,
        "set -Dhermetic.excludeNewer=" + day + " or later");
  }

  /**
   * The earliest day up to which packages have to count.
   *
   * @param names packages that the day matters for
   * @param works whether an edit does
   */
  static Optional<Edit> excludeNewer(
      SolveRequest request, Collection<String> names, Predicate<Edit> works) {
    Instant limit = request.excludeNewer();
    if (limit == null) {
      return Optional.empty();
    }
    TreeSet<LocalDate> later = new TreeSet<>();
    for (String name : names) {
      request.channels().stream()
          .flatMap(List::stream)
          .flatMap(repodata -> repodata.records(name).stream())
          .map(PackageRecord::timestamp)
          .filter(time -> time > limit.toEpochMilli())
          .forEach(
              time -> later.add(LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC)));
    }
    List<LocalDate> days = List.copyOf(later);
    if (days.isEmpty() || !works.test(until(days.get(days.size() - 1)))) {
      return Optional.empty();
    }
    int low = 0;
    int high = days.size() - 1;
    // What a day allows, every later day allows.
    while (low < high) {
      int middle = (low + high) / 2;
      if (works.test(until(days.get(middle)))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return Optional.of(until(days.get(high)));
  }
}
