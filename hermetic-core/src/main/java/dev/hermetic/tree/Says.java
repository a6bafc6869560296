package dev.hermetic.tree;

import dev.hermetic.graph.Edge;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Phrases about graphs, whatever they are written with. Nothing is cleaned or escaped here. */
final class Says {
  /** How many names of a list are told; JSON has them all. */
  private static final int LISTED = 5;

  private Says() {}

  /** {@code `spec` (file:line)}, without credentials. */
  static String spec(Root root) {
    return "`"
        + Redaction.redact(root.text())
        + "` ("
        + root.location().file()
        + ":"
        + root.location().line()
        + ")";
  }

  static String specs(List<Root> roots) {
    return roots.stream().map(Says::spec).collect(Collectors.joining(", "));
  }

  static String named(LockedPackage locked) {
    String pip = locked.manager() == LockedPackage.Manager.PIP ? " (pip)" : "";
    return locked.name() + " " + locked.version() + pip;
  }

  static String needs(Edge edge) {
    return named(edge.from()) + " needs `" + edge.name() + " " + edge.constraint() + "`";
  }

  static String platforms(List<Platform> platforms) {
    return platforms.stream().map(Platform::subdir).collect(Collectors.joining(", "));
  }

  static String listed(List<String> texts) {
    String first = texts.stream().limit(LISTED).collect(Collectors.joining(", "));
    return texts.size() > LISTED
        ? first + " and " + (texts.size() - LISTED) + " more"
        : first;
  }

  static String headline(DependencyTree tree) {
    Census census = tree.census();
    return platforms(tree.platforms())
        + ": "
        + census.asked()
        + " asked for, "
        + census.shadow()
        + " brought along"
        + (census.unneeded().isEmpty() ? "" : ", " + census.unneeded().size() + " needed by nothing");
  }

  /** What stands out, one sentence a line. */
  static List<String> census(Census census) {
    List<String> lines = new ArrayList<>();
    for (Root root : census.missing()) {
      lines.add("Asked for but not in the lock: " + spec(root));
    }
    if (!census.unneeded().isEmpty()) {
      lines.add("In the lock, but needed by nothing: " + listed(census.unneeded()));
    }
    census
        .implied()
        .forEach(
            (name, by) -> lines.add("Asked for, and needed anyway: " + name + ", by " + listed(by)));
    return lines;
  }
}
