package dev.hermetic.minimize;

import dev.hermetic.prefix.ManifestEntry.Kind;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.problem.HermeticException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Applies a policy to a prefix. What a policy names stays all the same while a package that needs it
 * is locked, while a link leads to it, and, of Python modules, while a module that stays imports it.
 * What lies in {@code conda-meta} stays.
 */
public final class Minimizer {
  private final MinimizePolicy policy;
  private final List<ManifestEntry> entries;
  private final Set<String> locked;
  private final Path prefix;
  private final List<Minimized.HeldBack> heldBack = new ArrayList<>();

  /** The kinds of the policy that nothing locked needs. */
  private final List<RemovedKind> asked = new ArrayList<>();

  private Minimizer(
      MinimizePolicy policy, List<ManifestEntry> entries, Set<String> locked, Path prefix) {
    this.policy = policy;
    this.entries = entries;
    this.locked = locked;
    this.prefix = prefix;
  }

  /**
   * Says what stays and what goes; changes nothing on disk.
   *
   * @param entries of the prefix, sorted by path
   * @param locked names of the conda packages that are locked
   * @param prefix where the files are, to look for imports
   * @throws HermeticException HERM-MIN-002 when a file cannot be read
   */
  public static Minimized minimize(
      MinimizePolicy policy, List<ManifestEntry> entries, Set<String> locked, Path prefix) {
    Minimizer minimizer = new Minimizer(policy, entries, locked, prefix);
    return minimizer.minimized(minimizer.decide());
  }

  /**
   * The same, from what was decided in an earlier build where nothing has changed since.
   *
   * @param file where the decision is kept
   */
  public static Minimized minimize(
      MinimizePolicy policy,
      PrefixManifest manifest,
      Set<String> locked,
      Path prefix,
      Path file) {
    List<ManifestEntry> entries = manifest.entries();
    Minimizer minimizer = new Minimizer(policy, entries, locked, prefix);
    String key = KeptDecision.key(policy, manifest.digest(), entries, locked);
    Optional<KeptDecision> known = KeptDecision.read(file, key);
    if (known.isPresent()) {
      minimizer.heldBack.addAll(known.get().heldBack());
      return minimizer.minimized(known.get().kinds());
    }
    SortedMap<String, String> kinds = minimizer.decide();
    new KeptDecision(kinds, minimizer.heldBack).write(file, key);
    return minimizer.minimized(kinds);
  }

  /** Kinds of what is removed, by path. */
  private SortedMap<String, String> decide() {
    SortedMap<String, String> kinds = kinds();
    holdLinked(kinds);
    if (!kinds.isEmpty()) {
      holdImported(kinds);
    }
    addEmptied(kinds);
    return kinds;
  }

  private Minimized minimized(SortedMap<String, String> kinds) {
    List<ManifestEntry> kept = new ArrayList<>();
    List<Minimized.Removed> removed = new ArrayList<>();
    for (ManifestEntry entry : entries) {
      String kind = kinds.get(entry.path());
      if (kind == null) {
        kept.add(entry);
      } else {
        removed.add(new Minimized.Removed(entry, kind));
      }
    }
    return new Minimized(policy.name(), kept, removed, heldBack);
  }

  /** The kinds of files and links that the policy names, by path. */
  private SortedMap<String, String> kinds() {
    for (RemovedKind kind : policy.kinds()) {
      List<String> needed = kind.unlessLocked().stream().filter(locked::contains).toList();
      if (needed.isEmpty()) {
        asked.add(kind);
      } else {
        heldBack.add(
            new Minimized.HeldBack(kind.name(), String.join(", ", needed) + " locked"));
      }
    }
    SortedMap<String, String> kinds = new TreeMap<>();
    if (asked.isEmpty()) {
      return kinds;
    }
    for (ManifestEntry entry : entries) {
      String path = entry.path();
      if (entry.kind() == Kind.DIRECTORY || path.startsWith(PrefixManifest.FOLDER + "/")) {
        continue;
      }
      for (RemovedKind kind : asked) {
        if (kind.matches(path)) {
          if (!policy.keeps(path)) {
            kinds.put(path, kind.name());
          }
          break;
        }
      }
    }
    return kinds;
  }

