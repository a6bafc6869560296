package dev.hermetic.diff;

import static dev.hermetic.platform.Platform.LINUX_64;
import static dev.hermetic.platform.Platform.OSX_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonsTest {
  private static LockDiff explained(Locks from, Locks to) {
    LockDiff diff = LockDiff.of(from.lock(), to.lock());
    return Reasons.explain(diff, from.lock(), to.lock(), to.roots());
  }

  private static List<String> reasons(LockDiff diff, String name) {
    return diff.changes().stream()
        .filter(change -> change.name().equals(name))
        .flatMap(change -> Words.reasons(change, 9).stream())
        .toList();
  }

  @Test
  void move_thatASpecForces_namesItsLine() {
    Locks from = Locks.on(LINUX_64, OSX_64).has("python", "3.11.1", "0").has("numpy", "2.0", "0");
    Locks to =
        Locks.on(LINUX_64, OSX_64)
            .spec("python")
            .spec("numpy<2")
            .has("python", "3.11.1", "0")
            .has("numpy", "1.26", "0");
    assertThat(DiffText.lines(explained(from, to), TextStyle.ASCII))
        .containsExactly(
            "1 down; unchanged: 2 packages on 2 platforms",
            "",
            "Down (1)",
            "* numpy  2.0 -> 1.26  all platforms",
            "      `numpy<2` rules out 2.0 (environment.yml:6)",
            "",
            "* asked for in the environment file");
  }

  @Test
  void move_thatAPackageForces_namesItsConstraint() {
    Locks from =
        Locks.on(LINUX_64).has("pandas", "2.1", "0", "numpy >=1.22").has("numpy", "1.25", "0");
    Locks to =
        Locks.on(LINUX_64)
            .spec("pandas>=2.2")
            .has("pandas", "2.2", "0", "numpy >=1.26,<3")
            .has("numpy", "1.26", "0");
    LockDiff diff = explained(from, to);
    assertThat(reasons(diff, "pandas"))
        .containsExactly("`pandas>=2.2` rules out 2.1 (environment.yml:5)");
    assertThat(reasons(diff, "numpy")).containsExactly("pandas 2.2 needs `numpy >=1.26,<3`");
  }

  @Test
  void move_thatSeveralPackagesForceAlike_namesThemTogether() {
    Locks from = Locks.on(LINUX_64).has("io", "1", "0");
    Locks to =
        Locks.on(LINUX_64)
            .has("io", "2", "0")
            .has("a", "1", "0", "io >=2")
            .has("b", "1", "0", "io >=2")
            .has("c", "1", "0", "io >=1.5");
    assertThat(reasons(explained(from, to), "io"))
        .containsExactly("a 1, b 1 need `io >=2`", "c 1 needs `io >=1.5`");
  }

  @Test
  void move_thatWasHeldBefore_namesWhatHeldIt() {
    Locks from =
        Locks.on(LINUX_64)
            .has("scipy", "1.10", "0", "numpy <1.27")
            .has("old", "1", "0", "numpy <1.28")
            .has("numpy", "1.26", "0");
    Locks to = Locks.on(LINUX_64).has("scipy", "1.14", "0", "numpy <3").has("numpy", "2.0", "0");
    assertThat(reasons(explained(from, to), "numpy"))
        .containsExactly(
            "old 1, which needed `numpy <1.28`, is gone",
            "scipy 1.10, which needed `numpy <1.27`, is now 1.14");
  }

  @Test
  void move_ofWhatWouldNotFindWhatItNeeds_namesThat() {
    Locks from =
        Locks.on(LINUX_64)
            .has("tensors", "1", "0")
            .has("typing", "4.16", "0")
            .has("crypto", "49", "0", "typing >=4.13", "cffi >=1", "lib")
            .has("cffi", "1", "0")
            .has("lib", "1", "0");
    Locks to =
        Locks.on(LINUX_64)
            .has("tensors", "2", "0", "typing <4.6")
            .has("typing", "4.5", "0")
            .has("crypto", "45", "0", "cffi >=1")
            .has("cffi", "2", "0");
    LockDiff diff = explained(from, to);
    assertThat(reasons(diff, "crypto"))
        .containsExactly("49 needs `typing >=4.13`, and there is 4.5");
    assertThat(reasons(diff, "typing")).containsExactly("tensors 2 needs `typing <4.6`");
    // What forces it is told in its place.
    assertThat(reasons(explained(from, to.spec("crypto <46")), "crypto"))
        .containsExactly("`crypto <46` rules out 49 (environment.yml:5)");
  }

  @Test
  void move_thatNothingForced_hasNoReason() {
    Locks from = Locks.on(LINUX_64).has("a", "1", "0", "b >=1").has("b", "1", "0");
    Locks to = Locks.on(LINUX_64).has("a", "1", "0", "b >=1").has("b", "2", "0");
    assertThat(reasons(explained(from, to), "b")).isEmpty();
  }

  @Test
  void added_isAskedForOrNeeded() {
    Locks from = Locks.on(LINUX_64).has("a", "1", "0");
    Locks to =
        Locks.on(LINUX_64)
            .spec("a")
            .spec("tqdm>=4")
            .has("a", "2", "0", "b", "tqdm")
            .has("b", "1", "0")
            .has("tqdm", "4.1", "0");
    LockDiff diff = explained(from, to);
    assertThat(reasons(diff, "b")).containsExactly("needed by a 2");
    assertThat(reasons(diff, "tqdm"))
        .containsExactly("`tqdm>=4` asks for it (environment.yml:6)", "needed by a 2");
  }

  @Test
  void removed_isNotNeededAnyMore_andAnIncompleteLockIsSaid() {
    Locks from =
        Locks.on(LINUX_64)
            .has("a", "1", "0", "b", "d")
            .has("c", "1", "0", "b")
            .has("b", "1", "0")
            .has("d", "1", "0")
            .has("lonely", "1", "0");
    Locks to = Locks.on(LINUX_64).has("a", "2", "0", "d");
    LockDiff diff = explained(from, to);
    assertThat(reasons(diff, "b")).containsExactly("no longer needed by a 2; c is gone too");
    assertThat(reasons(diff, "lonely")).containsExactly("nothing needs it");
    assertThat(reasons(explained(from, to.spec("a")), "lonely"))
        .containsExactly("no spec asks for it, nothing needs it");
    assertThat(reasons(diff, "d"))
        .containsExactly("still needed by a 2: the lock is incomplete");
  }

  @Test
  void rebuilt_followsWhatItWasBuiltFor() {
    Locks from =
        Locks.on(LINUX_64)
            .has("numpy", "1.26", "py310h1_0", "python >=3.10,<3.11", "zlib >=1")
            .has("python", "3.10.1", "0")
            .has("zlib", "1", "0");
    Locks to =
        Locks.on(LINUX_64)
            .has("numpy", "1.26", "py311h1_0", "python >=3.11,<3.12", "zlib >=1")
            .has("python", "3.11.1", "0")
            .has("zlib", "2", "0");
    assertThat(reasons(explained(from, to), "numpy"))
        .containsExactly("built for python 3.11.1 (was 3.10.1)");
  }

  @Test
  void rebuilt_followsASpecThatNamesTheBuild() {
    Locks from = Locks.on(LINUX_64).spec("blas").has("blas", "1.0", "openblas");
    Locks to = Locks.on(LINUX_64).spec("blas=*=netlib").has("blas", "1.0", "netlib");
    assertThat(reasons(explained(from, to), "blas"))
        .containsExactly("`blas=*=netlib` rules out the build openblas (environment.yml:5)");
  }

  @Test
  void pip_movesAreToldByPep440() {
    Locks from =
        Locks.on(LINUX_64)
            .pip("app", "1.0", "lib ~=1.4")
            .pip("lib", "1.4.2")
            .pip("tool", "2.0rc1");
    Locks to =
        Locks.on(LINUX_64)
            .pipSpec("app>=2,!=2.5")
            .pipSpec("tool")
            .pip("app", "2.0", "lib <2,>=1.5")
            .pip("lib", "1.5.post1")
            .pip("tool", "2.0");
    LockDiff diff = explained(from, to);
    assertThat(diff.changes()).extracting(Change::kind).containsOnly(Change.Kind.UP);
    assertThat(reasons(diff, "app"))
        .containsExactly("`app>=2,!=2.5` rules out 1.0 (environment.yml:5)");
    assertThat(reasons(diff, "lib")).containsExactly("app 2.0 needs `lib <2,>=1.5`");
    assertThat(reasons(diff, "tool")).isEmpty();
  }

  @Test
  void pip_requirements_areToldOneByOne() {
    Locks from =
        Locks.on(LINUX_64)
            .setting("hermetic_pip_specs", "a>=1; os_name == \"nt\"; b | c | d (dev)");
    Locks to = Locks.on(LINUX_64).setting("hermetic_pip_specs", "c | d | e[x]");
    assertThat(DiffText.lines(explained(from, to), TextStyle.ASCII))
        .contains(
            "pip_specs: - a>=1; os_name == \"nt\"; b, - d (dev), + d, + e[x]");
  }

  @Test
  void pip_orderOfVersions_isPypis() {
    // conda has 1.0.dev1 after 1.0a1, and no epoch before the number that has none.
    Locks from = Locks.on(LINUX_64).pip("a", "1.0.dev1").pip("b", "2024.1").pip("c", "1.0+cpu");
    Locks to = Locks.on(LINUX_64).pip("a", "1.0a1").pip("b", "1!1.0").pip("c", "1.0");
    assertThat(explained(from, to).changes())
        .extracting(Change::name, Change::kind)
        .containsExactlyInAnyOrder(
            tuple("a", Change.Kind.UP), tuple("b", Change.Kind.UP), tuple("c", Change.Kind.DOWN));
  }

  @Test
  void conda_thatPipPackagesAndEntriesHold_isToldByTheirRules() {
    Locks from =
        Locks.on(LINUX_64)
            .has("python", "3.11.1", "0")
            .has("numpy", "2.0", "0", "python")
            .has("pandas", "2.0", "0", "python")
            .pip("old", "1.0");
    Locks to =
        Locks.on(LINUX_64)
            .pipSpec("pandas~=2.2.1")
            .has("python", "3.11.1", "0")
            .has("numpy", "1.26.4", "0", "python")
            .has("pandas", "2.2.3", "0", "python")
            .pip("old", "1.0", "numpy <2 || ===9");
    LockDiff diff = explained(from, to);
    assertThat(reasons(diff, "numpy")).containsExactly("old 1.0 needs `numpy <2 || ===9`");
    assertThat(reasons(diff, "pandas"))
        .containsExactly("`pandas~=2.2.1` rules out 2.0 (environment.yml:5)");
  }

  @Test
  void pip_whatHeldItBefore_isNamed() {
    Locks from = Locks.on(LINUX_64).pip("app", "1.0", "lib ==1.*").pip("lib", "1.9");
    Locks to = Locks.on(LINUX_64).pip("app", "1.1", "lib >=1").pip("lib", "2.0");
    assertThat(reasons(explained(from, to), "lib"))
        .containsExactly("app 1.0, which needed `lib ==1.*`, is now 1.1");
  }

  @Test
  void limits_ofConstraintFiles_areNamedWithTheirLine(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("limits.txt"), "# ours\nlib<2\n");
    Files.writeString(directory.resolve("more.txt"), "extra>=1\n");
    Locks from = Locks.on(LINUX_64).pip("app", "1.0", "lib").pip("lib", "2.0");
    Locks to =
        Locks.on(LINUX_64)
            .pipSpec("-c limits.txt")
            .pipSpec("-r more.txt")
            .pip("app", "1.0", "lib")
            .pip("extra", "1.0")
            .pip("lib", "1.9");
    LockDiff diff =
        Reasons.explain(
            LockDiff.of(from.lock(), to.lock()), from.lock(), to.lock(), to.roots(directory));
    assertThat(reasons(diff, "lib")).containsExactly("`lib<2` rules out 2.0 (limits.txt:2)");
    assertThat(reasons(diff, "extra")).containsExactly("`extra>=1` asks for it (more.txt:1)");
    // A limit asks for nothing.
    assertThat(diff.changes())
        .extracting(Change::name, Change::asked)
        .containsExactlyInAnyOrder(tuple("lib", false), tuple("extra", true));
  }

  @Test
  void removed_pipPackageThatCondaHasNow_saysSo_andTheOtherWayRound() {
    Locks pip = Locks.on(LINUX_64).has("python", "3.11.1", "0").pip("numpy", "2.0");
    Locks conda =
        Locks.on(LINUX_64).has("python", "3.11.1", "0").has("numpy", "2.1", "0", "python");
    assertThat(removal(explained(pip, conda))).containsExactly("numpy 2.1 of conda is it now");
    assertThat(removal(explained(conda, pip))).containsExactly("numpy 2.0 of pip is it now");
  }

  private static List<String> removal(LockDiff diff) {
    return diff.changes().stream()
        .filter(change -> change.kind() == Change.Kind.REMOVED)
        .flatMap(change -> Words.reasons(change, 9).stream())
        .toList();
  }

  @Test
  void unknownEnvironment_marksNothingAndNamesNoLine() {
    Locks from = Locks.on(LINUX_64).has("a", "1", "0");
    Locks to = Locks.on(LINUX_64).spec("a>=2").has("a", "2", "0");
    LockDiff diff = LockDiff.of(from.lock(), to.lock());
    LockDiff explained = Reasons.explain(diff, from.lock(), to.lock(), new TreeMap<>());
    assertThat(explained).isEqualTo(diff);
  }

  @Test
  void secrets_inSpecs_areMasked() {
    Locks from = Locks.on(LINUX_64).has("b", "1", "0");
    Locks to =
        Locks.on(LINUX_64).spec("https://me:secret@host/conda::a").has("a", "1", "0");
    assertThat(explained(from, to).toString()).contains("asks for it").doesNotContain("secret");
  }
}
