package dev.hermetic.fetch;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks whether files are there, without fetching them: one attempt each, nothing is retried or
 * cached. Safe for use by several threads.
 */
public final class Prober {
  private final FetchSettings settings;
  private final HttpTransport transport;

  public Prober(FetchSettings settings) {
    this.settings = settings;
    this.transport = new HttpTransport(settings, Tuning.DEFAULT);
  }

  /**
   * How an address is reached.
   *
   * @param credentials what a person calls the source of the credentials that are sent, never a
   *     value; empty when none are
   * @param proxy {@code host:port}, empty for a direct connection
   */
  public record Route(String credentials, String proxy) {}

  /**
   * What is known of a file.
   *
   * @param present whether it exists
   * @param size bytes, -1 when unknown
   * @param fromCache whether the cache answered, since nothing may be asked offline
   * @param webPage whether the server calls what it has a web page
   */
  public record Found(boolean present, long size, boolean fromCache, boolean webPage) {}

  /**
   * Opens no connection.
   *
   * @throws HermeticException when the source that should know the credentials cannot be read
   */
  public Route route(String url) {
    return WebAddress.parse(url)
        .map(a -> new Route(transport.credentialSource(a), transport.proxy(a)))
        .orElse(new Route("", ""));
  }

  /**
   * Asks once; offline it looks into the cache instead.
   *
   * @throws HermeticException with one problem, HERM-NET-nnn
   */
  public Found probe(String url) {
    if (LocalFiles.isLocal(url)) {
      return new Found(LocalFiles.size(url) >= 0, LocalFiles.size(url), false, false);
    }
    WebAddress address =
        WebAddress.parse(url)
            .orElseThrow(
                () ->
                    new HermeticException(
                        NetProblems.badUrl("a channel", "the address is no URL of a file")));
    try {
      return settings.offline() ? cached(address) : ask(address);
    } catch (AttemptFailure e) {
      throw new HermeticException(e.problem(), e);
    } catch (IOException e) {
      throw new HermeticException(
          NetProblems.cache(settings.cacheDirectory().toString(), LocalFiles.reason(e)), e);
    } catch (UncheckedInterruption e) {
      Thread.currentThread().interrupt();
      throw new HermeticException(NetProblems.interrupted(address.display()), e);
    }
  }

  private Found cached(WebAddress address) throws IOException {
    Optional<CacheMeta> meta = CacheEntry.of(settings.cacheDirectory(), address).meta();
    if (meta.isEmpty()) {
      throw new HermeticException(NetProblems.offline(address.display()));
    }
    return new Found(meta.get().present(), meta.get().present() ? meta.get().size() : -1, true, false);
  }

  private Found ask(WebAddress address) throws AttemptFailure {
    try (HttpTransport.Answer answer = transport.head(address)) {
      return found(answer);
    }
  }

  private static Found found(HttpTransport.Answer answer) {
    String type = answer.header("Content-Type").orElse("").strip().toLowerCase(Locale.ROOT);
    return new Found(
        answer.status() == 200, answer.contentLength(), false, type.startsWith("text/html"));
  }
}
