package dev.hermetic.diff;

import static dev.hermetic.platform.Platform.LINUX_64;
import static dev.hermetic.platform.Platform.OSX_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.text.TextStyle;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReasonsTest {
  private static LockDiff explained(Locks from, Locks to) {
    LockDiff diff = LockDiff.of(from.lock(), to.lock());
    return Reasons.explain(diff, from.lock(), to.lock(), to.requests());
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
