package dev.hermetic.registry;

import static dev.hermetic.registry.RegistryKit.AMD64;
import static dev.hermetic.registry.RegistryKit.bytes;
import static dev.hermetic.registry.RegistryKit.image;
import static dev.hermetic.registry.RegistryKit.push;
import static dev.hermetic.registry.RegistryKit.reference;
import static dev.hermetic.registry.RegistryKit.registry;
import static dev.hermetic.registry.RegistryKit.serve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.event.Event;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.LoopbackRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ImagePushTest {
  @TempDir Path cache;
  private final LoopbackRegistry server = LoopbackRegistry.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void push_emptyRegistry_hasAllUnderTagAndDigest() {
    Image image = image(AMD64, "one", "two");

    PushResult result = push(registry(cache), reference(server, "team/app:1.0"), image);

    assertThat(server.manifest("team/app", "1.0")).contains(bytes(image.manifestBlob()));
    assertThat(server.tags("team/app")).containsExactly(Map.entry("1.0", image.digest().toString()));
    for (BlobSource blob : image.blobs()) {
      assertThat(server.blob("team/app", blob.digest().toString())).contains(bytes(blob));
    }
    assertThat(result.reference()).hasToString(server.host() + "/team/app@" + image.digest());
    assertThat(result.count(Registry.Arrival.SENT)).isEqualTo(3);
    assertThat(result.moved()).isEmpty();
  }

  @Test
  void push_again_sendsNothing() {
    Image image = image(AMD64, "one", "two");
    push(registry(cache), reference(server, "app:1"), image);
    server.forgetRequests();

    PushResult result = push(registry(cache), reference(server, "app:1"), image);

    assertThat(server.uploadedBlobs()).isEmpty();
    assertThat(server.requests("PUT", ".*")).isEmpty();
    assertThat(server.requests("POST", ".*")).isEmpty();
    assertThat(result.count(Registry.Arrival.PRESENT)).isEqualTo(3);
  }

  @Test
  void push_oneLayerOfThreeChanged_sendsThatLayerAndConfiguration() {
    push(registry(cache), reference(server, "app:1"), image(AMD64, "one", "two", "three"));
    server.forgetRequests();
    Image changed = image(AMD64, "one", "two", "other");

    PushResult result = push(registry(cache), reference(server, "app:2"), changed);

    assertThat(server.uploadedBlobs())
        .containsExactlyInAnyOrder(
            changed.layers().get(2).blob().digest().toString(),
            changed.configBlob().digest().toString());
    assertThat(result.sentBytes())
        .isEqualTo(changed.layers().get(2).blob().size() + changed.configBlob().size());
  }

  @Test
  void push_severalTags_allNameTheImage() {
    Image old = image(AMD64, "old");
    serve(server, "app", "latest", old);
    Image image = image(AMD64, "new");

    PushResult result =
        push(
            registry(cache),
            new PushRequest(
                reference(server, "app:1.0"), List.of("latest", "1"), image, Map.of()));

    assertThat(server.tags("app").values()).containsOnly(image.digest().toString());
    assertThat(result.tags()).containsExactly("1", "1.0", "latest");
    assertThat(result.moved()).containsExactly("latest");
  }

  @Test
  void push_noTag_isPushedByDigest() {
    Image image = image(AMD64, "one");

    push(registry(cache), reference(server, "app"), image);

    assertThat(server.tags("app")).isEmpty();
    assertThat(server.manifest("app", image.digest().toString())).isPresent();
  }

  @Test
  void push_blobsOfAnotherRepository_areMounted() {
    Image base = image(AMD64, "base");
    serve(server, "library/base", "1", base);
    Image image = image(AMD64, "base");
    Map<Digest, ImageReference> origins =
        image.layers().stream()
            .map(layer -> layer.blob().digest())
            .collect(
                Collectors.toMap(Function.identity(), d -> reference(server, "library/base:1")));

    PushResult result =
        push(
            registry(cache),
            new PushRequest(reference(server, "app:1"), List.of(), image, origins));

    assertThat(result.blobs().get(0).arrival()).isEqualTo(Registry.Arrival.MOUNTED);
    assertThat(server.uploadedBlobs()).containsExactly(image.configBlob().digest().toString());
  }

  @Test
  void push_mountRefused_isSentInTheUploadThatTheRegistryBegan() {
    server.refuseMounts();
    Image image = image(AMD64, "base");
    serve(server, "library/base", "1", image);
    Digest layer = image.layers().get(0).blob().digest();

    PushResult result =
        push(
            registry(cache),
            new PushRequest(
                reference(server, "app:1"),
                List.of(),
                image,
                Map.of(layer, reference(server, "library/base:1"))));

    assertThat(result.count(Registry.Arrival.SENT)).isEqualTo(2);
    assertThat(server.requests("POST", ".*")).hasSize(2);
  }

  @Test
  void push_originOnOtherRegistry_isNotAskedFor() {
    Image image = image(AMD64, "base");
    Digest layer = image.layers().get(0).blob().digest();

    push(
        registry(cache),
        new PushRequest(
            reference(server, "app:1"),
            List.of(),
            image,
            Map.of(layer, ImageReference.parse("registry.example.org/base:1"))));

    assertThat(server.requests("POST", ".*")).extracting(LoopbackRegistry.Request::query).containsOnly("");
  }

  @Test
  void push_uploadBreaks_isSentAgain() {
    server.fail("PATCH", ".*", Fault.truncate(10).times(1));
    Image image = image(AMD64, "x".repeat(1000));

    PushResult result = push(registry(cache), reference(server, "app:1"), image);

    assertThat(result.count(Registry.Arrival.SENT)).isEqualTo(2);
    assertThat(server.manifest("app", "1")).isPresent();
  }

  @Test
  void push_busy_waitsAsLongAsAsked() {
    server.retryAfter("1").fail("POST", ".*", Fault.status(429).times(1));
    long start = System.nanoTime();

    push(registry(cache), reference(server, "app:1"), image(AMD64, "one"));

    // The other wait, without Retry-After, is half a second.
    assertThat(System.nanoTime() - start).isGreaterThan(1_000_000_000L);
    assertThat(server.manifest("app", "1")).isPresent();
  }

  @Test
  void push_workers_allGiveTheSameResult() {
    Image image = image(AMD64, "a", "b", "c", "d", "e");
    PushResult one =
        new ImagePush(registry(cache), 1, InstantSource.system(), event -> {})
            .push(new PushRequest(reference(server, "one:1"), List.of(), image, Map.of()));
    PushResult four =
        new ImagePush(registry(cache), 4, InstantSource.system(), event -> {})
            .push(new PushRequest(reference(server, "four:1"), List.of(), image, Map.of()));

    assertThat(four.blobs()).isEqualTo(one.blobs());
    assertThat(four.reference().digest()).isEqualTo(one.reference().digest());
  }

  @Test
  void push_progress_endsWithAllBytes() {
    List<Event> events = Collections.synchronizedList(new ArrayList<>());
    Image image = image(AMD64, "x".repeat(100), "y");

    new ImagePush(registry(cache), 2, InstantSource.system(), events::add)
        .push(new PushRequest(reference(server, "app:1"), List.of(), image, Map.of()));

    long total = image.blobs().stream().mapToLong(BlobSource::size).sum();
    assertThat(events.get(0))
        .isEqualTo(new Event.StageStarted("push", "Pushing " + server.host() + "/app:1"));
    assertThat(events).contains(new Event.StageProgress("push", total, total));
    assertThat(events.get(events.size() - 1)).isInstanceOf(Event.StageFinished.class);
  }

  @Test
  void push_uploadAddressOnOtherHost_getsNoCredentials() {
    server.requireBasic("user", "s3cret").uploadElsewhere();

    push(
        registry(cache, RegistryKit.user("user", "s3cret")),
        reference(server, "app:1"),
        image(AMD64, "one"));

    assertThat(server.otherHostRequests()).isNotEmpty();
    assertThat(server.otherHostRequests())
        .allSatisfy(request -> assertThat(request.authorization()).isEmpty());
  }
}
