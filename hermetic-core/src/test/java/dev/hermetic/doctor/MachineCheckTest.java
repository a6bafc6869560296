package dev.hermetic.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.doctor.Machine.Property;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineCheckTest {
  private static final String ASSUMED =
      "linux-64: __archspec=1=x86_64 __cuda=11.4 __glibc=2.28 __unix=0; osx-64: __osx=11.0";

  private final SortedMap<String, Property> has = new TreeMap<>();
  private final List<LockedPackage> packages = new ArrayList<>();
  private String assumed = ASSUMED;

  @Test
  void machineLikeTheLock_isGreen() {
    has("__glibc", "2.36");
    has("__archspec", "1", "x86_64_v3");
    has("__unix", "0");
    needs("openssl", "__glibc", ">=2.17,<3.0.a0");
    assertThat(lines())
        .containsExactly(
            "GREEN platform: linux-64",
            "GREEN __archspec: x86_64_v3 (here); the lock assumes x86_64",
            "GREEN __cuda: not on this machine; the lock assumes 11.4, and nothing locked needs it",
            "GREEN __glibc: 2.36 (here); the lock assumes 2.28",
            "GREEN __unix: present (here); the lock assumes present");
  }

  @Test
  void olderMachine_isRedWithAFix() {
    has("__glibc", "2.17");
    needs("openssl", "__glibc", ">=2.17,<3.0.a0");
    assertThat(finding("__glibc").level()).isEqualTo(Finding.Level.RED);
    assertThat(finding("__glibc").problem().render())
        .isEqualTo(
            """
            HERM-DOC-006 __glibc: 2.17 (here); the lock assumes 2.28
              Fix: install the environment on a newer machine, or put what this one has into \
            virtual-packages.yml (hermetic.virtualPackages) and lock again""");
  }

  @Test
  void unmetDependency_namesThePackages() {
    has("__glibc", "2.17");
    for (String name : List.of("a", "b", "c", "d", "e")) {
      needs(name, "__glibc", ">=2.28");
    }
    assertThat(finding("__glibc").fact())
        .endsWith("; needed by a (>=2.28), b (>=2.28), c (>=2.28) and 2 more");
  }

  @Test
  void machineWithoutWhatTheLockAssumes_isRed() {
    assertThat(finding("__glibc").level()).isEqualTo(Finding.Level.RED);
    assertThat(finding("__glibc").fact())
        .isEqualTo("not on this machine; the lock assumes 2.28");
  }

  @Test
  void cuda_isRedOnlyWhereSomethingLockedNeedsIt() {
    assertThat(finding("__cuda").level()).isEqualTo(Finding.Level.GREEN);
    needs("pytorch", "__cuda", "");
    assertThat(finding("__cuda").level()).isEqualTo(Finding.Level.RED);
    assertThat(finding("__cuda").fact())
        .isEqualTo("not on this machine; the lock assumes 11.4; needed by pytorch");
    assertThat(finding("__cuda").problem().fix())
        .endsWith("-Dhermetic.cuda=VERSION, or -Dhermetic.cuda=none for CPU builds");
  }

  @Test
  void cudaOfUnknownVersion_isYellow() {
    has.put("__cuda", new Property(null, "NVIDIA driver 550.54"));
    assertThat(finding("__cuda").level()).isEqualTo(Finding.Level.YELLOW);
    assertThat(finding("__cuda").problem().render())
        .isEqualTo(
            """
            HERM-DOC-007 __cuda: seen (NVIDIA driver 550.54), but nothing here tells its version; \
            the lock assumes 11.4
              Fix: compare by hand: `nvidia-smi` shows the CUDA version that the driver \
            supports""");
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64_v2, x86_64_v3, RED",
    "x86_64_v4, x86_64_v3, GREEN",
    "x86_64_v4, zen4, GREEN",
    "aarch64, neoverse_n1, RED",
  })
  void archspec_isComparedByLevel(String here, String wanted, Finding.Level level) {
    assumed = "linux-64: __archspec=1=" + wanted;
    has("__archspec", "1", here);
    assertThat(finding("__archspec").level()).isEqualTo(level);
  }

  @Test
  void lockOfAnotherTool_isJudgedByWhatItsPackagesNeed() {
    assumed = "";
    has("__glibc", "2.17");
    needs("openssl", "__glibc", ">=2.17");
    assertThat(finding("__glibc").level()).isEqualTo(Finding.Level.GREEN);
    needs("new", "__glibc", ">=2.28");
    assertThat(finding("__glibc").level()).isEqualTo(Finding.Level.RED);
  }

  @Test
  void lockForOtherMachines_isYellow() {
    Machine machine = new Machine(Optional.of(Platform.WIN_64), has);
    Finding first = MachineCheck.of(machine, lock()).get(0);
    assertThat(first.level()).isEqualTo(Finding.Level.YELLOW);
    assertThat(first.problem().render())
        .isEqualTo(
            """
            HERM-DOC-008 win-64: the lock is for linux-64, osx-64, and not for this machine
              Fix: add win-64 to platforms: where the environment is to run here, and lock \
            again""");
  }

  @Test
  void withoutALock_theMachineIsToldAlone() {
    has("__glibc", "2.36");
    Machine machine = new Machine(Optional.of(Platform.LINUX_64), has);
    assertThat(MachineCheck.of(machine, null))
        .extracting(Finding::fact)
        .containsExactly("linux-64", "2.36 (here)");
  }

  private void has(String name, String version) {
    has(name, version, "0");
  }

  private void has(String name, String version, String build) {
    has.put(name, new Property(new VirtualPackage(name, version, build), "here"));
  }

  private void needs(String name, String on, String constraint) {
    packages.add(
        new LockedPackage(
            name,
            "1",
            LockedPackage.Manager.CONDA,
            Platform.LINUX_64,
            new TreeMap<>(Map.of(on, constraint)),
            "https://conda.example.org/c/linux-64/" + name + "-1-0.conda",
            null,
            null,
            null,
            null,
            "main"));
  }

  private Lockfile lock() {
    return new Lockfile(
        new Lockfile.Metadata(
            new TreeMap<>(),
            List.of(),
            List.of(Platform.OSX_64, Platform.LINUX_64),
            List.of(),
            new TreeMap<>(
                assumed.isEmpty() ? Map.of() : Map.of("hermetic_virtual_packages", assumed)),
            new TreeMap<>()),
        packages);
  }

  private List<Finding> check() {
    return MachineCheck.of(new Machine(Optional.of(Platform.LINUX_64), has), lock());
  }

  private Finding finding(String subject) {
    return check().stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private List<String> lines() {
    return check().stream().map(f -> f.level() + " " + f.subject() + ": " + f.fact()).toList();
  }
}
