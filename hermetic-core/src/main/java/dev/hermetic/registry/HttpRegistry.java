package dev.hermetic.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.AttemptFailure;
import dev.hermetic.fetch.Redirects;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.fetch.WebClient;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageIndex;
import dev.hermetic.oci.ImageManifest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Registries over HTTP. */
final class HttpRegistry implements Registry {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_OF_TAGS = 16 << 20;
  private static final String DIGEST_HEADER = "Docker-Content-Digest";

  private static final Pattern NEXT = Pattern.compile("<([^<>]+)>\\s*;\\s*rel=\"?next\"?");

  private static final Map<String, String> ACCEPT =
      Map.of(
          "Accept",
          String.join(
              ", ",
              MediaTypes.OCI_INDEX,
              MediaTypes.OCI_MANIFEST,
              MediaTypes.DOCKER_LIST,
              MediaTypes.DOCKER_MANIFEST));

  private final RegistryCalls calls;
  private final BlobPull blobs;
  private final DocumentCache documents;
  private final boolean offline;

  HttpRegistry(RegistrySettings settings, Listener listener) {
    this.calls = new RegistryCalls(settings);
    this.blobs = new BlobPull(this, calls, settings.web(), listener);
    this.documents = new DocumentCache(settings.web().cacheDirectory());
    this.offline = settings.web().offline();
  }

  @Override
  public Optional<Descriptor> resolve(ImageReference image) {
    online(image);
    Optional<Optional<Descriptor>> told = calls.run(image, () -> head(image));
    return told.isPresent() ? told.get() : document(image).map(Document::descriptor);
  }

  /** Empty when the registry has it, but does not say all of it without the content. */
  private Optional<Optional<Descriptor>> head(ImageReference image) throws AttemptFailure {
    HttpResponse<InputStream> answer =
        calls.send(
            Scope.pull(image),
            RegistryCalls.Call.of("HEAD", manifest(image, image.identifier()), ACCEPT),
            Set.of(200, 404));
    WebClient.finish(answer);
    if (answer.statusCode() == 404) {
      return Optional.of(Optional.empty());
    }
    String digest = answer.headers().firstValue(DIGEST_HEADER).orElse("");
    String type = mediaType(answer);
    long size = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (!Digest.isDigest(digest) || type.isEmpty() || size < 0) {
      return Optional.empty();
    }
    return Optional.of(Optional.of(Descriptor.of(type, Digest.parse(digest), size)));
  }

  private WebAddress manifest(ImageReference image, String name) throws AttemptFailure {
    return calls.address(image, "manifests/" + name);
  }

