package dev.hermetic.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Other builds and scripts know these names: they stay. */
class WorkFolderTest {
  private static final Path BUILD = Path.of("target/hermetic");

  @Test
  void ofTrack_hasAFolderOfItsOwnButForTheStableLock() {
    assertThat(WorkFolder.ofTrack(BUILD, "stable")).isEqualTo(BUILD);
    assertThat(WorkFolder.ofTrack(BUILD, "research"))
        .isEqualTo(BUILD.resolve("track-research"));
    assertThatThrownBy(() -> WorkFolder.ofTrack(BUILD, "../x"))
        .isInstanceOf(HermeticException.class);
  }

  @Test
  void folders_areThoseThatTheManualNames() {
    assertThat(WorkFolder.image(BUILD)).isEqualTo(BUILD.resolve("image"));
    assertThat(WorkFolder.sbom(BUILD)).isEqualTo(BUILD.resolve("sbom"));
    assertThat(WorkFolder.scan(BUILD)).isEqualTo(BUILD.resolve("scan"));
    assertThat(WorkFolder.sign(BUILD)).isEqualTo(BUILD.resolve("sign"));
  }
}
