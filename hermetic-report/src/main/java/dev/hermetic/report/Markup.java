package dev.hermetic.report;

import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.chart.Drawing;
import dev.hermetic.report.chart.Shape;
import freemarker.core.Environment;
import freemarker.ext.util.WrapperTemplateModel;
import freemarker.template.TemplateDirectiveBody;
import freemarker.template.TemplateDirectiveModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import freemarker.template.utility.StringUtil;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What pages have thousands of, written without a template for each, which took most of a report's
 * time: rows of tables and shapes of charts. Every text goes through the escaping of the templates.
 */
final class Markup {
  private static final Set<String> CHIPS = Set.of("good", "bad", "amber", "plain");

  private final boolean single;

  /**
   * @param single whether all pages are one file
   */
  Markup(boolean single) {
    this.single = single;
  }

  /** The directives that the templates call. */
  Map<String, Object> names() {
    return Map.of(
        "rows", (Of<Table>) this::rows,
        "links", (Of<Site>) this::links,
        "shapes", (Of<Drawing>) (drawing, on, out) -> shapes(drawing, out),
        "versionRows", (Of<Page>) (page, on, out) -> versionRows(page.versionDifferences(), out),
        "packageRows", (Of<Page>) (page, on, out) -> packageRows(page.packages(), out),
        "fileRows", (Of<Page.FileList>) (list, on, out) -> fileRows(list.files(), out));
  }

  /** A directive with the parameters {@code of} and, where that matters, {@code on}: the page it is on. */
  @FunctionalInterface
  private interface Of<T> extends TemplateDirectiveModel {
    void write(T of, String on, StringBuilder out);

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the interface of FreeMarker; templates are ours
    default void execute(
        Environment environment, Map parameters, TemplateModel[] variables, TemplateDirectiveBody body)
        throws IOException {
      Object on = parameters.get("on");
      StringBuilder out = new StringBuilder();
      write(
          (T) ((WrapperTemplateModel) parameters.get("of")).getWrappedObject(),
          on == null ? "" : text(on),
          out);
      environment.getOut().append(out);
    }
  }

  private static String text(Object model) {
    try {
      return ((TemplateScalarModel) model).getAsString();
    } catch (TemplateModelException e) {
      throw new IllegalStateException("a text of a template cannot be had", e);
    }
  }

  /** Where a link leads: {@code PAGE}, {@code PAGE#ID} or {@code #ID} within the report. */
  String href(String place) {
    int hash = place.indexOf('#');
    if (single) {
      return hash < 0 ? "#page-" + place : place.substring(hash);
    }
    if (hash == 0) {
      return place;
    }
    return hash < 0 ? place + ".html" : place.substring(0, hash) + ".html" + place.substring(hash);
  }

  /** Of all pages, on each of them. */
  private void links(Site site, String on, StringBuilder out) {
    for (Site.Entry entry : site.entries()) {
      out.append(entry.first() ? "<li class=\"first\"><a" : "<li><a");
      attribute(out, "href", href(entry.id()));
      out.append(entry.id().equals(on) ? " aria-current=\"page\">" : ">");
      escape(entry.title(), out);
      out.append(
          entry.state().equals("attention")
              ? " <span class=\"flag\">attention</span></a></li>\n"
              : "</a></li>\n");
    }
  }

  private void rows(Table table, String on, StringBuilder out) {
    List<Column> columns = table.columns();
    for (Table.Row row : table.rows()) {
      out.append("<tr");
      if (!row.anchor().isEmpty()) {
        attribute(out, "id", on + "-" + row.anchor());
      }
      out.append(row.off() ? " class=\"off\">" : ">");
      List<Cell> cells = row.cells();
      for (int i = 0; i < cells.size(); i++) {
        Cell cell = cells.get(i);
        if (i == 0) {
          out.append("<th scope=\"row\">");
          cell(cell, out);
          out.append("</th>");
        } else {
          cell(cell, columns.get(i).numeric(), table.tools(), out);
        }
      }
      out.append("</tr>\n");
    }
  }

  private void cell(Cell cell, boolean numeric, boolean sorted, StringBuilder out) {
    boolean absent = cell.tone().equals("absent");
    out.append("<td");
    if (numeric || absent) {
      attribute(out, "class", numeric && absent ? "n absent" : numeric ? "n" : "absent");
    }
    if (sorted && !cell.sortKey().isEmpty()) {
      attribute(out, "data-s", cell.sortKey());
    }
    out.append('>');
    cell(cell, out);
    out.append("</td>");
  }

  private void cell(Cell cell, StringBuilder out) {
    if (cell.link().isEmpty()) {
      words(cell, out);
    } else {
      out.append("<a");
      attribute(out, "href", href(cell.link()));
      out.append('>');
      words(cell, out);
      out.append("</a>");
    }
    if (!cell.note().isEmpty()) {
      out.append(" <span class=\"where\">");
      escape(cell.note(), out);
      out.append("</span>");
    }
  }

