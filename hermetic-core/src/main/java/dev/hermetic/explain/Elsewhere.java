package dev.hermetic.explain;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what is there instead of what is asked for, and where what is asked for can be had. */
final class Elsewhere {
  private static final int SHOWN = 3;
  private static final Set<String> KINDS = Set.of("__linux", "__osx", "__unix", "__win");
  private static final String USUAL_HOST = "https://conda.anaconda.org/";

  private final SolveRequest request;
  private final List<SolveRequest> others;

  /** @param others the same user's requests for other platforms */
  Elsewhere(SolveRequest request, List<SolveRequest> others) {
    this.request = request;
    this.others =
        others.stream()
            .filter(other -> !other.platform().equals(request.platform()))
            .sorted(Comparator.comparing(other -> other.platform().subdir()))
            .toList();
  }

  /**
   * Where nothing of a package meets any of the specs: what there is instead, and where it could be
   * had. At least one line.
   */
  List<String> tell(Domain domain, Collection<MatchSpec> asked) {
    List<String> lines = new ArrayList<>();
    String absent = absent(domain, asked);
    if (!absent.isEmpty()) {
      lines.add(absent);
    }
    lines.addAll(notes(domain, asked));
    return lines.isEmpty() ? List.of("there is none that counts") : lines;
  }

  private String absent(Domain domain, Collection<MatchSpec> asked) {
    if (domain.isVirtual()) {
      return machine(domain.name);
    }
    if (domain.candidates.isEmpty()) {
      return nowhere(domain.name, asked);
    }
    Optional<String> contradiction =
        asked.size() == 1 ? Bounds.contradiction(asked.iterator().next()) : Optional.empty();
    if (contradiction.isPresent()) {
      return "no version is " + contradiction.get() + " at once";
    }
    BitSet versions = new BitSet();
    for (int i = 0; i < domain.candidates.size(); i++) {
      String text = domain.candidates.get(i).version();
      versions.set(i, asked.stream().anyMatch(spec -> spec.build().isPresent() && meets(spec, text)));
    }
    if (!versions.isEmpty()) {
      return "there is no such build of "
          + Wording.range(domain, versions)
          + ", only "
          + builds(domain, versions);
    }
    List<String> all = domain.versions().texts();
    if (all.size() <= SHOWN) {
      return "there is only " + domain.name + " " + Wording.join(all, "and");
    }
    int position = nearest(all, asked);
    return position == 0 || position == all.size()
        ? "there is only " + domain.name + " " + all.get(0) + " to " + all.get(all.size() - 1)
        : "the nearest there are "
            + domain.name
            + " "
            + all.get(position - 1)
            + " and "
            + all.get(position);
  }

  /** What the builds have in common by their last part, else the most preferred of them. */
  private static String builds(Domain domain, BitSet some) {
    List<String> builds =
        some.stream().mapToObj(i -> domain.candidates.get(i).build()).distinct().toList();
    List<String> variants =
        builds.stream()
            .map(build -> build.substring(build.lastIndexOf('_') + 1))
            .distinct()
            .toList();
    boolean named = variants.stream().noneMatch(variant -> variant.matches("\\d*"));
    return builds.size() > SHOWN && named && variants.size() <= SHOWN + 1
        ? Wording.join(variants.stream().map(variant -> "`*" + variant + "`").toList(), "and")
        : Wording.some(builds, SHOWN);
  }

  /** Where among the ascending versions the asked ones would stand. */
  private static int nearest(List<String> versions, Collection<MatchSpec> asked) {
    Version bound =
        asked.stream().flatMap(spec -> Bounds.first(spec).stream()).findFirst().orElse(null);
    boolean above = asked.stream().findFirst().filter(Bounds::isAbove).isPresent();
    int position = 0;
    while (bound != null
        && position < versions.size()
        && Version.parse(versions.get(position)).compareTo(bound) < (above ? 1 : 0)) {
      position++;
    }
    return position;
  }

  private static boolean meets(MatchSpec spec, String version) {
    return spec.version().isEmpty()
        || spec.version().get().matches(Version.parse(version));
  }

  private String machine(String name) {
    return machine(request, name);
  }

  /** What the machine of a request has of a virtual package, in words. */
  static String machine(SolveRequest request, String name) {
    return request.virtualPackages().stream()
        .filter(given -> given.name().equals(name))
        .map(VirtualPackage::toString)
        .findFirst()
        .map(given -> "the virtual packages have " + given)
        .orElse(
            KINDS.contains(name)
                ? request.platform() + " is not " + name
                : "the virtual packages have no " + name);
  }

