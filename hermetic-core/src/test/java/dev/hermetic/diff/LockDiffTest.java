package dev.hermetic.diff;

import static dev.hermetic.platform.Platform.LINUX_64;
import static dev.hermetic.platform.Platform.OSX_64;
import static dev.hermetic.platform.Platform.WIN_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.diff.Change.Kind;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.text.TextStyle;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockDiffTest {
  private static Lockfile before() {
    return Locks.on(LINUX_64, OSX_64)
        .has("python", "3.11.8", "h1_0_cpython", "openssl >=3.2")
        .has("openssl", "3.2.1", "h2_0")
        .has("numpy", "2.0.0", "py311h3_0", "python >=3.11")
        .hasOn(LINUX_64, "mkl", "2023.1", "h4_0")
        .hasOn(OSX_64, "mkl", "2022.1", "h4_0")
        .has("six", "1.16.0", "pyh6c4a22f_0")
        .has("zlib", "1.3", "h5_0")
        .has("pytorch", "2.1.0", "cpu_py311_0")
        .pip("requests", "2.30.0")
        .lock();
  }

  private static Lockfile after() {
    return Locks.on(LINUX_64, OSX_64)
        .has("python", "3.11.10", "h1_0_cpython", "openssl >=3.3")
        .has("openssl", "3.2.1", "h2_1")
        .has("numpy", "1.26.4", "py311h3_0", "python >=3.11")
        .hasOn(LINUX_64, "mkl", "2024.0", "h4_0")
        .hasOn(OSX_64, "mkl", "2022.1", "h4_0")
        .has("tk", "8.6.13", "h7_0")
        .has("zlib", "1.3", "h5_0")
        .tampered()
        .hasFrom("pytorch", "pytorch", "2.1.0", "cpu_py311_0")
        .pip("requests", "2.31.0")
        .setting("hermetic_cuda", "12.4")
        .lock();
  }

  @Test
  void lines_tellWarningsFirstAndGroupPlatformsThatAgree() {
    assertThat(DiffText.lines(LockDiff.of(before(), after()), TextStyle.ASCII))
        .containsExactly(
            "1 down, 3 up, 1 removed, 1 added, 1 from another channel, 1 with another file, 1"
                + " rebuilt, 1 setting; unchanged: 1",
            "  package on 2 platforms",
            "! zlib has other bytes under the same file name",
            "! pytorch comes from another channel: conda-forge -> pytorch",
            "cuda: not set -> 12.4",
            "",
            "Down (1)",
            "  numpy           2.0.0 -> 1.26.4     all platforms",
            "",
            "Up (3)",
            "  mkl             2023.1 -> 2024.0    linux-64",
            "  python          3.11.8 -> 3.11.10   all platforms",
            "  requests (pip)  2.30.0 -> 2.31.0    all platforms",
            "",
            "Removed (1)",
            "  six             1.16.0              all platforms",
            "",
            "Added (1)",
            "  tk              8.6.13              all platforms",
            "",
            "Same build from another channel (1)",
            "  pytorch         2.1.0               all platforms  conda-forge -> pytorch",
            "",
            "Same build, another file (1)",
            "  zlib            1.3                 all platforms  other bytes",
            "",
            "Rebuilt (1)",
            "  openssl         3.2.1 h2_0 -> h2_1  all platforms");
  }

  @Test
  void equalLocks_haveNoDifference_inWhateverOrder() {
    Locks locks = Locks.on(LINUX_64, WIN_64).has("a", "1", "0").has("b", "1", "0", "a");
    LockDiff diff = LockDiff.of(locks.lock(), locks.shuffled(7));
    assertThat(diff.isEmpty()).isTrue();
    assertThat(DiffText.lines(diff, TextStyle.UNICODE))
        .containsExactly("No difference: 4 packages on 2 platforms");
  }

  @Test
  void order_ofPackagesInTheFile_changesNothing() {
    Locks before = Locks.on(LINUX_64, OSX_64).has("a", "1", "0").has("b", "1", "0").has("c", "1", "0");
    Locks after = Locks.on(OSX_64, LINUX_64).has("c", "2", "0").has("b", "0", "0").has("d", "1", "0");
    LockDiff expected = LockDiff.of(before.lock(), after.lock());
    for (long seed = 0; seed < 20; seed++) {
      assertThat(LockDiff.of(before.shuffled(seed), after.shuffled(-seed))).isEqualTo(expected);
    }
  }

  @Test
  void platforms_thatDisagree_areToldApart() {
    Lockfile from = Locks.on(LINUX_64, OSX_64, WIN_64).has("a", "1", "0").lock();
    Lockfile to =
        Locks.on(LINUX_64, OSX_64, WIN_64)
            .hasOn(LINUX_64, "a", "2", "0")
            .hasOn(OSX_64, "a", "2", "0")
            .hasOn(WIN_64, "a", "3", "0")
            .lock();
    assertThat(LockDiff.of(from, to).changes())
        .extracting(Change::platforms)
        .containsExactly(List.of(LINUX_64, OSX_64), List.of(WIN_64));
  }

  @Test
  void platform_thatOnlyOneLockHas_isToldAsAWhole() {
    Lockfile from = Locks.on(LINUX_64, OSX_64).has("a", "1", "0").has("b", "1", "0").lock();
    Lockfile to = Locks.on(LINUX_64, WIN_64).has("a", "1", "0").lock();
    assertThat(DiffText.lines(LockDiff.of(from, to), TextStyle.ASCII))
        .containsExactly(
            "1 removed, 1 more platform, 1 fewer platform; unchanged: 1 package on linux-64",
            "Platform added: win-64, 1 package",
            "Platform removed: osx-64, 2 packages",
            "",
            "Removed (1)",
            "  b  1");
  }

  @ParameterizedTest
  @CsvSource({
    "1.9, 1.10, UP",
    "1.1, 1.1.0rc1, DOWN",
    "1.1, 1.1.0, VERSION",
    "1.1, 'not a version', VERSION",
  })
  void direction_isThatOfCondasOrder(String from, String to, Kind kind) {
    assertThat(
            LockDiff.of(
                    Locks.on(LINUX_64).has("a", from, "0").lock(),
                    Locks.on(LINUX_64).has("a", to, "0").lock())
                .changes())
        .extracting(Change::kind)
        .containsExactly(kind);
  }

  @Test
  void category_andDependencies_countWhereTheFileIsTheSame() {
    Lockfile from =
        Locks.on(LINUX_64).has("a", "1", "0", "b >=1", "c").hasIn("dev", "b", "1", "0").lock();
    Lockfile to =
        Locks.on(LINUX_64).has("a", "1", "0", "b >=2", "d <3").has("b", "1", "0").lock();
    assertThat(DiffText.lines(LockDiff.of(from, to), TextStyle.ASCII))
        .containsExactly(
            "1 in another category, 1 with other dependencies; unchanged: 0 packages on linux-64",
            "",
            "Category changed (1)",
            "  b  1    dev -> main",
            "",
            "Same file, other dependencies (1)",
            "  a  1    b >=1 -> >=2; no longer needs c; needs d <3");
  }

  @Test
  void licence_isToldWhereItIsKnown() {
    Lockfile from = Locks.on(LINUX_64).has("a", "1", "0").has("b", "1", "0").lock();
    Lockfile to = Locks.on(LINUX_64).has("a", "2", "0").has("b", "2", "0").lock();
    Licenses licenses =
        locked ->
            locked.name().equals("b")
                ? Optional.empty()
                : Optional.of(locked.version().equals("1") ? "MIT" : "AGPL-3.0-only");
    assertThat(DiffText.lines(LockDiff.of(from, to, licenses), TextStyle.UNICODE))
        .contains(
            "! a is under another licence: MIT → AGPL-3.0-only",
            "  a  1 → 2    MIT → AGPL-3.0-only",
            "  b  1 → 2");
  }

  @Test
  void rebuilds_areToldByBuildNumberWhereBuildStringsDifferPerPlatform() {
    Lockfile from =
        Locks.on(LINUX_64, OSX_64)
            .hasOn(LINUX_64, "a", "1", "haaa_0")
            .hasOn(OSX_64, "a", "1", "hbbb_0")
            .lock();
    Lockfile to =
        Locks.on(LINUX_64, OSX_64)
            .hasOn(LINUX_64, "a", "1", "hccc_2")
            .hasOn(OSX_64, "a", "1", "hddd_2")
            .lock();
    assertThat(DiffText.lines(LockDiff.of(from, to), TextStyle.ASCII))
        .contains("  a  1 build 0 -> 2  all platforms");
  }

  @Test
  void hostileTexts_areCleaned() {
    Lockfile from = Locks.on(LINUX_64).has("a", "1", "0").lock();
    Lockfile to =
        Locks.on(LINUX_64).has("a", "2\u001b[31m\u202e", "0").setting("x\r\n", "y\u0007").lock();
    assertThat(String.join("\n", DiffText.lines(LockDiff.of(from, to), TextStyle.UNICODE)))
        .contains("1 → 2\\u001B[31m\\u202E", "x\\u000D\\u000A: not set → y\\u0007")
        .doesNotContain("\u001b", "\u202e", "\r", "\u0007");
  }

  @Test
  void secrets_inAddressesAndSettings_areMasked() {
    Lockfile from = Locks.on(LINUX_64).setting("u", "https://me:secret@host/x").lock();
    Lockfile to =
        Locks.on(LINUX_64).hasFrom("t/secret/private", "a", "1", "0").lock();
    LockDiff diff = LockDiff.of(from, to);
    assertThat(diff.toString()).doesNotContain("secret");
  }

  @Test
  void longLines_keepTheWidth() {
    String name = "n".repeat(90);
    Lockfile from = Locks.on(LINUX_64).has(name, "1." + "2".repeat(60), "0").lock();
    Lockfile to = Locks.on(LINUX_64).has(name, "1." + "3".repeat(60), "0").lock();
    TextStyle narrow = new TextStyle(60, false);
    assertThat(DiffText.lines(LockDiff.of(from, to), narrow))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
  }
}
