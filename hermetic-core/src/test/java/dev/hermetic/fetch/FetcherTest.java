package dev.hermetic.fetch;

import static dev.hermetic.fetch.FetchKit.fetch;
import static dev.hermetic.fetch.FetchKit.fetcher;
import static dev.hermetic.fetch.FetchKit.problem;
import static dev.hermetic.fetch.FetchKit.request;
import static dev.hermetic.fetch.FetchKit.settings;
import static dev.hermetic.fetch.FetchKit.text;
import static dev.hermetic.fetch.LoopbackServer.answer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.event.Event;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.ClosedPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FetcherTest {
  private static final String HELLO_SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path cache;

  @Test
  void fetch_newFile_isStoredAndDigested() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 200, "hello"))) {
      CachedFile file = fetch(settings(cache), server.url("/a/repodata.json"));

      assertThat(text(file)).isEqualTo("hello");
      assertThat(file.sha256()).isEqualTo(HELLO_SHA256);
      assertThat(file.size()).isEqualTo(5);
      assertThat(file.changed()).isTrue();
      assertThat(file.url()).isEqualTo(server.url("/a/repodata.json"));
      assertThat(FetchKit.entryFiles(cache, ".*\\.tmp")).isEmpty();
    }
  }

  @Test
  void fetch_anyRequest_tellsStages() throws Exception {
    String body = "x".repeat(600_000);
    List<Event> events = new ArrayList<>();
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 200, body))) {
      new Fetcher(settings(cache), events::add, FetchKit.at(FetchKit.NOW))
          .fetch(request(server.url("/f")));
    }
    assertThat(events.get(0)).isEqualTo(new Event.StageStarted("fetch:test", "the test file"));
    assertThat(events)
        .contains(new Event.StageProgress("fetch:test", 600_000, 600_000))
        .filteredOn(Event.StageProgress.class::isInstance)
        .hasSizeBetween(2, 4);
    assertThat(events.get(events.size() - 1))
        .isEqualTo(new Event.StageFinished("fetch:test", "the test file: downloaded 600 kB", 0));
  }

  @Test
  void fetch_missing_tellsNoResult() throws Exception {
    List<Event> events = new ArrayList<>();
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 404, "no"))) {
      new Fetcher(settings(cache), events::add, FetchKit.at(FetchKit.NOW))
          .fetch(request(server.url("/f")));
    }
    assertThat(events)
        .containsExactly(
            new Event.StageStarted("fetch:test", "the test file"),
            new Event.StageDropped("fetch:test"));
  }

  @Test
  void fetch_missing_isEmpty() throws Exception {
    for (int status : new int[] {404, 410}) {
      try (LoopbackServer server = new LoopbackServer(e -> answer(e, status, "no"))) {
        assertThat(fetcher(settings(cache)).fetch(request(server.url("/f")))).isEmpty();
        assertThat(fetcher(FetchKit.offline(settings(cache))).fetch(request(server.url("/f"))))
            .as("offline gives the server's last word")
            .isEmpty();
      }
    }
  }

  @Test
  void fetch_denied_namesSourcesAndHowToAdd() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 403, "go away"))) {
      FetchSettings settings =
          FetchKit.with(
              settings(cache),
              List.of(),
              List.of(FetchKit.source("other.example", new Credential("u", "p"))));

      assertThat(problem(settings, server.url("/f")))
          .isEqualTo(
              "HERM-NET-002 "
                  + server.url("/f")
                  + ": the server denies access (HTTP 403) without credentials: none found"
                  + " in settings.xml\n"
                  + "  Fix: add a server with id 127.0.0.1 in settings.xml, a line `machine"
                  + " 127.0.0.1 login … password …` in .netrc, or put $USER:$PASSWORD@ before the"
                  + " host or /t/$TOKEN/ after it in the URL of the channel or index and set these variables");
    }
  }

  @Test
  void fetch_wrongCredentials_saysWhoseTheyAre() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 401, ""))) {
      FetchSettings settings =
          FetchKit.with(
              settings(cache),
              List.of(),
              List.of(FetchKit.source("127.0.0.1", new Credential("u", "s3cret"))));

      assertThat(problem(settings, server.url("/f")))
          .contains(
              "(HTTP 401) with the credentials of settings.xml\n"
                  + "  Fix: correct those for 127.0.0.1 in settings.xml; where they are right, ask"
                  + " whom the server belongs to for access")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void fetch_webPageThatARedirectLeadsTo_isToldWithWhereItCameFrom() throws Exception {
    try (LoopbackServer login =
            new LoopbackServer(e -> answer(e, 200, "\ufeff<!-- x -->\n<HTML lang=en>sign in"));
        LoopbackServer server =
            new LoopbackServer(
                e -> {
                  e.getResponseHeaders().set("Location", login.url("/login?next=s3cret"));
                  answer(e, 302, "");
                })) {
      FetchRequest refusing =
          new FetchRequest(
              server.url("/f"),
              "s",
              "t",
              (file, sha256) -> {
                throw new HermeticException(NetProblems.badUrl("s", "no repodata"));
              });
      assertThatThrownBy(() -> FetchKit.fetcher(settings(cache)).fetch(refusing))
          .hasMessageStartingWith(
              "HERM-NET-021 " + server.url("/f") + ": a web page (HTML) came in the place of the file, from "
                  + login.url("/login") + "\n")
          .hasMessageNotContaining("s3cret");
      FetchRequest page =
          new FetchRequest(server.url("/f"), "s", "t", "text/html", refusing.acceptor());
      assertThatThrownBy(() -> FetchKit.fetcher(settings(cache)).fetch(page))
          .hasMessageStartingWith("HERM-NET-001 ");
    }
  }

  @Test
  void fetchPinned_ofServerThatCallsAllHtml_isToldByItsBytes() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackServer server =
        new LoopbackServer(
            e -> {
              e.getResponseHeaders().set("Content-Type", "text/html");
              answer(e, 200, asked.getAndIncrement() == 0 ? "other bytes" : "<html>sign in");
            })) {
      PinnedRequest request =
          new PinnedRequest(server.url("/f"), new Pin(HELLO_SHA256, null, 5), "s", "t");
      FetchSettings once = FetchKit.stalling(settings(cache), settings(cache).stallTimeout());
      assertThatThrownBy(() -> fetcher(once).fetch(request))
          .hasMessageStartingWith("HERM-NET-020 " + server.url("/f") + ": the file has 11 bytes");
      assertThatThrownBy(() -> fetcher(once).fetch(request))
          .hasMessageStartingWith("HERM-NET-021 " + server.url("/f"));
    }
  }

  @Test
  void fetch_unexpectedStatus_isToldWithoutRetry() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 418, "teapot"))) {
      assertThat(problem(settings(cache), server.url("/f")))
          .startsWith("HERM-NET-003 " + server.url("/f") + ": the server answered with HTTP 418\n");
      assertThat(server.seen).hasSize(1);
    }
  }

  @Test
  void fetch_serverErrors_areRetriedThenTold() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 503, "busy"))) {
      assertThat(problem(settings(cache), server.url("/f")))
          .startsWith(
              "HERM-NET-004 "
                  + server.url("/f")
                  + ": the server has a failure of its own (HTTP 503), in 2 attempts\n");
      assertThat(server.seen).hasSize(2);
    }
  }

  @Test
  void fetch_tooManyRequests_waitsAndPasses() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (LoopbackServer server =
        new LoopbackServer(
            e -> {
              if (count.incrementAndGet() == 1) {
                answer(e, 429, "", "Retry-After", "3600");
              } else {
                answer(e, 200, "ok");
              }
            })) {
      assertThat(text(fetch(settings(cache), server.url("/f")))).isEqualTo("ok");
    }
  }

  @Test
  void waitBefore_isExponentialAndCapped() {
    Tuning tuning = Tuning.DEFAULT;
    assertThat(tuning.waitBefore(2, null)).isEqualTo(Duration.ofMillis(500));
    assertThat(tuning.waitBefore(4, null)).isEqualTo(Duration.ofSeconds(2));
    assertThat(tuning.waitBefore(60, null)).isEqualTo(Duration.ofSeconds(60));
    assertThat(tuning.waitBefore(2, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    assertThat(tuning.waitBefore(2, Duration.ofDays(1))).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void fetch_unknownHost_isTold() {
    assertThat(problem(settings(cache), "https://no-such-host.invalid/f"))
        .startsWith(
            "HERM-NET-005 https://no-such-host.invalid/f: the host name no-such-host.invalid is"
                + " not known\n");
  }

  @Test
  void fetch_refusedConnection_isTold() throws Exception {
    try (ClosedPort port = ClosedPort.take()) {
      assertThat(problem(settings(cache), "http://" + port.host() + "/f"))
          .startsWith(
              "HERM-NET-006 http://"
                  + port.host()
                  + "/f: no connection to "
                  + port.host()
                  + ": refused, in 2 attempts\n");
    }
  }

  @Test
  void fetch_plainServerOnHttps_isTlsProblem() throws Exception {
    try (ServerSocket plain = new ServerSocket(0)) {
      Thread thread = new Thread(() -> greetInPlainText(plain), "plain-server");
      thread.setDaemon(true);
      thread.start();
      String url = "https://127.0.0.1:" + plain.getLocalPort() + "/f";

      assertThat(problem(settings(cache), url))
          .startsWith("HERM-NET-007 " + url + ": no secure connection (TLS): ")
          .contains("trustStore");
    }
  }

  @Test
  void fetch_stallInBody_isTold() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (LoopbackServer server =
        new LoopbackServer(
            e -> {
              e.sendResponseHeaders(200, 1000);
              e.getResponseBody().write(new byte[100]);
              e.getResponseBody().flush();
              await(done);
            })) {
      FetchSettings settings = FetchKit.stalling(settings(cache), Duration.ofMillis(300));
      assertThat(problem(settings, server.url("/f")))
          .startsWith(
              "HERM-NET-008 " + server.url("/f") + ": the server stalls: no byte for 0.3 s\n");
      assertThat(FetchKit.entryFiles(cache, ".*\\.tmp|meta")).isEmpty();
    } finally {
      done.countDown();
    }
  }

  @Test
  void fetch_stallBeforeHeaders_isTold() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      FetchSettings base = settings(cache);
      FetchSettings settings =
          new FetchSettings(
              cache,
              false,
              false,
              List.of(),
              List.of(),
              base.environment(),
              Duration.ofMillis(200),
              Duration.ofMillis(200),
              1);
      assertThat(problem(settings, "http://127.0.0.1:" + silent.getLocalPort() + "/f"))
          .startsWith("HERM-NET-008 ");
    }
  }

  /** It takes longer than a stall may, and no wait in it comes near that, on a busy machine either. */
  @Test
  void fetch_slowButSteadyBody_passes() throws Exception {
    Duration stall = Duration.ofSeconds(2);
    AtomicInteger sent = new AtomicInteger();
    try (LoopbackServer server =
        new LoopbackServer(
            e -> {
              e.sendResponseHeaders(200, 0);
              long end = System.nanoTime() + stall.plusMillis(500).toNanos();
              while (System.nanoTime() < end) {
                e.getResponseBody().write('a');
                e.getResponseBody().flush();
                sent.incrementAndGet();
                sleep(100);
              }
              e.close();
            })) {
      FetchSettings settings = FetchKit.stalling(settings(cache), stall);
      assertThat(text(fetch(settings, server.url("/f")))).isEqualTo("a".repeat(sent.get()));
    }
  }

  @Test
  void fetch_truncatedBody_keepsOldCopyAndTells() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (RawServer server =
        new RawServer(
            () ->
                count.incrementAndGet() == 1
                    ? "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nold"
                    : "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it")) {
      fetch(settings(cache), server.url("/f"));

      assertThat(problem(settings(cache), server.url("/f")))
          .startsWith(
              "HERM-NET-010 "
                  + server.url("/f")
                  + ": the transfer ended after 10 of 100 bytes, in 2 attempts\n");
      assertThat(text(fetch(FetchKit.offline(settings(cache)), server.url("/f"))))
          .isEqualTo("old");
    }
  }

  @Test
  void fetch_connectionClosedAtOnce_isTold() throws Exception {
    try (RawServer server = new RawServer(() -> "")) {
      assertThat(problem(settings(cache), server.url("/f")))
          .startsWith("HERM-NET-010 ")
          .contains("the connection broke before an answer came");
    }
  }

  @Test
  void fetch_acceptorRejects_keepsOldCopy() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (LoopbackServer server =
        new LoopbackServer(e -> answer(e, 200, "version " + count.incrementAndGet()))) {
      fetch(settings(cache), server.url("/f"));
      Acceptor reject =
          (file, sha256) -> {
            assertThat(file).hasContent("version 2");
            assertThat(sha256).hasSize(64);
            throw new IllegalStateException("not good");
          };

      assertThatThrownBy(
              () ->
                  fetcher(settings(cache))
                      .fetch(new FetchRequest(server.url("/f"), "s", "t", reject)))
          .hasMessage("not good");
      assertThat(text(fetch(FetchKit.offline(settings(cache)), server.url("/f"))))
          .isEqualTo("version 1");
      assertThat(FetchKit.entryFiles(cache, ".*\\.tmp")).isEmpty();
    }
  }

  @Test
  void fetch_sameBytesAgain_isNotChangedAndNotAskedOfAcceptor() throws Exception {
    try (LoopbackServer server = new LoopbackServer(e -> answer(e, 200, "same"))) {
      fetch(settings(cache), server.url("/f"));
      Acceptor never =
          (file, sha256) -> {
            throw new IllegalStateException("asked");
          };
      CachedFile again =
          fetcher(settings(cache))
              .fetch(new FetchRequest(server.url("/f"), "s", "t", never))
              .orElseThrow();
      assertThat(again.changed()).isFalse();
    }
  }

  @Test
  void fetch_gzipCodedBody_isDecoded() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("plain".getBytes(StandardCharsets.UTF_8));
    }
    try (LoopbackServer server =
        new LoopbackServer(
            e -> {
              e.getResponseHeaders().set("Content-Encoding", "gzip");
              e.sendResponseHeaders(200, packed.size());
              e.getResponseBody().write(packed.toByteArray());
              e.close();
            })) {
      assertThat(text(fetch(settings(cache), server.url("/f")))).isEqualTo("plain");
      assertThat(server.seen.get(0).header("Accept-Encoding")).isEqualTo("identity");
    }
  }

  @Test
  void fetch_fileUrl_isReadInPlace() throws Exception {
    Path file = Files.writeString(cache.resolve("a b.json"), "hello");
    String url = file.toUri().toString();
    CachedFile fetched = fetch(FetchKit.offline(settings(cache.resolve("none"))), url);

    assertThat(fetched.file()).isEqualTo(file);
    assertThat(fetched.sha256()).isEqualTo(HELLO_SHA256);
    assertThat(cache.resolve("none")).doesNotExist();
    assertThat(fetcher(settings(cache)).fetch(request(url + ".zst"))).isEmpty();
    assertThat(fetch(settings(cache), "file:" + file).file()).isEqualTo(file);
  }

  @Test
  void fetch_fileUrlOfDirectory_isTold() {
    assertThat(problem(settings(cache), cache.toUri().toString()))
        .startsWith("HERM-NET-016 " + cache + ": cannot be read: ");
    assertThat(problem(settings(cache), "file:relative/path"))
        .startsWith("HERM-NET-001 file:relative/path: a file URL needs an absolute path");
  }

  @Test
  void fetch_malformedUrl_isToldWithoutShowingIt() {
    assertThat(problem(settings(cache), "https://user:s3cret/x@host/f"))
        .startsWith("HERM-NET-001 the test file: ")
        .doesNotContain("s3cret");
    assertThat(problem(settings(cache), "ftp://host/f")).startsWith("HERM-NET-001 ");
  }

  @Test
  void fetch_interrupted_isToldAndThreadStaysInterrupted() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (LoopbackServer server = new LoopbackServer(e -> await(done))) {
      Thread.currentThread().interrupt();
      assertThat(problem(settings(cache), server.url("/f")))
          .startsWith("HERM-NET-017 " + server.url("/f") + ": interrupted\n");
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      done.countDown();
    }
  }

  private static void greetInPlainText(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        // As servers do: an answer before the request would meet a client that is not ready for it.
        client.getInputStream().read();
        client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        client.getInputStream().readAllBytes();
      } catch (IOException e) {
        // The client left, or the test is over.
        continue;
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
