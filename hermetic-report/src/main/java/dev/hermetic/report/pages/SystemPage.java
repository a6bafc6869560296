package dev.hermetic.report.pages;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.lock.SpecTable.Total;
import dev.hermetic.lock.SpecTable.VariantChoice;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.report.block.Block;
import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Section;
import dev.hermetic.report.block.Sheet;
import dev.hermetic.report.block.Sheet.Status;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.block.Table.Row;
import dev.hermetic.report.model.LockPart;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.version.InvalidVersionException;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the machine has to have: C library, GPU driver, instruction sets. */
final class SystemPage {
  private static final String ID = "system";
  private static final String TITLE = "System requirements";
  private static final String LEAD =
      "What the locked packages ask of the machine, and what the lock takes machines to have.";

  private SystemPage() {}

  private record Demand(
      String platform, String name, String constraint, Optional<String> given, List<String> packages) {
    /** Empty where nobody can say. */
    Optional<Boolean> met() {
      if (given.isEmpty()) {
        return Optional.empty();
      }
      if (constraint.isBlank() || constraint.equals("*")) {
        return Optional.of(true);
      }
      try {
        return Optional.of(VersionSpec.parse(constraint).matches(Version.parse(given.get())));
      } catch (InvalidVersionException e) {
        return Optional.empty();
      }
    }
  }

  static Sheet of(ReportModel model) {
    if (model.lock().isEmpty()) {
      return Pages.empty(ID, "Image", TITLE, LEAD, Pages.NO_LOCK, "What is needed follows from what is locked.", Pages.LOCK);
    }
    LockPart lock = model.lock().get();
    List<Demand> demands = new ArrayList<>();
    for (LockGraph graph : lock.graphs()) {
      demands.addAll(demands(graph, given(lock, graph)));
    }
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "demands",
            "What packages ask for",
            "Virtual packages stand for properties of a machine, for example __glibc for its C library.",
            List.of(table(demands))));
    sections.add(new Section("gpu", "CPU or GPU", "", List.of(variants(lock))));
    sections.add(new Section("base", "The base of the image", "", List.of(base(model))));
    return new Sheet(ID, "Image", TITLE, LEAD, status(demands), sections);
  }

  private static Status status(List<Demand> demands) {
    long unmet = demands.stream().filter(one -> one.met().filter(met -> !met).isPresent()).count();
    long unknown = demands.stream().filter(one -> one.met().isEmpty()).count();
    if (unmet > 0) {
      return Status.attention(
          Pages.count(unmet, "demand") + " of locked packages go beyond what machines are taken to have.",
          "");
    }
    if (demands.isEmpty()) {
      return Status.good("No locked package asks anything of the machine but its platform.", "");
    }
    if (unknown > 0) {
      return Status.unknown(
          Pages.count(demands.size(), "demand") + " on the machine; of " + unknown + " the lock does not say whether they are met.",
          "");
    }
    return Status.good(
        Pages.count(demands.size(), "demand") + " on the machine, all met by what the lock takes as given.",
        "");
  }

  private static SortedMap<String, String> given(LockPart lock, LockGraph graph) {
    SortedMap<String, String> given = new TreeMap<>();
    for (Total total : lock.specs().table().totals()) {
      if (total.platform().equals(graph.platform())) {
        total
            .virtualPackages()
            .ifPresent(
                all -> {
                  for (VirtualPackage one : all) {
                    given.put(one.name(), one.version());
                  }
                });
      }
    }
    return given;
  }

  private static List<Demand> demands(LockGraph graph, SortedMap<String, String> given) {
    SortedMap<String, SortedMap<String, List<String>>> asked = new TreeMap<>();
    for (LockedPackage locked : graph.packages()) {
      for (Edge edge : graph.dependencies(locked)) {
        if (edge.isVirtual()) {
          asked
              .computeIfAbsent(edge.name(), name -> new TreeMap<>())
              .computeIfAbsent(edge.constraint().strip(), constraint -> new ArrayList<>())
              .add(locked.name());
        }
      }
    }
    List<Demand> demands = new ArrayList<>();
    asked.forEach(
        (name, constraints) ->
            constraints.forEach(
                (constraint, packages) ->
                    demands.add(
                        new Demand(
                            graph.platform().toString(),
                            name,
                            constraint,
                            Optional.ofNullable(given.get(name)),
                            packages))));
    return demands;
  }

  private static Block table(List<Demand> demands) {
    if (demands.isEmpty()) {
      return new Block.Words("Nothing but the platform itself.");
    }
    List<Row> rows = new ArrayList<>();
    for (Demand one : demands) {
      rows.add(
          Row.of(
              Cell.literal(one.name()),
              Cell.of(one.platform()),
              one.constraint().isBlank() || one.constraint().equals("*")
                  ? Cell.of("any version")
                  : Cell.literal(one.constraint()),
              one.given().map(Cell::literal).orElse(Cell.unknown("not said")),
              one.met()
                  .map(met -> met ? Cell.of("met").toned("good") : Cell.of("not met").toned("bad"))
                  .orElse(Cell.unknown("not known")),
              Cell.number(one.packages().size()).noted(String.join(", ", one.packages()))));
    }
    return Table.of(
            "demands",
            "What is asked of machines, by platform",
            List.of(
                Column.of("name", "Virtual package"),
                Column.of("platform", "Platform"),
                Column.of("constraint", "Asked for"),
                Column.of("given", "Taken as given"),
                Column.of("met", "Met"),
                Column.number("packages", "By packages")),
            rows)
        .withTools();
  }

  private static Block variants(LockPart lock) {
    List<VariantChoice> variants = lock.specs().table().variants();
    if (variants.isEmpty()) {
      return new Block.Words("No locked package says whether it is a build for the CPU or for CUDA.");
    }
    return Table.of(
        "variants",
        "Builds that are known to be for the CPU or for CUDA",
        List.of(
            Column.of("package", "Package"),
            Column.of("platform", "Platform"),
            Column.of("variant", "Variant"),
            Column.of("needs_driver", "Needs a driver"),
            Column.of("why", "Why this one")),
        variants.stream()
            .map(
                one ->
                    Row.of(
                        Cell.of(one.name()).noted(one.root() ? "asked for" : ""),
                        Cell.of(one.platform().toString()),
                        Cell.of(one.variant().kind().name()).toned("plain"),
                        Cell.of(one.variant().needsDriver() ? "yes" : "no")
                            .valued(one.variant().needsDriver()),
                        Cell.of(one.why())))
            .toList());
  }

  private static Block base(ReportModel model) {
    if (model.image().isEmpty()) {
      return new Block.Empty(
          "There is no image yet. When one is made, its base is held against these demands, and one that cannot run the lock is refused.",
          Pages.IMAGE);
    }
    ImageFacts facts = model.image().get();
    return Table.of(
        "base",
        "The base that the image was built upon, after it was held against these demands",
        List.of(
            Column.of("reference", "Base"),
            Column.of("digest", "Digest"),
            Column.of("platform", "Platform"),
            Column.of("where", "Where it is")),
        List.of(
            Row.of(
                Cell.literal(facts.base().reference()),
                Cell.literal(facts.base().digest()),
                Cell.of(facts.platform()),
                Cell.of(facts.base().inRegistry() ? "in a registry" : "on disk"))));
  }
}
