package dev.hermetic.layer;

import dev.hermetic.archive.PackageEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Which packages share a layer: told by who needs whom, and by how large their files are. */
final class LayerGroups {
  private static final String PYTHON = "python";

  /** What every conda environment with Python has beside it, to install into it. */
  private static final Set<String> CORE = Set.of(PYTHON, "pip", "setuptools", "wheel");

  private final Map<String, LayerPackage> byName = new HashMap<>();
  private final List<LayerPackage> packages;

  LayerGroups(List<LayerPackage> packages) {
    this.packages =
        packages.stream()
            .sorted(
                Comparator.comparing(LayerPackage::distribution, PackageEntry::compareCodePoints))
            .toList();
    for (LayerPackage one : this.packages) {
      if (!one.wheel()) {
        byName.putIfAbsent(one.name(), one);
      }
    }
  }

  /**
   * Packages that share a layer.
   *
   * @param distributions sorted
   */
  record Group(String name, List<String> distributions) {
    Group {
      distributions = List.copyOf(distributions);
    }
  }

  /**
   * The groups from the bottom up; each package is in one, and none is empty.
   *
   * @param bytes of the files of a package that go into the image
   */
  List<Group> groups(ToLongFunction<LayerPackage> bytes) {
    Set<LayerPackage> core = core();
    Set<LayerPackage> below = below();
    below.removeAll(core);
    List<LayerPackage> others =
        packages.stream().filter(one -> !core.contains(one) && !below.contains(one)).toList();
    Set<LayerPackage> alone = new HashSet<>();
    others.stream()
        .filter(one -> bytes.applyAsLong(one) >= LayerPlan.LARGE)
        // Of more than there is room for, the largest; those as large by name.
        .sorted(Comparator.comparingLong(bytes).reversed())
        .limit(LayerPlan.MOST_ALONE)
        .forEach(alone::add);
    List<Group> groups = new ArrayList<>();
    add(groups, LayerPlan.TOOLCHAIN, List.copyOf(below));
    add(groups, LayerPlan.PYTHON, List.copyOf(core));
    others.stream()
        .filter(alone::contains)
        .forEach(one -> add(groups, one.title(), List.of(one)));
    add(groups, LayerPlan.REST, others.stream().filter(one -> !alone.contains(one)).toList());
    return groups;
  }

  private static void add(List<Group> groups, String name, List<LayerPackage> members) {
    if (!members.isEmpty()) {
      groups.add(
          new Group(
              name,
              members.stream()
                  .map(LayerPackage::distribution)
                  .sorted(PackageEntry::compareCodePoints)
                  .toList()));
    }
  }

  private Set<LayerPackage> core() {
    Set<LayerPackage> core = new HashSet<>();
    if (byName.containsKey(PYTHON)) {
      CORE.stream().filter(byName::containsKey).map(byName::get).forEach(core::add);
    }
    return core;
  }

  /**
   * What Python needs, however far: compilers' run time, TLS, compression, time zones. Without Python
   * there is no such floor, and no layer for it.
   */
  private Set<LayerPackage> below() {
    Set<LayerPackage> below = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(PYTHON));
    while (!open.isEmpty()) {
      LayerPackage next = byName.get(open.remove());
      if (next != null && below.add(next)) {
        open.addAll(next.depends());
      }
    }
    return below;
  }
}
