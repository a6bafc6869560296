package dev.hermetic.fetch;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Answers from the cache, from the server, or from both. */
final class CachedDownload {
  private final FetchSettings settings;
  private final Listener listener;
  private final Tuning tuning;
  private final HttpTransport transport;
  private final DigestNotes notes;

  /** Bodies whose digest this instance has seen to be right. */
  private final Set<Path> verified = ConcurrentHashMap.newKeySet();

  CachedDownload(
      FetchSettings settings,
      Listener listener,
      Tuning tuning,
      HttpTransport transport,
      DigestNotes notes) {
    this.settings = settings;
    this.listener = listener;
    this.tuning = tuning;
    this.transport = transport;
    this.notes = notes;
  }

  Fetched get(FetchRequest request, WebAddress address) {
    CacheEntry entry = CacheEntry.of(settings.cacheDirectory(), address);
    return CacheWork.run(
        settings,
        address,
        () -> {
          Optional<Fetched> cached = fromCache(entry, address);
          if (cached.isPresent()) {
            return cached.get();
          }
          if (settings.offline()) {
            boolean damaged = entry.meta().isPresent();
            throw new HermeticException(
                damaged
                    ? NetProblems.damagedOffline(address.display())
                    : NetProblems.offline(address.display()));
          }
          return entry.locked(() -> fromServer(request, address, entry));
        });
  }

  /** Needs no lock, so that a cache on a read-only disk serves too. */
  private Optional<Fetched> fromCache(CacheEntry entry, WebAddress address) throws IOException {
    Optional<CacheMeta> meta = entry.meta();
    boolean usable =
        meta.isPresent()
            && (settings.offline()
                || !settings.revalidate() && meta.get().isFresh(tuning.clock().instant()));
    if (!usable
        || !entry.use(tuning.clock().instant())
        || meta.get().present() && !isWhole(entry, meta.get())) {
      return Optional.empty();
    }
    return Optional.of(cached(entry, meta.get(), address, "from the cache"));
  }

  private Fetched fromServer(FetchRequest request, WebAddress address, CacheEntry entry)
      throws IOException, InterruptedException {
    // Somebody else may have fetched it while this process waited for the lock.
    Optional<Fetched> cached = fromCache(entry, address);
    if (cached.isPresent()) {
      return cached.get();
    }
    Optional<CacheMeta> meta = entry.meta();
    Optional<CacheMeta> old = Optional.empty();
    if (meta.isPresent() && meta.get().present() && isWhole(entry, meta.get())) {
      old = meta;
    }
    entry.sweep(meta.map(CacheMeta::sha256).orElse(""), tuning.clock().instant());
    Optional<CacheMeta> known = old;
    return new Attempts(settings, tuning).run(() -> attempt(request, address, entry, known));
  }

  private Fetched attempt(
      FetchRequest request, WebAddress address, CacheEntry entry, Optional<CacheMeta> old)
      throws IOException, AttemptFailure {
    PartialBody partial = new PartialBody(entry.directory());
    PartialBody.Rest rest = partial.rest(tuning.clock().instant()).orElse(null);
    if (rest != null) {
      Optional<Fetched> resumed = ask(request, address, entry, old, rest);
      if (resumed.isPresent()) {
        return resumed.get();
      }
      partial.delete();
    }
    return ask(request, address, entry, old, null).orElseThrow();
  }

  /**
   * @param rest what is there already, null for nothing
   * @return empty when nothing can be made of what is there: it has to be fetched from the start
   */
  private Optional<Fetched> ask(
      FetchRequest request,
      WebAddress address,
      CacheEntry entry,
      Optional<CacheMeta> old,
      PartialBody.@Nullable Rest rest)
      throws IOException, AttemptFailure {
    Map<String, String> headers = conditions(old, rest);
    headers.put("Accept", request.accepted());
    try (HttpTransport.Answer answer = transport.get(address, headers)) {
      Instant now = tuning.clock().instant();
      if (answer.status() == 304) {
        if (old.isEmpty()) {
          throw AttemptFailure.lasting(NetProblems.unexpectedStatus(address, 304), null);
        }
        CacheMeta refreshed =
            meta(address, answer, now, old.get().sha256(), old.get().size())
                .withValidatorsOf(old.get());
        entry.store(refreshed);
        new PartialBody(entry.directory()).delete();
        return Optional.of(cached(entry, refreshed, address, "unchanged"));
      }
      if (answer.status() == 404 || answer.status() == 410) {
        entry.store(meta(address, answer, now, "", 0));
        new PartialBody(entry.directory()).delete();
        old.ifPresent(o -> retire(entry, o, now));
        return Optional.of(Fetched.missing());
      }
      BodyDownload download =
          new BodyDownload(
              transport,
              address,
              entry,
              (done, total) ->
                  listener.on(new Event.StageProgress(request.stage(), done, total)));
      if (answer.status() == 200) {
        return Optional.of(take(request, address, entry, old, answer, download.whole(answer)));
      }
      BodyDownload.Body body =
          answer.status() == 206 && rest != null ? download.rest(answer, rest) : null;
      if (body == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(take(request, address, entry, old, answer, body));
      } catch (HermeticException e) {
        // What was there may not have been what the server took it for.
        return Optional.empty();
      }
    }
  }

