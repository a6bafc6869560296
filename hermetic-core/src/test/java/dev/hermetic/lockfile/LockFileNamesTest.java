package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFileNamesTest {
  @ParameterizedTest
  @CsvSource({
    "conda-lock.yml, conda-linux-64.lock",
    "locks/conda-lock.yml, locks/conda-linux-64.lock",
    "research.conda-lock.yml, research.conda-linux-64.lock",
    "locks/gpu.next.conda-lock.yml, locks/gpu.next.conda-linux-64.lock",
    "other-lock.yml, conda-linux-64.lock",
    ".conda-lock.yml, .conda-linux-64.lock"
  })
  void explicitFile_isBesideTheLockAndCalledAlike(Path lockfile, Path explicit) {
    assertThat(LockFileNames.explicitFile(lockfile, Platform.LINUX_64)).isEqualTo(explicit);
  }

  @Test
  void ofTrack_standsBesideTheProjectsLock() {
    assertThat(LockFileNames.ofTrack(Path.of("locks", "conda-lock.yml"), "research"))
        .isEqualTo(Path.of("locks", "research.conda-lock.yml"));
  }
}
