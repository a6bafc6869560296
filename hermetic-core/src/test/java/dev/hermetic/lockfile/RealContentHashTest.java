package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Content hashes of real locks, computed again from the environment files beside them: those of the
 * conda-only pairs whose files are in step with the lock. Not among them: locks of 2023 and
 * before, whose conda-lock had other defaults, and numbers 22 and 39, whose hashes the files beside
 * them do not explain.
 */
class RealContentHashTest {
  /** The lock and what its environment files say, read for the lock's platforms. */
  private record Pair(Lockfile lock, Environment environment) {
    static Pair read(String number) throws IOException {
      Path pairs = SharedData.data("lockfiles/pairs");
      Path folder;
      try (Stream<Path> all = Files.list(pairs)) {
        folder =
            all.filter(one -> one.getFileName().toString().startsWith(number + "-"))
                .findFirst()
                .orElseThrow();
      }
      JsonNode info = new ObjectMapper().readTree(folder.resolve("info.json").toFile());
      List<Path> files = new ArrayList<>();
      for (JsonNode file : info.get("environment_files")) {
        files.add(folder.resolve("tree").resolve(file.asText()));
      }
      Path lockfile = folder.resolve("tree").resolve(info.get("lock").asText());
      return of(folder, lockfile, files);
    }

    static Pair of(Path folder, Path lockfile, List<Path> files) {
      Lockfile lock = CondaLockReader.read(lockfile, "conda-lock.yml");
      List<Platform> platforms = lock.metadata().platforms();
      return new Pair(
          lock,
          EnvironmentReader.read(new EnvironmentSource(folder, files, platforms, List.of())));
    }

    ContentHash.Input input(Platform platform, List<VirtualPackage> machine) {
      return new ContentHash.Input(
          platform,
          lock.metadata().channels(),
          environment.requests().get(platform).hashed().stream()
              .<HashedSpec>map(one -> HashedSpec.Versioned.conda(one.spec(), one.category()))
              .toList(),
          environment.pipRepositories(),
          machine,
          List.of());
    }

    ContentHash.Input input(Platform platform) {
      return input(platform, VirtualPackages.forPlatform(platform).hashed());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"06", "07", "31", "38", "40", "43"})
  void of_realEnvironment_isTheLocksHash(String number) throws IOException {
    assertHashes(Pair.read(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "nlp"})
  void of_goldenEnvironment_isTheLocksHash(String name) {
    Path folder = SharedData.data("golden/conda-lock/" + name);
    assertHashes(
        Pair.of(
            folder,
            folder.resolve("conda-lock.yml"),
            List.of(folder.resolve("environment.yml"))));
  }

  private static void assertHashes(Pair pair) {
    assertThat(pair.lock().metadata().platforms()).isNotEmpty();
    for (Platform platform : pair.lock().metadata().platforms()) {
      assertThat(ContentHash.of(pair.input(platform)))
          .isEqualTo(pair.lock().metadata().contentHash().get(platform));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "32"})
  void acceptedVariants_lockOfVersion302_holdTheLocksHash(String number) throws IOException {
    Pair pair = Pair.read(number);
    for (Platform platform : pair.lock().metadata().platforms()) {
      assertThat(ContentHash.acceptedVariants(pair.input(platform)))
          .contains(pair.lock().metadata().contentHash().get(platform));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "08")
  void of_lockMadeWithoutCuda_isTheLocksHash(String number) throws IOException {
    Pair pair = Pair.read(number);
    List<VirtualPackage> machine =
        VirtualPackages.forPlatform(Platform.LINUX_64).hashed().stream()
            .filter(one -> !one.name().equals("__cuda"))
            .toList();
    assertThat(ContentHash.of(pair.input(Platform.LINUX_64, machine)))
        .isEqualTo(pair.lock().metadata().contentHash().get(Platform.LINUX_64));
  }
}
