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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Other surroundings in which a clash may go away, the nearest first. */
final class Settings {
  private static final String CUDA = "__cuda";

  private Settings() {}

  /** Which virtual packages the refutations want otherwise than the machine has them. */
  static Set<String> lacking(Collection<Refutation> refutations) {
    return asked(refutations).keySet();
  }

  /** Which versions of which virtual packages the refutations ask for in vain, by name. */
  private static Map<String, SortedMap<Version, String>> asked(Collection<Refutation> refutations) {
    Map<String, SortedMap<Version, String>> versions = new LinkedHashMap<>();
    for (Refutation refutation : refutations) {
      for (Domain domain : refutation.domains()) {
        if (domain.isVirtual()) {
          domain.demands.stream()
              .filter(demand -> demand.matching.isEmpty())
              .map(demand -> demand.spec)
              .forEach(
                  spec ->
                      Bounds.first(spec)
                          .ifPresent(
                              bound ->
                                  versions
                                      .computeIfAbsent(domain.name, name -> new TreeMap<>())
                                      .put(bound, Bounds.firstText(spec).orElseThrow())));
        }
      }
    }
    return versions;
  }

  /** Machines that have a little more than the one that the refutations speak of. */
  static List<Edit> virtualPackages(
      Collection<Refutation> refutations, SolveRequest request, Set<Platform> platforms) {
    List<Edit> edits = new ArrayList<>();
    asked(refutations)
        .forEach(
            (name, versions) ->
                versions
                    .values()
                    .forEach(
                        version ->
                            virtual(request, name, version, platforms).ifPresent(edits::add)));
    return edits;
  }

  private static Optional<Edit> virtual(
      SolveRequest of, String name, String version, Set<Platform> platforms) {
    boolean possible =
        name.equals(CUDA)
            ? platforms.stream().allMatch(VirtualPackages::mayHaveCuda)
            : has(of, name) && Set.of("__glibc", "__linux", "__osx").contains(name);
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
            name,
            request ->
                platforms.contains(request.platform())
                        || name.equals(CUDA) && has(request, CUDA)
                    ? with(request, name, version)
                    : request,
            false,
            Elsewhere.machine(of, name),
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
                "channelPriority",
                of ->
                    new SolveRequest(
                        of.platform(),
                        of.specs(),
                        of.virtualPackages(),
                        of.channels(),
                        weaker,
                        of.excludeNewer()),
                true,
                "strict channel priority hides what they need",
                "set -Dhermetic.channelPriority=" + weaker.name().toLowerCase(Locale.ROOT)));
      }
    }
    return edits;
  }

  private static Edit until(LocalDate day, SolveRequest request) {
    return new Edit.Setting(
        "excludeNewer",
        of ->
            new SolveRequest(
                of.platform(),
                of.specs(),
                of.virtualPackages(),
                of.channels(),
                of.priority(),
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()),
        true,
        "what they need is later than " + request.excludeNewer() + " (hermetic.excludeNewer)",
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
    List<LocalDate> days = days(request, names);
    Optional<Edit> last = lastDay(request, names);
    if (last.isEmpty() || !works.test(last.get())) {
      return Optional.empty();
    }
    int low = 0;
    int high = days.size() - 1;
    // What a day allows, every later day allows.
    while (low < high) {
      int middle = (low + high) / 2;
      if (works.test(until(days.get(middle), request))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return Optional.of(until(days.get(high), request));
  }

  /** The last day on which one of the packages changed; empty when every day counts already. */
  static Optional<Edit> lastDay(SolveRequest request, Collection<String> names) {
    List<LocalDate> days = days(request, names);
    return days.isEmpty()
        ? Optional.empty()
        : Optional.of(until(days.get(days.size() - 1), request));
  }

  /** The days after the limit on which packages came, ascending. */
  private static List<LocalDate> days(SolveRequest request, Collection<String> names) {
    Instant limit = request.excludeNewer();
    TreeSet<LocalDate> later = new TreeSet<>();
    for (String name : limit == null ? List.<String>of() : names) {
      request.channels().stream()
          .flatMap(List::stream)
          .flatMap(repodata -> repodata.records(name).stream())
          .map(PackageRecord::timestamp)
          .filter(time -> time > limit.toEpochMilli())
          .forEach(
              time -> later.add(LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC)));
    }
    return List.copyOf(later);
  }
}
