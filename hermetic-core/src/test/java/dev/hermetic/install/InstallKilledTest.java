package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own, killed at any moment. */
@DisabledOnOs(OS.WINDOWS)
class InstallKilledTest {
  private static final int FILES = 3000;

  @TempDir Path temp;
  private InstallProject project;

  @BeforeEach
  void project() throws IOException {
    project = new InstallProject(temp.toRealPath().resolve("project"));
    project.linkMode = LinkMode.COPY;
  }

  private static TestPackage many(String version) {
    List<PackageFile> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      files.add(PackageFile.text("share/many/" + i, version + " " + i + "\n"));
    }
    return TestPackage.of("many", version).withFiles(files);
  }

  @Test
  void install_killedAtAnyMoment_leavesOldOrNewAndMends() throws Exception {
    String old = project.lock(many("1.0")).install().digest();
    project.lock(many("2.0"));
    Path side = project.prefix.resolveSibling(".env.hermetic");
    int killed = 0;
    for (int part : List.of(0, 300, 2000)) {
      Process process = new InstallProcess().start(project);
      Path sign = part == 0 ? side.resolve("next") : side.resolve("next/share/many");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (process.isAlive() && System.nanoTime() < end && !reached(sign, part)) {
        Thread.onSpinWait();
      }
      process.destroyForcibly().waitFor();
      killed += process.exitValue() == 0 ? 0 : 1;
      // Whole, or not there because it was killed between the two moves.
      if (Files.exists(project.prefix)) {
        PrefixManifest manifest = PrefixPlace.manifest(project.prefix);
        assertThat(PrefixCheck.check(project.prefix, manifest, 2)).isEmpty();
      }
    }
    assertThat(killed).isPositive();
    InstallResult result = project.install();
    assertThat(result.digest()).isNotEqualTo(old);
    assertThat(project.read("share/many/7")).isEqualTo("2.0 7\n");
    assertThat(project.verify().problems()).isEmpty();
    assertThat(side.resolve("next")).doesNotExist();
    assertThat(side.resolve("previous")).doesNotExist();
  }

  private static boolean reached(Path folder, int count) {
    String[] names = folder.toFile().list();
    return names != null && names.length >= count;
  }
}
