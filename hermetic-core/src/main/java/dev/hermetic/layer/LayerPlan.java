package dev.hermetic.layer;

import dev.hermetic.archive.PackageEntry;
import dev.hermetic.oci.TarEntry;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which file goes into which layer, from the lock alone: no clock, no statistics of use. From
 * the bottom up, none of them empty:
 *
 * <ol>
 *   <li>{@value #TOOLCHAIN}: what Python itself needs, however far
 *   <li>{@value #PYTHON}: Python with pip, setuptools and wheel
 *   <li>each other package whose files have at least {@link #LARGE} bytes, alone, by name
 *   <li>{@value #REST}: all other packages
 *   <li>{@value #META}: what belongs to no package, and so differs between projects with the same
 *       packages, and what the caller adds
 *   <li>{@value #APPLICATION}
 * </ol>
 *
 * <p>So the same packages in the same prefix give the same layer in every project, and another
 * version of a package moves its layer and no other, as long as no file tells of more than its own
 * package ({@link dev.hermetic.prefix.NeutralNotes}). The compiled form of
 * a package's modules is with the package, though Python makes it: a Python that compiles otherwise
 * is mostly also one that has its modules elsewhere. At most {@value #MOST_ALONE} packages are alone,
 * the largest, so that there are never more than {@value #MOST_LAYERS} layers; Docker runs 125, with
 * those of the base.
 *
 * <p>Files of one package that are equal in bytes, mode and time become one file with several names
 * (hard links), as they are in most packages that have such, and where conda links them from its
 * cache.
 */
public final class LayerPlan {
  public static final String TOOLCHAIN = "toolchain libraries";
  public static final String PYTHON = "python";
  public static final String REST = "other packages";
  public static final String META = "activation and history";
  public static final String APPLICATION = "application";

  /** Bytes from which on a package is alone: less is fetched faster than a layer is asked for. */
  public static final long LARGE = 4 << 20;

  public static final int MOST_LAYERS = 60;
  static final int MOST_ALONE = MOST_LAYERS - 5;

  /** 1980-01-01, as for the folders of a prefix. */
  private static final long FOLDER_TIME = 315_532_800;

  private static final int FOLDER_MODE = 0755;

  private final Map<String, LayerPackage> packages = new HashMap<>();
  private final List<LayerPackage> given;

  /** What is at a path, and whose it is. */
  private final Map<String, String> owners = new LinkedHashMap<>();

  private final Map<String, LayerEntry> folders = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private LayerPlan(List<LayerPackage> packages) {
    this.given = packages;
    packages.forEach(one -> this.packages.put(one.distribution(), one));
  }

  /**
   * The layers, each with the folders above its files.
   *
   * @param files of the environment; folders give modes and times to those above files, and are
   *     otherwise taken only where nothing lies in them
   * @param packages of the environment, in any order
   * @param meta what else belongs to no package
   * @param application last
   * @throws HermeticException HERM-LAYER-001, 002 with all paths that would be there twice
   */
  public static List<PlannedLayer> of(
      List<LayerFile> files,
      List<LayerPackage> packages,
      List<LayerEntry> meta,
      List<LayerEntry> application) {
    return new LayerPlan(packages).plan(files, meta, application);
  }

  private List<PlannedLayer> plan(
      List<LayerFile> files, List<LayerEntry> meta, List<LayerEntry> application) {
    Map<String, List<LayerEntry>> byOwner = new HashMap<>();
    List<LayerEntry> ofProject = new ArrayList<>(meta);
    for (LayerFile file : files) {
      LayerEntry entry = file.entry();
      if (entry.isFolder()) {
        folders.put(entry.path(), entry);
      } else if (!packages.containsKey(file.owner())) {
        ofProject.add(entry);
      } else {
        byOwner.computeIfAbsent(file.owner(), key -> new ArrayList<>()).add(entry);
      }
    }
    List<PlannedLayer> layers = new ArrayList<>();
    LayerGroups groups = new LayerGroups(given);
    for (LayerGroups.Group group :
        groups.groups(one -> bytes(byOwner.getOrDefault(one.distribution(), List.of())))) {
      List<LayerEntry> entries = new ArrayList<>();
      List<String> present = new ArrayList<>();
      for (String distribution : group.distributions()) {
        List<LayerEntry> own = byOwner.get(distribution);
        if (own != null) {
          present.add(distribution);
          claim(own, distribution);
          entries.addAll(HardLinks.of(own));
        }
      }
      add(layers, group.name(), present, entries);
    }
    claim(ofProject, "the environment");
    claim(application, "the application");
    ofProject.addAll(emptyFolders());
    add(layers, META, List.of(), ofProject);
    add(layers, APPLICATION, List.of(), application);
    check();
    return layers;
  }

  private static long bytes(List<LayerEntry> entries) {
    return entries.stream().mapToLong(entry -> entry.head().size()).sum();
  }

  /** Folders of the environment in which nothing is. */
  private List<LayerEntry> emptyFolders() {
    Set<String> parents = folders(owners.keySet());
    folders.keySet().forEach(path -> parents(path, parents));
    return folders.values().stream().filter(one -> !parents.contains(one.path())).toList();
  }

  /** Notes whose the paths are; a folder may be everybody's. */
  private void claim(List<LayerEntry> entries, String owner) {
    for (LayerEntry entry : entries) {
      if (entry.isFolder()) {
        continue;
      }
      String before = owners.putIfAbsent(entry.path(), owner);
      if (before != null) {
        problems.add(LayerProblems.clash(entry.path(), before, owner));
      } else if (folders.containsKey(entry.path())) {
        problems.add(LayerProblems.clash(entry.path(), "a folder of the environment", owner));
      }
    }
  }

  private void check() {
    Set<String> both = folders(owners.keySet());
    both.retainAll(owners.keySet());
    if (!both.isEmpty()) {
      owners.keySet().stream().sorted(PackageEntry::compareCodePoints).forEach(this::checkAbove);
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }

  private void checkAbove(String path) {
    Set<String> above = new TreeSet<>();
    parents(path, above);
    for (String folder : above) {
      String other = owners.get(folder);
      if (other != null) {
        problems.add(LayerProblems.below(path, owners.get(path), folder, other));
      }
    }
  }

  private void add(
      List<PlannedLayer> layers,
      String name,
      List<String> distributions,
      List<LayerEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    Map<String, LayerEntry> byPath = new LinkedHashMap<>();
    for (LayerEntry entry : entries) {
      byPath.put(entry.path(), entry);
    }
    for (String path : folders(byPath.keySet())) {
      byPath.computeIfAbsent(
          path,
          folder ->
              folders.getOrDefault(
                  folder, LayerEntry.of(TarEntry.directory(folder, FOLDER_MODE, FOLDER_TIME))));
    }
    List<LayerEntry> sorted = new ArrayList<>(byPath.values());
    sorted.sort(LayerEntry.ORDER);
    layers.add(new PlannedLayer(name, distributions, sorted));
  }

  /** All folders above some paths. */
  private static Set<String> folders(Collection<String> paths) {
    Set<String> folders = new HashSet<>();
    paths.forEach(path -> parents(path, folders));
    return folders;
  }

  private static void parents(String path, Set<String> into) {
    for (int slash = path.lastIndexOf('/');
        slash > 0 && into.add(path.substring(0, slash));
        slash = path.lastIndexOf('/', slash - 1)) {
      // All the way up, or to where others went on before.
    }
  }
}
