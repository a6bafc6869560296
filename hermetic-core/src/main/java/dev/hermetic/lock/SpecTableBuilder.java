package dev.hermetic.lock;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.environment.Requirement;
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
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Redaction;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.Proof;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds a {@link SpecTable}; used once. */
final class SpecTableBuilder {
  /** Names of both managers may meet in one lock; conda's come first. */
  private record Key(String name, Manager manager) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::name).thenComparing(Key::manager);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
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
  private final SortedMap<String, SortedSet<String>> neededBy = new TreeMap<>();

  SpecTableBuilder(
      Environment environment,
      Lockfile lockfile,
      SortedMap<Platform, List<VirtualPackage>> virtualPackages,
      SortedMap<Platform, List<PackageRecord>> records,
      SortedMap<Platform, SortedMap<String, String>> withoutCuda,
      SortedMap<Platform, Proof> proofs) {
    this.proofs = proofs;
    this.withoutCuda = withoutCuda;
    this.environment = environment;
    this.lockfile = lockfile;
    this.virtualPackages = virtualPackages;
    this.sizes = sizes(records);
    this.platforms = lockfile.metadata().platforms().stream().sorted().distinct().toList();
  }

  SpecTable build() {
    lockfile.packages().forEach(this::add);
    List<Row> rows = rows();
    Set<String> roots = rows.stream().map(Row::name).collect(Collectors.toCollection(TreeSet::new));
    List<Row> pip = pipRows();
    Set<String> pipRoots =
        pip.stream().map(Row::name).collect(Collectors.toCollection(TreeSet::new));
    List<Platform> unlocked =
        environment.platforms().stream().filter(p -> !platforms.contains(p)).sorted().toList();
    List<Platform> unasked =
        platforms.stream().filter(p -> !environment.platforms().contains(p)).toList();
    return new SpecTable(
        platforms,
        unlocked,
        unasked,
        Stream.concat(rows.stream(), pip.stream()).toList(),
        packageRows(roots, pipRoots),
        platforms.stream().map(this::total).toList(),
        variants(rows, roots),
        Newness.of(proofs, rows),
        pipEntries());
  }

  /**
   * A name may stand in several categories of one platform: it is one package all the same. Virtual
   * packages, which old locks list too, are none.
   */
  private void add(LockedPackage locked) {
    if (!platforms.contains(locked.platform()) || locked.name().startsWith("__")) {
      return;
    }
    files
        .computeIfAbsent(new Key(locked.name(), locked.manager()), key -> new TreeMap<>())
        .computeIfAbsent(
            locked.platform(),
            platform -> LockedFile.of(locked, lockfile.metadata().channels(), size(locked)));
    for (String dependency : locked.dependencies().keySet()) {
      neededBy.computeIfAbsent(dependency, name -> new TreeSet<>()).add(locked.name());
    }
  }

  private static SortedMap<Platform, Map<String, Long>> sizes(
      SortedMap<Platform, List<PackageRecord>> records) {
    SortedMap<Platform, Map<String, Long>> result = new TreeMap<>();
    records.forEach(
        (platform, chosen) -> {
          Map<String, Long> byFile = new TreeMap<>();
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

  private List<Row> rows() {
    Map<Requirement, SortedMap<Platform, Cell>> found = new LinkedHashMap<>();
    for (PlatformRequest request : environment.requests().values()) {
      if (platforms.contains(request.platform())) {
        for (Requirement requirement : request.conda()) {
          found
              .computeIfAbsent(requirement, key -> new TreeMap<>())
              .put(request.platform(), cell(requirement, request.platform()));
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    found.forEach(
        (requirement, cells) -> {
          platforms.forEach(platform -> cells.putIfAbsent(platform, new Cell.Absent()));
          rows.add(
              new Row(
                  requirement.spec().name(),
                  Redaction.redact(requirement.text()),
                  requirement.category(),
                  requirement.location(),
                  cells));
        });
    rows.sort(Comparator.comparing(Row::location, fileOrder()));
    return rows;
  }

  /** Entries of pip sections for which pip packages are locked; none where conda answers them. */
  private List<Row> pipRows() {
    Map<PipRequirement, SortedMap<Platform, Cell>> found = new LinkedHashMap<>();
    for (PlatformRequest request : environment.requests().values()) {
      for (PipRequirement requirement : request.pip()) {
        SortedMap<Platform, LockedFile> locked =
            files.get(new Key(requirement.name(), Manager.PIP));
        LockedFile file = locked == null ? null : locked.get(request.platform());
        if (file != null) {
          found
              .computeIfAbsent(requirement, key -> new TreeMap<>())
              .put(request.platform(), new Cell.Locked(file, true));
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    found.forEach(
        (requirement, cells) -> {
          platforms.forEach(platform -> cells.putIfAbsent(platform, new Cell.Absent()));
          rows.add(
              new Row(
                  requirement.name(),
                  Redaction.redact(requirement.text()),
                  requirement.category(),
                  requirement.location(),
                  cells));
        });
    rows.sort(Comparator.comparing(Row::location, fileOrder()));
    return rows;
  }

  private Cell cell(Requirement requirement, Platform platform) {
    SortedMap<Platform, LockedFile> found =
        files.get(new Key(requirement.spec().name(), Manager.CONDA));
    LockedFile file = found == null ? null : found.get(platform);
    return file == null ? new Cell.Missing() : new Cell.Locked(file, meets(requirement, file));
  }

  private static boolean meets(Requirement requirement, LockedFile file) {
    if (requirement.spec().version().isEmpty()) {
      return true;
    }
    try {
      return requirement.spec().version().get().matches(Version.parse(file.version()));
    } catch (InvalidVersionException e) {
      return false;
    }
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

  private List<PackageRow> packageRows(Set<String> roots, Set<String> pipRoots) {
    List<PackageRow> result = new ArrayList<>();
    files.forEach(
        (key, byPlatform) ->
            result.add(
                new PackageRow(
                    key.name(),
                    key.manager(),
                    (key.manager() == Manager.CONDA ? roots : pipRoots).contains(key.name()),
                    List.copyOf(neededBy.getOrDefault(key.name(), new TreeSet<>())),
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

  private List<VariantChoice> variants(List<Row> rows, Set<String> roots) {
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
                                    roots.contains(name),
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

  private List<PipEntry> pipEntries() {
    Map<PipRequirement, List<Platform>> found = new LinkedHashMap<>();
    for (PlatformRequest request : environment.requests().values()) {
      for (PipRequirement requirement : request.pip()) {
        found.computeIfAbsent(requirement, key -> new ArrayList<>()).add(request.platform());
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
