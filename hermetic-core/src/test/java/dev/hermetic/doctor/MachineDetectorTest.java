package dev.hermetic.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.doctor.Machine.Property;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineDetectorTest {
  private static final String LIBC = "/usr/lib/x86_64-linux-gnu/libc.so.6";
  private static final String V2 =
      "flags\t\t: fpu cx16 lahf_lm popcnt pni ssse3 sse4_1 sse4_2 avx\n";

  @TempDir Path root;

  @Test
  void linux_hasKernelLibraryAndInstructionLevel() throws IOException {
    linux();
    file("proc/cpuinfo", "processor : 0\n" + V2 + "flags : avx2\n");
    Machine machine = detect("Linux", "amd64", "5.15.0-91-generic");
    assertThat(machine.platform()).contains(Platform.LINUX_64);
    assertThat(machine.properties())
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "__archspec", property("__archspec", "1", "x86_64_v2", "/proc/cpuinfo"),
                    "__glibc", property("__glibc", "2.36", "0", LIBC),
                    "__linux", property("__linux", "5.15.0", "0", "os.version"),
                    "__unix", property("__unix", "0", "0", "os.name"))));
  }

  @Test
  void linuxOnMusl_hasNoGlibc() throws IOException {
    file("proc/self/maps", "7f00-7f01 r-xp 0 fe:00 1      /lib/ld-musl-x86_64.so.1\n");
    assertThat(detect("Linux", "amd64", "6.1").properties()).doesNotContainKey("__glibc");
  }

  @Test
  void librariesWithoutVersion_andUnreadableMaps_areNotGuessed() throws IOException {
    assertThat(detect("Linux", "amd64", "6.1").properties().get("__glibc").value()).isNull();
    linux();
    file(LIBC.substring(1), "no banner");
    assertThat(detect("Linux", "amd64", "6.1").properties().get("__glibc"))
        .isEqualTo(new Property(null, LIBC));
  }

  @Test
  void olderNameOfTheLibrary_isKnown() throws IOException {
    file("proc/self/maps", "7f00-7f01 r-xp 0 fe:00 1      /lib64/libc-2.17.so\n");
    file("lib64/libc-2.17.so", "GNU C Library (GNU libc) stable release version 2.17, by Roland");
    assertThat(detect("Linux", "amd64", "3.10").properties().get("__glibc").value())
        .isEqualTo(new VirtualPackage("__glibc", "2.17"));
  }

  @Test
  void cuda_isSeenWithoutAVersion() throws IOException {
    linux();
    file("usr/lib/wsl/lib/libcuda.so.1", "");
    assertThat(detect("Linux", "amd64", "6.1").properties().get("__cuda"))
        .isEqualTo(new Property(null, "/usr/lib/wsl/lib/libcuda.so.1"));
    file(
        "proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 2024\n");
    assertThat(detect("Linux", "amd64", "6.1").properties().get("__cuda"))
        .isEqualTo(new Property(null, "NVIDIA driver 550.54.15"));
  }

  @Test
  void macAndWindows_haveTheSystemsVersion() {
    assertThat(detect("Mac OS X", "aarch64", "14.5").properties())
        .containsEntry("__osx", property("__osx", "14.5", "0", "os.version"))
        .containsEntry("__archspec", property("__archspec", "1", "arm64", "os.arch"))
        .containsKey("__unix");
    assertThat(detect("Windows 11", "amd64", "10.0").properties())
        .containsEntry("__win", property("__win", "10.0", "0", "os.version"))
        .doesNotContainKey("__unix");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux,      aarch64, linux-aarch64",
    "LINUX,      AMD64,   linux-64",
    "Linux,      ppc64le, linux-ppc64le",
    "Linux,      arm,     linux-armv7l",
    "Mac OS X,   x86_64,  osx-64",
    "Windows 10, x86,     win-32",
    "FreeBSD,    amd64,   freebsd-64",
  })
  void platform_followsFromSystemAndProcessor(String os, String arch, String platform) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(detect(os, arch, "1.0").platform()).contains(new Platform(platform));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void unknownSystem_hasNoPlatform() {
    assertThat(detect("Plan 9", "mips", "4").platform()).isEmpty();
    assertThat(detect("Linux", "mips", "4").platform()).isEmpty();
  }

  @Test
  void instructionLevels_needEveryLevelBelow() {
    assertThat(InstructionLevel.of("").archspec()).isEqualTo("x86_64");
    assertThat(InstructionLevel.of("flags : avx512f avx512bw avx512cd avx512dq avx512vl"))
        .isEqualTo(InstructionLevel.V1);
    assertThat(InstructionLevel.of(V2)).isEqualTo(InstructionLevel.V2);
    String v3 = V2.strip() + " abm avx2 bmi1 bmi2 f16c fma movbe xsave";
    assertThat(InstructionLevel.of(v3)).isEqualTo(InstructionLevel.V3);
    assertThat(InstructionLevel.of(v3 + " avx512f avx512bw avx512cd avx512dq avx512vl"))
        .isEqualTo(InstructionLevel.V4);
  }

  @Test
  void thisMachine_isKnown() {
    Machine machine = MachineDetector.detect();
    assertThat(machine.platform()).isPresent();
    assertThat(machine.properties()).containsKey("__archspec");
  }

  private void linux() throws IOException {
    file(
        "proc/self/maps",
        "7f00-7f01 r--p 0 fe:00 7      /usr/lib/jvm/libcx.so\n"
            + "7f02-7f03 r-xp 0 fe:00 9      "
            + LIBC
            + "\n");
    file(
        LIBC.substring(1),
        "\u007fELF\0GLIBC_2.36\0GNU C Library (Debian GLIBC 2.36-9+deb12u14) stable release"
            + " version 2.36.\n");
  }

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Machine detect(String name, String arch, String version) {
    Map<String, String> properties =
        Map.of("os.name", name, "os.arch", arch, "os.version", version);
    return new MachineDetector(root, properties::get).machine();
  }

  private static Property property(String name, String version, String build, String source) {
    return new Property(new VirtualPackage(name, version, build), source);
  }
}
