package dev.hermetic.pypi.simple;

import dev.hermetic.fetch.FetchRequest;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Fetches and reads pages of either form. */
final class IndexPages {
  /** JSON first, then HTML of either name (PEP 691, "Version + Format Selection"). */
  private static final String ACCEPTED =
      "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2,"
          + " text/html;q=0.1";

  private static final long MOST_BYTES = 256L << 20;

  private final Fetcher fetcher;

  IndexPages(Fetcher fetcher) {
    this.fetcher = fetcher;
  }

  /**
   * A page and what is on it. A page that means nothing does not take the place of a good one in the
   * cache.
   *
   * @param url may hold credentials
   * @param shown what a person reads
   * @return empty when there is no such page
   * @throws HermeticException HERM-INDEX-001 when it is no page of an index; HERM-NET-nnn
   */
  Optional<PageEntries> read(String url, IndexAddress origin, String shown) {
    return fetcher
        .fetch(
            new FetchRequest(
                url,
                "fetch:" + shown,
                shown,
                ACCEPTED,
                (file, sha256) -> parse(file, url, origin, shown)))
        .map(page -> parse(page.file(), page.source(), origin, shown));
  }

  private static PageEntries parse(Path file, String found, IndexAddress origin, String shown) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new InvalidPageException("the page has more than " + MOST_BYTES + " bytes");
      }
      return isJson(file)
          ? JsonPage.read(file, found, origin)
          : HtmlPage.read(file, found, origin);
    } catch (InvalidPageException e) {
      throw new HermeticException(IndexProblems.badPage(shown, e.fact()), e);
    } catch (IOException e) {
      throw new HermeticException(
          IndexProblems.unreadable(shown, String.valueOf(e.getMessage())), e);
    }
  }

  /** Told by the first character: servers of files know no media types. */
  private static boolean isJson(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      int first = in.read();
      while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
        first = in.read();
      }
      return first == '{';
    }
  }
}
