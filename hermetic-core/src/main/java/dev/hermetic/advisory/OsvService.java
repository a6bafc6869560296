package dev.hermetic.advisory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Acceptor;
import dev.hermetic.fetch.AttemptFailure;
import dev.hermetic.fetch.Attempts;
import dev.hermetic.fetch.CachedFile;
import dev.hermetic.fetch.FetchRequest;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.fetch.WebClient;
import dev.hermetic.fetch.WebRequest;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;
import dev.hermetic.text.Count;
import dev.hermetic.text.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The service of OSV: {@code POST /v1/querybatch} names the advisories, {@code GET /v1/vulns/ID} has
 * each of them, which the cache keeps. What it says is judged here once more.
 */
final class OsvService implements AdvisorySource {
  /** Most questions of one request (OSV's documentation of querybatch). */
  private static final int BATCH = 1000;

  private static final int MOST_BYTES = 64 << 20;

  /** More pages of answers to one question than any package has. */
  private static final int MOST_PAGES = 50;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String base;
  private final String shown;
  private final FetchSettings settings;
  private final Listener listener;

  OsvService(String base, FetchSettings settings, Listener listener) {
    this.base = base.replaceFirst("/+$", "");
    this.shown = Redaction.redact(this.base);
    this.settings = settings;
    this.listener = listener;
  }

  @Override
  public AdvisoryDatabase ask(SortedSet<Question> questions) {
    if (settings.offline()) {
      throw AdvisoryProblems.offline(shown);
    }
    String stage = "advisories:" + shown;
    long start = System.nanoTime();
    listener.on(new Event.StageStarted(stage, "Asking " + shown));
    SortedSet<String> ids = new TreeSet<>();
    List<Question> all =
        questions.stream().filter(one -> AdvisoryList.asks(one.key().ecosystem())).toList();
    for (int from = 0; from < all.size(); from += BATCH) {
      query(all.subList(from, Math.min(all.size(), from + BATCH)), ids);
    }
    AdvisoryDatabase database = details(ids, stage);
    listener.on(
        new Event.StageFinished(
            stage,
            shown + ": " + Count.of(ids.size(), "advisory") + " for " + Count.of(all.size(), "package"),
            (System.nanoTime() - start) / 1_000_000));
    return database;
  }

  private void query(List<Question> batch, SortedSet<String> ids) {
    Map<Question, String> open = new LinkedHashMap<>();
    batch.forEach(question -> open.put(question, ""));
    for (int page = 0; !open.isEmpty(); page++) {
      if (page == MOST_PAGES) {
        throw AdvisoryProblems.badAnswer(shown, "its pages have no end", null);
      }
      List<Question> asked = List.copyOf(open.keySet());
      JsonNode results = post(body(open)).path("results");
      if (results.size() != asked.size()) {
        throw AdvisoryProblems.badAnswer(
            shown, Count.of(results.size(), "result") + " for " + Count.of(asked.size(), "question"), null);
      }
      open.clear();
      for (int i = 0; i < asked.size(); i++) {
        for (JsonNode one : results.get(i).path("vulns")) {
          ids.add(id(one.path("id").asText("")));
        }
        String next = results.get(i).path("next_page_token").asText("");
        if (!next.isEmpty()) {
          open.put(asked.get(i), next);
        }
      }
    }
  }

