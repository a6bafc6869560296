package dev.hermetic.fetch;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One HTTP request.
 *
 * @param headers names and values, without those that carry credentials
 * @param authorization value of the Authorization header
 * @param sent how many bytes of the body are on their way; what grows is not stalled
 */
public record WebRequest(
    String method,
    WebAddress address,
    Map<String, String> headers,
    Optional<String> authorization,
    BodyPublisher body,
    LongSupplier sent) {
  public WebRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(address, "address");
    headers = Map.copyOf(headers);
  }

  /** A request without a body. */
  public static WebRequest of(
      String method,
      WebAddress address,
      Map<String, String> headers,
      Optional<String> authorization) {
    return new WebRequest(
        method, address, headers, authorization, BodyPublishers.noBody(), () -> 0);
  }

  /** Never shows the credentials. */
  @Override
  public String toString() {
    return method + " " + address;
  }
}
