package dev.hermetic.registry;

import dev.hermetic.fetch.AttemptFailure;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.fetch.WebClient;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.HermeticException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring a blob into a repository: a mount where another repository may have it, else
 * POST, PATCH with all bytes, PUT, as Docker's own client does it.
 */
final class BlobUpload {
  private final RegistryCalls calls;
  private final ImageReference image;
  private final BlobSource blob;
  private final @Nullable String from;
  private final Scope scope;
  private final Registry.Sent sent;

  BlobUpload(
      RegistryCalls calls,
      ImageReference image,
      BlobSource blob,
      @Nullable String from,
      Registry.Sent sent) {
    this.calls = calls;
    this.image = image;
    this.blob = blob;
    this.from = from;
    this.scope = Scope.push(image, from);
    this.sent = sent;
  }

  Registry.Arrival run() throws AttemptFailure {
    sent.at(0);
    String path =
        "blobs/uploads/"
            + (from == null ? "" : "?mount=" + blob.digest() + "&from=" + from);
    WebAddress begin = calls.address(image, path);
    HttpResponse<InputStream> begun =
        calls.send(scope, RegistryCalls.Call.of("POST", begin, Map.of()), Set.of(201, 202));
    WebClient.finish(begun);
    if (begun.statusCode() == 201) {
      return Registry.Arrival.MOUNTED;
    }
    WebAddress place = calls.location(image, begin, begun);
    WebAddress end = send(place);
    String query = end.query();
    WebAddress whole =
        new WebAddress(
            end.scheme(),
            null,
            end.host(),
            end.port(),
            end.path(),
            (query == null ? "" : query + "&") + "digest=" + blob.digest());
    HttpResponse<InputStream> ended =
        calls.send(scope, RegistryCalls.Call.of("PUT", whole, Map.of()), Set.of(201, 204));
    WebClient.finish(ended);
    return Registry.Arrival.SENT;
  }

  /** Sends the bytes; returns where the upload goes on. */
  private WebAddress send(WebAddress place) throws AttemptFailure {
    SentInput.Failure failure = new SentInput.Failure();
    AtomicLong count = new AtomicLong();
    RegistryCalls.Call patch =
        new RegistryCalls.Call(
            "PATCH",
            place,
            Map.of("Content-Type", "application/octet-stream"),
            () -> body(failure, count),
            count::get);
    HttpResponse<InputStream> answer;
    try {
      answer = calls.send(scope, patch, Set.of(202, 204));
    } catch (AttemptFailure e) {
      // What is wrong with our own bytes is no failure of the registry.
      HermeticException own = failure.get();
      throw own == null ? e : AttemptFailure.lasting(own.problems().get(0), own);
    }
    WebClient.finish(answer);
    return calls.location(image, place, answer);
  }

  private BodyPublisher body(SentInput.Failure failure, AtomicLong count) {
    if (blob.size() == 0) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(
            () ->
                new SentInput(
                    blob,
                    failure,
                    bytes -> {
                      count.set(bytes);
                      sent.at(bytes);
                    })),
        blob.size());
  }
}
