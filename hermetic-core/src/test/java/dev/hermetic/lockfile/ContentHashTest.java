package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lockfile.ContentHash.Input;
import dev.hermetic.lockfile.HashedSpec.Versioned;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Golden values: those of conda-lock's own tests, and of locks that conda-lock 4.0.2 wrote. */
class ContentHashTest {
  static final List<VirtualPackage> LINUX_64 =
      List.of(
          new VirtualPackage("__unix", "0"),
          new VirtualPackage("__linux", "5.10"),
          new VirtualPackage("__archspec", "1", "x86_64"),
          new VirtualPackage("__glibc", "2.28"),
          new VirtualPackage("__cuda", "11.4"));
  static final List<VirtualPackage> OSX_64 =
      List.of(
          new VirtualPackage("__unix", "0"),
          new VirtualPackage("__archspec", "1", "x86_64"),
          new VirtualPackage("__osx", "10.15"),
          new VirtualPackage("__osx", "11.0"));
  static final List<VirtualPackage> OSX_ARM64 =
      List.of(
          new VirtualPackage("__unix", "0"),
          new VirtualPackage("__archspec", "1", "arm64"),
          new VirtualPackage("__osx", "11.0"));
  static final List<VirtualPackage> WIN_64 =
      List.of(
          new VirtualPackage("__win", "0"),
          new VirtualPackage("__archspec", "1", "x86_64"),
          new VirtualPackage("__cuda", "11.4"));

  private static final List<LockedChannel> LOOPBACK =
      List.of(new LockedChannel("http://127.0.0.1:18766/conda-forge", List.of()));

  static Input input(
      Platform platform,
      List<LockedChannel> channels,
      List<HashedSpec> specs,
      List<VirtualPackage> machine) {
    return new Input(platform, channels, specs, List.of(), machine, List.of());
  }

  private static Input nothing(Platform platform, List<VirtualPackage> machine) {
    return input(platform, List.of(), List.of(), machine);
  }

  private static HashedSpec spec(String name, String version) {
    return Versioned.conda(name, version, null, null, "main");
  }

  @Test
  void of_nothing_isCondaLocksGolden() {
    assertThat(ContentHash.of(nothing(Platform.LINUX_64, LINUX_64)))
        .isEqualTo("a949aac83da089258ce729fcd54dc0a3a1724ea325d67680d7a6d7cc9c0f1d1b");
    assertThat(ContentHash.of(nothing(Platform.OSX_64, OSX_64)))
        .isEqualTo("b7eebe4be0654740f67e3023f2ede298f390119ef225f50ad7e7288ea22d5c93");
    assertThat(ContentHash.of(nothing(Platform.WIN_64, WIN_64)))
        .isEqualTo("44239e9f0175404e62e4a80bb8f4be72e38c536280d6d5e484e52fa04b45c9f6");
    assertThat(
            ContentHash.of(
                nothing(Platform.LINUX_64, List.of(new VirtualPackage("__glibc", "2.11")))))
        .isEqualTo("8ee5fc79fca4cb7732d2e88443209e0a3a354da9899cb8899d94f9b1dcccf975");
  }

  @Test
  void of_smallEnvironment_isCondaLocksGolden() {
    List<HashedSpec> win =
        List.of(spec("python", "3.10.*"), spec("numpy", ">=1.24"), spec("pandas", ""));
    List<HashedSpec> linux = new ArrayList<>(win);
    linux.add(spec("scikit-learn", ""));
    assertThat(ContentHash.of(input(Platform.LINUX_64, LOOPBACK, linux, LINUX_64)))
        .isEqualTo("575ef427e65081587a9d2888d9d16b3d19a3ad19fb6468b6d74d9ea449fda2bb");
    assertThat(ContentHash.of(input(Platform.WIN_64, LOOPBACK, win, WIN_64)))
        .isEqualTo("b3e723d1874dd36a267b09d7f6d0618d91f4ae9726b55953137e2b307019e969");
  }

  /** The four source files of conda-lock's upgrade test: conda, categories, PyPI, VCS, URL. */
  private static List<HashedSpec> upgradeTest() {
    return List.of(
        spec("python", ">=3.10"),
        spec("pip", "*"),
        Versioned.conda("ruff", "", null, null, "dev"),
        Versioned.conda("pylint", "", null, null, "test"),
        Versioned.conda("pytest", "", null, null, "test"),
        Versioned.pip("tomli", "*", List.of(), null, "main"),
        Versioned.pip("httpx", "*", List.of("cli"), null, "main"),
        new HashedSpec.Vcs(
            "requests",
            LockedPackage.Manager.PIP,
            "main",
            List.of(),
            "https://github.com/requests/requests.git",
            "git",
            "main",
            null,
            null),
        new HashedSpec.Url(
            "cowsay",
            LockedPackage.Manager.PIP,
            "main",
            List.of(),
            "https://github.com/VaasuDevanS/cowsay-python/archive/refs/tags/v6.1.tar.gz",
            List.of("sha256:bf7009e6d62c8da0f33b2b2dfd4538ebf712e4d9ce0dde1be5ac8986c09aabe2"),
            null));
  }

  private static final List<LockedChannel> CONDA_FORGE =
      List.of(new LockedChannel("conda-forge", List.of()));

