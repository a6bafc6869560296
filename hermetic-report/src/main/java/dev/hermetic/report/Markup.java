package dev.hermetic.report;

import dev.hermetic.report.block.Cell;
import dev.hermetic.report.block.Column;
import dev.hermetic.report.block.Table;
import dev.hermetic.report.chart.Drawing;
import dev.hermetic.report.chart.Shape;
import freemarker.core.Environment;
import freemarker.ext.util.WrapperTemplateModel;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateDirectiveBody;
import freemarker.template.TemplateDirectiveModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import freemarker.template.utility.StringUtil;
import java.io.IOException;
import java.io.Writer;
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

  /** The directives and the function {@code href} that the templates call. */
  Map<String, Object> names() {
    return Map.of(
        "rows", (Of<Table>) this::rows,
        "shapes", (Of<Drawing>) (drawing, prefix, out) -> shapes(drawing, out),
        "packageRows", (Of<Page>) (page, prefix, out) -> packageRows(page.packages(), out),
        "fileRows", (Of<Page.FileList>) (list, prefix, out) -> fileRows(list.files(), out),
        "href",
            (TemplateMethodModelEx)
                arguments -> new SimpleScalar(href(text(arguments.get(0)))));
  }

  /** A directive with the parameters {@code of} and, where identifiers are made, {@code prefix}. */
  @FunctionalInterface
  private interface Of<T> extends TemplateDirectiveModel {
    void write(T of, String prefix, Writer out) throws IOException;

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the interface of FreeMarker; templates are ours
    default void execute(
        Environment environment, Map parameters, TemplateModel[] variables, TemplateDirectiveBody body)
        throws IOException {
      Object prefix = parameters.get("prefix");
      write(
          (T) ((WrapperTemplateModel) parameters.get("of")).getWrappedObject(),
          prefix == null ? "" : text(prefix),
          environment.getOut());
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

  private void rows(Table table, String prefix, Writer out) throws IOException {
    List<Column> columns = table.columns();
    for (Table.Row row : table.rows()) {
      out.write("<tr");
      if (!row.anchor().isEmpty()) {
        attribute(out, "id", prefix + "-" + row.anchor());
      }
      out.write(row.off() ? " class=\"off\">" : ">");
      List<Cell> cells = row.cells();
      for (int i = 0; i < cells.size(); i++) {
        Cell cell = cells.get(i);
        if (i == 0) {
          out.write("<th scope=\"row\">");
          cell(cell, out);
          out.write("</th>");
        } else {
          cell(cell, columns.get(i).numeric(), table.tools(), out);
        }
      }
      out.write("</tr>\n");
    }
  }

  private void cell(Cell cell, boolean numeric, boolean sorted, Writer out) throws IOException {
    boolean absent = cell.tone().equals("absent");
    out.write("<td");
    if (numeric || absent) {
      attribute(out, "class", numeric && absent ? "n absent" : numeric ? "n" : "absent");
    }
    if (sorted && !cell.sortKey().isEmpty()) {
      attribute(out, "data-s", cell.sortKey());
    }
    out.write('>');
    cell(cell, out);
    out.write("</td>");
  }

  private void cell(Cell cell, Writer out) throws IOException {
    if (cell.link().isEmpty()) {
      words(cell, out);
    } else {
      out.write("<a");
      attribute(out, "href", href(cell.link()));
      out.write('>');
      words(cell, out);
      out.write("</a>");
    }
    if (!cell.note().isEmpty()) {
      out.write(" <span class=\"where\">");
      escape(cell.note(), out);
      out.write("</span>");
    }
  }

  private static void words(Cell cell, Writer out) throws IOException {
    if (CHIPS.contains(cell.tone())) {
      out.write("<span");
      attribute(out, "class", "chip " + cell.tone());
      out.write('>');
      escape(cell.text(), out);
      out.write("</span>");
    } else if (cell.code()) {
      out.write("<code>");
      escape(cell.text(), out);
      out.write("</code>");
    } else {
      escape(cell.text(), out);
    }
  }

  private static void shapes(Drawing drawing, Writer out) throws IOException {
    for (Shape shape : drawing.shapes()) {
      shape(shape, out);
      out.write('\n');
    }
  }

  private static void shape(Shape shape, Writer out) throws IOException {
    String kind = shape.kind();
    out.write('<');
    out.write(kind);
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
        out.write("/>");
      }
      case "path" -> {
        attribute(out, "d", shape.d());
        out.write("/>");
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
        out.write('>');
        escape(shape.text(), out);
        end(kind, out);
      }
    }
  }

  /** What a pointer over a shape tells, and the shape's end. */
  private static void tip(Shape shape, Writer out) throws IOException {
    out.write('>');
    if (!shape.text().isEmpty()) {
      out.write("<title>");
      escape(shape.text(), out);
      out.write("</title>");
    }
    end(shape.kind(), out);
  }

  private static void end(String element, Writer out) throws IOException {
    out.write("</");
    out.write(element);
    out.write('>');
  }

  private static void packageRows(List<Page.PackageLine> lines, Writer out) throws IOException {
    for (Page.PackageLine line : lines) {
      out.write("<tr");
      if (!line.anchor().isEmpty()) {
        attribute(out, "id", line.anchor());
      }
      out.write("><th scope=\"row\">");
      out.write(line.root() ? "<strong>" : "");
      escape(line.name(), out);
      out.write(line.root() ? "</strong> <span class=\"chip plain\">asked for</span>" : "");
      out.write(line.pip() ? " <span class=\"chip plain\">pip</span>" : "");
      out.write(line.differs() ? " <span class=\"chip differs\">differs</span>" : "");
      out.write("</th>");
      for (Page.VersionCell version : line.versions()) {
        if (version.text().isEmpty()) {
          out.write("<td class=\"absent\">not locked</td>");
        } else {
          out.write(version.odd() ? "<td><b>" : "<td>");
          escape(version.text(), out);
          out.write(version.odd() ? "</b></td>" : "</td>");
        }
      }
      out.write("<td class=\"needed\">");
      escape(line.neededBy(), out);
      out.write("</td></tr>\n");
    }
  }

  private static void fileRows(List<Page.FileLine> files, Writer out) throws IOException {
    for (Page.FileLine file : files) {
      out.write("<tr><th scope=\"row\">");
      escape(file.name(), out);
      out.write(file.pip() ? " <span class=\"chip plain\">pip</span></th><td>" : "</th><td>");
      escape(file.version(), out);
      out.write("</td><td class=\"mono\">");
      escape(file.build(), out);
      out.write("</td><td class=\"n\">");
      if (file.size().isEmpty()) {
        out.write("<span class=\"absent\">unknown</span>");
      } else {
        escape(file.size(), out);
      }
      out.write("</td><td class=\"mono\"><span class=\"line\">");
      escape(file.source(), out);
      out.write("</span> <span class=\"line\">");
      escape(file.hash().isEmpty() ? "no digest" : file.hash(), out);
      out.write("</span></td></tr>\n");
    }
  }

  private static void attribute(Writer out, String name, String value) throws IOException {
    out.write(' ');
    out.write(name);
    out.write("=\"");
    escape(value, out);
    out.write('"');
  }

  private static void escape(String text, Writer out) throws IOException {
    if (!text.isEmpty()) {
      StringUtil.XHTMLEnc(text, out);
    }
  }
}
