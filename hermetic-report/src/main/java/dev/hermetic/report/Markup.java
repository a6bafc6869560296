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
    void write(T of, String on, PageText out);

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the interface of FreeMarker; templates are ours
    default void execute(
        Environment environment, Map parameters, TemplateModel[] variables, TemplateDirectiveBody body) {
      Object on = parameters.get("on");
      write(
          (T) ((WrapperTemplateModel) parameters.get("of")).getWrappedObject(),
          on == null ? "" : text(on),
          (PageText) environment.getOut());
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
  private void links(Site site, String on, PageText out) {
    for (Site.Entry entry : site.entries()) {
      out.markup(entry.first() ? "<li class=\"first\"><a" : "<li><a");
      attribute(out, "href", href(entry.id()));
      out.markup(entry.id().equals(on) ? " aria-current=\"page\">" : ">");
      out.escape(entry.title());
      out.markup(
          entry.state().equals("attention")
              ? " <span class=\"flag\">attention</span></a></li>\n"
              : "</a></li>\n");
    }
  }

  private void rows(Table table, String on, PageText out) {
    List<Column> columns = table.columns();
    for (Table.Row row : table.rows()) {
      out.markup("<tr");
      if (!row.anchor().isEmpty()) {
        attribute(out, "id", on + "-" + row.anchor());
      }
      out.markup(row.off() ? " class=\"off\">" : ">");
      List<Cell> cells = row.cells();
      for (int i = 0; i < cells.size(); i++) {
        Cell cell = cells.get(i);
        if (i == 0) {
          out.markup("<th scope=\"row\">");
          cell(cell, out);
          out.markup("</th>");
        } else {
          cell(cell, columns.get(i).numeric(), table.tools(), out);
        }
      }
      out.markup("</tr>\n");
    }
  }

  private void cell(Cell cell, boolean numeric, boolean sorted, PageText out) {
    boolean absent = cell.tone().equals("absent");
    out.markup("<td");
    if (numeric || absent) {
      attribute(out, "class", numeric && absent ? "n absent" : numeric ? "n" : "absent");
    }
    if (sorted && !cell.sortKey().isEmpty()) {
      attribute(out, "data-s", cell.sortKey());
    }
    out.markup('>');
    cell(cell, out);
    out.markup("</td>");
  }

  private void cell(Cell cell, PageText out) {
    if (cell.link().isEmpty()) {
      words(cell, out);
    } else {
      out.markup("<a");
      attribute(out, "href", href(cell.link()));
      out.markup('>');
      words(cell, out);
      out.markup("</a>");
    }
    if (!cell.note().isEmpty()) {
      out.markup(" <span class=\"where\">");
      out.escape(cell.note());
      out.markup("</span>");
    }
  }

  private static void words(Cell cell, PageText out) {
    if (CHIPS.contains(cell.tone())) {
      out.markup("<span");
      attribute(out, "class", "chip " + cell.tone());
      out.markup('>');
      out.escape(cell.text());
      out.markup("</span>");
    } else if (cell.code()) {
      out.markup("<code>");
      out.escape(cell.text());
      out.markup("</code>");
    } else {
      out.escape(cell.text());
    }
  }

  private static void shapes(Drawing drawing, PageText out) {
    for (Shape shape : drawing.shapes()) {
      shape(shape, out);
      out.markup('\n');
    }
  }

  private static void shape(Shape shape, PageText out) {
    String kind = shape.kind();
    out.markup('<');
    out.markup(kind);
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
        out.markup("/>");
      }
      case "path" -> {
        attribute(out, "d", shape.d());
        out.markup("/>");
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
        out.markup('>');
        out.escape(shape.text());
        end(kind, out);
      }
    }
  }

  /** What a pointer over a shape tells, and the shape's end. */
  private static void tip(Shape shape, PageText out) {
    out.markup('>');
    if (!shape.text().isEmpty()) {
      out.markup("<title>");
      out.escape(shape.text());
      out.markup("</title>");
    }
    end(shape.kind(), out);
  }

  private static void end(String element, PageText out) {
    out.markup("</");
    out.markup(element);
    out.markup('>');
  }

  private static void packageRows(List<Page.PackageLine> lines, PageText out) {
    for (Page.PackageLine line : lines) {
      out.markup("<tr");
      if (!line.anchor().isEmpty()) {
        attribute(out, "id", line.anchor());
      }
      out.markup("><th scope=\"row\">");
      out.markup(line.root() ? "<strong>" : "");
      out.escape(line.name());
      out.markup(line.root() ? "</strong> <span class=\"chip plain\">asked for</span>" : "");
      out.markup(line.pip() ? " <span class=\"chip plain\">pip</span>" : "");
      out.markup(line.differs() ? " <span class=\"chip differs\">differs</span>" : "");
      out.markup("</th>");
      versions(line, out);
      out.markup("<td class=\"needed\">");
      out.escape(line.neededBy());
      out.markup("</td></tr>\n");
    }
  }

  private static void versionRows(List<Page.PackageLine> lines, PageText out) {
    for (Page.PackageLine line : lines) {
      out.markup("<tr><th scope=\"row\">");
      if (line.anchor().isEmpty()) {
        out.escape(line.name());
      } else {
        out.markup("<a");
        attribute(out, "href", "#" + line.anchor());
        out.markup('>');
        out.escape(line.name());
        out.markup("</a>");
      }
      out.markup("</th>");
      versions(line, out);
      out.markup("</tr>\n");
    }
  }

  private static void versions(Page.PackageLine line, PageText out) {
    for (Page.VersionCell version : line.versions()) {
      if (version.text().isEmpty()) {
        out.markup("<td class=\"absent\">not locked</td>");
      } else {
        out.markup(version.odd() ? "<td><b>" : "<td>");
        out.escape(version.text());
        out.markup(version.odd() ? "</b></td>" : "</td>");
      }
    }
  }

  private static void fileRows(List<Page.FileLine> files, PageText out) {
    for (Page.FileLine file : files) {
      out.markup("<tr><th scope=\"row\">");
      out.escape(file.name());
      out.markup(file.pip() ? " <span class=\"chip plain\">pip</span></th><td>" : "</th><td>");
      out.escape(file.version());
      out.markup("</td><td class=\"mono\">");
      out.escape(file.build());
      out.markup("</td><td class=\"n\">");
      if (file.size().isEmpty()) {
        out.markup("<span class=\"absent\">unknown</span>");
      } else {
        out.escape(file.size());
      }
      out.markup("</td><td class=\"mono\"><span class=\"line\">");
      out.escape(file.source());
      out.markup("</span> <span class=\"line\">");
      out.escape(file.hash().isEmpty() ? "no digest" : file.hash());
      out.markup("</span></td></tr>\n");
    }
  }

  private static void attribute(PageText out, String name, String value) {
    out.markup(' ');
    out.markup(name);
    out.markup("=\"");
    out.escape(value);
    out.markup('"');
  }
}
