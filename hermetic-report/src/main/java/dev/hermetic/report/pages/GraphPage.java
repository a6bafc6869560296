package dev.hermetic.report.pages;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.graph.Route;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.chart.Bars;
import dev.hermetic.report.chart.Dendrogram;
import dev.hermetic.report.chart.Dendrogram.Node;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who needs whom: from what was asked for down, and from each package up. */
final class GraphPage {
  private static final String ID = "graph";
  private static final String TITLE = "Dependencies";
  private static final String LEAD =
      "From what was asked for to what that needs, and back from any package to who needs it.";
  private static final int MOST_NEEDED = 12;

  private GraphPage() {}

  static Sheet of(ReportModel model) {
    if (model.lock().isEmpty() || model.lock().get().graphs().isEmpty()) {
      return Pages.empty(ID, "Lock", TITLE, LEAD, Pages.NO_LOCK, "Dependencies are those of locked packages.", Pages.LOCK);
    }
    List<LockGraph> graphs = model.lock().get().graphs();
    List<Section> sections = new ArrayList<>();
    for (LockGraph graph : graphs) {
      sections.add(tree(graph));
    }
    sections.add(inverted(graphs.get(0)));
    long unneeded = graphs.stream().mapToLong(graph -> graph.unneeded().size()).sum();
    LockGraph first = graphs.get(0);
    Status status =
        unneeded == 0
            ? Status.good(
                Pages.count(roots(first).size(), "package")
                    + " asked for on "
                    + first.platform()
                    + (roots(first).size() == 1 ? " brings" : " bring")
                    + " along "
                    + (first.packages().size() - roots(first).size())
                    + " more.",
                "Nothing is locked that nothing needs.")
            : Status.attention(
                Pages.count(unneeded, "locked package")
                    + Count.are(unneeded)
                    + " needed by nothing that was asked for.",
                "See the last lines of the tables.");
    return new Sheet(ID, "Lock", TITLE, LEAD, status, sections);
  }

  /** The packages that answer what was asked for, each once. */
  private static Set<LockedPackage> roots(LockGraph graph) {
    Set<LockedPackage> roots = new LinkedHashSet<>();
    for (Root root : graph.roots()) {
      graph.answer(root).ifPresent(roots::add);
    }
    return roots;
  }

  private static Section tree(LockGraph graph) {
    Map<LockedPackage, List<LockedPackage>> children = new IdentityHashMap<>();
    List<Row> rows = new ArrayList<>();
    for (LockedPackage locked : graph.packages()) {
      Optional<Route> route = graph.route(locked);
      List<Edge> edges = route.map(Route::edges).orElse(List.of());
      boolean asked = !graph.roots(locked).isEmpty();
      if (!asked && !edges.isEmpty()) {
        children
            .computeIfAbsent(edges.get(edges.size() - 1).from(), parent -> new ArrayList<>())
            .add(locked);
      }
      rows.add(row(graph, locked, asked, route));
    }
    List<Node> nodes =
        roots(graph).stream().map(root -> node(root, children, true)).toList();
    String platform = graph.platform().toString();
    Table table =
        Table.of(
                "packages_" + platform,
                "Every package of " + platform + " and how one comes to it",
                List.of(
                    Column.of("package", "Package"),
                    Column.number("needs", "Needs"),
                    Column.number("needed_by", "Needed by"),
                    Column.number("steps", "Steps from a spec"),
                    Column.of("way", "The shortest way")),
                rows)
            .withTools();
    Block figure =
        new Block.Figure(
            Dendrogram.draw(
                "tree-" + platform,
                "Dependencies on " + platform,
                "A tree from what was asked for on the left to what it needs on the right; each"
                    + " package stands once, where the shortest way to it leads.",
                nodes),
            table,
            false);
    return new Section(
        "from-" + platform,
        "From the specs down: " + platform,
        "Each package once, where the shortest way to it leads.",
        List.of(nodes.isEmpty() ? table : figure));
  }

  private static Node node(
      LockedPackage locked, Map<LockedPackage, List<LockedPackage>> children, boolean asked) {
    return new Node(
        locked.name(),
        locked.name() + " " + locked.version(),
        asked ? "asked" : "",
        children.getOrDefault(locked, List.of()).stream()
            .map(child -> node(child, children, false))
            .toList());
  }

  private static Row row(
      LockGraph graph, LockedPackage locked, boolean asked, Optional<Route> route) {
    String anchor = PackagesPage.anchor(locked.name(), locked.manager() == Manager.PIP);
    List<String> way = new ArrayList<>();
    route.ifPresent(
        one -> {
          way.add(one.start().name());
          one.edges().forEach(edge -> way.add(edge.to().map(LockedPackage::name).orElse("")));
        });
    return Row.of(
        Cell.of(locked.name()).linked("packages#packages-" + anchor),
        Cell.number(graph.dependencies(locked).stream().filter(e -> !e.isVirtual()).count()),
        Cell.number(graph.dependents(locked).size()),
        route.isEmpty() ? Cell.unknown("needed by nothing") : Cell.number(way.size() - 1),
        asked ? Cell.of("asked for").toned("good") : Cell.of(String.join(" → ", way)));
  }

  /** Who would go along with it if it went. */
  private static Section inverted(LockGraph graph) {
    record Needed(LockedPackage locked, int direct, int all) {}
    List<Needed> needed = new ArrayList<>();
    for (LockedPackage locked : graph.packages()) {
      int direct = graph.dependents(locked).size();
      if (direct > 0) {
        needed.add(new Needed(locked, direct, graph.above(locked)));
      }
    }
    needed.sort(
        Comparator.comparing(Needed::all)
            .reversed()
            .thenComparing(Needed::direct, Comparator.reverseOrder())
            .thenComparing(one -> one.locked().name()));
    if (needed.isEmpty()) {
      return new Section(
          "inverted", "From a package up", "", List.of(new Block.Words("No package needs another.")));
    }
    List<Bars.Bar> bars = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Needed one : needed) {
      if (bars.size() < MOST_NEEDED) {
        bars.add(
            new Bars.Bar(
                one.locked().name(),
                List.of(
                    new Bars.Part("directly", one.direct(), "s1", Cell.grouped(one.direct())),
                    new Bars.Part(
                        "through others",
                        one.all() - one.direct(),
                        "s3",
                        Cell.grouped(one.all() - one.direct()))),
                Cell.grouped(one.all())));
      }
      rows.add(
          Row.of(
              Cell.of(one.locked().name()),
              Cell.number(one.all()),
              Cell.number(one.direct()),
              Cell.of(
                  String.join(
                      ", ",
                      new TreeSet<>(
                          graph.dependents(one.locked()).stream()
                              .map(edge -> edge.from().name())
                              .toList())))));
    }
    return new Section(
        "inverted",
        "From a package up: " + graph.platform(),
        "Who needs it, directly or through others.",
        List.of(
            new Block.Figure(
                Bars.draw(
                    "needed",
                    "What most packages need",
                    "A bar for each of the packages that the most others need.",
                    bars),
                Table.of(
                        "needed",
                        "Packages by how many others need them",
                        List.of(
                            Column.of("package", "Package"),
                            Column.number("needed_by_all", "Needed by, in all"),
                            Column.number("needed_by", "Directly"),
                            Column.of("names", "Directly, by name")),
                        rows)
                    .withTools(),
                false),
            new Block.Commands(
                List.of(
                    new Block.Command(
                        "Every way that leads to one package, and what holds it back",
                        "mvn hermetic:why -Dhermetic.package=NAME")))));
  }
}
