package dev.hermetic.tree;

import dev.hermetic.text.Markdown;
import dev.hermetic.tree.DependencyTree.Cut;
import dev.hermetic.tree.DependencyTree.Row;
import java.util.ArrayList;
import java.util.List;

/** Dependency trees as nested lists. */
public final class TreeMarkdown {
  private TreeMarkdown() {}

  /** The document, with a line feed at its end. Texts from the lock are escaped. */
  public static String of(List<DependencyTree> trees) {
    List<String> lines = new ArrayList<>();
    for (DependencyTree tree : trees) {
      lines.add("## Dependencies on " + Says.headline(tree));
      lines.add("");
      Says.census(tree.census()).forEach(line -> lines.add("- " + Markdown.prose(line)));
      if (!Says.census(tree.census()).isEmpty()) {
        lines.add("");
      }
      lines.add("<details><summary>Tree</summary>");
      lines.add("");
      tree.rows().forEach(row -> lines.add("  ".repeat(row.depth()) + "- " + row(row)));
      lines.add("");
      lines.add("</details>");
      lines.add("");
    }
    lines.add("Bold: asked for in the environment file. …: told above, or deeper.");
    return String.join("\n", lines) + "\n";
  }

  private static String row(Row row) {
    String name = Markdown.code(row.name());
    StringBuilder text = new StringBuilder(row.asked().isEmpty() ? name : "**" + name + "**");
    text.append(' ')
        .append(
            row.locked()
                .map(locked -> Markdown.prose(locked.version()))
                .orElse("is not in the lock"));
    if (!row.constraint().isEmpty()) {
      text.append(' ').append(Markdown.code(row.constraint()));
    }
    if (row.depth() == 0) {
      text.append(" asked for by ").append(Markdown.prose(Says.specs(row.asked())));
    }
    return row.cut() == Cut.NOT ? text.toString() : text + " …";
  }
}
