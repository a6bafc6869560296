package dev.hermetic.fetch;

import static dev.hermetic.fetch.FetchKit.fetch;
import static dev.hermetic.fetch.FetchKit.fetcher;
import static dev.hermetic.fetch.FetchKit.problem;
import static dev.hermetic.fetch.FetchKit.settings;
import static dev.hermetic.fetch.FetchKit.stalling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.event.Event;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that break off are gone on with, never trusted unseen. */
@Timeout(60)
class ResumeTest {
  private static final int SIZE = 900_000;
  private static final int BROKEN_AT = 600_000;
  private static final String PATH = "/f";

  @TempDir Path directory;
  private Path cache;
  private byte[] content;
  private ChannelServer server;

  @BeforeEach
  void serve() throws IOException {
    cache = directory.resolve("cache");
    content = new byte[SIZE];
    new Random(3).nextBytes(content);
    Files.createDirectories(directory.resolve("served"));
    Files.write(directory.resolve("served/f"), content);
    server = ChannelServer.serving(directory.resolve("served"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String url() {
    return server.url() + PATH;
  }

  /** Settings with which nothing is tried twice. */
  private FetchSettings once() {
    return stalling(settings(cache), settings(cache).stallTimeout());
  }

  private List<Integer> statuses() {
    return server.requests().stream().map(ChannelServer.Request::status).toList();
  }

  private void breakOff() {
    server.fail(PATH, Fault.truncate(BROKEN_AT).times(1));
    assertThat(problem(once(), url())).startsWith("HERM-NET-010 " + url());
  }

  private List<Path> partials() throws IOException {
    return FetchKit.entryFiles(cache, "partial.*|.*\\.tmp");
  }

  @Test
  void transfer_cutShort_goesOnInTheNextAttempt() throws IOException {
    server.fail(PATH, Fault.truncate(BROKEN_AT).times(1));
    List<Event> events = new ArrayList<>();
    CachedFile file =
        new Fetcher(settings(cache), events::add, FetchKit.at(FetchKit.NOW))
            .fetch(FetchKit.request(url()))
            .orElseThrow();

    assertThat(Files.readAllBytes(file.file())).isEqualTo(content);
    assertThat(statuses()).containsExactly(200, 206);
    assertThat(server.requests().get(1).headers())
        .hasEntrySatisfying("Range", range -> assertThat(range).matches("bytes=\\d{5,6}-"))
        .containsKey("If-range");
    assertThat(partials()).isEmpty();
    assertThat(events.get(events.size() - 1))
        .isEqualTo(
            new Event.StageFinished("fetch:test", "the test file: download resumed, 900 kB", 0));
  }

  @Test
  void transfer_cutShort_goesOnInTheNextRunAndAfterAStall() throws IOException {
    breakOff();
    server.fail(PATH, Fault.stall(100_000).times(1));
    FetchSettings impatient = stalling(settings(cache), Duration.ofSeconds(1));
    assertThat(problem(impatient, url())).startsWith("HERM-NET-008 " + url());
    CachedFile file = fetch(once(), url());

    assertThat(Files.readAllBytes(file.file())).isEqualTo(content);
    assertThat(file.size()).isEqualTo(SIZE);
    assertThat(statuses()).containsExactly(200, 206, 206);
    assertThat(partials()).isEmpty();
  }

  @Test
  void process_killedInTheMiddle_leavesWhatTheNextOneGoesOnWith() throws Exception {
    server.fail(PATH, Fault.stall(BROKEN_AT).times(1));
    Process process = FetchProcess.start(List.of(), cache.toString(), url());
    while (process.isAlive() && partialSize() < BROKEN_AT / 2) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    process.destroyForcibly().waitFor();

    assertThat(Files.readAllBytes(fetch(once(), url()).file())).isEqualTo(content);
    assertThat(statuses()).containsExactly(200, 206);
    assertThat(partials()).isEmpty();
  }

  private long partialSize() throws IOException {
    List<Path> files = Files.exists(cache) ? FetchKit.entryFiles(cache, "partial") : List.of();
    return files.isEmpty() ? 0 : Files.size(files.get(0));
  }

  @Test
  void file_changedMeanwhile_isFetchedFromTheStart() throws IOException {
    breakOff();
    new Random(4).nextBytes(content);
    Files.write(directory.resolve("served/f"), content);

    assertThat(Files.readAllBytes(fetch(once(), url()).file())).isEqualTo(content);
    assertThat(statuses()).containsExactly(200, 200);
    assertThat(partials()).isEmpty();
  }

  @Test
  void file_shorterThanWhatIsThere_isFetchedFromTheStart() throws Exception {
    breakOff();
    content = "short".getBytes();
    try (RawServer odd =
        new RawServer(
            new Supplier<>() {
              private int asked;

              @Override
              public String get() {
                asked++;
                return asked == 1
                    ? "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n"
                        + "Connection: close\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nshort";
              }
            })) {
      movePartialTo(odd.url(PATH));
      assertThat(Files.readAllBytes(fetch(once(), odd.url(PATH)).file())).isEqualTo(content);
      assertThat(odd.requestLines).hasSize(2);
    }
  }

  private void changed(Duration ago) throws IOException {
    Files.setLastModifiedTime(
        directory.resolve("served/f"), FileTime.from(Instant.now().minus(ago)));
  }

  @Test
  void serverWithoutEtags_isGoneOnWithByTheTimeOfTheLastChange() throws IOException {
    server.withoutEtags();
    changed(Duration.ofMinutes(10));
    breakOff();

    assertThat(Files.readAllBytes(fetch(once(), url()).file())).isEqualTo(content);
    assertThat(statuses()).containsExactly(200, 206);
    assertThat(server.requests().get(1).headers())
        .hasEntrySatisfying("If-range", date -> assertThat(date).endsWith(" GMT"));
    assertThat(partials()).isEmpty();
  }

  @Test
  void serverWithoutEtags_whoseFileChanged_isAskedFromTheStart() throws IOException {
    server.withoutEtags();
    changed(Duration.ofMinutes(10));
    breakOff();
    new Random(4).nextBytes(content);
    Files.write(directory.resolve("served/f"), content);
    changed(Duration.ofMinutes(5));

    assertThat(Files.readAllBytes(fetch(once(), url()).file())).isEqualTo(content);
    assertThat(statuses()).containsExactly(200, 200);
  }

  @Test
  void changeThatMayNotBeTheLastOfItsSecond_promisesNothing() throws IOException {
    server.withoutEtags();
    changed(Duration.ofSeconds(20));
    breakOff();

    assertThat(partials()).isEmpty();
    assertThat(Files.readAllBytes(fetch(once(), url()).file())).isEqualTo(content);
    assertThat(statuses()).containsExactly(200, 200);
  }

  @Test
  void answerOfAnotherLengthOrTime_isNotTaken() throws Exception {
    server.withoutEtags();
    for (String header : List.of("X: 1", "Last-Modified: Sun, 01 Nov 2026 12:00:00 GMT")) {
      changed(Duration.ofMinutes(10));
      breakOff();
      long there = Files.size(FetchKit.entryFiles(cache, "partial").get(0));
      long whole = header.startsWith("X") ? there + 5 : SIZE;
      try (RawServer odd =
          new RawServer(
              new Supplier<>() {
                private int asked;

                @Override
                public String get() {
                  asked++;
                  return asked == 1
                      ? "HTTP/1.1 206 Partial Content\r\n" + header + "\r\nContent-Range: bytes " + there
                          + "-" + (whole - 1) + "/" + whole + "\r\nContent-Length: " + (whole - there)
                          + "\r\nConnection: close\r\n\r\n" + "x".repeat((int) (whole - there))
                      : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nright";
                }
              })) {
        movePartialTo(odd.url(PATH));
        assertThat(FetchKit.text(fetch(once(), odd.url(PATH)))).isEqualTo("right");
      }
    }
  }

  @Test
  void rest_withoutTheTimeOfTheLastChange_isKnownByTheOneItWasAskedForBy() throws Exception {
    server.withoutEtags();
    changed(Duration.ofMinutes(10));
    breakOff();
    int there = (int) Files.size(FetchKit.entryFiles(cache, "partial").get(0));
    try (RawServer terse =
        new RawServer(
            () ->
                "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + there + "-" + (SIZE - 1) + "/"
                    + SIZE + "\r\nContent-Length: " + (SIZE - there) + "\r\nConnection: close\r\n\r\n"
                    + "x".repeat(SIZE - there))) {
      movePartialTo(terse.url(PATH));
      fetch(once(), terse.url(PATH));
      WebAddress address = WebAddress.parse(terse.url(PATH)).orElseThrow();
      CacheMeta known = CacheEntry.of(cache, address).meta().orElseThrow();
      assertThat(terse.headerLines).contains("If-Range: " + known.lastModified());
      assertThat(known.etag()).isEmpty();
    }
  }

  /** The entry of another address gets what is there of this one. */
  private void movePartialTo(String other) throws IOException {
    Path entry = CacheEntry.of(cache, WebAddress.parse(other).orElseThrow()).directory();
    Files.createDirectories(entry);
    for (Path file : partials()) {
      Files.move(file, entry.resolve(file.getFileName()));
    }
  }

  @Test
  void answer_withAnotherPart_isNotTaken() throws Exception {
    breakOff();
    try (RawServer odd =
        new RawServer(
            new Supplier<>() {
              private int asked;

              @Override
              public String get() {
                asked++;
                return asked == 1
                    ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/5\r\n"
                        + "Content-Length: 5\r\nConnection: close\r\n\r\nwrong"
                    : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nright";
              }
            })) {
      movePartialTo(odd.url(PATH));
      assertThat(FetchKit.text(fetch(once(), odd.url(PATH)))).isEqualTo("right");
    }
  }

  @Test
  void wholeThatIsNotAccepted_isFetchedOnceMoreFromTheStart() throws IOException {
    breakOff();
    Path partial = FetchKit.entryFiles(cache, "partial").get(0);
    byte[] damaged = Files.readAllBytes(partial);
    damaged[0] ^= 1;
    Files.write(partial, damaged);
    byte[] good = content;
    CachedFile file =
        fetcher(once())
            .fetch(
                new FetchRequest(
                    url(),
                    "fetch:test",
                    "the test file",
                    (body, sha256) -> {
                      if (!Arrays.equals(read(body), good)) {
                        throw new HermeticException(
                            new Problem("X-1", Problem.Kind.ENVIRONMENT, "f", "bad", "mend it"));
                      }
                    }))
            .orElseThrow();
    assertThat(Files.readAllBytes(file.file())).isEqualTo(content);
    assertThat(statuses()).containsExactly(200, 206, 200);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void partialThatIsOldOrWithoutNote_isNotUsed() throws IOException {
    breakOff();
    Files.setLastModifiedTime(
        FetchKit.entryFiles(cache, "partial").get(0),
        FileTime.from(FetchKit.NOW.minus(Duration.ofHours(25))));
    assertThat(Files.readAllBytes(fetch(once(), url()).file())).isEqualTo(content);
    assertThat(statuses()).containsExactly(200, 200);

    FetchKit.entryFiles(cache, "meta").forEach(ResumeTest::delete);
    breakOff();
    FetchKit.entryFiles(cache, "partial.etag").forEach(ResumeTest::delete);
    fetch(once(), url());
    assertThat(statuses()).containsExactly(200, 200, 200, 200);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void transfer_ofServerThatPromisesTooLittle_leavesNothing() throws Exception {
    String old = "Last-Modified: Sun, 01 Nov 2026 12:00:00 GMT\r\nDate: Sun, 01 Nov 2026 12:";
    for (String header :
        List.of(
            "ETag: W/\"1\"",
            "X: 1",
            "ETag: \"1\"\r\nAccept-Ranges: none",
            "ETag: W/\"1\"\r\n" + old + "02:00 GMT",
            old + "00:59 GMT",
            "Last-Modified: Sun, 01 Nov 2026 12:00:00 GMT",
            "Last-Modified: yesterday\r\nDate: Sun, 01 Nov 2026 12:00:00 GMT")) {
      try (RawServer server =
          new RawServer(
              () ->
                  "HTTP/1.1 200 OK\r\n"
                      + header
                      + "\r\nContent-Length: 50\r\nConnection: close\r\n\r\nhello")) {
        assertThat(problem(once(), server.url(PATH))).startsWith("HERM-NET-010 ");
        assertThat(partials()).isEmpty();
      }
    }
  }
}
