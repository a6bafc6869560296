package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.oci.Compression;
import dev.hermetic.oci.ImageFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void pairs_withANameTwice_areAProblemThatTellsNoValue() {
    List<String> values = List.of("TOKEN=secret", "MODE=a", "TOKEN=other");
    parameters.pairs("hermetic.image.env", values);
    assertThatThrownBy(() -> parameters.reader().check())
        .hasMessage(
            """
            HERM-PARAM-001 parameter hermetic.image.env: 'TOKEN' comes twice
              Fix: give TOKEN one value""");
  }

  @Test
  void file_thatIsAFolder_isAProblem(@TempDir Path folder) {
    assertThat(parameters.file("hermetic.image.tar", null)).isNull();
    assertThat(parameters.file("hermetic.image.tar", "new.tar")).isEqualTo(Path.of("new.tar"));
    parameters.reader().check();
    parameters.file("hermetic.image.tar", folder.toString());
    assertThatThrownBy(() -> parameters.reader().check())
        .hasMessage(
            "HERM-PARAM-001 parameter hermetic.image.tar: '" + folder + "' is a folder\n"
                + "  Fix: name a file, for example " + folder.resolve("image.tar"));
  }
}