  @Test
  void of_environmentWithPipVcsAndUrl_isCondaLocksGolden() {
    assertThat(ContentHash.of(input(Platform.LINUX_64, CONDA_FORGE, upgradeTest(), LINUX_64)))
        .isEqualTo("4e3086c79ebb7044f221959819fbca22e3ad4144b2723482e48f2cffef1cb948");
    assertThat(ContentHash.of(input(Platform.OSX_64, CONDA_FORGE, upgradeTest(), OSX_64)))
        .isEqualTo("d8bfcbde7a20bc50b27ca25139f0d18ee48d21905c7482722c120793713144b1");
    assertThat(ContentHash.of(input(Platform.OSX_ARM64, CONDA_FORGE, upgradeTest(), OSX_ARM64)))
        .isEqualTo("e5b0208328748fdbbf872160bf8e5aff48d3fd5f38fde26e12dcd72a32d5a0d7");
    assertThat(ContentHash.of(input(Platform.WIN_64, CONDA_FORGE, upgradeTest(), WIN_64)))
        .isEqualTo("a67c2def7fa06f94d92df2f17e7c7c940efbb0998a92788a2c1c4feddd605579");
  }

  @Test
  void acceptedVariants_ofUpgradeTest_holdWhatVersion302Wrote() {
    assertThat(
            ContentHash.acceptedVariants(
                input(Platform.LINUX_64, CONDA_FORGE, upgradeTest(), LINUX_64)))
        .contains("5d7f1201e3637f6c815681456b2c1a66ed4eb02a4fb01ea0b55e4fadac9b6486");
    assertThat(
            ContentHash.acceptedVariants(
                input(Platform.OSX_64, CONDA_FORGE, upgradeTest(), OSX_64)))
        .contains("f7aa7e865bc376a5c93b94469853849ecdf5be5a29e007d38df87ef0070d0225");
  }

  @Test
  void of_shuffledSpecsInTurkish_isTheSame() {
    Input input = input(Platform.WIN_64, CONDA_FORGE, upgradeTest(), WIN_64);
    List<HashedSpec> specs = new ArrayList<>(upgradeTest());
    Collections.shuffle(specs, new Random(5));
    List<VirtualPackage> machine = new ArrayList<>(WIN_64);
    Collections.reverse(machine);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(ContentHash.of(input(Platform.WIN_64, CONDA_FORGE, specs, machine)))
          .isEqualTo(ContentHash.of(input));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void conda_ofMatchSpec_isWhatCondaLockHashes() {
    assertThat(Versioned.conda(MatchSpec.parse("python=3.10"), "main"))
        .isEqualTo(Versioned.conda("python", "3.10.*", null, null, "main"));
    assertThat(Versioned.conda(MatchSpec.parse("conda-forge::libblas=*=*mkl"), "dev"))
        .isEqualTo(Versioned.conda("libblas", "*", "*mkl", "conda-forge", "dev"));
    assertThat(Versioned.conda(MatchSpec.parse("pkgs/main::zlib"), "main").condaChannel())
        .isEqualTo("defaults");
    assertThat(CanonicalChannel.of("https://conda.anaconda.org/conda-forge/"))
        .isEqualTo("conda-forge");
    assertThat(CanonicalChannel.of("https://repo.anaconda.com/pkgs/r")).isEqualTo("defaults");
    assertThat(CanonicalChannel.of("https://example.org/chan/"))
        .isEqualTo("https://example.org/chan");
  }

  @Test
  void of_anythingChanged_differs() {
    List<HashedSpec> specs = List.of(spec("python", "3.10.*"));
    Input input = input(Platform.LINUX_64, LOOPBACK, specs, LINUX_64);
    assertThat(
            Set.of(
                ContentHash.of(input),
                ContentHash.of(input(Platform.LINUX_64, CONDA_FORGE, specs, LINUX_64)),
                ContentHash.of(input(Platform.LINUX_64, LOOPBACK, List.of(), LINUX_64)),
                ContentHash.of(input(Platform.LINUX_64, LOOPBACK, specs, WIN_64)),
                ContentHash.of(input(Platform.WIN_64, LOOPBACK, specs, LINUX_64)),
                ContentHash.of(
                    new Input(
                        Platform.LINUX_64,
                        LOOPBACK,
                        specs,
                        List.of("https://pypi.example/é"),
                        LINUX_64,
                        List.of()))))
        .hasSize(6);
  }

  @Test
  void acceptedVariants_osx64_holdsEveryOldForm() {
    List<VirtualPackage> without =
        OSX_64.stream().filter(v -> !v.version().equals("10.15")).toList();
    assertThat(ContentHash.acceptedVariants(nothing(Platform.OSX_64, OSX_64)))
        .contains(ContentHash.of(nothing(Platform.OSX_64, OSX_64)))
        .contains(ContentHash.of(nothing(Platform.OSX_64, without)))
        .hasSize(4)
        .isEqualTo(ContentHash.acceptedVariants(nothing(Platform.OSX_64, without)));
  }

  @Test
  void acceptedVariants_withSpecs_holdsFormWithNulls() {
    Input input =
        input(Platform.LINUX_64, LOOPBACK, List.of(spec("python", "3.10.*")), LINUX_64);
    assertThat(ContentHash.acceptedVariants(input)).hasSize(4).contains(ContentHash.of(input));
  }
}