  private static void words(Cell cell, StringBuilder out) {
    if (CHIPS.contains(cell.tone())) {
      out.append("<span");
      attribute(out, "class", "chip " + cell.tone());
      out.append('>');
      escape(cell.text(), out);
      out.append("</span>");
    } else if (cell.code()) {
      out.append("<code>");
      escape(cell.text(), out);
      out.append("</code>");
    } else {
      escape(cell.text(), out);
    }
  }

  private static void shapes(Drawing drawing, StringBuilder out) {
    for (Shape shape : drawing.shapes()) {
      shape(shape, out);
      out.append('\n');
    }
  }

  private static void shape(Shape shape, StringBuilder out) {
    String kind = shape.kind();
    out.append('<');
    out.append(kind);
    attribute(out, "class", shape.style());
    switch (kind) {
      case "rect" -> {
        attribute(out, "x", shape.a());
        attribute(out, "y", shape.b());
        attribute(out, "width", shape.c());
        attribute(out, "height", shape.d());
        tip(shape, out);
      }
      case "line" -> {
        attribute(out, "x1", shape.a());
        attribute(out, "y1", shape.b());
        attribute(out, "x2", shape.c());
        attribute(out, "y2", shape.d());
        out.append("/>");
      }
      case "path" -> {
        attribute(out, "d", shape.d());
        out.append("/>");
      }
      case "circle" -> {
        attribute(out, "cx", shape.a());
        attribute(out, "cy", shape.b());
        attribute(out, "r", shape.c());
        tip(shape, out);
      }
      default -> {
        attribute(out, "x", shape.a());
        attribute(out, "y", shape.b());
        out.append('>');
        escape(shape.text(), out);
        end(kind, out);
      }
    }
  }

  /** What a pointer over a shape tells, and the shape's end. */
  private static void tip(Shape shape, StringBuilder out) {
    out.append('>');
    if (!shape.text().isEmpty()) {
      out.append("<title>");
      escape(shape.text(), out);
      out.append("</title>");
    }
    end(shape.kind(), out);
  }

  private static void end(String element, StringBuilder out) {
    out.append("</");
    out.append(element);
    out.append('>');
  }

  private static void packageRows(List<Page.PackageLine> lines, StringBuilder out) {
    for (Page.PackageLine line : lines) {
      out.append("<tr");
      if (!line.anchor().isEmpty()) {
        attribute(out, "id", line.anchor());
      }
      out.append("><th scope=\"row\">");
      out.append(line.root() ? "<strong>" : "");
      escape(line.name(), out);
      out.append(line.root() ? "</strong> <span class=\"chip plain\">asked for</span>" : "");
      out.append(line.pip() ? " <span class=\"chip plain\">pip</span>" : "");
      out.append(line.differs() ? " <span class=\"chip differs\">differs</span>" : "");
      out.append("</th>");
      versions(line, out);
      out.append("<td class=\"needed\">");
      escape(line.neededBy(), out);
      out.append("</td></tr>\n");
    }
  }

  private static void versionRows(List<Page.PackageLine> lines, StringBuilder out) {
    for (Page.PackageLine line : lines) {
      out.append("<tr><th scope=\"row\">");
      if (line.anchor().isEmpty()) {
        escape(line.name(), out);
      } else {
        out.append("<a");
        attribute(out, "href", "#" + line.anchor());
        out.append('>');
        escape(line.name(), out);
        out.append("</a>");
      }
      out.append("</th>");
      versions(line, out);
      out.append("</tr>\n");
    }
  }

  private static void versions(Page.PackageLine line, StringBuilder out) {
    for (Page.VersionCell version : line.versions()) {
      if (version.text().isEmpty()) {
        out.append("<td class=\"absent\">not locked</td>");
      } else {
        out.append(version.odd() ? "<td><b>" : "<td>");
        escape(version.text(), out);
        out.append(version.odd() ? "</b></td>" : "</td>");
      }
    }
  }

  private static void fileRows(List<Page.FileLine> files, StringBuilder out) {
    for (Page.FileLine file : files) {
      out.append("<tr><th scope=\"row\">");
      escape(file.name(), out);
      out.append(file.pip() ? " <span class=\"chip plain\">pip</span></th><td>" : "</th><td>");
      escape(file.version(), out);
      out.append("</td><td class=\"mono\">");
      escape(file.build(), out);
      out.append("</td><td class=\"n\">");
      if (file.size().isEmpty()) {
        out.append("<span class=\"absent\">unknown</span>");
      } else {
        escape(file.size(), out);
      }
      out.append("</td><td class=\"mono\"><span class=\"line\">");
      escape(file.source(), out);
      out.append("</span> <span class=\"line\">");
      escape(file.hash().isEmpty() ? "no digest" : file.hash(), out);
      out.append("</span></td></tr>\n");
    }
  }

  private static void attribute(StringBuilder out, String name, String value) {
    out.append(' ');
    out.append(name);
    out.append("=\"");
    escape(value, out);
    out.append('"');
  }

  private static void escape(String text, StringBuilder out) {
    out.append(StringUtil.XHTMLEnc(text));
  }
}
