package dev.hermetic.lock;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lock.SpecTable.Cell;
import dev.hermetic.lock.SpecTable.PackageRow;
import dev.hermetic.lock.SpecTable.PipEntry;
import dev.hermetic.lock.SpecTable.Row;
import dev.hermetic.lock.SpecTable.Total;
import dev.hermetic.lock.SpecTable.VariantChoice;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.Proof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds a {@link SpecTable}; used once. */
final class SpecTableBuilder {
  /** Names of both managers may meet in one lock; conda's come first. */
  private record Key(String name, Manager manager) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = name.compareTo(other.name);
      return order == 0 ? manager.compareTo(other.manager) : order;
    }
  }

  private final Environment environment;
  private final Lockfile lockfile;
  private final SortedMap<Platform, List<VirtualPackage>> virtualPackages;
  private final SortedMap<Platform, Map<String, Long>> sizes;
  private final SortedMap<Platform, SortedMap<String, String>> withoutCuda;
  private final SortedMap<Platform, Proof> proofs;
  private final List<Platform> platforms;
  private final SortedMap<Key, SortedMap<Platform, LockedFile>> files = new TreeMap<>();
  private final SortedMap<Key, SortedSet<String>> neededBy = new TreeMap<>();
  private final SortedSet<Key> asked = new TreeSet<>();
  private final SortedMap<Platform, LockGraph> graphs = new TreeMap<>();
  private final SortedMap<Platform, PipRequest> pip;

  SpecTableBuilder(LockResult result) {
    this.proofs = result.proofs();
    this.withoutCuda = result.withoutCuda();
    this.environment = result.environment();
    this.pip = result.pip();
    this.lockfile = result.lockfile();
    this.virtualPackages = result.virtualPackages();
    this.sizes = sizes(result.records());
    this.platforms = lockfile.metadata().platforms().stream().sorted().distinct().toList();
    SortedMap<Platform, List<Root>> roots = AskedRoots.of(lockfile, environment, pip);
    for (Platform platform : platforms) {
      graphs.put(
          platform,
          LockGraph.of(lockfile, platform, roots.getOrDefault(platform, List.of())));
    }
  }

  SpecTable build() {
    graphs.values().forEach(this::add);
    List<Row> rows = rows();
    List<Platform> unlocked =
        environment.platforms().stream().filter(p -> !platforms.contains(p)).sorted().toList();
    List<Platform> unasked =
        platforms.stream().filter(p -> !environment.platforms().contains(p)).toList();
    return new SpecTable(
        platforms,
        unlocked,
        unasked,
        rows,
        packageRows(),
        platforms.stream().map(this::total).toList(),
        variants(rows),
        Newness.of(proofs, rows),
        pipLeftOut());
  }

  private void add(LockGraph graph) {
    for (LockedPackage locked : graph.packages()) {
      Key key = new Key(locked.name(), locked.manager());
      files
          .computeIfAbsent(key, one -> new TreeMap<>())
          .put(graph.platform(), file(locked));
      SortedSet<String> names = neededBy.computeIfAbsent(key, one -> new TreeSet<>());
      graph.dependents(locked).forEach(edge -> names.add(edge.from().name()));
      if (!graph.roots(locked).isEmpty()) {
        asked.add(key);
      }
    }
  }

  private LockedFile file(LockedPackage locked) {
    return LockedFile.of(locked, lockfile.metadata().channels(), size(locked));
  }

  private static SortedMap<Platform, Map<String, Long>> sizes(
      SortedMap<Platform, List<PackageRecord>> records) {
    SortedMap<Platform, Map<String, Long>> result = new TreeMap<>();
    records.forEach(
        (platform, chosen) -> {
          Map<String, Long> byFile = new HashMap<>();
          chosen.forEach(record -> byFile.put(record.fileName(), record.size()));
          result.put(platform, byFile);
        });
    return result;
  }

  private OptionalLong size(LockedPackage locked) {
    long size =
        sizes.getOrDefault(locked.platform(), Map.of()).getOrDefault(locked.fileName(), -1L);
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /** A line of an environment file, or of a file that its pip section names. */
  private record Line(
      Manager manager, String name, String text, String category, Location location) {
    static Line of(Root root) {
      return new Line(
          root.manager(), root.name(), root.text(), root.category(), root.location());
    }

    // Written out: what the compiler makes of a record is slow to link when first called.
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Line other
          && manager == other.manager
          && name.equals(other.name)
          && text.equals(other.text)
          && category.equals(other.category)
          && location.equals(other.location);
    }

    @Override
    public int hashCode() {
      return 31 * text.hashCode() + location.hashCode();
    }
  }

  private List<Row> rows() {
    Map<Line, SortedMap<Platform, Cell>> found = new LinkedHashMap<>();
    for (LockGraph graph : graphs.values()) {
      for (Root root : graph.roots()) {
        found
            .computeIfAbsent(Line.of(root), key -> new TreeMap<>())
            .put(graph.platform(), cell(graph, root));
      }
    }
    List<Row> rows = new ArrayList<>();
    found.forEach(
        (line, cells) -> {
          platforms.forEach(platform -> cells.putIfAbsent(platform, new Cell.Absent()));
          rows.add(
              new Row(
                  line.manager(),
                  line.name(),
                  Redaction.redact(line.text()),
                  line.category(),
                  line.location(),
                  cells));
        });
    rows.sort(
        Comparator.comparing(Row::manager).thenComparing(Row::location, fileOrder()));
    return rows;
  }

  private Cell cell(LockGraph graph, Root root) {
    Optional<LockedPackage> found = graph.answer(root);
    if (found.isEmpty()) {
      return new Cell.Missing();
    }
    LockedPackage locked = found.get();
    String build = PackageAddress.build(locked).orElse("");
    return new Cell.Locked(
        file(locked), !root.rulesOut(locked.manager(), locked.version(), build));
  }

  /** Files in the order given, then by line and column; what has no line keeps its place. */
  private Comparator<Location> fileOrder() {
    List<String> names =
        environment.files().stream().map(Path::toString).map(f -> f.replace('\\', '/')).toList();
    return Comparator.<Location>comparingInt(location -> rank(names, location.file()))
        .thenComparingInt(Location::line)
        .thenComparingInt(Location::column);
  }

  private static int rank(List<String> names, String file) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(file) || names.get(i).endsWith("/" + file)) {
        return i;
      }
    }
    return names.size();
  }

  private List<PackageRow> packageRows() {
    List<PackageRow> result = new ArrayList<>();
    files.forEach(
        (key, byPlatform) ->
            result.add(
                new PackageRow(
                    key.name(),
                    key.manager(),
                    asked.contains(key),
                    List.copyOf(neededBy.getOrDefault(key, new TreeSet<>())),
                    byPlatform)));
    return result;
  }

  private Total total(Platform platform) {
    int packages = 0;
    int noarch = 0;
    int pip = 0;
    DownloadSize download = DownloadSize.NONE;
    for (Map.Entry<Key, SortedMap<Platform, LockedFile>> entry : files.entrySet()) {
      LockedFile file = entry.getValue().get(platform);
      if (file != null) {
        packages++;
        noarch += file.noarch() ? 1 : 0;
        pip += entry.getKey().manager() == Manager.PIP ? 1 : 0;
        download = download.plus(file.size());
      }
    }
    return new Total(
        platform,
        packages,
        noarch,
        pip,
        download,
        Optional.ofNullable(lockfile.metadata().contentHash().get(platform)),
        Optional.ofNullable(virtualPackages.get(platform)));
  }

  private List<VariantChoice> variants(List<Row> rows) {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.add(row.name()));
    files.keySet().forEach(key -> names.add(key.name()));
    List<VariantChoice> result = new ArrayList<>();
    for (String name : names) {
      SortedMap<Platform, LockedFile> byPlatform = files.get(new Key(name, Manager.CONDA));
      if (byPlatform != null) {
        byPlatform.forEach(
            (platform, file) ->
                file.variant()
                    .ifPresent(
                        variant ->
                            result.add(
                                new VariantChoice(
                                    name,
                                    asked.contains(new Key(name, Manager.CONDA)),
                                    platform,
                                    file.build(),
                                    variant,
                                    VariantReason.of(
                                        variant,
                                        virtualPackages.get(platform),
                                        lockfile.metadata().custom().get(OwnMetadata.CUDA_KEY),
                                        withoutCuda
                                            .getOrDefault(platform, Collections.emptySortedMap())
                                            .get(name))))));
      }
    }
    return result;
  }

  /** Those of the platforms whose pip sections nobody read. */
  private List<PipEntry> pipLeftOut() {
    Map<PipRequirement, List<Platform>> found = new LinkedHashMap<>();
    for (PlatformRequest request : environment.requests().values()) {
      if (!pip.containsKey(request.platform())) {
        for (PipRequirement requirement : request.pip()) {
          found.computeIfAbsent(requirement, key -> new ArrayList<>()).add(request.platform());
        }
      }
    }
    List<PipEntry> result = new ArrayList<>();
    found.forEach(
        (requirement, on) ->
            result.add(
                new PipEntry(Redaction.redact(requirement.text()), requirement.location(), on)));
    result.sort(Comparator.comparing(PipEntry::location, fileOrder()));
    return result;
  }
}
