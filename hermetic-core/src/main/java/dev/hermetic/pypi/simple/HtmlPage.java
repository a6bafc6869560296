package dev.hermetic.pypi.simple;

import dev.hermetic.pypi.simple.DistributionFile.OfferedMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A page of links: a project's page as HTML (PEP 503), or one that a user names by find-links. */
final class HtmlPage {
  private HtmlPage() {}

  /**
   * @param found where the page was found
   */
  static PageEntries read(Path file, String found, IndexAddress origin)
      throws IOException, InvalidPageException {
    Document page;
    try (InputStream in = Files.newInputStream(file)) {
      page = Jsoup.parse(in, null, found);
    }
    Element version = page.selectFirst("meta[name=pypi:repository-version]");
    if (version != null) {
      ApiVersion.requireKnown(version.attr("content"));
    }
    Element other = page.selectFirst("base[href]");
    String base =
        other == null ? found : PageEntries.resolve(found, other.attr("href")).orElse(found);
    PageEntries entries = new PageEntries(origin, found, base);
    for (Element link : page.select("a[href]")) {
      entries.add(
          new PageEntries.Entry(
              link.attr("href"),
              Map.of(),
              link.hasAttr("data-requires-python") ? link.attr("data-requires-python") : null,
              link.hasAttr("data-yanked") ? link.attr("data-yanked") : null,
              null,
              -1,
              metadata(link)));
    }
    return entries;
  }

  /** {@code true}, or {@code sha256=…}. */
  private static OfferedMetadata metadata(Element link) {
    String name =
        link.hasAttr("data-core-metadata") ? "data-core-metadata" : "data-dist-info-metadata";
    if (!link.hasAttr(name)) {
      return OfferedMetadata.NONE;
    }
    String said = link.attr(name).strip();
    if (said.matches("sha256=[0-9a-f]{64}")) {
      return new OfferedMetadata(true, said.substring("sha256=".length()));
    }
    return said.equals("false") ? OfferedMetadata.NONE : new OfferedMetadata(true, null);
  }
}
