package dev.hermetic.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The engine that podman builds with and loads images into, with a store of its own. */
public final class Buildah {
  private final Path store;

  private Buildah(Path store) {
    this.store = store;
  }

  /** Skips the test where it is not installed, or nobody may mount. */
  public static Buildah in(Path store) {
    assumeThat(isInstalled("buildah") && System.getProperty("user.name").equals("root"))
        .as("buildah is installed, and this is root")
        .isTrue();
    return new Buildah(store);
  }

  static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** What it prints, standard error included. */
  public String run(String... words) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "buildah", "--storage-driver", "vfs", "--root", store.resolve("root").toString(),
                "--runroot", store.resolve("run").toString()));
    all.addAll(List.of(words));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
