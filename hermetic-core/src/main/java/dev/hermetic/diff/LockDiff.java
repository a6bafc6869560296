package dev.hermetic.diff;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Redaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two locks. A platform that only one of them has is told as a whole, so
 * that the changes are those of the platforms that both have.
 *
 * @param platforms those of both locks, sorted
 * @param platformsAdded platform to number of packages
 * @param platformsRemoved platform to number of packages
 * @param settings what differs in the metadata, in a fixed order
 * @param changes down first, then as {@link Change.Kind} has it; asked ones first, then by name
 * @param unchanged number of packages, summed over the platforms, that are as they were
 */
public record LockDiff(
    List<Platform> platforms,
    SortedMap<Platform, Integer> platformsAdded,
    SortedMap<Platform, Integer> platformsRemoved,
    List<Setting> settings,
    List<Change> changes,
    int unchanged) {

  /** Most important first. */
  static final Comparator<Change> ORDER =
      Comparator.comparing(Change::kind)
          .thenComparing(change -> !change.asked())
          .thenComparing(Change::name)
          .thenComparing(Change::manager)
          .thenComparing(change -> change.platforms().get(0));

  /**
   * Something in the metadata.
   *
   * @param name {@code channels}, or a key of {@code custom_metadata}
   * @param from empty when it was not set
   * @param to empty when it is not set any more
   */
  public record Setting(String name, String from, String to) {
    /** Whether a value of it lists several things. */
    boolean isList() {
      return from.contains(separator()) || to.contains(separator()) || name.endsWith("specs");
    }

    /** The parts of a list. */
    List<String> items(String value) {
      return List.of(value.split(Pattern.quote(separator())));
    }

    /** In requirements of PyPI a semicolon begins a marker. */
    private String separator() {
      return name.equals(OwnMetadata.PIP_SPECS_KEY) ? " | " : "; ";
    }
  }

  private record Key(Manager manager, String name) {
    // Written out: what the compiler makes of a record is slow to link when first called.
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Key other
          && manager == other.manager
          && name.equals(other.name);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + manager.ordinal();
    }
  }

  /** Platforms with equal groups are told together. */
  private record Group(
      Change.Kind kind, String fromVersion, String toVersion, String fromPlace, String toPlace) {
    static Group of(Change.Kind kind, Move move) {
      return new Group(
          kind,
          move.from().map(Pinned::version).orElse(""),
          move.to().map(Pinned::version).orElse(""),
          move.from().map(Group::place).orElse(""),
          move.to().map(Group::place).orElse(""));
    }

    // Written out: what the compiler makes of a record is slow to link when first called.
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Group other
          && kind == other.kind
          && fromVersion.equals(other.fromVersion)
          && toVersion.equals(other.toVersion)
          && fromPlace.equals(other.fromPlace)
          && toPlace.equals(other.toPlace);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * kind.ordinal() + fromVersion.hashCode()) + toVersion.hashCode();
    }

    private static String place(Pinned pinned) {
      return pinned.channel() + " " + pinned.license() + " " + pinned.categories();
    }
  }

  public LockDiff {
    platforms = List.copyOf(platforms);
    platformsAdded = Collections.unmodifiableSortedMap(new TreeMap<>(platformsAdded));
    platformsRemoved = Collections.unmodifiableSortedMap(new TreeMap<>(platformsRemoved));
    settings = List.copyOf(settings);
    changes = changes.stream().sorted(ORDER).toList();
  }

  /** Compares two locks. Licences are not at hand, and why anything moved is not asked. */
  public static LockDiff of(Lockfile from, Lockfile to) {
    return of(from, to, Licenses.NONE);
  }

  /** Compares two locks whose licences are at hand as far as {@code licenses} knows them. */
  public static LockDiff of(Lockfile from, Lockfile to, Licenses licenses) {
    TreeSet<Platform> before = new TreeSet<>(from.metadata().platforms());
    TreeSet<Platform> after = new TreeSet<>(to.metadata().platforms());
    TreeSet<Platform> both = new TreeSet<>(before);
    both.retainAll(after);
    Map<Key, SortedMap<Platform, List<LockedPackage>>> old = entries(from);
    Map<Key, SortedMap<Platform, List<LockedPackage>>> now = entries(to);
    boolean sameChannels = from.metadata().channels().equals(to.metadata().channels());
    TreeMap<Key, Boolean> keys =
        new TreeMap<>(Comparator.comparing(Key::name).thenComparing(Key::manager));
    old.keySet().forEach(key -> keys.put(key, true));
    now.keySet().forEach(key -> keys.put(key, true));
    List<Change> changes = new ArrayList<>();
    int unchanged = 0;
    for (Key key : keys.keySet()) {
      Map<Group, SortedMap<Platform, Move>> groups = new LinkedHashMap<>();
      for (Platform platform : both) {
        List<LockedPackage> was = at(old, key, platform);
        List<LockedPackage> is = at(now, key, platform);
        if (was.isEmpty() && is.isEmpty()) {
          continue;
        }
        // As nearly all are; nothing has to be looked up of those.
        if (sameChannels && was.equals(is)) {
          unchanged++;
          continue;
        }
        Move move = new Move(pinned(was, from, licenses), pinned(is, to, licenses));
        Optional<Change.Kind> kind = move.kind(key.manager());
        if (kind.isPresent()) {
          groups
              .computeIfAbsent(Group.of(kind.get(), move), group -> new TreeMap<>())
              .put(platform, move);
        } else {
          unchanged++;
        }
      }
      groups.forEach(
          (group, moves) ->
              changes.add(
                  new Change(key.manager(), key.name(), group.kind(), false, moves, List.of())));
    }
    return new LockDiff(
        List.copyOf(both),
        counts(to, after, before),
        counts(from, before, after),
        settings(from.metadata(), to.metadata()),
        changes,
        unchanged);
  }

  /** The same differences with changes that know more. */
  LockDiff withChanges(List<Change> explained) {
    return new LockDiff(
        platforms, platformsAdded, platformsRemoved, settings, explained, unchanged);
  }

  /** Whether both locks say the same. */
  public boolean isEmpty() {
    return changes.isEmpty()
        && settings.isEmpty()
        && platformsAdded.isEmpty()
        && platformsRemoved.isEmpty();
  }

  /** How many names changed in that way on some platform. */
  public long count(Change.Kind kind) {
    return changes.stream()
        .filter(change -> change.kind() == kind)
        .map(change -> change.manager() + " " + change.name())
        .distinct()
        .count();
  }

  /** The entries of each package, one a category. */
  private static Map<Key, SortedMap<Platform, List<LockedPackage>>> entries(Lockfile lock) {
    Map<Key, SortedMap<Platform, List<LockedPackage>>> entries = new LinkedHashMap<>();
    for (LockedPackage locked : lock.installable()) {
      entries
          .computeIfAbsent(new Key(locked.manager(), locked.name()), key -> new TreeMap<>())
          .computeIfAbsent(locked.platform(), platform -> new ArrayList<>(1))
          .add(locked);
    }
    return entries;
  }

  private static List<LockedPackage> at(
      Map<Key, SortedMap<Platform, List<LockedPackage>>> entries, Key key, Platform platform) {
    SortedMap<Platform, List<LockedPackage>> places = entries.get(key);
    return places == null ? List.of() : places.getOrDefault(platform, List.of());
  }

  /** Empty where there is no entry. */
  private static Optional<Pinned> pinned(
      List<LockedPackage> entries, Lockfile lock, Licenses licenses) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    LockedPackage first = entries.get(0);
    Pinned pinned =
        Pinned.of(first, lock.metadata().channels()).withLicense(licenses.license(first));
    for (LockedPackage other : entries.subList(1, entries.size())) {
      pinned = pinned.alsoIn(other.category());
    }
    return Optional.of(pinned);
  }

  private static SortedMap<Platform, Integer> counts(
      Lockfile lock, TreeSet<Platform> of, TreeSet<Platform> without) {
    SortedMap<Platform, Integer> counts = new TreeMap<>();
    for (Platform platform : of) {
      if (!without.contains(platform)) {
        counts.put(
            platform,
            (int)
                lock.installable().stream()
                    .filter(locked -> locked.platform().equals(platform))
                    .map(locked -> new Key(locked.manager(), locked.name()))
                    .distinct()
                    .count());
      }
    }
    return counts;
  }

  private static List<Setting> settings(Lockfile.Metadata from, Lockfile.Metadata to) {
    List<Setting> settings = new ArrayList<>();
    add(settings, "channels", channels(from), channels(to));
    TreeSet<String> keys = new TreeSet<>(from.custom().keySet());
    keys.addAll(to.custom().keySet());
    // It follows from the packages, whose changes are told one by one.
    keys.remove(OwnMetadata.PACKAGES_KEY);
    for (String key : keys) {
      add(
          settings,
          key,
          from.custom().getOrDefault(key, ""),
          to.custom().getOrDefault(key, ""));
    }
    return settings;
  }

  private static void add(List<Setting> settings, String name, String from, String to) {
    if (!from.equals(to)) {
      settings.add(new Setting(name, Redaction.redact(from), Redaction.redact(to)));
    }
  }

  private static String channels(Lockfile.Metadata metadata) {
    return metadata.channels().stream().map(LockedChannel::url).collect(Collectors.joining(", "));
  }
}