  private static Map<String, String> conditions(
      Optional<CacheMeta> old, PartialBody.@Nullable Rest rest) {
    Map<String, String> conditions = new TreeMap<>();
    old.map(CacheMeta::etag).ifPresent(tag -> conditions.put("If-None-Match", tag));
    old.map(CacheMeta::lastModified).ifPresent(time -> conditions.put("If-Modified-Since", time));
    conditions.values().removeIf(String::isEmpty);
    if (rest != null) {
      conditions.put("Range", "bytes=" + rest.from() + "-");
      conditions.put("If-Range", rest.validator().text());
    }
    return conditions;
  }

  private Fetched take(
      FetchRequest request,
      WebAddress address,
      CacheEntry entry,
      Optional<CacheMeta> old,
      HttpTransport.Answer answer,
      BodyDownload.Body body)
      throws IOException {
    try {
      BodyWriter.Written written = body.written();
      boolean same = old.isPresent() && old.get().sha256().equals(written.sha256());
      Instant now = tuning.clock().instant();
      CacheMeta said = meta(address, answer, now, written.sha256(), written.size());
      CacheMeta meta = body.begun().map(said::withValidator).orElse(said);
      if (same) {
        entry.store(meta);
      } else {
        accept(request, address, answer, body);
        entry.store(body.file(), meta);
        old.ifPresent(o -> retire(entry, o, now));
      }
      verified.add(entry.body(meta));
      return Fetched.of(
          new CachedFile(
              entry.body(meta),
              meta.sha256(),
              meta.size(),
              address.display(),
              meta.source(),
              !same),
          (body.resumed() ? "download resumed, " : "downloaded ") + size(written.size()));
    } finally {
      Files.deleteIfExists(body.file());
      new PartialBody(entry.directory()).delete();
    }
  }

  private static void accept(
      FetchRequest request, WebAddress address, HttpTransport.Answer answer, BodyDownload.Body body)
      throws IOException {
    try {
      request.acceptor().accept(body.file(), body.written().sha256());
    } catch (HermeticException e) {
      throw !request.accepted().contains("html") && WebPage.is(body.file())
          ? new HermeticException(NetProblems.webPage(address, answer.source()), e)
          : e;
    }
  }

  private static void retire(CacheEntry entry, CacheMeta old, Instant now) {
    try {
      entry.retire(old, now);
    } catch (IOException e) {
      // Only the time at which the replaced body goes away depends on it.
      return;
    }
  }

  private static CacheMeta meta(
      WebAddress address, HttpTransport.Answer answer, Instant now, String sha256, long size) {
    return new CacheMeta(
        address.display(),
        answer.source().display(),
        !sha256.isEmpty(),
        answer.header("ETag").orElse(""),
        answer.header("Last-Modified").orElse(""),
        sha256,
        size,
        now,
        HttpDates.maxAge(answer.header("Cache-Control")));
  }

  private Fetched cached(CacheEntry entry, CacheMeta meta, WebAddress address, String summary) {
    if (!meta.present()) {
      return Fetched.missing();
    }
    return Fetched.of(
        new CachedFile(
            entry.body(meta), meta.sha256(), meta.size(), address.display(), meta.source(), false),
        summary);
  }

  private boolean isWhole(CacheEntry entry, CacheMeta meta) throws IOException {
    Path body = entry.body(meta);
    if (verified.contains(body)) {
      return Files.exists(body) && Files.size(body) == meta.size();
    }
    boolean whole = entry.isWhole(meta, notes);
    if (whole) {
      verified.add(body);
    }
    return whole;
  }

  /** For people. */
  static String size(long bytes) {
    return bytes < 10_000
        ? bytes + " B"
        : bytes < 10_000_000
            ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
            : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