  private static String mediaType(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0].strip();
  }

  @Override
  public Optional<Document> document(ImageReference image) {
    Digest digest = image.digest();
    if (digest != null) {
      Optional<Document> known = documents.read(digest);
      if (known.isPresent()) {
        return known;
      }
    }
    online(image);
    Optional<Document> found = calls.run(image, () -> get(image));
    found.ifPresent(documents::write);
    return found;
  }

  private void online(ImageReference image) {
    if (offline) {
      throw RegistryProblems.offline(image);
    }
  }

  private Optional<Document> get(ImageReference image) throws AttemptFailure {
    HttpResponse<InputStream> answer =
        calls.send(
            Scope.pull(image),
            RegistryCalls.Call.of("GET", manifest(image, image.identifier()), ACCEPT),
            Set.of(200, 404));
    if (answer.statusCode() == 404) {
      WebClient.finish(answer);
      return Optional.empty();
    }
    byte[] bytes = read(image, answer, ImageManifest.MOST_BYTES);
    Digest found = Digest.of(bytes);
    String told = answer.headers().firstValue(DIGEST_HEADER).orElse("");
    Digest wanted =
        image.digest() != null
            ? image.digest()
            : Digest.isDigest(told) ? Digest.parse(told) : found;
    if (!found.equals(wanted)) {
      // A proxy that answered with something of its own may do better next time.
      throw AttemptFailure.passing(
          RegistryProblems.digest(image, wanted, found.toString()), null);
    }
    return Optional.of(new Document(mediaType(answer), bytes));
  }

  private static byte[] read(ImageReference image, HttpResponse<InputStream> answer, int most)
      throws AttemptFailure {
    try (InputStream body = answer.body()) {
      byte[] bytes = body.readNBytes(most + 1);
      if (bytes.length > most) {
        throw AttemptFailure.lasting(
            RegistryProblems.unexpected(
                image, "it sends more than " + most + " bytes where no honest one does"),
            null);
      }
      return bytes;
    } catch (IOException e) {
      throw AttemptFailure.passing(
          RegistryProblems.cut(image, "the transfer ended before the manifest was whole"), e);
    }
  }

  @Override
  public BlobSource pull(ImageReference repository, Descriptor blob) {
    return blobs.pull(repository, blob);
  }

  @Override
  public boolean has(ImageReference repository, Digest blob) {
    online(repository);
    return calls.run(repository, () -> has(Scope.pull(repository), blob));
  }

  /** In the scope that is asked for next: a push needs one token, not two. */
  private boolean has(Scope scope, Digest blob) throws AttemptFailure {
    HttpResponse<InputStream> answer =
        calls.send(
            scope,
            RegistryCalls.Call.of(
                "HEAD", calls.address(scope.image(), "blobs/" + blob), Map.of()),
            Set.of(200, 404));
    WebClient.finish(answer);
    return answer.statusCode() == 200;
  }

  @Override
  public Arrival push(
      ImageReference repository, BlobSource blob, @Nullable String from, Sent sent) {
    online(repository);
    Scope scope = Scope.push(repository, from);
    if (calls.run(repository, () -> has(scope, blob.digest()))) {
      return Arrival.PRESENT;
    }
    return calls.run(
        repository, () -> new BlobUpload(calls, repository, blob, from, sent).run());
  }

  @Override
  public void push(ImageReference reference, Document document) {
    online(reference);
    calls.run(
        reference,
        () -> {
          put(reference, document);
          return document;
        });
  }

  private void put(ImageReference image, Document document) throws AttemptFailure {
    String tag = image.tag();
    Digest digest = document.digest();
    HttpResponse<InputStream> answer =
        calls.send(
            Scope.push(image, null),
            new RegistryCalls.Call(
                "PUT",
                manifest(image, tag == null ? digest.toString() : tag),
                Map.of("Content-Type", document.mediaType()),
                () -> BodyPublishers.ofByteArray(document.bytes()),
                () -> 0),
            Set.of(201));
    WebClient.finish(answer);
    String told = answer.headers().firstValue(DIGEST_HEADER).orElse(digest.toString());
    if (!told.equals(digest.toString())) {
      throw AttemptFailure.lasting(
          RegistryProblems.wrongBytes(
              image, "the registry took " + digest + ", but has it under another digest"),
          null);
    }
  }

  @Override
  public Optional<List<Descriptor>> referrers(ImageReference subject) {
    online(subject);
    return calls.run(subject, () -> referrerList(subject));
  }

  private Optional<List<Descriptor>> referrerList(ImageReference image) throws AttemptFailure {
    Map<Digest, Descriptor> found = new LinkedHashMap<>();
    Optional<WebAddress> page =
        Optional.of(calls.address(image, "referrers/" + image.identifier()));
    while (page.isPresent()) {
      HttpResponse<InputStream> answer =
          calls.send(
              Scope.pull(image),
              RegistryCalls.Call.of("GET", page.get(), Map.of("Accept", MediaTypes.OCI_INDEX)),
              Set.of(200, 404));
      if (answer.statusCode() == 404) {
        WebClient.finish(answer);
        return Optional.empty();
      }
      byte[] bytes = read(image, answer, ImageManifest.MOST_BYTES);
      int before = found.size();
      ImageIndex.parse(bytes, MediaTypes.OCI_INDEX, image + ", its referrers")
          .manifests()
          .forEach(one -> found.putIfAbsent(one.digest(), one));
      page = found.size() > before ? next(page.get(), answer) : Optional.empty();
    }
    return Optional.of(List.copyOf(found.values()));
  }

  /** The next page, as {@code Link: <address>; rel="next"} names it; never at another server. */
  private static Optional<WebAddress> next(WebAddress from, HttpResponse<?> answer) {
    Matcher link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
    return link.find()
        ? Redirects.resolve(from, link.group(1))
            .map(WebAddress::withoutUserInfo)
            .filter(to -> Redirects.sameServer(from, to))
        : Optional.empty();
  }

  @Override
  public List<String> tags(ImageReference repository) {
    online(repository);
    return calls.run(repository, () -> tagList(repository));
  }

  /** All pages (distribution specification, "Listing Tags"). */
  private List<String> tagList(ImageReference image) throws AttemptFailure {
    TreeSet<String> tags = new TreeSet<>();
    String path = "tags/list?n=1000";
    while (!path.isEmpty()) {
      HttpResponse<InputStream> answer =
          calls.send(
              Scope.pull(image),
              RegistryCalls.Call.of("GET", calls.address(image, path), Map.of()),
              Set.of(200, 404));
      if (answer.statusCode() == 404) {
        WebClient.finish(answer);
        return List.of();
      }
      int before = tags.size();
      String last = "";
      try {
        for (JsonNode tag : JSON.readTree(read(image, answer, MOST_OF_TAGS)).path("tags")) {
          last = tag.asText();
          tags.add(last);
        }
      } catch (IOException e) {
        throw AttemptFailure.lasting(
            RegistryProblems.unexpected(image, "its list of tags is no JSON"), e);
      }
      boolean more = answer.headers().firstValue("Link").isPresent() && tags.size() > before;
      path = more ? "tags/list?n=1000&last=" + last : "";
    }
    return List.copyOf(tags);
  }
}
