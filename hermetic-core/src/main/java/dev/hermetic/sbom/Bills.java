package dev.hermetic.sbom;

import dev.hermetic.distro.DistroPackage;
import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.sbom.Component.Kind;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts bills together: one a platform, and one of all of them. */
public final class Bills {
  private final BillRequest request;
  private final LockedComponents locked;
  private final Map<String, Optional<Details>> details = new HashMap<>();

  public Bills(BillRequest request) {
    this.request = request;
    this.locked =
        new LockedComponents(
            request.lock(),
            CondaNames.recorded(
                request.lock().metadata().custom().getOrDefault(OwnMetadata.PIP_NAMES_KEY, "")));
  }

  /** What is on one of the wanted platforms, with its base image where one was made. */
  public Bill of(Platform platform) {
    return bill(
        request.graphs().stream().filter(graph -> graph.platform().equals(platform)).toList(),
        request.base().filter(base -> base.platform().equals(platform)));
  }

  /** What is on any of the wanted platforms. */
  public Bill whole() {
    return bill(request.graphs(), request.base());
  }

  private Bill bill(List<LockGraph> graphs, Optional<BaseParts> base) {
    Parts parts = new Parts(subject(graphs, base));
    for (LockGraph graph : graphs) {
      addLocked(graph, parts);
    }
    base.ifPresent(one -> addBase(one, parts));
    addJvm(parts);
    if (base.isEmpty()) {
      parts.gaps.add("no image was made of this lock here, so no base image is listed");
    }
    return parts.bill();
  }

  private Component subject(List<LockGraph> graphs, Optional<BaseParts> base) {
    SortedMap<String, String> properties = new TreeMap<>();
    base.ifPresent(one -> properties.put("hermetic:image", one.image()));
    SortedSet<Platform> platforms = new TreeSet<>();
    graphs.forEach(graph -> platforms.add(graph.platform()));
    String purl =
        request.group().isEmpty()
            ? ""
            : Purls.of("maven", request.group(), request.name(), request.version(), Map.of());
    if (!request.group().isEmpty()) {
      properties.put("hermetic:group", request.group());
    }
    return new Component(
        purl.isEmpty() ? "environment:" + request.name() : purl,
        Kind.ENVIRONMENT,
        request.name(),
        request.version(),
        platforms,
        purl,
        Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        "",
        new TreeMap<>(),
        properties);
  }

  private void addLocked(LockGraph graph, Parts parts) {
    int unknown = 0;
    for (LockedPackage one : graph.packages()) {
      Optional<Details> found = details(one);
      unknown += found.isEmpty() ? 1 : 0;
      parts.add(locked.of(one, found.orElse(Details.NONE)));
      for (Edge edge : graph.dependencies(one)) {
        edge.to().ifPresent(to -> parts.need(locked.id(one), locked.id(to)));
      }
      if (one.manager() == Manager.PIP && one.sha256() == null) {
        parts.gaps.add("the lock has no SHA-256 of " + one.name() + " " + one.version());
      }
    }
    for (LockedPackage root : roots(graph)) {
      parts.need(parts.subject.id(), locked.id(root));
    }
    if (unknown > 0) {
      parts.gaps.add(
          graph.platform()
              + ": licence and origin of "
              + unknown
              + " of "
              + Count.of(graph.packages().size(), "package")
              + " are not known, because "
              + (request.cacheDirectory().isPresent()
                  ? "they are not in the cache of the machine that wrote this"
                  : "only the lock was asked"));
    }
  }

  /** What was asked for; where that is not known, what nothing else needs. */
  private static Collection<LockedPackage> roots(LockGraph graph) {
    List<LockedPackage> roots = new ArrayList<>();
    for (Root root : graph.roots()) {
      graph.answer(root).ifPresent(roots::add);
    }
    if (roots.isEmpty()) {
      graph.packages().stream()
          .filter(one -> graph.dependents(one).isEmpty())
          .forEach(roots::add);
    }
    return roots;
  }

  private Optional<Details> details(LockedPackage one) {
    return request
        .cacheDirectory()
        .flatMap(cache -> details.computeIfAbsent(locked.id(one), id -> Details.find(cache, one)));
  }

  private static void addBase(BaseParts base, Parts parts) {
    Component image = BaseComponents.base(base);
    parts.add(image);
    parts.need(parts.subject.id(), image.id());
    Map<String, String> ids = new HashMap<>();
    for (DistroPackage one : base.distro().packages()) {
      Component component = BaseComponents.of(one, base);
      parts.add(component);
      parts.need(image.id(), component.id());
      ids.putIfAbsent(one.name(), component.id());
    }
    for (DistroPackage one : base.distro().packages()) {
      for (String name : one.dependencies()) {
        if (ids.containsKey(name)) {
          parts.need(BaseComponents.of(one, base).id(), ids.get(name));
        }
      }
    }
    base.distro().gaps().forEach(gap -> parts.gaps.add("base image: " + gap));
  }

  private void addJvm(Parts parts) {
    Map<String, String> ids = new HashMap<>();
    request.jvm().forEach(one -> ids.put(one.key(), JvmComponents.purl(one)));
    for (JvmDependency one : request.jvm()) {
      parts.add(JvmComponents.of(one));
      if (one.direct()) {
        parts.need(parts.subject.id(), JvmComponents.purl(one));
      }
      for (String key : one.needs()) {
        if (ids.containsKey(key)) {
          parts.need(JvmComponents.purl(one), ids.get(key));
        }
      }
    }
  }

  /** What a bill is put together in. */
  private static final class Parts {
    private final Component subject;
    private final SortedMap<String, Component> components = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> needs = new TreeMap<>();
    private final SortedSet<String> gaps = new TreeSet<>();

    Parts(Component subject) {
      this.subject = subject;
    }

    /** The same file on another platform is the same component. */
    void add(Component one) {
      components.merge(one.id(), one, Component::alsoOn);
    }

    void need(String from, String to) {
      if (!from.equals(to)) {
        needs.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
      }
    }

    Bill bill() {
      return new Bill(subject, List.copyOf(components.values()), needs, gaps);
    }
  }
}
