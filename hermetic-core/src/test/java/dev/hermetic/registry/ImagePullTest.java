package dev.hermetic.registry;

import static dev.hermetic.registry.RegistryKit.AMD64;
import static dev.hermetic.registry.RegistryKit.ARM64;
import static dev.hermetic.registry.RegistryKit.bytes;
import static dev.hermetic.registry.RegistryKit.image;
import static dev.hermetic.registry.RegistryKit.pull;
import static dev.hermetic.registry.RegistryKit.reference;
import static dev.hermetic.registry.RegistryKit.registry;
import static dev.hermetic.registry.RegistryKit.serve;
import static dev.hermetic.registry.RegistryKit.serveIndex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.event.Listener;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.LoopbackRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ImagePullTest {
  @TempDir Path cache;
  private final LoopbackRegistry server = LoopbackRegistry.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void pull_tag_isPinnedToItsDigest() {
    Image image = image(AMD64, "one", "two");
    serve(server, "base", "1", image);

    PulledImage pulled = pull(registry(cache), reference(server, "base:1"));

    assertThat(pulled.reference())
        .hasToString(server.host() + "/base:1@" + image.digest());
    assertThat(bytes(pulled.image().manifestBlob())).isEqualTo(bytes(image.manifestBlob()));
    assertThat(pulled.image().layers())
        .extracting(layer -> bytes(layer.blob()))
        .containsExactly(
            bytes(image.layers().get(0).blob()), bytes(image.layers().get(1).blob()));
  }

  @Test
  void pull_index_takesThePlatformAndPinsTheIndex() {
    Image arm = image(ARM64, "arm");
    Image amd = image(AMD64, "amd");
    serve(server, "base", "arm", arm);
    serve(server, "base", "amd", amd);
    Digest index = serveIndex(server, "base", "1", arm, amd);

    PulledImage pulled = pull(registry(cache), reference(server, "base:1"));

    assertThat(pulled.image().digest()).isEqualTo(amd.digest());
    assertThat(pulled.reference().digest()).isEqualTo(index);
    assertThat(server.requests("GET", ".*/blobs/" + arm.layers().get(0).blob().digest())).isEmpty();
  }

  @Test
  void pull_byDigestTwice_asksTheRegistryOnce() {
    Image image = image(AMD64, "one");
    serve(server, "base", "1", image);
    pull(registry(cache), reference(server, "base@" + image.digest()));
    server.forgetRequests();

    PulledImage again = pull(registry(cache), reference(server, "base@" + image.digest()));

    assertThat(again.image().digest()).isEqualTo(image.digest());
    // Which protocol is spoken, and no more.
    assertThat(server.requests()).allSatisfy(r -> assertThat(r.path()).isEqualTo("/v2/"));
  }

  @Test
  void pull_offlineByDigest_comesFromTheCache() {
    Image image = image(AMD64, "one");
    serve(server, "base", "1", image);
    pull(registry(cache), reference(server, "base@" + image.digest()));
    server.forgetRequests();
    Registry offline =
        Registry.over(
            new RegistrySettings(RegistryKit.web(cache).offlineOnly(), false, 2), Listener.SILENT);

    PulledImage pulled = pull(offline, reference(server, "base@" + image.digest()));

    assertThat(pulled.image().digest()).isEqualTo(image.digest());
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void pull_layerBreaksOff_goesOnWhereItWas() {
    Image image = image(AMD64, "x".repeat(10) + System.nanoTime());
    serve(server, "base", "1", image);
    String layer = ".*/blobs/" + image.layers().get(0).blob().digest();
    server.fail("GET", layer, Fault.truncate(40).times(1));

    PulledImage pulled = pull(registry(cache), reference(server, "base:1"));

    assertThat(bytes(pulled.image().layers().get(0).blob()))
        .isEqualTo(bytes(image.layers().get(0).blob()));
    assertThat(server.requests("GET", layer)).hasSize(2);
    assertThat(server.requests("GET", layer).get(1).headers()).containsEntry("Range", "bytes=40-");
  }

  @Test
  void pull_layerWrongOnce_isFetchedAgain() {
    Image image = image(AMD64, "one");
    serve(server, "base", "1", image);
    server.fail(
        "GET", ".*/blobs/" + image.layers().get(0).blob().digest(), Fault.corrupt().times(1));

    assertThat(pull(registry(cache), reference(server, "base:1")).image().digest())
        .isEqualTo(image.digest());
  }

  @Test
  void pull_blobsOnOtherHost_getNoCredentials() {
    Image image = image(AMD64, "one");
    serve(server, "base", "1", image);
    server.requireToken("user", "s3cret", false).redirectBlobs();

    pull(registry(cache, RegistryKit.user("user", "s3cret")), reference(server, "base:1"));

    assertThat(server.otherHostRequests()).hasSize(2);
    assertThat(server.otherHostRequests())
        .allSatisfy(request -> assertThat(request.authorization()).isEmpty());
  }

  @Test
  void pull_serverErrorsTwice_areTriedAgain() {
    Image image = image(AMD64, "one");
    serve(server, "base", "1", image);
    server.retryAfter("0").fail("GET", ".*/manifests/1", Fault.status(503).times(1));
    server.fail("GET", ".*/blobs/.*", Fault.status(500).times(1));

    assertThat(pull(registry(cache), reference(server, "base:1")).image().digest())
        .isEqualTo(image.digest());
  }
}
