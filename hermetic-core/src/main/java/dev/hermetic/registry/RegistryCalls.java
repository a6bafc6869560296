package dev.hermetic.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.fetch.AttemptFailure;
import dev.hermetic.fetch.Attempts;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.Redirects;
import dev.hermetic.fetch.UncheckedInterruption;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.fetch.WebClient;
import dev.hermetic.fetch.WebRequest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Sends requests to registries, answers their challenges, and tells failures apart. */
final class RegistryCalls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_OF_ERROR = 1 << 14;

  private final WebClient web;
  private final Attempts attempts;
  private final Endpoints endpoints;
  private final RegistryAuth auth;
  private final boolean allowInsecure;

  RegistryCalls(RegistrySettings settings) {
    this.web = new WebClient(settings.web());
    this.attempts = new Attempts(settings.web());
    this.endpoints = new Endpoints(web, settings.allowInsecure());
    this.auth = new RegistryAuth(settings, web, InstantSource.system());
    this.allowInsecure = settings.allowInsecure();
  }

  /**
   * A request.
   *
   * @param body made anew for each time it is sent
   * @param sent how many bytes of the body are on their way
   */
  record Call(
      String method,
      WebAddress address,
      Map<String, String> headers,
      Supplier<BodyPublisher> body,
      LongSupplier sent) {
    static Call of(String method, WebAddress address, Map<String, String> headers) {
      return new Call(method, address, headers, BodyPublishers::noBody, () -> 0);
    }

    private boolean mayMove() {
      return method.equals("GET") || method.equals("HEAD");
    }
  }

  RegistryAuth auth() {
    return auth;
  }

  /**
   * The address of something in an image's repository.
   *
   * @param path for example {@code blobs/sha256:…}; may have a query
   */
  WebAddress address(ImageReference image, String path) throws AttemptFailure {
    WebAddress base = endpoints.of(image);
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    return new WebAddress(
        base.scheme(),
        null,
        base.host(),
        base.port(),
        base.path() + image.repository() + "/" + plain,
        query < 0 ? null : path.substring(query + 1));
  }

  /** The address in a Location header; never one without TLS in place of one with. */
  WebAddress location(ImageReference image, WebAddress from, HttpResponse<?> response)
      throws AttemptFailure {
    Optional<WebAddress> location =
        response
            .headers()
            .firstValue("Location")
            .flatMap(text -> Redirects.resolve(from, text))
            .map(WebAddress::withoutUserInfo);
    if (location.isEmpty()) {
      throw AttemptFailure.lasting(
          RegistryProblems.unexpected(image, "it names no usable address for an upload"), null);
    }
    if (from.scheme().equals("https") && location.get().scheme().equals("http") && !allowInsecure) {
      throw AttemptFailure.lasting(
          RegistryProblems.redirect(
              image, "it leads an upload from https to unprotected http, " + location.get()),
          null);
    }
    return location.get();
  }

  /**
   * Runs until it succeeds, fails for good, or was tried often enough.
   *
   * @throws HermeticException in the words of registries
   */
  <T> T run(ImageReference image, Attempts.Attempt<T> attempt) {
    try {
      return attempts.run(attempt);
    } catch (HermeticException e) {
      throw told(image, e);
    } catch (IOException e) {
      throw new HermeticException(
          RegistryProblems.cut(image, "the answer cannot be read: " + e.getMessage()), e);
    } catch (InterruptedException | UncheckedInterruption e) {
      Thread.currentThread().interrupt();
      throw new HermeticException(
          new Problem(
              "HERM-NET-017",
              Problem.Kind.ENVIRONMENT,
              image.toString(),
              "interrupted",
              "run again; what is there already is not sent or fetched again"),
          e);
    }
  }

  /** The same in the words of registries. */
  static HermeticException told(ImageReference image, HermeticException failure) {
    List<Problem> problems =
        failure.problems().stream().map(one -> RegistryProblems.of(image, one)).toList();
    return problems.equals(failure.problems())
        ? failure
        : new HermeticException(problems, failure);
  }

  /**
   * Sends a request, with credentials as far as they are known or asked for.
   *
   * @param accepted statuses that are no failure
   * @return to be finished
   */
  HttpResponse<InputStream> send(Scope scope, Call call, Set<Integer> accepted)
      throws AttemptFailure {
    WebAddress registry = endpoints.of(scope.image());
    boolean home = Redirects.sameServer(registry, call.address());
    Credential sent = home ? auth.credential(scope).orElse(null) : null;
    HttpResponse<InputStream> response = once(call, Optional.ofNullable(sent));
    if (response.statusCode() == 401 && home) {
      List<Challenge> challenges =
          Challenge.parse(response.headers().allValues("WWW-Authenticate"));
      WebClient.finish(response);
      Optional<Credential> answer = auth.answer(scope, sent, challenges, registry);
      if (answer.isEmpty()) {
        throw denied(scope.image(), 401);
      }
      response = once(call, answer);
    }
    if (accepted.contains(response.statusCode())) {
      return response;
    }
    throw failure(scope.image(), call, response, home);
  }

  private HttpResponse<InputStream> once(Call call, Optional<Credential> credential)
      throws AttemptFailure {
    WebRequest request =
        new WebRequest(
            call.method(),
            call.address(),
            call.headers(),
            credential.map(WebClient::authorization),
            call.body().get(),
            call.sent());
    return call.mayMove() ? web.follow(request).response() : web.send(request);
  }

  private AttemptFailure failure(
      ImageReference image, Call call, HttpResponse<InputStream> response, boolean home) {
    int status = response.statusCode();
    String fact = "the registry answered " + call.method() + " with HTTP " + status;
    String said = said(image, response);
    if (home && (status == 401 || status == 403)) {
      return denied(image, status);
    }
    if (status == 407) {
      return AttemptFailure.lasting(web.proxyDenied(call.address(), status), null);
    }
    if (WebClient.mayPassLater(status)) {
      return web.busy(
          RegistryProblems.busy(
              image,
              status == 429
                  ? "the registry is asked too often (HTTP 429)"
                  : "the registry has a failure of its own (HTTP " + status + ")"),
          response);
    }
    boolean pushed = !call.mayMove() && (status == 400 || status == 413 || status == 415);
    return AttemptFailure.lasting(
        pushed
            ? RegistryProblems.refused(image, "the registry refuses it (HTTP " + status + said + ")")
            : RegistryProblems.unexpected(image, fact + said),
        null);
  }

  private AttemptFailure denied(ImageReference image, int status) {
    return AttemptFailure.lasting(
        RegistryProblems.denied(
            image,
            "the registry denies access (HTTP " + status + ")",
            auth.asked(),
            auth.user(image).from()),
        null);
  }

  /** What the registry says of it (distribution specification, "Error Codes"), or nothing. */
  private String said(ImageReference image, HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      JsonNode first = JSON.readTree(body.readNBytes(MOST_OF_ERROR)).path("errors").path(0);
      String text = first.path("code").asText("") + " " + first.path("message").asText("");
      return text.isBlank()
          ? ""
          : ": " + ShownText.of(auth.hide(image, text.strip()), 200);
    } catch (IOException e) {
      return "";
    }
  }
}
