package dev.hermetic.registry;

import static dev.hermetic.registry.DebianRegistry.run;
import static dev.hermetic.registry.RegistryKit.AMD64;
import static dev.hermetic.registry.RegistryKit.bytes;
import static dev.hermetic.registry.RegistryKit.image;
import static dev.hermetic.registry.RegistryKit.problem;
import static dev.hermetic.registry.RegistryKit.pull;
import static dev.hermetic.registry.RegistryKit.push;
import static dev.hermetic.registry.RegistryKit.registry;
import static dev.hermetic.registry.RegistryKit.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageFile;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.testkit.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real registry and other people's clients say whether we speak their language. */
@Timeout(180)
class DebianRegistryTest {
  @TempDir Path folder;

  private Path cache() {
    return folder.resolve("cache");
  }

  private static ImageReference at(DebianRegistry server, String name) {
    return ImageReference.parse(server.host() + "/" + name);
  }

  private static Image base() {
    return ImageFile.read(SharedData.data("images/debian12-minimal.oci.tar"), AMD64, null);
  }

  private static List<String> skopeo(String... arguments) {
    DebianRegistry.require("skopeo");
    return Stream.concat(
            Stream.of("skopeo"), Stream.of(arguments))
        .toList();
  }

  @Test
  void push_thenPull_isTheSameImage() throws Exception {
    Image image = image(AMD64, "one", "x".repeat(100_000));
    try (DebianRegistry server = DebianRegistry.start(folder, "")) {
      Registry client = registry(cache());

      PushResult result = push(client, at(server, "team/app:1.0"), image);
      PulledImage pulled = pull(registry(folder.resolve("other")), at(server, "team/app:1.0"));

      assertThat(pulled.reference().digest()).isEqualTo(image.digest());
      assertThat(bytes(pulled.image().manifestBlob())).isEqualTo(bytes(image.manifestBlob()));
      assertThat(result.count(Registry.Arrival.SENT)).isEqualTo(3);
      assertThat(push(client, at(server, "team/app:1.0"), image).sentBytes()).isZero();
      assertThat(client.tags(at(server, "team/app"))).containsExactly("1.0");
      assertThat(client.resolve(at(server, "team/app:1.0")).orElseThrow())
          .isEqualTo(Descriptor.of(image.manifest().mediaType(), bytes(image.manifestBlob())));
      assertThat(client.resolve(at(server, "team/app:2.0"))).isEmpty();
    }
  }

  @Test
  void push_layersOfAnotherRepository_areMounted() throws Exception {
    Image image = image(AMD64, "base layer");
    try (DebianRegistry server = DebianRegistry.start(folder, "")) {
      push(registry(cache()), at(server, "base:1"), image);
      Map<Digest, ImageReference> origins =
          image.blobs().stream()
              .map(blob -> blob.digest())
              .collect(Collectors.toMap(Function.identity(), digest -> at(server, "base")));

      PushResult result =
          push(
              registry(cache()),
              new PushRequest(at(server, "app:1"), List.of(), image, origins));

      assertThat(result.count(Registry.Arrival.MOUNTED)).isEqualTo(2);
    }
  }

  @Test
  void push_withUsers_needsTheRightPassword() throws Exception {
    // Of `s3cret`, by crypt(3) with the lowest cost.
    Path users =
        Files.writeString(
            folder.resolve("users"),
            "user:$2b$04$VCpFr5W3erGHKdVhHSqe5OZBtuFMuu.vXFOsNlg.Smlt2keje5aNq\n");
    try (DebianRegistry server = DebianRegistry.start(folder, users.toString())) {
      Image image = image(AMD64, "one");

      assertThat(problem(() -> push(registry(cache()), at(server, "app:1"), image)).code())
          .isEqualTo("HERM-REGISTRY-002");
      assertThat(
              problem(
                      () ->
                          push(
                              registry(cache(), user("user", "wrong")), at(server, "app:1"), image))
                  .code())
          .isEqualTo("HERM-REGISTRY-002");
      push(registry(cache(), user("user", "s3cret")), at(server, "app:1"), image);
      assertThat(
              pull(registry(cache(), user("user", "s3cret")), at(server, "app:1"))
                  .image()
                  .digest())
          .isEqualTo(image.digest());
    }
  }

  @Test
  void skopeo_ofWhatWasPushed_findsTheSameDigestAndUmociUnpacksIt() throws Exception {
    DebianRegistry.require("umoci");
    Image image = base();
    try (DebianRegistry server = DebianRegistry.start(folder, "")) {
      push(registry(cache()), at(server, "base:12"), image);
      String source = "docker://" + server.host() + "/base:12";

      assertThat(
              run(
                  skopeo(
                      "inspect", "--tls-verify=false", "--format", "{{.Digest}}", source)))
          .isEqualTo(image.digest() + "\n");
      run(skopeo("copy", "--src-tls-verify=false", source, "oci:" + folder + "/copied:12"));
    }
    Image copied = ImageFile.read(folder.resolve("copied"), AMD64, null);
    assertThat(copied.digest()).isEqualTo(image.digest());
    run(
        List.of(
            "umoci", "unpack", "--rootless", "--image", folder + "/copied:12", folder + "/bundle"));
    assertThat(folder.resolve("bundle/rootfs/bin/bash")).exists();
  }

  @Test
  void pull_ofWhatSkopeoPushed_inBothFormats_isCarriedUnchanged() throws Exception {
    Path oci = SharedData.data("images/debian12-minimal.oci.tar");
    // skopeo unpacks such a file with the owners in it, which root alone may.
    Path layout = Files.createDirectories(folder.resolve("layout"));
    run(List.of("tar", "-x", "--no-same-owner", "-f", oci.toString(), "-C", layout.toString()));
    try (DebianRegistry server = DebianRegistry.start(folder, "")) {
      for (String format : List.of("oci", "v2s2")) {
        run(
            skopeo(
                "copy",
                "--dest-tls-verify=false",
                "--format",
                format,
                "oci:" + layout,
                "docker://" + server.host() + "/base:" + format));

        PulledImage pulled = pull(registry(cache()), at(server, "base:" + format));

        assertThat(pulled.image().manifest().mediaType())
            .isEqualTo(
                format.equals("oci")
                    ? ImageFormat.OCI.manifestType()
                    : ImageFormat.DOCKER.manifestType());
        assertThat(pulled.image().layers())
            .extracting(ImageLayer::diffId)
            .isEqualTo(base().layers().stream().map(ImageLayer::diffId).toList());
        assertThat(pulled.image().layers())
            .extracting(ImageLayer::compression)
            .containsOnly(Compression.GZIP);
      }
    }
  }
}
