package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.TestChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a target machine is taken to have decides between builds. */
class LockVirtualPackagesTest {
  private static final String CPU = "torch 2.3.0 cpu_0";
  private static final String CUDA = "torch 2.3.0 cuda_1";

  @TempDir Path directory;
  private LockProject project;

  @BeforeEach
  void prepare() {
    project =
        new LockProject(directory.resolve("project"))
            .from(TestChannel.url(LockChannel.sample().write(directory.resolve("channel"))))
            .environment(
                "channels: [" + LockProject.CHANNEL + "]",
                "platforms: [linux-64, win-64]",
                "dependencies: [torch]");
  }

  private List<String> lockedTorch() {
    LockResult result = project.lock();
    return List.of(Platform.LINUX_64, Platform.WIN_64).stream()
        .map(
            platform ->
                LockProject.chosen(result, platform).stream()
                    .filter(text -> text.startsWith("torch "))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  @Test
  void lock_defaults_haveAnOldDriver() {
    assertThat(lockedTorch()).containsExactly(CPU, CPU);
    assertThat(project.lockText()).contains("__cuda=11.4").doesNotContain("hermetic_cuda");
  }

  @Test
  void lock_newDriver_takesCudaBuild() {
    project.cuda("12.4");
    assertThat(lockedTorch()).containsExactly(CUDA, CUDA);
    assertThat(project.lockText())
        .contains("hermetic_cuda: '12.4'", "__cuda=12.4")
        .doesNotContain("__cuda=11.4");
  }

  @Test
  void lock_noDriver_hasNoVirtualPackage() {
    project.cuda("none");
    assertThat(lockedTorch()).containsExactly(CPU, CPU);
    assertThat(project.lockText()).contains("hermetic_cuda: none").doesNotContain("__cuda=");
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies: ['torch=2.3.0=cuda_1']");
    assertThat(project.failure())
        .startsWith("HERM-SOLVE-001 environment.yml:3:16: ")
        .contains("__cuda");
  }

  @Test
  void lock_file_setsPlatformsApart() {
    project.file(
        "virtual-packages.yml",
        """
        subdirs:
          linux-64:
            packages:
              __unix: '0'
              __linux: '6.1'
              __glibc: '2.36'
              __cuda: '12.0'
          win-64:
            packages:
              __win: '0'
        """);
    project.virtualPackages("virtual-packages.yml");
    assertThat(lockedTorch()).containsExactly(CUDA, CPU);
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, win-64]",
        "dependencies: ['modern # [linux64]', torch]");
    assertThat(LockProject.chosen(project.lock(), Platform.LINUX_64)).contains("modern 1.0 0");
    assertThat(project.lockText()).contains("__glibc=2.36");
  }

  @Test
  void lock_override_changesTarget() {
    project.variable("CONDA_OVERRIDE_CUDA", "12.1").variable("CONDA_OVERRIDE_GLIBC", "2.39");
    assertThat(lockedTorch()).containsExactly(CUDA, CUDA);
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies: [modern]");
    assertThat(LockProject.chosen(project.lock(), Platform.LINUX_64)).contains("modern 1.0 0");
  }

  @Test
  void lock_parameterBesideOverride_wins() {
    project.variable("CONDA_OVERRIDE_CUDA", "12.1").cuda("none");
    assertThat(lockedTorch()).containsExactly(CPU, CPU);
  }

  @Test
  void lock_impossibleValues_areRefused() {
    project.cuda("fast").variable("CONDA_OVERRIDE_GLIBC", "new!");
    assertThat(project.failure())
        .contains("HERM-VP-", "hermetic.cuda", "fast", "CONDA_OVERRIDE_GLIBC", "new!");
    assertThat(project.lockFiles()).isEmpty();
  }
}
