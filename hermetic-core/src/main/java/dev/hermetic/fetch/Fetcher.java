package dev.hermetic.fetch;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fetches files into the shared cache. Safe for use by several threads; several processes may share
 * the cache directory.
 *
 * <p>A copy of the cache is used as it is while its {@code Cache-Control: max-age} lasts, else the
 * server is asked whether it changed ({@code ETag}, {@code Last-Modified}). Its size and sha256 are
 * verified when it is first used, the latter again only when the file was touched since; a damaged
 * copy is fetched again. Passing failures are retried
 * with a wait that doubles. Redirects are followed, but credentials go to no other server.
 */
public final class Fetcher {
  private final Listener listener;
  private final Tuning tuning;
  private final CachedDownload downloads;
  private final ContentDownload contents;
  private final PinnedDownload pinned;
  private final DigestNotes notes;
  private final PartDownload parts;

  public Fetcher(FetchSettings settings, Listener listener) {
    this(settings, listener, Tuning.DEFAULT);
  }

  Fetcher(FetchSettings settings, Listener listener, Tuning tuning) {
    this.listener = listener;
    this.tuning = tuning;
    this.notes = new DigestNotes(settings.cacheDirectory(), tuning.clock());
    HttpTransport transport = new HttpTransport(settings, tuning);
    this.downloads = new CachedDownload(settings, listener, tuning, transport, notes);
    this.contents = new ContentDownload(settings, tuning, transport);
    this.pinned = new PinnedDownload(settings, listener, tuning, transport);
    this.parts = new PartDownload(settings, tuning, transport);
  }

  /**
   * The file, or empty when the server says that there is none (404, 410) or, for {@code file:}
   * URLs, none exists. The server's word is remembered, so that offline gives the same answer.
   *
   * @throws HermeticException with one problem, HERM-NET-nnn; or whatever the acceptor throws
   */
  public Optional<CachedFile> fetch(FetchRequest request) {
    return tell(request.stage(), request.title(), () -> get(request));
  }

  /**
   * A file of any size that is named by its digest, which is checked whether it comes from the
   * server or from the cache; one of the cache needs no word of the server. {@code file:} URLs are
   * read in place.
   *
   * @return empty when the server says that there is no such file
   * @throws HermeticException with one problem, HERM-NET-nnn
   */
  public Optional<CachedFile> fetch(PinnedRequest request) {
    return tell(request.stage(), request.title(), () -> pinned.get(request));
  }

  private Optional<CachedFile> tell(String stage, String title, Supplier<Fetched> work) {
    long start = tuning.clock().millis();
    listener.on(new Event.StageStarted(stage, title));
    Fetched fetched = work.get();
    long millis = Math.max(0, tuning.clock().millis() - start);
    listener.on(
        fetched.file().isPresent()
            ? new Event.StageFinished(stage, title + ": " + fetched.summary(), millis)
            : new Event.StageDropped(stage));
    return fetched.file();
  }

  /**
   * Bytes that are named by their SHA-256, which is checked whether they come from the server or
   * from the cache; those of the cache need no word of the server. Tells no events: such files are
   * small and many.
   *
   * @return empty when the server says that there is no such file
   * @throws HermeticException with one problem, HERM-NET-nnn
   */
  public Optional<byte[]> fetch(ContentRequest request) {
    return contents.get(request);
  }

  /**
   * Some bytes of a file on a server, from the server alone. Tells no events.
   *
   * @return empty when there is no such file, or the server gives none in parts
   * @throws HermeticException with one problem, HERM-NET-nnn
   */
  public Optional<FilePart> fetch(PartRequest request) {
    return parts.get(request);
  }

  private Fetched get(FetchRequest request) {
    if (LocalFiles.isLocal(request.url())) {
      return LocalFiles.fetch(request, notes);
    }
    return downloads.get(request, WebAddress.required(request.url(), request.title()));
  }
}
