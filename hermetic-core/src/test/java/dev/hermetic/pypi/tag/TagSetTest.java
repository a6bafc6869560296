package dev.hermetic.pypi.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.pypi.version.PypiVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagSetTest {
  private static WheelTarget target(String subdir, String python, String... virtual) {
    List<VirtualPackage> packages =
        Arrays.stream(virtual)
            .map(one -> one.split("="))
            .map(one -> new VirtualPackage(one[0], one[1]))
            .toList();
    boolean freeThreaded = python.endsWith("t");
    String version = freeThreaded ? python.substring(0, python.length() - 1) : python;
    return new WheelTarget(
        new Platform(subdir), packages, PypiVersion.parse(version), freeThreaded);
  }

  private static List<String> platforms(WheelTarget target) {
    return target.tags().tags().stream()
        .filter(tag -> tag.python().equals("py3"))
        .map(Tag::platform)
        .toList();
  }

  /**
   * Number and digest of the tags, one on each line, that version 26.2 of the packaging library
   * gives for the same machine (its {@code cpython_tags} and {@code compatible_tags}, each tag
   * once).
   */
  @ParameterizedTest
  @CsvSource({
    "linux-64, 3.11, __glibc=2.28, 714, d4b8df81c19ae364",
    "linux-aarch64, 3.12, __glibc=2.17, 96, dda7e74fdbe0ff82",
    "osx-64, 3.8, __osx=10.15, 1379, 64ba6e060f4bb066",
    "osx-64, 3.11, __osx=11.0, 2114, 0dac6a119f53ba1d",
    "osx-arm64, 3.13, __osx=14.2, 625, 3d380bbf1c669654",
    "win-64, 3.10, __win=0, 36, 8a96519f3c633d60",
    "win-64, 3.13t, __win=0, 45, 01c66d29d0af8705"
  })
  void of_isWhatThePackagingLibraryGives(
      String subdir, String python, String virtual, int count, String digest) throws Exception {
    TagSet tags = target(subdir, python, virtual).tags();
    assertThat(tags.tags()).hasSize(count);
    assertThat(digest(tags)).startsWith(digest);
  }

  private static String digest(TagSet tags) throws NoSuchAlgorithmException {
    String lines = tags.tags().stream().map(Tag::toString).collect(Collectors.joining("\n"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void of_freeThreaded_hasAStableAbiOfItsOwn() {
    List<Tag> tags = target("win-64", "3.13t", "__win=0").tags().tags();
    assertThat(tags.get(0)).hasToString("cp313-cp313t-win_amd64");
    assertThat(tags.get(1)).hasToString("cp313-abi3t-win_amd64");
    assertThat(tags).noneMatch(tag -> tag.abi().equals("abi3"));
  }

  @Test
  void of_oldPython_hasTheAbiOfItsAllocator() {
    List<Tag> tags = target("win-64", "3.7", "__win=0").tags().tags();
    assertThat(tags.get(0)).hasToString("cp37-cp37m-win_amd64");
  }

  @Test
  void platforms_ofLinux_goDownWithTheirOldNames() {
    assertThat(platforms(target("linux-64", "3.11", "__glibc=2.18")))
        .startsWith(
            "manylinux_2_18_x86_64",
            "manylinux_2_17_x86_64",
            "manylinux2014_x86_64",
            "manylinux_2_16_x86_64")
        .contains("manylinux2010_x86_64", "manylinux_2_5_x86_64")
        .endsWith("manylinux1_x86_64", "linux_x86_64", "any")
        .noneMatch(tag -> tag.startsWith("musllinux"));
  }

  @Test
  void platforms_ofMusl_areMusllinux() {
    assertThat(platforms(target("linux-aarch64", "3.11", "__musl=1.2.4")))
        .containsExactly(
            "musllinux_1_2_aarch64",
            "musllinux_1_1_aarch64",
            "musllinux_1_0_aarch64",
            "linux_aarch64",
            "any");
  }

  @Test
  void platforms_ofAbsurdSystems_areBounded() {
    assertThat(platforms(target("linux-64", "3.11", "__glibc=2.99999999999999"))).hasSize(1001);
    assertThat(platforms(target("osx-64", "3.11", "__osx=99999999999"))).hasSizeLessThan(7000);
    assertThat(platforms(target("linux-64", "3.11", "__glibc=none")))
        .containsExactly("linux_x86_64", "any");
    assertThat(platforms(target("freebsd-64", "3.11"))).containsExactly("any");
    assertThatThrownBy(() -> target("linux-64", "3")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> target("linux-64", "3.99999"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "linux-64, a-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl, true",
    "linux-64, a-1-cp38-abi3-manylinux_2_28_x86_64.whl, true",
    "linux-64, a-1-py2.py3-none-any.whl, true",
    "linux-64, a-1-cp312-abi3-manylinux_2_28_x86_64.whl, false",
    "linux-64, a-1-cp311-cp311-musllinux_1_2_x86_64.whl, false",
    "linux-64, a-1-pp310-pypy310_pp73-manylinux_2_17_x86_64.whl, false",
    "linux-64, a-1-cp311-cp311-win_amd64.whl, false",
    "osx-64, a-1-cp311-cp311-macosx_10_9_universal2.whl, true",
    "osx-arm64, a-1-cp311-cp311-macosx_10_9_universal2.whl, true",
    "osx-arm64, a-1-cp311-cp311-macosx_10_9_x86_64.whl, false",
    "osx-arm64, a-1-cp311-cp311-macosx_11_0_arm64.whl, true",
    "osx-arm64, a-1-cp311-cp311-macosx_12_0_arm64.whl, false",
    "win-64, a-1-cp311-cp311-win_amd64.whl, true",
    "win-64, a-1-cp311-cp311-win32.whl, false",
    "win-64, a-1-CP311-CP311-WIN_AMD64.whl, true"
  })
  void fits_onTheDefaultMachine(String subdir, String wheel, boolean expected) {
    Platform platform = new Platform(subdir);
    WheelTarget target =
        new WheelTarget(
            platform,
            VirtualPackages.forPlatform(platform).packages(),
            PypiVersion.parse("3.11.4"));
    assertThat(target.tags().fits(WheelName.parse(wheel))).isEqualTo(expected);
  }

  @Test
  void rank_prefersTheClosest() {
    TagSet tags = target("linux-64", "3.11", "__glibc=2.28").tags();
    List<Integer> ranks =
        List.of(
                "a-1-cp311-cp311-manylinux_2_28_x86_64.whl",
                "a-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
                "a-1-cp311-cp311-linux_x86_64.whl",
                "a-1-cp311-abi3-manylinux2014_x86_64.whl",
                "a-1-cp39-abi3-manylinux2014_x86_64.whl",
                "a-1-py3-none-manylinux2014_x86_64.whl",
                "a-1-cp311-none-any.whl",
                "a-1-py3-none-any.whl")
            .stream()
            .map(name -> tags.rank(WheelName.parse(name)).orElseThrow())
            .toList();
    assertThat(ranks).isSorted().doesNotHaveDuplicates();
    assertThat(tags.rank(WheelName.parse("a-1-cp310-cp310-win32.whl"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linux-64|__glibc=2.28|a-1-cp39-cp39-manylinux_2_17_x86_64.whl"
            + "|is for cp39-cp39, not for Python 3.11",
        "linux-64|__glibc=2.28|a-1-cp311-cp311-manylinux_2_34_x86_64.whl"
            + "|needs manylinux_2_34_x86_64, but linux-64 has __glibc 2.28",
        "linux-64|__glibc=2.28|a-1-cp311-cp311-win_amd64.whl|is for win_amd64, not for linux-64",
        "linux-64|__glibc=2.28|a-1-cp311-cp311-manylinux_2_17_aarch64.whl"
            + "|is for manylinux_2_17_aarch64, not for linux-64",
        "osx-arm64|__osx=11.0|a-1-cp311-cp311-macosx_14_0_arm64.whl"
            + "|needs macosx_14_0_arm64, but osx-arm64 has __osx 11.0",
        "osx-arm64|__osx=11.0|a-1-cp311-cp311-macosx_10_9_x86_64.whl"
            + "|is for macosx_10_9_x86_64, not for osx-arm64"
      })
  void misfit_saysWhatIsInTheWay(String subdir, String virtual, String wheel, String expected) {
    TagSet tags = target(subdir, "3.11", virtual).tags();
    assertThat(tags.misfit(WheelName.parse(wheel))).isEqualTo(expected);
  }
}
