package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.cache.CachedFiles;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  @Test
  void install_killedWhileUnpacking_leavesNothingInTheCache() throws Exception {
    project.lock(many("1.0"));
    Path unpacked = project.cache.resolve("packages/unpacked");
    Process process = new InstallProcess().start(project);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (process.isAlive() && System.nanoTime() < end && unfinished(unpacked) == 0) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();
    assertThat(project.prefix).doesNotExist();
    project.install();
    assertThat(project.verify().problems()).isEmpty();
    assertThat(unfinished(unpacked)).isZero();
  }

  private static long unfinished(Path unpacked) {
    String[] names = unpacked.toFile().list();
    return names == null
        ? 0
        : Stream.of(names).filter(name -> name.endsWith(CachedFiles.TEMPORARY)).count();
  }

  @Test
  void install_threeProcessesAtOnce_shareCacheAndPrefix() throws Exception {
    project.lock(many("1.0"));
    InstallProject other = new InstallProject(temp.toRealPath().resolve("other"));
    other.cache = project.cache;
    other.file(other.lockfile, Files.readString(project.folder.resolve(project.lockfile)));
    List<Process> processes = new ArrayList<>();
    for (InstallProject one : List.of(project, project, other)) {
      processes.add(new InstallProcess().start(one));
    }
    Set<String> digests = new HashSet<>();
    for (Process process : processes) {
      digests.add(InstallProcess.output(process));
    }
    assertThat(digests).hasSize(1).allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    assertThat(project.verify().problems()).isEmpty();
    assertThat(other.verify().problems()).isEmpty();
    assertThat(unfinished(project.cache.resolve("packages/unpacked"))).isZero();
  }

  private static boolean reached(Path folder, int count) {
    String[] names = folder.toFile().list();
    return names != null && names.length >= count;
  }
}
