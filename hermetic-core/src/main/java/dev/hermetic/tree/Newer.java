package dev.hermetic.tree;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whether a package could be newer, as far as the repodata at hand and the other locked packages
 * tell. Only direct clashes are seen: what would have to move along, and virtual packages, are left
 * to a solver.
 *
 * @param newest the newest version known that is newer than the locked one, empty for none
 * @param heldBy what rules the newest version out, empty when nothing does
 * @param free the newest version, newer than the locked one, that nothing rules out; empty for none
 */
public record Newer(
    State state, Optional<String> newest, List<String> heldBy, Optional<String> free) {

  /** What is known. */
  public enum State {
    /** No record of the name is at hand. */
    UNKNOWN,
    /** No record at hand is newer. */
    NEWEST,
    /** The newest is ruled out. */
    HELD,
    /** Nothing rules the newest out. */
    FREE
  }

  /** Looks for newer records of a package that is locked. */
  public static Newer of(LockGraph graph, LockedPackage locked, Known known) {
    if (locked.manager() == Manager.PIP) {
      return ofPip(graph, locked, known);
    }
    List<PackageRecord> records = known.records(graph.platform(), locked.name());
    Optional<Version> now = version(locked.version());
    if (records.isEmpty() || now.isEmpty()) {
      return new Newer(State.UNKNOWN, Optional.empty(), List.of(), Optional.empty());
    }
    TreeMap<Version, List<PackageRecord>> newer = new TreeMap<>(Comparator.reverseOrder());
    for (PackageRecord record : records) {
      version(record.version())
          .filter(version -> version.compareTo(now.get()) > 0)
          .ifPresent(
              version -> newer.computeIfAbsent(version, key -> new ArrayList<>()).add(record));
    }
    if (newer.isEmpty()) {
      return new Newer(State.NEWEST, Optional.empty(), List.of(), Optional.empty());
    }
    Newer.Judge judge = new Judge(graph, locked, known);
    List<String> heldBy = judge.heldBy(newer.firstEntry().getValue());
    Optional<String> free = Optional.empty();
    for (Map.Entry<Version, List<PackageRecord>> one : newer.entrySet()) {
      if (judge.heldBy(one.getValue()).isEmpty()) {
        free = Optional.of(one.getValue().get(0).version());
        break;
      }
    }
    return new Newer(
        heldBy.isEmpty() ? State.FREE : State.HELD,
        Optional.of(newer.firstEntry().getValue().get(0).version()),
        heldBy,
        free);
  }

  private static Newer ofPip(LockGraph graph, LockedPackage locked, Known known) {
    List<String> versions = known.versions(locked);
    Optional<PypiVersion> now = PypiVersion.tryParse(locked.version());
    if (versions.isEmpty() || now.isEmpty()) {
      return new Newer(State.UNKNOWN, Optional.empty(), List.of(), Optional.empty());
    }
    List<String> newer =
        versions.stream()
            .flatMap(text -> PypiVersion.tryParse(text).stream())
            .filter(version -> version.compareTo(now.get()) > 0)
            .sorted(Comparator.reverseOrder())
            .map(PypiVersion::toString)
            .toList();
    if (newer.isEmpty()) {
      return new Newer(State.NEWEST, Optional.empty(), List.of(), Optional.empty());
    }
    List<String> heldBy = holders(graph, locked, newer.get(0));
    return new Newer(
        heldBy.isEmpty() ? State.FREE : State.HELD,
        Optional.of(newer.get(0)),
        heldBy,
        newer.stream().filter(one -> holders(graph, locked, one).isEmpty()).findFirst());
  }

  private static List<String> holders(LockGraph graph, LockedPackage locked, String version) {
    List<String> holders = new ArrayList<>();
    Stream.concat(graph.roots(locked).stream(), graph.limits(locked).stream())
        .filter(root -> root.rulesOut(Manager.PIP, version, ""))
        .forEach(root -> holders.add(Says.spec(root)));
    for (Edge edge : graph.dependents(locked)) {
      if (edge.rulesOut(Manager.PIP, version)) {
        holders.add(Says.needs(edge));
      }
    }
    return holders.stream().distinct().toList();
  }

  private static Optional<Version> version(String text) {
    try {
      return Optional.of(Version.parse(text));
    } catch (InvalidVersionException e) {
      return Optional.empty();
    }
  }

  /** Looks for what rules records of one package out. */
  private record Judge(LockGraph graph, LockedPackage locked, Known known) {

    /** What rules out the build that the fewest things rule out. */
    List<String> heldBy(List<PackageRecord> builds) {
      return builds.stream()
          .sorted(
              Comparator.comparing(PackageRecord::buildNumber)
                  .reversed()
                  .thenComparing(PackageRecord::fileName))
          .map(this::heldBy)
          .min(Comparator.comparing(List::size))
          .orElse(List.of());
    }

    private List<String> heldBy(PackageRecord build) {
      Map<String, Boolean> found = new LinkedHashMap<>();
      Stream.concat(graph.roots(locked).stream(), graph.limits(locked).stream())
          .filter(root -> rulesOut(root, build))
          .forEach(root -> found.put(Says.spec(root), true));
      for (Edge edge : graph.dependents(locked)) {
        if (edge.from().manager() == Manager.PIP) {
          if (edge.rulesOut(locked.manager(), build.version())) {
            found.put(Says.needs(edge), true);
          }
          continue;
        }
        specs(edge).stream()
            .filter(spec -> !matches(spec, build))
            .forEach(spec -> found.put(Says.named(edge.from()) + " needs `" + spec + "`", true));
      }
      for (LockedPackage other : graph.packages()) {
        known.record(other).map(PackageRecord::constrains).orElse(List.of()).stream()
            .filter(spec -> isOn(spec, build.name()) && !matches(spec, build))
            .forEach(spec -> found.put(Says.named(other) + " rules out all but `" + spec + "`", true));
      }
      clashes(build.depends(), " itself needs `", build, found);
      clashes(build.constrains(), " itself rules out all but `", build, found);
      return List.copyOf(found.keySet());
    }

    /** A spec may also ask for what only repodata know. */
    private static boolean rulesOut(Root root, PackageRecord build) {
      return root.spec().isPresent()
          ? !root.spec().get().matches(build)
          : root.rulesOut(Manager.CONDA, build.version(), build.build());
    }

    /** What the new build wants of packages that are locked as they are. */
    private void clashes(
        Collection<String> specs, String says, PackageRecord build, Map<String, Boolean> found) {
      for (String text : specs) {
        parse(text)
            .filter(MatchSpec::hasExactName)
            .flatMap(spec -> graph.find(Manager.CONDA, spec.name()).map(to -> clash(spec, to)))
            .filter(Optional::isPresent)
            .map(Optional::get)
            .ifPresent(
                version ->
                    found.put(
                        build.name() + " " + build.version() + says + text + "`, locked is " + version,
                        true));
      }
    }

    private static Optional<String> clash(MatchSpec spec, LockedPackage to) {
      Optional<Version> version = version(to.version());
      String build = PackageAddress.build(to).orElse("");
      return version.isPresent() && !spec.matches(version.get(), build)
          ? Optional.of(to.version())
          : Optional.empty();
    }

    /** With build parts and all where the record is at hand, else as the lock has it. */
    private List<String> specs(Edge edge) {
      return known
          .record(edge.from())
          .map(record -> record.depends().stream().filter(s -> isOn(s, locked.name())).toList())
          .filter(specs -> !specs.isEmpty())
          .orElseGet(() -> List.of((edge.name() + " " + edge.constraint()).strip()));
    }

    private static boolean isOn(String text, String name) {
      return text.startsWith(name) && parse(text).filter(s -> s.name().equals(name)).isPresent();
    }

    private static boolean matches(String text, PackageRecord build) {
      Optional<MatchSpec> spec = parse(text);
      if (spec.isPresent()) {
        return spec.get().matches(build);
      }
      int blank = text.indexOf(' ');
      try {
        // Constraints of a lock that were joined may be no match spec, but are a version's.
        return blank < 0
            || VersionSpec.parse(text.substring(blank + 1)).matches(Version.parse(build.version()));
      } catch (InvalidVersionException e) {
        return true;
      }
    }

    private static Optional<MatchSpec> parse(String text) {
      try {
        return Optional.of(MatchSpec.parse(text));
      } catch (InvalidMatchSpecException e) {
        return Optional.empty();
      }
    }
  }
}
