package dev.hermetic.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SbomProblemsTest {
  @Test
  void otherLock_isTold() {
    assertThat(SbomProblems.otherLock("conda-lock.yml").getMessage())
        .isEqualTo(
            """
            HERM-SBOM-001 conda-lock.yml: the image in the build folder was made of another lock, so \
            no bill can be of both
              Fix: run `mvn hermetic:image` again, or `mvn clean` where no image is wanted""");
  }
}
