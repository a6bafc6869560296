package dev.hermetic.text;

import java.util.ArrayList;
import java.util.List;

/** A line of a tree and the lines below it. */
public final class TextTree {
  private static final int SHOWN = 8;

  private final String text;
  private final List<TextTree> children = new ArrayList<>();

  public TextTree(String text) {
    this.text = text;
  }

  /** Adds a line below, unless the same is there. */
  public TextTree add(String child) {
    for (TextTree line : children) {
      if (line.text.equals(child)) {
        return line;
      }
    }
    TextTree line = new TextTree(child);
    children.add(line);
    return line;
  }

  public String text() {
    return text;
  }

  public List<TextTree> children() {
    return children;
  }

  /** The lines below this one, drawn as a tree. */
  public List<String> draw() {
    List<String> lines = new ArrayList<>();
    draw("", lines);
    return lines;
  }

  private void draw(String indent, List<String> lines) {
    int shown = children.size() <= SHOWN ? children.size() : SHOWN - 1;
    for (int i = 0; i < shown; i++) {
      boolean last = i == children.size() - 1;
      lines.add(indent + (last ? "└─ " : "├─ ") + children.get(i).text);
      children.get(i).draw(indent + (last ? "   " : "│  "), lines);
    }
    if (shown < children.size()) {
      lines.add(indent + "└─ and " + (children.size() - shown) + " more like these");
    }
  }
}
