package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.ContentHash;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Content hashes of real locks with pip sections, computed again from the files beside them. What
 * those of the other pairs were computed from is not known.
 */
class RealPipHashTest {
  @ParameterizedTest
  @ValueSource(strings = {"04", "09", "14", "24", "26", "42"})
  void of_realEnvironmentWithPipSection_isTheLocksHash(String number) throws IOException {
    try (Stream<Path> all = Files.list(SharedData.data("lockfiles/pairs"))) {
      Path folder =
          all.filter(one -> one.getFileName().toString().startsWith(number + "-"))
              .findFirst()
              .orElseThrow();
      LockProject project = RealPairsCheckTest.project(folder).pip(PipSettings.DEFAULT);
      LockRequest request = project.request();
      Lockfile lock = CondaLockReader.read(request.lockfile(), "conda-lock.yml");
      LockInputs inputs = project.service().inputs(request, lock);
      assertThat(lock.metadata().platforms()).isNotEmpty();
      for (Platform platform : lock.metadata().platforms()) {
        assertThat(ContentHash.of(inputs.hashInput(platform)))
            .isEqualTo(lock.metadata().contentHash().get(platform));
      }
    }
  }
}
