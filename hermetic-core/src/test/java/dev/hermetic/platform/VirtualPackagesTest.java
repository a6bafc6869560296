package dev.hermetic.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualPackagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linux-64|__archspec=1=x86_64, __cuda=11.4, __glibc=2.28, __linux=5.10, __unix=0",
        "linux-aarch64|__archspec=1=aarch64, __cuda=11.4, __glibc=2.28, __linux=5.10, __unix=0",
        "linux-ppc64le|__archspec=1=ppc64le, __cuda=11.4, __glibc=2.28, __linux=5.10, __unix=0",
        "linux-s390x|__archspec=1=s390x, __cuda=11.4, __glibc=2.28, __linux=5.10, __unix=0",
        "osx-64|__archspec=1=x86_64, __osx=11.0, __unix=0",
        "osx-arm64|__archspec=1=arm64, __osx=11.0, __unix=0",
        "win-64|__archspec=1=x86_64, __cuda=11.4, __win=0",
        "win-arm64|__archspec=1=aarch64, __win=0",
        "linux-32|__archspec=1=x86, __cuda=11.4, __glibc=2.28, __linux=5.10, __unix=0",
        "emscripten-wasm32|__archspec=1=wasm32, __unix=0",
        "zos-z|__archspec=1=z",
      })
  void forPlatform_eachPlatform_hasCondaLocksDefaults(String subdir, String expected) {
    VirtualPackages defaults = VirtualPackages.forPlatform(new Platform(subdir));

    assertThat(defaults.packages()).hasToString("[" + expected + "]");
    assertThat(defaults.origins().values()).containsOnly("default");
    assertThat(defaults.origins()).hasSameSizeAs(defaults.packages());
  }

  @Test
  void forPlatform_osx64_hashesTheSpuriousSecondOsx() {
    assertThat(VirtualPackages.forPlatform(Platform.OSX_64).hashed())
        .hasToString("[__archspec=1=x86_64, __osx=10.15, __osx=11.0, __unix=0]");
    assertThat(VirtualPackages.forPlatform(Platform.OSX_ARM64).hashed())
        .isEqualTo(VirtualPackages.forPlatform(Platform.OSX_ARM64).packages());
  }

  @Test
  void knownPlatforms_areSortedPlatformsWithoutNoarch() {
    assertThat(KnownPlatforms.subdirs()).isSorted().doesNotContain("noarch");
    assertThat(KnownPlatforms.subdirs()).allMatch(Platform::isPlatform);
    assertThat(Platform.DEFAULTS).allMatch(each -> KnownPlatforms.contains(each.subdir()));
  }
}