  private String nowhere(String name, Collection<MatchSpec> asked) {
    if (isKnown(name)) {
      String channels =
          asked.stream()
              .flatMap(spec -> spec.channel().stream())
              .distinct()
              .collect(Collectors.joining(" and "));
      return channels.isEmpty() ? "" : "there is none in " + channels;
    }
    String platforms = platforms(name);
    return "no channel has a package named `"
        + name
        + "`"
        + (platforms.isEmpty() ? "" : " here, but there is one for " + platforms);
  }

  /** Whether the channels have a package of that name, if only hidden ones. */
  boolean isKnown(String name) {
    return name.startsWith("__") || records(request, name).findAny().isPresent();
  }

  /** The other platforms that have a package of that name, in words; empty when there are none. */
  String platforms(String name) {
    List<String> platforms = new ArrayList<>();
    for (SolveRequest other : others) {
      if (records(other, name).findAny().isPresent()) {
        platforms.add(other.platform().subdir());
      }
    }
    return Wording.join(platforms, "and");
  }

  private static Stream<PackageRecord> records(SolveRequest of, String name) {
    return of.channels().stream().flatMap(List::stream).flatMap(one -> one.records(name).stream());
  }

  /** What would be there, were it not hidden; one line each. */
  private List<String> notes(Domain domain, Collection<MatchSpec> asked) {
    List<String> notes = new ArrayList<>();
    if (domain.isVirtual()) {
      return notes;
    }
    String name = domain.name;
    if (isHiddenByDate(name, asked)) {
      notes.add(
          "it is later than "
              + request.excludeNewer()
              + " (hermetic.excludeNewer): "
              + later(name, asked));
    }
    hiddenByPriority(name, asked)
        .forEach(
            channel ->
                notes.add(
                    channel
                        + " has it, but with strict channel priority `"
                        + name
                        + "` is taken from "
                        + first(name)
                        + " alone"));
    if (!domain.candidates.isEmpty()) {
      List<String> platforms = new ArrayList<>();
      for (SolveRequest other : others) {
        if (records(other, name).anyMatch(record -> meets(asked, record))) {
          platforms.add(other.platform().subdir());
        }
      }
      if (!platforms.isEmpty()) {
        notes.add(Wording.join(platforms, "and") + (platforms.size() == 1 ? " has it" : " have it"));
      }
    }
    return notes;
  }

  private static boolean meets(Collection<MatchSpec> asked, PackageRecord record) {
    return asked.stream().anyMatch(spec -> spec.matches(record));
  }

  private boolean isHiddenByDate(String name, Collection<MatchSpec> asked) {
    return request.excludeNewer() != null
        && records(request, name).anyMatch(record -> isLate(record) && meets(asked, record));
  }

  private boolean isLate(PackageRecord record) {
    return record.timestamp() > Objects.requireNonNull(request.excludeNewer()).toEpochMilli();
  }

  private String later(String name, Collection<MatchSpec> asked) {
    Set<String> versions = new LinkedHashSet<>();
    records(request, name)
        .filter(record -> isLate(record) && meets(asked, record))
        .sorted(Comparator.comparingLong(PackageRecord::timestamp))
        .forEach(record -> versions.add(name + " " + record.version()));
    return Wording.some(List.copyOf(versions), SHOWN);
  }

  /** Channels after the first that has the name, where they have what is asked for. */
  private List<String> hiddenByPriority(String name, Collection<MatchSpec> asked) {
    List<String> channels = new ArrayList<>();
    if (request.priority() != ChannelPriority.STRICT) {
      return channels;
    }
    boolean seen = false;
    for (List<Repodata> channel : request.channels()) {
      List<PackageRecord> records =
          channel.stream().flatMap(one -> one.records(name).stream()).toList();
      if (seen && records.stream().anyMatch(record -> meets(asked, record))) {
        channels.add(shown(records.get(0).channel()));
      }
      seen |= !records.isEmpty();
    }
    return channels;
  }

  private String first(String name) {
    return shown(records(request, name).findFirst().orElseThrow().channel());
  }

  private static String shown(String channel) {
    return channel.startsWith(USUAL_HOST) ? channel.substring(USUAL_HOST.length()) : channel;
  }
}
