package dev.hermetic.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request to a {@link LoopbackRegistry} and its answer. */
final class RegistryExchange {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,9})-(\\d{0,9})");

  private final HttpExchange exchange;
  private final Consumer<LoopbackRegistry.Request> log;
  private boolean logged;
  private @Nullable Fault fault;
  private int status;
  private long received;

  /** @param log hears of the request before its answer is sent */
  RegistryExchange(HttpExchange exchange, Consumer<LoopbackRegistry.Request> log) {
    this.exchange = exchange;
    this.log = log;
  }

  String method() {
    return exchange.getRequestMethod();
  }

  String path() {
    return exchange.getRequestURI().getPath();
  }

  Headers requestHeaders() {
    return exchange.getRequestHeaders();
  }

  boolean hasBody() {
    String length = requestHeaders().getFirst("Content-Length");
    return requestHeaders().containsKey("Transfer-Encoding")
        || length != null && !length.equals("0");
  }

  /** How the body of the answer is spoilt. */
  void fault(@Nullable Fault planned) {
    fault = planned;
  }

  byte[] body() throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    received = body.length;
    return body;
  }

  void readSome(int most) throws IOException {
    InputStream in = exchange.getRequestBody();
    received = in.readNBytes(most).length;
  }

  Map<String, List<String>> queryValues() {
    String query = exchange.getRequestURI().getRawQuery();
    return values(query == null ? "" : query);
  }

  /** The only value of a parameter, or empty. */
  String query(String name) {
    return String.join("", queryValues().getOrDefault(name, List.of()));
  }

  Map<String, List<String>> form() throws IOException {
    return values(new String(body(), StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> values(String text) {
    Map<String, List<String>> values = new TreeMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values
            .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decode(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  void header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  void json(int code, Object value) throws IOException {
    send(code, "application/json", Json.bytes(value));
  }

  /** An answer in the form of the specification's "Error Codes". */
  void error(int code, String name, String message) throws IOException {
    json(code, Map.of("errors", List.of(Map.of("code", name, "message", message))));
  }

  /** The whole, or the range that was asked for (RFC 9110, 14.2). */
  void sendRange(String type, byte[] body) throws IOException {
    String text = requestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(text == null ? "" : text);
    if (!range.matches() || Integer.parseInt(range.group(1)) >= body.length) {
      send(200, type, body);
      return;
    }
    int from = Integer.parseInt(range.group(1));
    int to =
        range.group(2).isEmpty()
            ? body.length
            : Math.min(body.length, Integer.parseInt(range.group(2)) + 1);
    header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + body.length);
    send(206, type, Arrays.copyOfRange(body, from, to));
  }

  void send(int code, String type, byte[] body) throws IOException {
    if (hasBody() && received == 0) {
      body();
    }
    status = code;
    log();
    header("Content-Type", type);
    if (method().equals("HEAD")) {
      header("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(code, -1);
      return;
    }
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    OutputStream out = exchange.getResponseBody();
    Fault planned = fault;
    if (planned != null && planned.kind() == Fault.Kind.TRUNCATE) {
      out.write(body, 0, Math.min(planned.value(), body.length - 1));
      return;
    }
    if (planned != null && planned.kind() == Fault.Kind.CORRUPT) {
      byte[] other = body.clone();
      other[other.length - 1] ^= 1;
      out.write(other);
    } else {
      out.write(body);
    }
    out.close();
  }

  /** Once for each request, also where it is not answered. */
  void log() {
    if (logged) {
      return;
    }
    logged = true;
    Map<String, String> headers = new TreeMap<>();
    requestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    String query = exchange.getRequestURI().getRawQuery();
    log.accept(
        new LoopbackRegistry.Request(
            method(), path(), query == null ? "" : query, status, headers, received));
  }
}
