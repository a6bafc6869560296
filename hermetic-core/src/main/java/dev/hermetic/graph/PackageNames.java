package dev.hermetic.graph;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.requirement.ProjectName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The packages of one platform of a lock, and which of them a name means: {@link LockGraph} says for
 * whom.
 */
final class PackageNames {
  private static final Comparator<LockedPackage> BY_NAME =
      Comparator.comparing(LockedPackage::name);

  private final List<LockedPackage> packages;
  private final int condaPackages;
  private final List<LockedPackage> pipEntries = new ArrayList<>(0);
  private final String pipNames;

  /** Made when the first asks for it: without pip packages and roots of pip nobody does. */
  private volatile @Nullable Projects projects;
  private final Map<String, Node> condaNodes = new HashMap<>();
  private final Map<String, Node> pipNodes = new HashMap<>();

  PackageNames(Lockfile lock, Platform platform) {
    List<LockedPackage> conda = new ArrayList<>();
    List<LockedPackage> pip = new ArrayList<>();
    for (LockedPackage locked : lock.packages()) {
      if (locked.platform().equals(platform) && !locked.name().startsWith("__")) {
        add(locked, locked.manager() == Manager.CONDA ? conda : pip);
      }
    }
    conda.sort(BY_NAME);
    pip.sort(BY_NAME);
    condaPackages = conda.size();
    conda.addAll(pip);
    packages = Collections.unmodifiableList(conda);
    pipNames = lock.metadata().custom().getOrDefault(OwnMetadata.PIP_NAMES_KEY, "");
  }

  /** Of the entries of a package the first stands for it. */
  private void add(LockedPackage locked, List<LockedPackage> firsts) {
    if (locked.manager() == Manager.PIP) {
      pipEntries.add(locked);
    }
    Map<String, Node> nodes = nodes(locked.manager());
    Node node = nodes.get(locked.name());
    if (node == null) {
      node = new Node(locked, condaNodes.size() + pipNodes.size());
      nodes.put(locked.name(), node);
      firsts.add(locked);
    }
    node.entries.add(locked);
  }

  /** Every package once, sorted by manager (conda first) and name. */
  List<LockedPackage> packages() {
    return packages;
  }

  /** The package that is there for whoever needs a name; what pip packages need, conda packages may be. */
  Optional<LockedPackage> target(Manager manager, String name) {
    return manager == Manager.CONDA ? conda(name) : normalised(ProjectName.normalise(name));
  }

  /** The node of {@link #target}; null for none. */
  @Nullable Node targetNode(Manager manager, String name) {
    return manager == Manager.CONDA
        ? condaNodes.get(name)
        : target(manager, name).map(this::own).orElse(null);
  }

  /** The package of this very name; of pip by its normalised name. */
  Optional<LockedPackage> find(Manager manager, String name) {
    return manager == Manager.CONDA
        ? conda(name)
        : normalised(ProjectName.normalise(name))
            .filter(locked -> locked.manager() == Manager.PIP);
  }

  /** The pip package that is the project, else the conda package that is it. */
  Optional<LockedPackage> project(ProjectName name) {
    return normalised(name.normalised());
  }

  /** The conda packages that are projects of PyPI, also of those that pip installs too. */
  SortedMap<ProjectName, LockedPackage> provided() {
    return projects().provided();
  }

  /** The node of a package of the graph. */
  Node own(LockedPackage locked) {
    return Objects.requireNonNull(nodes(locked.manager()).get(locked.name()), "it is of the graph");
  }

  /** The node of a package; one of another lock may have none, and then has no edges. */
  Node node(LockedPackage locked) {
    Node known = nodes(locked.manager()).get(locked.name());
    return known == null ? new Node(locked, condaNodes.size() + pipNodes.size()) : known;
  }

  private Optional<LockedPackage> conda(String name) {
    Node node = condaNodes.get(name);
    return node == null ? Optional.empty() : node.asTarget;
  }

  private Optional<LockedPackage> normalised(String name) {
    return Optional.ofNullable(projects().normalised().get(name));
  }

  /** Two threads may both make them; either is right. */
  private Projects projects() {
    Projects known = projects;
    if (known == null) {
      known =
          Projects.of(
              packages.subList(0, condaPackages), pipEntries, CondaNames.recorded(pipNames));
      projects = known;
    }
    return known;
  }

  private Map<String, Node> nodes(Manager manager) {
    return manager == Manager.CONDA ? condaNodes : pipNodes;
  }
}
