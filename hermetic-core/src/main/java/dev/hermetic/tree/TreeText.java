package dev.hermetic.tree;

import dev.hermetic.tree.DependencyTree.Cut;
import dev.hermetic.tree.DependencyTree.Row;
import dev.hermetic.text.TextStyle;
import java.util.ArrayList;
import java.util.List;

/** Dependency trees for a console. */
public final class TreeText {
  private final TextStyle style;
  private final List<String> lines = new ArrayList<>();

  private TreeText(TextStyle style) {
    this.style = style;
  }

  /**
   * The lines, without line ends, none wider than the style says, without anything that could steer
   * a terminal.
   */
  public static List<String> lines(List<DependencyTree> trees, TextStyle style) {
    TreeText text = new TreeText(style);
    for (DependencyTree tree : trees) {
      if (!text.lines.isEmpty()) {
        text.lines.add("");
      }
      text.add(tree);
    }
    boolean marks = trees.stream().flatMap(t -> t.rows().stream()).anyMatch(TreeText::isMarked);
    boolean cuts = trees.stream().flatMap(t -> t.rows().stream()).anyMatch(r -> r.cut() != Cut.NOT);
    if (marks || cuts) {
      text.lines.add("");
    }
    if (marks) {
      text.lines.add("* asked for too");
    }
    if (cuts) {
      text.lines.add(text.more() + " what it needs is told above, or lies deeper");
    }
    return List.copyOf(text.lines);
  }

  private static boolean isMarked(Row row) {
    return row.depth() > 0 && !row.asked().isEmpty();
  }

  private void add(DependencyTree tree) {
    lines.addAll(style.wrap(style.clean(Says.headline(tree))));
    List<Boolean> ended = new ArrayList<>();
    for (Row row : tree.rows()) {
      while (ended.size() > row.depth()) {
        ended.remove(ended.size() - 1);
      }
      StringBuilder line = new StringBuilder();
      for (int depth = 1; depth < row.depth(); depth++) {
        line.append(ended.get(depth) ? "   " : style.unicode() ? "│  " : "|  ");
      }
      if (row.depth() > 0) {
        line.append(branch(row.last()));
      }
      ended.add(row.last());
      lines.add(style.fit(line + style.clean(text(row)), style.width()));
    }
    List<String> census = Says.census(tree.census());
    if (!census.isEmpty()) {
      lines.add("");
      census.forEach(one -> lines.addAll(style.wrap(style.clean(one))));
    }
  }

  private String branch(boolean last) {
    if (style.unicode()) {
      return last ? "└─ " : "├─ ";
    }
    return last ? "`- " : "|- ";
  }

  private String text(Row row) {
    StringBuilder text = new StringBuilder(isMarked(row) ? "* " : "");
    text.append(row.locked().map(Says::named).orElse(row.name() + ", which is not in the lock"));
    if (!row.constraint().isEmpty()) {
      text.append("  ").append(row.constraint());
    }
    if (row.depth() == 0) {
      text.append("  ").append(Says.specs(row.asked()));
    }
    return row.cut() == Cut.NOT ? text.toString() : text + " " + more();
  }

  private String more() {
    return style.unicode() ? "…" : "...";
  }
}
