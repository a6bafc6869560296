package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hermetic.diff.Change;
import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.TestChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks that change no more than is asked. */
class LockUpdateTest {
  @TempDir Path directory;
  private Path channel;
  private LockProject project;

  @BeforeEach
  void lockOnce() {
    channel = LockChannel.sample().write(directory.resolve("channel"));
    project = new LockProject(directory.resolve("project")).from(TestChannel.url(channel));
    ask("python=3.10", "numpy=1.24");
    project.lock();
    project.mode(Mode.IF_STALE);
  }

  private void ask(String... specs) {
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, win-64]",
        "dependencies:\n  - " + String.join("\n  - ", specs));
  }

  private LockResult update(String... packages) {
    return project
        .service()
        .update(new UpdateRequest(project.request(), List.of(packages), false));
  }

  private static List<String> told(LockResult result) {
    return result.changes().changes().stream()
        .map(
            change ->
                change.kind().id()
                    + " "
                    + change.name()
                    + " "
                    + change.platforms().size()
                    + ": "
                    + change.reasons().get(0).text())
        .toList();
  }

  private String failure(String... packages) {
    try {
      update(packages);
    } catch (HermeticException e) {
      return e.getMessage();
    }
    throw new AssertionError("updated, although it must fail");
  }

  @Test
  void lock_specLoosened_stands() {
    ask("python", "numpy");
    assertThat(project.lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(project.lockText()).contains("numpy-1.24.4").contains("python-3.10.14");
  }

  @Test
  void lock_specAdded_changesNothingElse() {
    ask("python", "numpy", "app");
    assertThat(told(project.lock())).containsExactly("added app 2: `app` (environment.yml:6:5)");
    assertThat(project.lockText()).contains("app-1.0").contains("numpy-1.24.4");
  }

  @Test
  void lock_specRemovedThenAdded_returnsToTheSameBytes() {
    var before = project.lockFiles();
    ask("python=3.10");
    assertThat(told(project.lock()))
        .contains("removed numpy 2: nothing needs it any more")
        .hasSize(2);
    assertThat(project.lockFiles()).isNotEqualTo(before);
    ask("python=3.10", "numpy=1.24");
    project.lock();
    assertThat(project.lockFiles()).isEqualTo(before);
  }

  @Test
  void lock_specTightened_tellsTheLineThatForcedIt() {
    ask("python", "numpy>=2");
    assertThat(told(project.lock()))
        .containsExactly("up numpy 2: `numpy>=2` (environment.yml:5:5)");
  }

  @Test
  void lock_relock_takesTheNewestOfEverything() {
    ask("python", "numpy");
    project.mode(Mode.ALWAYS).lock();
    assertThat(project.lockText()).contains("numpy-2.0.1").contains("python-3.11.9");
  }

  @Test
  void update_name_movesItAlone() {
    ask("python", "numpy");
    LockResult result = update("numpy");
    assertThat(told(result)).containsExactly("up numpy 2: asked for: `numpy`");
    assertThat(project.lockText()).contains("numpy-2.0.1").contains("python-3.10.14");
  }

  @Test
  void update_specAndOrder_areHeld() {
    ask("python", "numpy");
    assertThat(told(update("numpy<2", "python")))
        .containsExactly(
            "up numpy 2: asked for: `numpy<2`", "up python 2: asked for: `python`");
    assertThat(project.lockText()).contains("numpy-1.26.4").contains("python-3.11.9");
  }

  @Test
  void update_thatMovesNothing_tellsWhatHoldsEachNameAndHowToChangeIt() {
    LockResult result = update("numpy", "libblas", "python");
    assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(result.stayed())
        .containsExactly(
            "numpy stays at 1.24.4 on linux-64, win-64: 2.0.1 is held back: `numpy=1.24`"
                + " (environment.yml:5); `mvn hermetic:update \"-Dhermetic.packages=numpy>=2.0.1\"`"
                + " tells which lines to change",
            "libblas stays at 3.9.0 on linux-64, win-64: no newer version is in the channels",
            "python stays at 3.10.14 on linux-64, win-64: 3.11.9 is held back: `python=3.10`"
                + " (environment.yml:4); `mvn hermetic:update"
                + " \"-Dhermetic.packages=python>=3.11.9\"` tells which lines to change");
  }

  @Test
  void update_heldByAnotherPackage_namesIt() {
    ask("python=3.10", "numpy", "app=1.0", "legacy");
    project.lock();
    LockResult result = update("numpy", "python");
    assertThat(told(result)).containsExactly("up numpy 2: asked for: `numpy`");
    assertThat(result.stayed())
        .singleElement()
        .asString()
        .startsWith("python stays at 3.10.14 on linux-64, win-64: 3.11.9 is held back: ")
        .contains("`python=3.10` (environment.yml:4)", "middle 1.0 needs `python <3.11`");
  }

  @Test
  void update_withoutNames_isTheNewestOfEverything() {
    ask("python", "numpy");
    LockResult result = update();
    assertThat(result.changes().count(Change.Kind.UP)).isEqualTo(2);
    assertThat(project.lockText()).contains("numpy-2.0.1").contains("python-3.11.9");
  }

  @Test
  void update_dryRun_writesNothing() {
    ask("python", "numpy");
    var before = project.lockFiles();
    LockResult result =
        project.service().update(new UpdateRequest(project.request(), List.of("numpy"), true));
    assertThat(result.outcome()).isEqualTo(Outcome.PLANNED);
    assertThat(told(result)).containsExactly("up numpy 2: asked for: `numpy`");
    assertThat(project.lockFiles()).isEqualTo(before);
  }

  @Test
  void update_cannotWork_saysWhyAndLeavesTheLock() {
    var before = project.lockFiles();
    assertThat(failure("numpy>=2"))
        .isEqualTo(
            """
            HERM-SOLVE-001 environment.yml:5:5: `numpy=1.24` and `numpy>=2` cannot be met together on linux-64, win-64: no numpy suits both
              ├─ `numpy=1.24` (environment.yml:5)
              └─ `numpy>=2` (hermetic.packages)
              Fix: write `numpy>=1.24` instead of `numpy>=2` (hermetic.packages)
                   or write `numpy=2.0` instead of `numpy=1.24` (environment.yml:5)
                   or leave out `numpy>=2` (hermetic.packages)""");
    assertThat(project.lockFiles()).isEqualTo(before);
  }

  @Test
  void update_nameInNoChannel_saysSoAndLeavesTheLock() {
    ask("python", "numpy", "nunpy");
    var before = project.lockFiles();
    assertThat(failure("nunpy"))
        .isEqualTo(
            """
            HERM-SOLVE-002 environment.yml:6:5: no channel has a package named `nunpy` on linux-64, win-64
              Fix: write `numpy` instead of `nunpy` (environment.yml:6)
                   or leave out `nunpy` (environment.yml:6)
                   or add the channel that has it""");
    assertThat(project.lockFiles()).isEqualTo(before);
  }

  @Test
  void lock_lockedIsLaterThanCutOff_movesThatAlone() {
    ask("python", "numpy");
    update("numpy");
    project.excludeNewer("3d");
    assertThat(told(project.lock()))
        .containsExactly("down numpy 2: numpy-2.0.1-0 is later than the cut-off date");
    assertThat(project.lockText()).contains("numpy-1.26.4").contains("python-3.10.14");
  }

  @Test
  void update_namesOfWhichNoneIsThere_areAnAbsence() {
    ask("python");
    project.lock();
    assertThatExceptionOfType(HermeticException.class)
        .isThrownBy(() -> update("nunpy", "scypi"))
        .matches(HermeticException::isAbsence);
    assertThatExceptionOfType(HermeticException.class)
        .isThrownBy(() -> update("nunpy", "python"))
        .matches(failure -> !failure.isAbsence());
  }

  @Test
  void update_wrongNames_areToldTogether() {
    assertThat(failure("nunpy", "a=b=c=d", "*"))
        .contains(
            "HERM-LOCK-115 hermetic.packages: `nunpy` is neither locked nor asked for in an"
                + " environment file\n  Fix: did you mean `numpy`? To add it, write it under"
                + " `dependencies:` and run `mvn hermetic:lock`")
        .contains("HERM-LOCK-114 hermetic.packages: `*` is no package to update: ")
        .contains("\n  Fix: write a name, or a name and a version: numpy or \"numpy>=1.26\"");
  }

  @Test
  void update_noLock_saysHowToMakeOne() throws Exception {
    Files.delete(project.lockfile());
    assertThat(failure("numpy"))
        .isEqualTo(
            "HERM-LOCK-113 conda-lock.yml: there is no lock to update"
                + "\n  Fix: run `mvn hermetic:lock` and commit conda-lock.yml");
  }

  private void withdraw(String name) {
    LockChannel.rewrite(
        channel,
        root ->
            List.of("packages", "packages.conda")
                .forEach(
                    key -> {
                      if (root.get(key) instanceof ObjectNode files) {
                        List<String> names = new ArrayList<>();
                        files.fieldNames().forEachRemaining(names::add);
                        names.stream().filter(one -> one.startsWith(name)).forEach(files::remove);
                      }
                    }));
  }

  @Test
  void lock_packageVanished_isKeptWhileItsFileStands() {
    withdraw("numpy-1.24.4");
    ask("python", "numpy", "undated");
    LockResult result = project.lock();
    assertThat(told(result)).containsExactly("added undated 2: `undated` (environment.yml:6:5)");
    assertThat(project.lockText()).contains("numpy-1.24.4");
    assertThat(project.warnings())
        .anyMatch(
            text ->
                text.equals(
                    "HERM-LOCK-116 channels: no longer listed by the channel, kept while the file"
                        + " stands, by what the lock says of it: numpy 1.24.4 (linux-64), numpy"
                        + " 1.24.4 (win-64)\n  Fix: move it while you can: name it in"
                        + " hermetic.packages of `mvn hermetic:update`"));
  }

  @Test
  void lock_fileGoneFromAFolder_isKnownOfflineToo() throws Exception {
    project.offline(true);
    lock_fileGone_movesOnAndSaysSo();
  }

  @Test
  void lock_fileGone_movesOnAndSaysSo() throws Exception {
    withdraw("numpy-1.24.4");
    for (String subdir : List.of("linux-64", "win-64")) {
      try (var files = Files.list(channel.resolve(subdir))) {
        for (Path file : files.filter(f -> f.getFileName().toString().startsWith("numpy-1.24")).toList()) {
          Files.delete(file);
        }
      }
    }
    ask("python", "numpy", "undated");
    assertThat(told(project.lock()))
        .containsExactlyInAnyOrder(
            "up numpy 2: the locked file is not there any more",
            "added undated 2: `undated` (environment.yml:6:5)");
    assertThat(project.warnings())
        .anyMatch(
            text ->
                text.startsWith(
                    "HERM-LOCK-117 channels: the channel has the file no longer, or another one"
                        + " under that name, so it cannot be kept: numpy 1.24.4 (linux-64)"));
  }

  @Test
  void update_inAnyOrderOfTheChannel_isTheSame() {
    ask("python", "numpy", "app");
    update("numpy");
    String text = project.lockText();
    LockChannel.shuffle(channel, 7);
    ask("python=3.10", "numpy=1.24");
    project.mode(Mode.ALWAYS).lock();
    project.mode(Mode.IF_STALE);
    ask("app", "numpy", "python");
    update("numpy");
    assertThat(project.lockText()).isEqualTo(text);
  }
}