  private static String body(Map<Question, String> questions) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("queries");
          for (Map.Entry<Question, String> one : questions.entrySet()) {
            json.writeStartObject();
            json.writeObjectFieldStart("package");
            json.writeStringField("ecosystem", one.getKey().key().ecosystem());
            json.writeStringField("name", name(one.getKey().key()));
            json.writeEndObject();
            json.writeStringField("version", one.getKey().version());
            if (!one.getValue().isEmpty()) {
              json.writeStringField("page_token", one.getValue());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static String name(PackageKey key) {
    return key.family().equals(PackageKey.GIT) ? "https://" + key.name() : key.name();
  }

  /** Ids come into URLs. */
  private String id(String said) {
    if (!said.matches("[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}")) {
      throw AdvisoryProblems.badAnswer(shown, "it names an advisory without an id", null);
    }
    return said;
  }

  private JsonNode post(String body) {
    WebAddress address =
        WebAddress.parse(base + "/v1/querybatch")
            .orElseThrow(() -> AdvisoryProblems.missing(shown));
    WebClient client = new WebClient(settings);
    WebRequest request =
        new WebRequest(
            "POST",
            address,
            Map.of("Content-Type", "application/json"),
            Optional.empty(),
            BodyPublishers.ofString(body, StandardCharsets.UTF_8),
            () -> 0);
    try {
      return new Attempts(settings).run(() -> answer(client, client.send(request)));
    } catch (JsonProcessingException e) {
      throw AdvisoryProblems.badAnswer(shown, "no JSON", e);
    } catch (IOException e) {
      throw AdvisoryProblems.badAnswer(shown, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AdvisoryProblems.badAnswer(shown, "the run was interrupted", e);
    }
  }

  private JsonNode answer(WebClient client, HttpResponse<InputStream> response)
      throws IOException, AttemptFailure {
    if (response.statusCode() != 200) {
      WebClient.finish(response);
      Problem problem =
          AdvisoryProblems.badAnswer(shown, "status " + response.statusCode(), null)
              .problems()
              .get(0);
      throw WebClient.mayPassLater(response.statusCode())
          ? client.busy(problem, response)
          : AttemptFailure.lasting(problem, null);
    }
    try (InputStream in = response.body()) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("the answer is larger than " + (MOST_BYTES >> 20) + " MiB");
      }
      return MAPPER.readTree(bytes);
    }
  }

  /** All that were named, and of those without a score their aliases, which may have one. */
  private AdvisoryDatabase details(SortedSet<String> ids, String stage) {
    List<Malformed> malformed = new ArrayList<>();
    AdvisoryReader reader = new AdvisoryReader(malformed::add);
    SortedMap<String, Advisory> found = new TreeMap<>();
    int done = 0;
    for (String id : ids) {
      get(id, reader).ifPresentOrElse(
          one -> found.put(one.id(), one),
          () -> malformed.add(new Malformed(shown, id, "the service names it and has it not", Malformed.Loss.ALL)));
      listener.on(new Event.StageProgress(stage, ++done, ids.size()));
    }
    for (Advisory one : List.copyOf(found.values())) {
      for (String alias : one.score().isPresent() ? List.<String>of() : one.aliases()) {
        if (!found.containsKey(alias) && alias.equals(id(alias))) {
          get(alias, reader).ifPresent(other -> found.put(other.id(), other));
        }
      }
    }
    int withdrawn = (int) found.values().stream().filter(Advisory::isWithdrawn).count();
    SortedSet<String> ecosystems = new TreeSet<>();
    found.values().forEach(
        one -> one.affected().forEach(affected -> ecosystems.add(affected.key().ecosystem())));
    DatabaseFacts facts =
        new DatabaseFacts(
            shown,
            "",
            found.size() - withdrawn,
            withdrawn,
            Optional.empty(),
            List.copyOf(ecosystems),
            malformed);
    return new AdvisoryList(facts, found.values());
  }

  private Optional<Advisory> get(String id, AdvisoryReader reader) {
    String url = base + "/v1/vulns/" + id;
    Optional<CachedFile> file =
        new Fetcher(settings, Listener.SILENT)
            .fetch(new FetchRequest(url, "fetch:" + id, id, Acceptor.ANY));
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] json = Files.readAllBytes(file.get().file());
      return reader.read(json, json.length, shown + " " + id);
    } catch (IOException e) {
      throw AdvisoryProblems.badAnswer(shown, "the copy of " + id + " cannot be read", e);
    }
  }
}
