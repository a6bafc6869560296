package dev.hermetic.fetch;

import static dev.hermetic.fetch.FetchKit.NOW;
import static dev.hermetic.fetch.FetchKit.fetch;
import static dev.hermetic.fetch.FetchKit.offline;
import static dev.hermetic.fetch.FetchKit.problem;
import static dev.hermetic.fetch.FetchKit.request;
import static dev.hermetic.fetch.FetchKit.settings;
import static dev.hermetic.fetch.FetchKit.text;
import static dev.hermetic.fetch.LoopbackServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.net.httpserver.HttpHandler;
import dev.hermetic.event.Listener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CacheTest {
  private static final HttpHandler CONDITIONAL =
      e -> {
        if ("\"tag\"".equals(e.getRequestHeaders().getFirst("If-None-Match"))) {
          answer(e, 304, "", "Cache-Control", "public, max-age=90");
        } else {
          answer(
              e,
              200,
              "body",
              "ETag",
              "\"tag\"",
              "Last-Modified",
              "Sun, 01 Nov 2026 11:00:00 GMT",
              "Cache-Control",
              "public, max-age=30");
        }
      };

  @TempDir Path cache;

  @Test
  void fetch_withinMaxAge_doesNotAsk() throws Exception {
    try (LoopbackServer server = new LoopbackServer(CONDITIONAL)) {
      String url = server.url("/f");
      fetch(settings(cache), url);
      CachedFile again = later(settings(cache), url, 29);

      assertThat(again.changed()).isFalse();
      assertThat(text(again)).isEqualTo("body");
      assertThat(server.seen).hasSize(1);
    }
  }

  @Test
  void fetch_afterMaxAge_asksWithValidatorsAndRefreshes() throws Exception {
    try (LoopbackServer server = new LoopbackServer(CONDITIONAL)) {
      String url = server.url("/f");
      fetch(settings(cache), url);
      CachedFile again = later(settings(cache), url, 30);

      assertThat(again.changed()).isFalse();
      assertThat(server.seen).hasSize(2);
      assertThat(server.seen.get(1).header("If-None-Match")).isEqualTo("\"tag\"");
      assertThat(server.seen.get(1).header("If-Modified-Since"))
          .isEqualTo("Sun, 01 Nov 2026 11:00:00 GMT");

      later(settings(cache), url, 30 + 89);
      assertThat(server.seen).as("the 304 gave a new max-age").hasSize(2);
      later(settings(cache), url, 30 + 90);
      assertThat(server.seen).hasSize(3);
      assertThat(server.seen.get(2).header("If-Modified-Since"))
          .as("validators outlive a 304 that leaves them out")
          .isEqualTo("Sun, 01 Nov 2026 11:00:00 GMT");
    }
  }

  @Test
  void fetch_revalidate_asksWithinMaxAge() throws Exception {
    try (LoopbackServer server = new LoopbackServer(CONDITIONAL)) {
      fetch(settings(cache), server.url("/f"));
      CachedFile again = fetch(FetchKit.revalidating(settings(cache)), server.url("/f"));

      assertThat(server.seen).hasSize(2);
      assertThat(again.changed()).isFalse();
    }
  }

  @Test
  void fetch_clockSetBack_asks() throws Exception {
    try (LoopbackServer server = new LoopbackServer(CONDITIONAL)) {
      fetch(settings(cache), server.url("/f"));
      later(settings(cache), server.url("/f"), -1);
      assertThat(server.seen).hasSize(2);
    }
  }

  @Test
  void fetch_changedOnServer_isReplacedAndOldOneStaysForAnHour() throws Exception {
    AtomicReference<String> body = new AtomicReference<>("one");
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 200, body.get()))) {
      CachedFile one = fetch(settings(cache), server.url("/f"));
      body.set("two");
      CachedFile two = fetch(settings(cache), server.url("/f"));

      assertThat(two.changed()).isTrue();
      assertThat(text(two)).isEqualTo("two");
      assertThat(one.file()).hasContent("one");

      later(settings(cache), server.url("/f"), 3599);
      assertThat(one.file()).exists();
      later(settings(cache), server.url("/f"), 3601);
      assertThat(one.file()).doesNotExist();
      assertThat(two.file()).exists();
    }
  }

  @Test
  void fetch_offline_usesStaleCopyAndOpensNoConnection() throws Exception {
    try (LoopbackServer server = new LoopbackServer(CONDITIONAL)) {
      fetch(settings(cache), server.url("/f"));
      assertThat(text(later(offline(settings(cache)), server.url("/f"), 99_999)))
          .isEqualTo("body");
      assertThat(server.seen).hasSize(1);
    }
  }

  @Test
  void fetch_offlineNotCached_isTold() {
    assertThat(problem(offline(settings(cache)), "https://host.example/f"))
        .isEqualTo(
            "HERM-NET-011 https://host.example/f: not in the cache, and Maven works offline\n"
                + "  Fix: run once without -o (--offline), so that the cache is filled");
  }

  @Test
  void fetch_damagedCopy_isFetchedAgainOrTold() throws Exception {
    for (String damage : new String[] {"BODY", "longer body", ""}) {
      try (LoopbackServer server = new LoopbackServer(CONDITIONAL)) {
        CachedFile file = fetch(settings(cache), server.url("/f"));
        Files.writeString(file.file(), damage);

        assertThat(problem(offline(settings(cache)), server.url("/f")))
            .startsWith(
                "HERM-NET-015 "
                    + server.url("/f")
                    + ": the cached copy is damaged, and Maven works offline\n");
        CachedFile again = fetch(settings(cache), server.url("/f"));
        assertThat(text(again)).isEqualTo("body");
        assertThat(again.changed()).isTrue();
        assertThat(server.seen.get(1).header("If-None-Match")).isEqualTo("null");
      }
    }
  }

  @Test
  void fetch_damagedMeta_isFetchedAgain() throws Exception {
    try (LoopbackServer server = new LoopbackServer(CONDITIONAL)) {
      fetch(settings(cache), server.url("/f"));
      for (String damage : new String[] {"", "hermetic-cache: 1\nsha256: ../../x\n", "\0\0"}) {
        Files.writeString(FetchKit.entryFiles(cache, "meta").get(0), damage);
        assertThat(text(fetch(settings(cache), server.url("/f")))).isEqualTo("body");
      }
      assertThat(server.seen).hasSize(4);
    }
  }

  @Test
  void fetch_leftoversOfKilledProcess_areRemoved() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 200, "body"))) {
      fetch(settings(cache), server.url("/f"));
      Path entry = FetchKit.entryFiles(cache, "meta").get(0).getParent();
      Path half = Files.writeString(entry.resolve("body-1-2.tmp"), "half");
      fetch(settings(cache), server.url("/f"));
      assertThat(half).doesNotExist();
    }
  }

  @Test
  void fetch_fileGoneFromServer_isForgotten() throws Exception {
    AtomicReference<Integer> status = new AtomicReference<>(200);
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, status.get(), "body"))) {
      fetch(settings(cache), server.url("/f"));
      status.set(404);
      assertThat(FetchKit.fetcher(settings(cache)).fetch(request(server.url("/f")))).isEmpty();
      assertThat(FetchKit.fetcher(offline(settings(cache))).fetch(request(server.url("/f"))))
          .isEmpty();
      status.set(200);
      assertThat(text(fetch(settings(cache), server.url("/f")))).isEqualTo("body");
    }
  }

  @Test
  void fetch_manyThreadsAndFetchers_downloadOnce() throws Exception {
    String body = "x".repeat(300_000);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (LoopbackServer server =
        new LoopbackServer(e -> answer(e, 200, body, "Cache-Control", "max-age=60"))) {
      Fetcher shared = FetchKit.fetcher(settings(cache));
      List<Future<CachedFile>> files =
          IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              (i % 2 == 0 ? shared : FetchKit.fetcher(settings(cache)))
                                  .fetch(request(server.url("/f")))
                                  .orElseThrow()))
              .toList();
      for (Future<CachedFile> file : files) {
        assertThat(text(file.get())).isEqualTo(body);
      }
      assertThat(server.seen).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void fetch_cacheDirectoryIsFile_isTold() throws Exception {
    Path file = Files.writeString(cache.resolve("file"), "");
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 200, "body"))) {
      assertThat(problem(settings(file), server.url("/f")))
          .startsWith("HERM-NET-012 " + file + ": the cache cannot be used: ")
          .endsWith(
              "\n  Fix: make the directory writable and see that the disk has room, or name"
                  + " another with -Dhermetic.cacheDirectory=…");
    }
  }

  @Test
  void fetch_readOnlyCache_isToldButServesWhatItHas() throws Exception {
    try (LoopbackServer server = new LoopbackServer(CONDITIONAL)) {
      fetch(settings(cache), server.url("/f"));
      Path http = cache.resolve("http");
      assertThat(http.toFile().setWritable(false)).isTrue();
      try {
        assumeFalse(Files.isWritable(http), "this user may write everywhere");
        assertThat(text(fetch(settings(cache), server.url("/f")))).isEqualTo("body");
        assertThat(problem(settings(cache), server.url("/g")))
            .startsWith("HERM-NET-012 " + cache + ": the cache cannot be used: no permission\n");
      } finally {
        assertThat(http.toFile().setWritable(true)).isTrue();
      }
    }
  }

  @Test
  void meta_anyLocaleAndTimeZone_isTheSame() throws Exception {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try (LoopbackServer server = new LoopbackServer(CONDITIONAL)) {
      fetch(settings(cache), server.url("/FILE"));
      Path meta = FetchKit.entryFiles(cache, "meta").get(0);
      byte[] bytes = Files.readAllBytes(meta);
      assertThat(new String(bytes, StandardCharsets.UTF_8))
          .isEqualTo(
              "hermetic-cache: 1\nurl: "
                  + server.url("/FILE")
                  + "\nsource: "
                  + server.url("/FILE")
                  + "\npresent: true\netag: \"tag\"\nlast-modified: Sun, 01 Nov 2026 11:00:00 GMT"
                  + "\nsha256: 230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5"
                  + "\nsize: 4\nfetched-at: 2026-11-01T12:00:00Z\nmax-age: 30\n");
      Locale.setDefault(new Locale("tr", "TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      Files.delete(meta);
      fetch(settings(cache), server.url("/FILE"));
      assertThat(FetchKit.entryFiles(cache, "meta")).containsExactly(meta);
      assertThat(Files.readAllBytes(meta)).isEqualTo(bytes);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void maxAge_isReadAsCondaReadsIt() {
    Map<String, Long> values =
        Map.of(
            "public, max-age=30", 30L,
            "MAX-AGE=1200", 1200L,
            "max-age=99999999999999999999", 999_999_999L,
            "s-maxage=5", 0L,
            "no-cache, max-age=30", 0L,
            "max-age=", 0L);
    values.forEach(
        (header, seconds) ->
            assertThat(HttpDates.maxAge(Optional.of(header)))
                .as(header)
                .isEqualTo(seconds));
    assertThat(HttpDates.maxAge(Optional.empty())).isZero();
  }

  @Test
  void retryAfter_secondsOrDate() {
    assertThat(HttpDates.retryAfter(" 12 ", NOW)).contains(Duration.ofSeconds(12));
    assertThat(HttpDates.retryAfter("Sun, 01 Nov 2026 12:00:05 GMT", NOW))
        .contains(Duration.ofSeconds(5));
    assertThat(HttpDates.retryAfter("Sun, 01 Nov 2026 11:00:00 GMT", NOW)).contains(Duration.ZERO);
    assertThat(HttpDates.retryAfter("soon", NOW)).isEmpty();
  }

  private static CachedFile later(FetchSettings settings, String url, long seconds) {
    return new Fetcher(settings, Listener.SILENT, FetchKit.at(NOW.plusSeconds(seconds)))
        .fetch(request(url))
        .orElseThrow();
  }
}
