package dev.hermetic.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service on the loopback address that answers as OSV documents it. */
class OsvServiceTest {
  @TempDir Path folder;

  private HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> vulns = new ConcurrentHashMap<>();

  /** Ids by {@code ecosystem/name@version}; what is behind a bar comes with the next page. */
  private final SortedMap<String, String> answers = new TreeMap<>();

  private volatile int status = 200;
  private volatile String body;

  @BeforeEach
  void begin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/querybatch", this::query);
    server.createContext("/v1/vulns/", this::detail);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private void query(HttpExchange exchange) throws IOException {
    JsonNode queries =
        new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes()).path("queries");
    requests.add(exchange.getRequestMethod() + " " + queries.size());
    StringBuilder results = new StringBuilder();
    for (JsonNode one : queries) {
      String key =
          one.at("/package/ecosystem").asText()
              + "/"
              + one.at("/package/name").asText()
              + "@"
              + one.path("version").asText();
      String[] pages = answers.getOrDefault(key, "").split("\\|");
      int page = one.path("page_token").asInt(0);
      results.append(results.isEmpty() ? "{" : ",{");
      if (!pages[page].isEmpty()) {
        results.append("\"vulns\":[");
        results.append(
            String.join(
                ",", Stream.of(pages[page].split(" ")).map(id -> "{\"id\":\"" + id + "\"}").toList()));
        results.append(']');
        if (page + 1 < pages.length) {
          results.append(",\"next_page_token\":\"").append(page + 1).append('"');
        }
      }
      results.append('}');
    }
    send(exchange, status, body == null ? "{\"results\":[" + results + "]}" : body);
  }

  private void detail(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getPath().substring("/v1/vulns/".length());
    requests.add("GET " + id);
    String found = vulns.get(id);
    send(exchange, found == null ? 404 : 200, found == null ? "{}" : found);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void has(Osv osv) {
    String text = osv.toString();
    vulns.put(text.substring(7, text.indexOf('"', 7)), text);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private AdvisoryDatabase ask(boolean offline, Question... questions) {
    FetchSettings settings =
        new FetchSettings(
            folder, offline, false, List.of(), List.of(), Map.of(), Duration.ofSeconds(20),
            Duration.ofSeconds(20), 1);
    return AdvisorySource.of("osv:" + url() + "/", folder, settings, Listener.SILENT)
        .ask(new TreeSet<>(List.of(questions)));
  }

  private static Question pypi(String name, String version) {
    return new Question(new PackageKey("PyPI", name), version);
  }

  @Test
  void ask_somePackages_getsAllPagesAndTheScoresOfAliases() {
    answers.put("PyPI/x@1", "PYSEC-1|PYSEC-2");
    answers.put("GIT/https://github.com/openssl/openssl@openssl-3.0.1", "CVE-7");
    has(Osv.of("PYSEC-1").aliases("GHSA-1", "CVE-1").affects("PyPI", "x", "introduced 0"));
    has(Osv.of("PYSEC-2").affects("PyPI", "x", "introduced 0"));
    has(Osv.of("CVE-7").repository("https://github.com/openssl/openssl", "openssl-3.0.1"));
    has(
        Osv.of("GHSA-1")
            .cvss("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
            .aliases("PYSEC-1")
            .affects("PyPI", "x", "introduced 0"));
    AdvisoryDatabase database =
        ask(
            false,
            pypi("x", "1"),
            pypi("y", "2"),
            new Question(PackageKey.repository("https://github.com/openssl/openssl"), "openssl-3.0.1"),
            new Question(new PackageKey("CRAN", "Matrix"), "1.0"));
    assertThat(database.about(new PackageKey("PyPI", "x"))).extracting(Advisory::id)
        .containsExactly("GHSA-1", "PYSEC-1", "PYSEC-2");
    assertThat(database.called("PYSEC-1")).extracting(one -> one.score().isPresent())
        .containsExactly(true, false);
    assertThat(database.facts().malformed()).isEmpty();
    assertThat(database.covers("PyPI")).isTrue();
    assertThat(database.covers("CRAN")).as("its names cannot be told from conda's").isFalse();
    assertThat(requests).startsWith("POST 3", "POST 1");
    assertThat(requests).contains("GET CVE-1");
  }

  @Test
  void ask_advisoryThatIsNotThere_isToldAsLost() {
    answers.put("PyPI/x@1", "PYSEC-1");
    assertThat(ask(false, pypi("x", "1")).facts().malformed())
        .containsExactly(
            new Malformed(url(), "PYSEC-1", "the service names it and has it not", Malformed.Loss.ALL));
  }

  @Test
  void ask_offline_failsClosed() {
    assertThatThrownBy(() -> ask(true, pypi("x", "1")))
        .hasMessage(
            "HERM-ADVISORY-005 "
                + url()
                + ": Maven works offline, and there is no copy of these advisories\n"
                + "  Fix: name a snapshot on disk with -Dhermetic.scan.database, or run it once"
                + " without `-o`");
    assertThat(requests).isEmpty();
  }

  @Test
  void ask_strangeAnswer_failsClosed() {
    body = "{\"results\":[]}";
    assertThatThrownBy(() -> ask(false, pypi("x", "1")))
        .hasMessage(
            "HERM-ADVISORY-006 "
                + url()
                + ": the service does not answer as OSV does: 0 results for 1 question\n"
                + "  Fix: run the goal again later, or name a snapshot with -Dhermetic.scan.database");
    body = "<html>";
    assertThatThrownBy(() -> ask(false, pypi("x", "1"))).hasMessageContaining(": no JSON");
    body = "{\"results\":[{\"vulns\":[{\"id\":\"../../etc\"}]}]}";
    assertThatThrownBy(() -> ask(false, pypi("x", "1")))
        .hasMessageContaining("it names an advisory without an id");
    body = null;
    status = 503;
    assertThatThrownBy(() -> ask(false, pypi("x", "1"))).hasMessageContaining("status 503");
  }
}
