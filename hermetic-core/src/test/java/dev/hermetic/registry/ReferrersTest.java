package dev.hermetic.registry;

import static dev.hermetic.registry.RegistryKit.AMD64;
import static dev.hermetic.registry.RegistryKit.image;
import static dev.hermetic.registry.RegistryKit.push;
import static dev.hermetic.registry.RegistryKit.reference;
import static dev.hermetic.registry.RegistryKit.registry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageIndex;
import dev.hermetic.oci.ImageManifest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.MediaTypes;
import dev.hermetic.testkit.LoopbackRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReferrersTest {
  private static final String TYPE = "application/vnd.example+json";

  @TempDir Path cache;
  private final LoopbackRegistry server = LoopbackRegistry.start();
  private final Image image = image(AMD64, "one");

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void attach_registryWithTheApi_isListedAndMakesNoTag() {
    ImageReference subject = pushed(reference(server, "app:1"));

    assertThat(attach(subject, "first")).isTrue();
    assertThat(attach(subject, "second")).isTrue();
    assertThat(attach(subject, "first")).isFalse();

    assertThat(list(subject)).hasSize(2);
    assertThat(list(subject))
        .allSatisfy(one -> assertThat(one.artifactType()).isEqualTo(TYPE))
        .allSatisfy(one -> assertThat(one.annotations()).containsKey("of"));
    assertThat(server.tags("app")).containsOnlyKeys("1");
  }

  @Test
  void attach_registryWithoutTheApi_isKeptInAnIndexUnderTheTag() {
    server.refuseReferrers();
    ImageReference subject = pushed(reference(server, "app:1"));
    assertThat(list(subject)).isEmpty();

    assertThat(attach(subject, "first")).isTrue();
    assertThat(attach(subject, "second")).isTrue();
    assertThat(attach(subject, "first")).isFalse();

    assertThat(list(subject)).hasSize(2);
    String tag = "sha256-" + image.digest().hex();
    assertThat(server.tags("app")).containsOnlyKeys("1", tag);
    ImageIndex index =
        ImageIndex.parse(
            server.manifest("app", tag).orElseThrow(), MediaTypes.OCI_INDEX, "index");
    assertThat(index.manifests()).isEqualTo(list(subject));
    assertThat(index.manifests().get(0).artifactType()).isEqualTo(TYPE);
    assertThat(index.manifests().get(0).annotations()).containsEntry("of", "first");
  }

  @Test
  void list_nothingIsAboutIt_isEmpty() {
    assertThat(list(pushed(reference(server, "app:1")))).isEmpty();
  }

  @Test
  void list_tagNamesNoIndex_isAProblem() {
    server.refuseReferrers();
    ImageReference subject = pushed(reference(server, "app:1"));
    push(
        registry(cache),
        reference(server, "app:sha256-" + image.digest().hex()),
        image(AMD64, "other"));

    assertThatThrownBy(() -> list(subject)).hasMessageStartingWith("HERM-OCI-003 ");
  }

  private ImageReference pushed(ImageReference target) {
    return push(registry(cache), target, image).reference();
  }

  private List<Descriptor> list(ImageReference subject) {
    return new Referrers(registry(cache)).list(subject);
  }

  private boolean attach(ImageReference subject, String content) {
    Registry registry = registry(cache);
    BlobSource blob = BlobSource.of(content.getBytes(StandardCharsets.UTF_8), "test");
    registry.push(subject, blob, null, sent -> {});
    registry.push(subject, Referrers.emptyConfig(), null, sent -> {});
    ImageManifest manifest =
        Referrers.artifact(
            TYPE,
            Descriptor.of(TYPE, blob.digest(), blob.size()),
            image.descriptor().withPlatform(null),
            Map.of("of", content));
    return new Referrers(registry).attach(subject, manifest);
  }
}
