package dev.hermetic.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * One headless Chromium, steered over the DevTools protocol on the loopback interface: all pages in one
 * process, since starting one for each page takes seconds.
 */
final class Browser implements AutoCloseable {
  /** Ends a browser that hangs; one that shares its processors with other work may take half of it to start. */
  private static final long SECONDS = 60;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final List<String> console = new ArrayList<>();
  private WebSocket socket;
  private String session = "";
  private int lastId;
  private final Set<String> loaded = new HashSet<>();

  /**
   * @param console errors, warnings and whatever else was written there
   * @param buttons how many the page has
   */
  record Opened(String title, List<String> console, int buttons) {}

  private Browser(Process process) {
    this.process = process;
  }

  /** Skips the test, visibly, where there is no Chromium. */
  static Browser start(Path profile) throws Exception {
    Path program =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "chromium"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(program != null, "chromium is not installed");
    Files.createDirectories(profile);
    Browser browser =
        new Browser(
            new ProcessBuilder(
                    program.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                    "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                    "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.txt").toFile())
                .start());
    try {
      browser.connect(profile.resolve("DevToolsActivePort"));
    } catch (Exception e) {
      browser.close();
      throw e;
    }
    return browser;
  }

  private void connect(Path port) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    List<String> lines = List.of();
    while (lines.size() < 2) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException("chromium did not start");
      }
      Thread.sleep(50);
      lines = Files.exists(port) ? Files.readAllLines(port) : List.of();
    }
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
    String target =
        call("Target.createTarget", JSON.createObjectNode().put("url", "about:blank"))
            .path("targetId")
            .asText();
    session =
        call(
                "Target.attachToTarget",
                JSON.createObjectNode().put("targetId", target).put("flatten", true))
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log")) {
      call(domain + ".enable", JSON.createObjectNode());
    }
    call("Page.setLifecycleEventsEnabled", JSON.createObjectNode().put("enabled", true));
  }

  /**
   * Opens a page and waits until it has loaded.
   *
   * @throws IOException when there is no such page, or it does not load in time
   */
  Opened open(URI page) throws IOException, InterruptedException {
    console.clear();
    JsonNode answer =
        call("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
    if (answer.has("errorText")) {
      throw new IOException(page + ": " + answer.path("errorText").asText());
    }
    while (!loaded.contains(answer.path("loaderId").asText())) {
      take();
    }
    String title = evaluate("document.title").asText();
    int buttons = evaluate("document.querySelectorAll('th button').length").asInt();
    return new Opened(title, List.copyOf(console), buttons);
  }

  /**
   * What a window of that size shows to somebody who likes light or dark pages.
   *
   * @param width in CSS pixels
   */
  void look(int width, int height, boolean dark) throws IOException, InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
    ObjectNode media = JSON.createObjectNode().put("media", "");
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", media);
  }

  /** What a sheet of that width shows, in CSS pixels. */
  void paper(int width) throws IOException, InterruptedException {
    look(width, 1000, false);
    call("Emulation.setEmulatedMedia", JSON.createObjectNode().put("media", "print"));
  }

  /** Presses the key that leads to the next thing that can be used. */
  void tab() throws IOException, InterruptedException {
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          JSON.createObjectNode()
              .put("type", type)
              .put("key", "Tab")
              .put("code", "Tab")
              .put("windowsVirtualKeyCode", 9));
    }
  }

  /**
   * The value of a JavaScript expression in the page, waited for where it is a promise.
   *
   * @throws IOException when it throws
   */
  JsonNode evaluate(String expression) throws IOException, InterruptedException {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException(answer.path("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  private JsonNode call(String method, ObjectNode parameters)
      throws IOException, InterruptedException {
    ObjectNode message = JSON.createObjectNode().put("id", ++lastId).put("method", method);
    message.set("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).join();
    while (true) {
      JsonNode one = take();
      if (one.path("id").asInt() == lastId) {
        if (one.has("error")) {
          throw new IOException(method + ": " + one.path("error"));
        }
        return one.path("result");
      }
    }
  }

  private JsonNode take() throws IOException, InterruptedException {
    JsonNode one = messages.poll(SECONDS, TimeUnit.SECONDS);
    if (one == null) {
      throw new IOException("chromium does not answer");
    }
    switch (one.path("method").asText()) {
      case "Page.lifecycleEvent" -> {
        if (one.path("params").path("name").asText().equals("load")) {
          loaded.add(one.path("params").path("loaderId").asText());
        }
      }
      case "Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled" ->
          console.add(one.path("params").toString());
      default -> {
        // Nothing that this test asks about.
      }
    }
    return one;
  }

  /** Ends the process; its profile can be deleted then. */
  @Override
  public void close() throws Exception {
    if (socket != null) {
      session = "";
      try {
        call("Browser.close", JSON.createObjectNode());
      } catch (IOException e) {
        process.destroy();
      }
    } else {
      process.destroy();
    }
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          messages.add(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
