package dev.hermetic.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.fetch.AttemptFailure;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.fetch.WebClient;
import dev.hermetic.fetch.WebRequest;
import dev.hermetic.oci.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for tokens where a registry says that it should be done: with user and password (GET), with
 * what a login left in place of a password (POST, OAuth2), or with nothing.
 */
final class TokenServer {
  /** By which Docker's tools and Jib tell a refresh token from a password. */
  static final String REFRESH_USER = "<token>";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 1 << 20;

  /** When the server does not say (distribution, "Token Response Fields"). */
  private static final long DEFAULT_SECONDS = 60;

  /** So that a token does not end on its way. */
  private static final long MARGIN_SECONDS = 10;

  private final WebClient web;
  private final boolean allowInsecure;
  private final InstantSource clock;

  /** A token, and when it should no longer be used. */
  record Token(String value, Instant end) {
    /** Never shows it. */
    @Override
    public String toString() {
      return "token until " + end;
    }
  }

  TokenServer(WebClient web, boolean allowInsecure, InstantSource clock) {
    this.web = web;
    this.allowInsecure = allowInsecure;
    this.clock = clock;
  }

  /**
   * @param user may be none: many registries give everyone tokens to pull
   * @param registry the address that asks for a token
   */
  Token ask(Scope scope, RegistryAuth.Found user, Challenge challenge, WebAddress registry)
      throws AttemptFailure {
    ImageReference image = scope.image();
    WebAddress realm = realm(image, challenge, registry);
    Credential credential = user.credential();
    HttpResponse<InputStream> response =
        web.send(
            credential != null && credential.user().equals(REFRESH_USER)
                ? post(realm, scope, challenge, credential)
                : get(realm, scope, challenge, credential));
    int status = response.statusCode();
    if (status == 200) {
      return read(image, response);
    }
    WebClient.finish(response);
    if (status == 400 || status == 401 || status == 403) {
      throw AttemptFailure.lasting(
          RegistryProblems.denied(
              image,
              "the token server " + realm.host() + " denies access (HTTP " + status + ")",
              List.of(),
              user.from()),
          null);
    }
    String fact = "the token server " + realm.host() + " answered with HTTP " + status;
    if (WebClient.mayPassLater(status)) {
      throw web.busy(RegistryProblems.busy(image, fact), response);
    }
    throw AttemptFailure.lasting(RegistryProblems.unexpected(image, fact), null);
  }

  /** A registry with TLS must not lead passwords to a place without. */
  private WebAddress realm(ImageReference image, Challenge challenge, WebAddress registry)
      throws AttemptFailure {
    Optional<WebAddress> realm =
        WebAddress.parse(challenge.parameters().getOrDefault("realm", "")).map(WebAddress::withoutUserInfo);
    if (realm.isEmpty()) {
      throw AttemptFailure.lasting(
          RegistryProblems.unexpected(image, "it asks for a token and names no usable server for it"),
          null);
    }
    boolean open = realm.get().scheme().equals("http");
    if (open && (registry.scheme().equals("https")
        || !allowInsecure && !Endpoints.isLoopback(realm.get().host()))) {
      throw AttemptFailure.lasting(
          RegistryProblems.redirect(
              image, "it asks for a token of a server without TLS, " + realm.get().host()),
          null);
    }
    return realm.get();
  }

  private static WebRequest get(
      WebAddress realm, Scope scope, Challenge challenge, @Nullable Credential credential) {
    List<String> query = new ArrayList<>();
    String before = realm.query();
    if (before != null && !before.isEmpty()) {
      query.add(before);
    }
    service(challenge).ifPresent(query::add);
    scope.parts().forEach(part -> query.add("scope=" + encode(part)));
    return WebRequest.of(
        "GET",
        new WebAddress(
            realm.scheme(), null, realm.host(), realm.port(), realm.path(), String.join("&", query)),
        Map.of("Accept", "application/json"),
        Optional.ofNullable(credential).map(WebClient::authorization));
  }

  private static WebRequest post(
      WebAddress realm, Scope scope, Challenge challenge, Credential credential) {
    List<String> form = new ArrayList<>();
    form.add("grant_type=refresh_token");
    form.add("client_id=hermetic");
    service(challenge).ifPresent(form::add);
    form.add("scope=" + encode(String.join(" ", scope.parts())));
    form.add("refresh_token=" + encode(credential.secret()));
    return new WebRequest(
        "POST",
        realm,
        Map.of(
            "Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded"),
        Optional.empty(),
        BodyPublishers.ofString(String.join("&", form)),
        () -> 0);
  }

  private static Optional<String> service(Challenge challenge) {
    return Optional.ofNullable(challenge.parameters().get("service"))
        .map(service -> "service=" + encode(service));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Token read(ImageReference image, HttpResponse<InputStream> response)
      throws AttemptFailure {
    JsonNode answer;
    try (InputStream body = response.body()) {
      answer = JSON.readTree(body.readNBytes(MOST_BYTES));
    } catch (IOException e) {
      // The cause may hold what was read.
      throw AttemptFailure.passing(
          RegistryProblems.cut(image, "the answer of the token server cannot be read"), null);
    }
    String token = answer.path("token").asText(answer.path("access_token").asText(""));
    if (!token.matches("[\\x21-\\x7e]{1,65536}")) {
      throw AttemptFailure.lasting(
          RegistryProblems.unexpected(image, "the token server gives no token"), null);
    }
    long seconds = answer.path("expires_in").asLong(DEFAULT_SECONDS);
    // A day at most: the sum must stay a time.
    long kept = Math.max(0, Math.min(86_400, seconds) - MARGIN_SECONDS);
    return new Token(token, clock.instant().plusSeconds(kept));
  }
}