  /** Keeps what a link that stays leads to. */
  private void holdLinked(SortedMap<String, String> kinds) {
    for (ManifestEntry entry : entries) {
      String target = entry.linkTarget();
      if (target == null || target.startsWith("/") || kinds.containsKey(entry.path())) {
        continue;
      }
      String path = Path.of(entry.path()).resolveSibling(target).normalize().toString();
      if (kinds.remove(path) != null) {
        heldBack.add(new Minimized.HeldBack(path, "the link " + entry.path() + " leads to it"));
      }
      SortedMap<String, String> below = kinds.subMap(path + "/", path + "0");
      if (!below.isEmpty() && needsAll(entry.path(), path, below)) {
        heldBack.add(
            new Minimized.HeldBack(path, "the link " + entry.path() + " leads to it"));
        below.clear();
      }
    }
  }

  /**
   * Whether what goes in a folder is missed where a link leads to it: not where it would go by its
   * other name too, and something is left.
   */
  private boolean needsAll(String link, String folder, SortedMap<String, String> below) {
    Set<String> gone = below.keySet();
    return !gone.stream().map(path -> link + path.substring(folder.length())).allMatch(this::goes)
        || entries.stream()
            .filter(one -> one.kind() != Kind.DIRECTORY && one.path().startsWith(folder + "/"))
            .allMatch(one -> gone.contains(one.path()));
  }

  private boolean goes(String path) {
    return !policy.keeps(path) && asked.stream().anyMatch(kind -> kind.matches(path));
  }

  /** Keeps the folders of Python modules that are imported from outside of what goes. */
  private void holdImported(SortedMap<String, String> kinds) {
    PythonModules modules = PythonModules.of(entries);
    ImportScan scan = new ImportScan(prefix, modules);
    List<String> asking = new ArrayList<>();
    for (ManifestEntry entry : entries) {
      if (entry.kind() == Kind.FILE
          && modules.isModule(entry.path())
          && !kinds.containsKey(entry.path())) {
        asking.add(entry.path());
      }
    }
    while (!asking.isEmpty()) {
      Map<String, String> needed = scan.imports(asking, kinds.keySet(), folders(kinds));
      asking = new ArrayList<>();
      // In the order of paths, so that the reasons do not depend on chance.
      for (Map.Entry<String, String> one : new TreeMap<>(needed).entrySet()) {
        String folder = one.getKey();
        heldBack.add(new Minimized.HeldBack(folder, one.getValue() + " imports it"));
        SortedMap<String, String> below = kinds.subMap(folder + "/", folder + "0");
        for (String path : below.keySet()) {
          if (modules.isModule(path)) {
            asking.add(path);
          }
        }
        below.clear();
        if (kinds.remove(folder) != null && modules.isModule(folder)) {
          asking.add(folder);
        }
      }
    }
  }

  /** All folders in which something stays. */
  private Set<String> folders(SortedMap<String, String> kinds) {
    Set<String> folders = new HashSet<>();
    for (ManifestEntry entry : entries) {
      String path = entry.path();
      if (entry.kind() != Kind.DIRECTORY && !kinds.containsKey(path)) {
        int slash = path.lastIndexOf('/');
        while (slash > 0 && folders.add(path.substring(0, slash))) {
          slash = path.lastIndexOf('/', slash - 1);
        }
      }
    }
    return folders;
  }

  /** Folders with nothing left in them go, unless nothing was in them before. */
  private void addEmptied(SortedMap<String, String> kinds) {
    Set<String> full = new HashSet<>();
    Map<String, String> emptied = new HashMap<>();
    for (ManifestEntry entry : entries) {
      String path = entry.path();
      String kind = kinds.get(path);
      boolean isFolder = entry.kind() == Kind.DIRECTORY;
      for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
        String folder = path.substring(0, slash);
        if (kind != null) {
          emptied.putIfAbsent(folder, kind);
        } else if (!isFolder) {
          full.add(folder);
        }
      }
    }
    for (ManifestEntry entry : entries) {
      String kind = emptied.get(entry.path());
      if (entry.kind() == Kind.DIRECTORY && kind != null && !full.contains(entry.path())) {
        kinds.put(entry.path(), kind);
      }
    }
  }
}
