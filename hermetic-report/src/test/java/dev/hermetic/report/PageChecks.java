package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseErrorList;
import org.jsoup.parser.Parser;

/** What every page has to be, whatever it shows. */
final class PageChecks {
  private static final Set<String> LOADING =
      Set.of("src", "srcset", "data", "poster", "background");

  private PageChecks() {}

  /** Parses strictly: an error of the HTML parser fails. */
  static Document parse(String html) {
    Parser parser = Parser.htmlParser().setTrackErrors(20);
    Document document = Jsoup.parse(html, "", parser);
    ParseErrorList errors = parser.getErrors();
    assertThat(errors).isEmpty();
    return document;
  }

  static void check(Document page) {
    assertThat(page.documentType()).isNotNull();
    assertThat(page.selectFirst("html").attr("lang")).isEqualTo("en");
    assertThat(page.title()).isNotBlank();
    assertThat(page.selectFirst("meta[name=viewport]")).isNotNull();
    headings(page);
    identifiers(page);
    tables(page);
    loads(page);
  }

  private static void headings(Document page) {
    assertThat(page.select("h1")).hasSize(1);
    int level = 0;
    for (Element heading : page.select("h1, h2, h3, h4, h5, h6")) {
      int next = heading.tagName().charAt(1) - '0';
      assertThat(next).as(heading.text()).isLessThanOrEqualTo(level + 1);
      level = next;
    }
  }

  private static void identifiers(Document page) {
    List<String> ids = page.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    for (Element link : page.select("a[href^=#]")) {
      assertThat(ids).contains(link.attr("href").substring(1));
    }
    for (Element labelled : page.select("[aria-labelledby]")) {
      assertThat(ids).contains(labelled.attr("aria-labelledby").split(" "));
    }
  }

  private static void tables(Document page) {
    for (Element table : page.select("table")) {
      assertThat(table.select("> caption").text()).isNotBlank();
      int columns = table.select("> thead > tr > th").size();
      for (Element row : table.select("> tbody > tr")) {
        assertThat(row.children()).as(row.text()).hasSize(columns);
      }
      assertThat(table.select("th").eachAttr("scope")).hasSize(table.select("th").size());
      Element region = table.parent();
      assertThat(region.classNames()).contains("scroll");
      assertThat(region.attr("aria-label")).isNotBlank();
      assertThat(region.attr("tabindex")).isEqualTo("0");
    }
    for (Element image : page.select("svg")) {
      if (image.hasAttr("aria-labelledby")) {
        // No chart without a title, a description and the numbers that it was drawn from.
        assertThat(image.select("> title").text()).isNotBlank();
        assertThat(image.select("> desc").text()).isNotBlank();
        assertThat(image.closest("figure").select("table tbody tr")).isNotEmpty();
      } else {
        assertThat(image.hasAttr("aria-label") || image.attr("aria-hidden").equals("true"))
            .isTrue();
      }
    }
  }

  /** Nothing comes from elsewhere and nothing runs. */
  private static void loads(Document page) {
    assertThat(page.select("iframe, object, embed, base, form, style, img")).isEmpty();
    for (Element script : page.select("script")) {
      assertThat(script.outerHtml())
          .isEqualTo("<script src=\"hermetic.js\" defer></script>");
    }
    for (Element element : page.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        String name = attribute.getKey();
        assertThat(name).doesNotStartWith("on").isNotEqualTo("style");
        if (!element.tagName().equals("script")) {
          assertThat(name).isNotIn(LOADING);
        }
        if (name.endsWith("href")) {
          assertThat(attribute.getValue()).matches("#.+|hermetic\\.css|(lock|report)\\.json|[a-z]+\\.html(#.+)?");
        }
      }
    }
  }
}
