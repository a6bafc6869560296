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
 * Content hashes of real locks with pip sections, computed again from the files beside them. Those of
 * 02, 03, 10, 11, 13, 15, 19 and 20 do not come out: nothing says that they are of these very files.
 */
class RealPipHashTest {
  @ParameterizedTest
  @ValueSource(strings = {"04", "09", "14", "24", "26", "42"})
  void of_realEnvironmentWithPipSection_isTheLocksHash(String number) throws IOException {
    assertHashes(project(number), false);
  }

  /** Locked with conda-lock's {@code --without-cuda}. */
  @ParameterizedTest
  @ValueSource(strings = {"05", "36"})
  void of_realEnvironmentWithoutCuda_isTheLocksHash(String number) throws IOException {
    assertHashes(project(number).cuda("none"), false);
  }

  /** By conda-lock 3.0.2, which wrote fields without a value. */
  @ParameterizedTest
  @ValueSource(strings = "25")
  void acceptedVariants_ofRealEnvironment_haveTheLocksHash(String number) throws IOException {
    assertHashes(project(number), true);
  }

  private static LockProject project(String number) throws IOException {
    try (Stream<Path> all = Files.list(SharedData.data("lockfiles/pairs"))) {
      Path folder =
          all.filter(one -> one.getFileName().toString().startsWith(number + "-"))
              .findFirst()
              .orElseThrow();
      return RealPairsCheckTest.project(folder).pip(PipSettings.DEFAULT);
    }
  }

  private static void assertHashes(LockProject project, boolean variants) {
    LockRequest request = project.request();
    Lockfile lock = CondaLockReader.read(request.lockfile(), "conda-lock.yml");
    LockInputs inputs = project.service().inputs(request, lock);
    assertThat(lock.metadata().platforms()).isNotEmpty();
    for (Platform platform : lock.metadata().platforms()) {
      ContentHash.Input input = inputs.hashInput(platform);
      String hash = lock.metadata().contentHash().get(platform);
      if (variants) {
        assertThat(ContentHash.acceptedVariants(input)).contains(hash);
      } else {
        assertThat(ContentHash.of(input)).isEqualTo(hash);
      }
    }
  }
}
