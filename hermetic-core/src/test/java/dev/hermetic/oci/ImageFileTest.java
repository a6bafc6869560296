package dev.hermetic.oci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void layout_holdsWhatWasWritten(Compression compression) throws IOException {
    Image image = TestImages.image(ImageFormat.OCI, compression);
    OciLayout.write(folder.resolve("layout"), image, List.of("1.0", "latest"));

    assertSame(ImageFile.read(folder.resolve("layout"), TestImages.AMD64, null), image);
    assertSame(ImageFile.read(folder.resolve("layout"), TestImages.AMD64, "1.0"), image);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void ociTar_holdsWhatWasWritten(Compression compression) throws IOException {
    Image image = TestImages.image(ImageFormat.OCI, compression);
    OciTar.write(folder.resolve("image.tar"), image, List.of("latest"));

    assertSame(ImageFile.read(folder.resolve("image.tar"), TestImages.AMD64, "latest"), image);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void dockerTar_hasTheConfigurationAndTheSameUnpackedLayers(Compression compression)
      throws IOException {
    Image image = TestImages.image(ImageFormat.OCI, compression);
    DockerTar.write(folder.resolve("docker.tar"), image, List.of("greeting:latest"));

    Image read = ImageFile.read(folder.resolve("docker.tar"), TestImages.AMD64, "greeting:latest");

    assertThat(read.configBlob().digest()).isEqualTo(image.configBlob().digest());
    assertThat(read.config()).isEqualTo(image.config());
    assertThat(unpacked(read)).isEqualTo(TestImages.tar("hello"));
    assertThat(read.layers().get(0).compression())
        .isEqualTo(compression == Compression.ZSTD ? Compression.NONE : compression);
  }

  @Test
  void realImage_isTheSameInBothForms() throws IOException {
    Path data = SharedData.data("images/debian12-minimal.oci.tar");
    Image oci = ImageFile.read(data, TestImages.AMD64, null);
    Image docker =
        ImageFile.read(
            data.resolveSibling("debian12-minimal.docker.tar"), TestImages.AMD64, null);

    assertThat(oci.digest().hex())
        .isEqualTo("de36c136be968be594b6a7f17248a26a16787d1b3dd1ff3f5194cfd155f2fd8f");
    assertThat(docker.config()).isEqualTo(oci.config());
    assertThat(docker.layers().get(0).blob().digest())
        .isEqualTo(oci.layers().get(0).blob().digest());
    assertThat(unpacked(oci)).isEqualTo(unpacked(docker));
    assertThat(oci.config().runtime().cmd()).containsExactly("/bin/sh");

    OciLayout.write(folder.resolve("layout"), oci, List.of());
    assertSame(ImageFile.read(folder.resolve("layout"), TestImages.AMD64, null), oci);
  }

  @Test
  void image_onABase_keepsTheBasesBytes() throws IOException {
    Image base = TestImages.image(ImageFormat.DOCKER, Compression.GZIP);
    ImageLayer own = TestImages.layer(ImageFormat.OCI, Compression.ZSTD, "more");

    Image image =
        Image.assemble(
            ImageFormat.OCI, base.config(), List.of(base.layers().get(0), own), Map.of());

    assertThat(image.layers().get(0).blob()).isEqualTo(base.layers().get(0).blob());
    assertThat(image.layers().get(0).descriptor().mediaType())
        .isEqualTo("application/vnd.oci.image.layer.v1.tar+gzip");
    assertThat(image.config().diffIds())
        .containsExactly(base.config().diffIds().get(0), own.diffId());
  }

  private static void assertSame(Image read, Image written) throws IOException {
    assertThat(read.digest()).isEqualTo(written.digest());
    assertThat(read.manifest()).isEqualTo(written.manifest());
    assertThat(read.config()).isEqualTo(written.config());
    assertThat(unpacked(read)).isEqualTo(unpacked(written));
  }

  private static byte[] unpacked(Image image) throws IOException {
    try (InputStream in = image.layers().get(0).unpacked()) {
      return in.readAllBytes();
    }
  }
}
