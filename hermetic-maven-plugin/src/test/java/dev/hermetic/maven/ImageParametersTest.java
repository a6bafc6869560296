package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.oci.Compression;
import dev.hermetic.oci.ImageFormat;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ImageParametersTest {
  private final ImageParameters parameters = new ImageParameters(new ParameterReader(Path.of("")));

  @Test
  void compression_ofNobody_isOneThatTheFormatHas() {
    assertThat(parameters.compression(null, ImageFormat.OCI)).isEqualTo(Compression.ZSTD);
    assertThat(parameters.compression(" ", ImageFormat.DOCKER)).isEqualTo(Compression.GZIP);
    assertThat(parameters.compression("none", ImageFormat.DOCKER)).isEqualTo(Compression.NONE);
    parameters.reader().check();
  }

  @Test
  void compression_thatTheFormatDoesNotHave_isAProblemBeforeAnythingIsPacked() {
    parameters.compression("zstd", ImageFormat.DOCKER);
    assertThatThrownBy(() -> parameters.reader().check())
        .hasMessageStartingWith(
            "HERM-PARAM-001 parameter hermetic.image.compression: is zstd, which Docker's format"
                + " does not have");
  }
}
