package dev.hermetic.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What skopeo, umoci and buildah make of our images, and we of theirs; skipped where they are not
 * installed.
 */
class ImagePeersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void skopeo_copiesAnImageWithItsDigest(Compression compression) throws Exception {
    Image image = TestImages.image(ImageFormat.OCI, compression);
    OciLayout.write(folder.resolve("layout"), image, List.of("latest"));
    OciTar.write(folder.resolve("image.tar"), image, List.of("latest"));

    for (String source : List.of("oci:layout:latest", "oci-archive:image.tar:latest")) {
      run("skopeo", "--insecure-policy", "copy", "--preserve-digests", source, "oci:copy:x");
      assertThat(ImageFile.read(folder.resolve("copy"), TestImages.AMD64, "x").digest())
          .isEqualTo(image.digest());
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void skopeo_readsAndWritesDockersTar(Compression compression) throws Exception {
    Image image = TestImages.image(ImageFormat.OCI, compression);
    DockerTar.write(folder.resolve("docker.tar"), image, List.of("greeting:latest"));

    run(
        "skopeo",
        "--insecure-policy",
        "copy",
        "docker-archive:docker.tar:greeting:latest",
        "docker-archive:theirs.tar:greeting:latest");

    Image theirs =
        ImageFile.read(folder.resolve("theirs.tar"), TestImages.AMD64, null);
    assertThat(theirs.config().diffIds()).isEqualTo(image.config().diffIds());
    assertThat(theirs.config().runtime()).isEqualTo(image.config().runtime());
  }

  @Test
  void umoci_unpacksALayerAsItWasGiven() throws Exception {
    Image image = TestImages.image(ImageFormat.OCI, Compression.GZIP);
    OciLayout.write(folder.resolve("layout"), image, List.of("latest"));

    run("umoci", "unpack", "--rootless", "--image", "layout:latest", "bundle");

    assertThat(folder.resolve("bundle/rootfs/etc/greeting")).hasContent("hello");
    assertThat(Files.readString(folder.resolve("bundle/config.json")))
        .contains("/opt/env/bin:/bin", "\"cwd\": \"/app\"");
  }

  /** As `podman load` does it. */
  @ParameterizedTest
  @EnumSource(Compression.class)
  void buildah_loadsBothTars(Compression compression) throws Exception {
    Buildah buildah = Buildah.in(folder.resolve("store"));
    Image image = TestImages.image(ImageFormat.OCI, compression);
    OciTar.write(folder.resolve("oci.tar"), image, List.of("greeting:latest"));
    DockerTar.write(folder.resolve("docker.tar"), image, List.of("greeting:latest"));

    for (String kind : List.of("oci", "docker")) {
      buildah.run("from", "--name", kind, kind + "-archive:" + folder.resolve(kind + ".tar"));
      Path root = Path.of(buildah.run("mount", kind).strip());
      assertThat(root.resolve("etc/greeting")).hasContent("hello");
      assertThat(buildah.run("inspect", "--format", "{{.OCIv1.Config.WorkingDir}}", kind))
          .isEqualTo("/app");
      buildah.run("umount", kind);
    }
  }

  private void run(String... words) throws IOException, InterruptedException {
    assumeThat(Buildah.isInstalled(words[0])).as(words[0] + " is installed").isTrue();
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }
}
