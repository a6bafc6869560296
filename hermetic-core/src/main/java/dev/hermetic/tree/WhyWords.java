package dev.hermetic.tree;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.Route;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer to "why" as sections of sentences; platforms with the same answer share one. */
record WhyWords(String title, List<Section> sections) {
  /** How many entries of a section are told; JSON has them all. */
  private static final int LISTED = 12;

  record Section(String title, List<String> lines) {}

  static List<WhyWords> of(List<Why> answers, String arrow) {
    Map<List<Section>, List<Why>> groups = new LinkedHashMap<>();
    for (Why why : answers) {
      groups.computeIfAbsent(sections(why, arrow), key -> new ArrayList<>()).add(why);
    }
    List<WhyWords> words = new ArrayList<>();
    groups.forEach((sections, same) -> words.add(new WhyWords(title(same), sections)));
    return words;
  }

  private static String title(List<Why> same) {
    List<Platform> platforms = same.stream().map(Why::platform).toList();
    return Says.named(same.get(0).locked()) + " on " + Says.platforms(platforms);
  }

  private static List<Section> sections(Why why, String arrow) {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section(standing(why), List.of()));
    if (!why.routes().isEmpty()) {
      sections.add(
          new Section(
              why.asked().isEmpty() ? "Specs that lead to it" : "Other specs that lead to it",
              limited(why.routes().stream().map(route -> route(route, arrow)).toList())));
    }
    List<String> constraints = new ArrayList<>(why.limits().stream().map(Says::spec).toList());
    why.holders().stream()
        .filter(edge -> !edge.isUnconstrained())
        .map(Says::needs)
        .forEach(constraints::add);
    if (!constraints.isEmpty()) {
      sections.add(new Section("Constraints on it", limited(constraints)));
    }
    long free = why.holders().stream().filter(Edge::isUnconstrained).count();
    if (free > 0) {
      String text = Count.of(free, "package") + (free == 1 ? " takes" : " take") + " any version of it";
      sections.add(new Section(text, List.of()));
    }
    sections.add(newer(why));
    return sections;
  }

  /** The versions differ where nothing else does, which the title of a group could not say. */
  private static String standing(Why why) {
    String is = Says.named(why.locked()) + " is ";
    if (!why.asked().isEmpty()) {
      String anyway = why.holders().isEmpty() ? "" : "; others need it too";
      return is + "asked for: " + Says.specs(why.asked()) + anyway;
    }
    return is + (why.isShadow() ? "not asked for: it came along" : "needed by nothing");
  }

  private static String route(Route route, String arrow) {
    StringBuilder text = new StringBuilder(Says.spec(route.root()));
    text.append(": ").append(Says.named(route.start()));
    for (Edge edge : route.edges()) {
      text.append(' ').append(arrow).append(' ');
      text.append(edge.to().map(Says::named).orElse(edge.name()));
    }
    return text.toString();
  }

  private static Section newer(Why why) {
    Newer newer = why.newer();
    return switch (newer.state()) {
      case UNKNOWN ->
          why.locked().manager() == Manager.PIP
              ? new Section("Whether it could be newer, its index tells", List.of(dryRun(why)))
              : new Section(
                  "Whether it could be newer is unknown: no repodata of it is in the cache",
                  List.of());
      case NEWEST ->
          new Section("No newer version is known", List.of());
      case FREE ->
          new Section(
              newer.newest().orElse("") + " is known, and no spec or locked package rules it out",
              List.of(update(why, newer)));
      case HELD -> {
        List<String> lines = new ArrayList<>(limited(newer.heldBy()));
        newer
            .free()
            .ifPresent(
                version ->
                    lines.add(version + " is ruled out by nothing: " + update(why, newer)));
        yield new Section(newer.newest().orElse("") + " is known, but held back", lines);
      }
    };
  }

  private static String dryRun(Why why) {
    return "`mvn hermetic:update -Dhermetic.packages=" + why.locked().name()
        + " -Dhermetic.dryRun=true` asks it";
  }

  private static String update(Why why, Newer newer) {
    String spec = why.locked().name() + newer.free().map(version -> ">=" + version).orElse("");
    return "`mvn hermetic:update \"-Dhermetic.packages=" + spec + "\"` tries it";
  }

  private static List<String> limited(List<String> lines) {
    if (lines.size() <= LISTED) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, LISTED));
    first.add("and " + (lines.size() - LISTED) + " more");
    return first;
  }
}
