package dev.hermetic.registry;

import dev.hermetic.fetch.AttemptFailure;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.fetch.WebClient;
import dev.hermetic.fetch.WebRequest;
import dev.hermetic.oci.ImageReference;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the API of a registry is: at https, and only where that was allowed or the host is this
 * machine, at http, if the registry speaks it.
 */
final class Endpoints {
  private final WebClient web;
  private final boolean allowInsecure;
  private final Map<String, WebAddress> known = new ConcurrentHashMap<>();

  Endpoints(WebClient web, boolean allowInsecure) {
    this.web = web;
    this.allowInsecure = allowInsecure;
  }

  /** Whether a host is this machine, told by its name or address alone. */
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** The address of {@code /v2/}. */
  WebAddress of(ImageReference image) throws AttemptFailure {
    WebAddress found = known.get(image.host());
    if (found == null) {
      found = find(image);
      known.put(image.host(), found);
    }
    return found;
  }

  private WebAddress find(ImageReference image) throws AttemptFailure {
    WebAddress secure = address(image, "https");
    boolean loopback = isLoopback(secure.host());
    if (!loopback && !allowInsecure) {
      return secure;
    }
    WebAddress open = address(image, "http");
    // This machine's own registries seldom have TLS, and some wait for ever on a greeting in TLS.
    List<WebAddress> order = loopback ? List.of(open, secure) : List.of(secure, open);
    if (speaks(order.get(0))) {
      return order.get(0);
    }
    if (speaks(order.get(1))) {
      return order.get(1);
    }
    // The request itself fails and tells.
    return order.get(0);
  }

  /** Told without credentials. */
  private boolean speaks(WebAddress address) {
    try {
      HttpResponse<InputStream> response =
          web.send(WebRequest.of("GET", address, Map.of(), Optional.empty()));
      WebClient.finish(response);
      // 400 is what a server with TLS answers to one that comes without.
      return response.statusCode() != 400;
    } catch (AttemptFailure e) {
      return false;
    }
  }

  private static WebAddress address(ImageReference image, String scheme) throws AttemptFailure {
    return WebAddress.parse(scheme + "://" + image.host() + "/v2/")
        .orElseThrow(
            () ->
                AttemptFailure.lasting(
                    RegistryProblems.unexpected(image, "no address can be made of its registry"),
                    null));
  }
}
