package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.event.Event;
import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestIndex;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.testkit.TestWheel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pip packages need of conda's. */
class LockJointTest {
  private static final String LINUX = "platforms: [linux-64]";
  private static final Platform WINDOWS = new Platform("win-64");

  @TempDir Path directory;
  private TestIndex index;
  private LockProject project;

  @BeforeEach
  void serve() {
    TestChannel channel = TestChannel.create();
    for (String subdir : List.of("linux-64", "win-64")) {
      for (String version : List.of("3.10.14", "3.11.9", "3.12.4")) {
        channel.add(TestPackage.of("python", version).withSubdir(subdir));
      }
      channel.add(
          TestPackage.of("numpy", "1.19.5", "python <3.10").withSubdir(subdir),
          TestPackage.of("numpy", "1.26.4", "python >=3.10").withSubdir(subdir),
          TestPackage.of("numpy", "2.0.1", "python >=3.10").withSubdir(subdir));
    }
    channel.add(
        TestPackage.of("pip", "24.0", "python").withNoarch("python"),
        TestPackage.of("scipy", "1.14", "python", "numpy >=2").withNoarch("python"),
        TestPackage.of("pandas", "2.2", "python", "numpy").withNoarch("python"),
        TestPackage.of("plot", "2.0", "python", "numpy >=2").withNoarch("python"),
        TestPackage.of("plot", "1.0", "python").withNoarch("python"));
    Path served = channel.write(directory.resolve("served/sample"));
    Path folder = directory.resolve("index");
    index =
        TestIndex.in(folder, TestIndex.Form.JSON)
            .add(
                TestWheel.of("needs_old", "1.0", "numpy<2"),
                TestWheel.of("through", "1.0", "needs_old"),
                TestWheel.of("on_windows", "1.0", "numpy<2; sys_platform == 'win32'"),
                TestWheel.of("choosy", "2.0", "numpy<1.20"),
                TestWheel.of("choosy", "1.0", "numpy<2"),
                TestWheel.of("numpy", "1.25.0").withTag("cp312-cp312-manylinux_2_17_x86_64"));
    project =
        new LockProject(directory.resolve("project"))
            .from(TestChannel.url(served))
            .pip(
                new PipSettings(
                    folder.toUri() + "simple", List.of(), null, IndexStrategy.FIRST_INDEX));
  }

  private LockProject asks(String platforms, String dependencies, String pip) {
    return project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        platforms,
        "dependencies:",
        "- python",
        "- " + dependencies,
        "- pip:",
        "  - " + pip);
  }

  private static List<String> locked(LockResult result, Platform platform) {
    return result.lockfile().packages().stream()
        .filter(one -> one.platform().equals(platform) && !one.name().equals("pip"))
        .map(
            one ->
                one.name() + " " + one.version() + (one.manager() == Manager.PIP ? " (pip)" : ""))
        .toList();
  }

  private List<String> solves() {
    return project.events.stream()
        .filter(Event.StageStarted.class::isInstance)
        .map(event -> ((Event.StageStarted) event).stage())
        .filter(stage -> stage.startsWith("solve:"))
        .toList();
  }

  @Test
  void lock_condaChoseTooNew_isSolvedAgainForPip() {
    LockResult result = asks(LINUX, "numpy", "through").lock();

    assertThat(locked(result, Platform.LINUX_64))
        .containsExactly(
            "numpy 1.26.4", "python 3.12.4", "needs-old 1.0 (pip)", "through 1.0 (pip)");
    assertThat(solves()).hasSize(2);
    assertThat(project.service().check(project.request()).problems()).isEmpty();
    String text = project.lockText();
    assertThat(project.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(project.mode(Mode.ALWAYS).lock().outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(project.lockText()).isEqualTo(text);
  }

  @Test
  void lock_limitOfTheUsersOwn_holdsForWhatCondaBrings() {
    LockResult result = asks(LINUX, "numpy", "numpy<2").lock();

    assertThat(locked(result, Platform.LINUX_64)).containsExactly("numpy 1.26.4", "python 3.12.4");
  }

  @Test
  void lock_oneOfTwoPlatformsClashes_theOtherStays() {
    LockResult result = asks("platforms: [linux-64, win-64]", "numpy", "on_windows").lock();

    assertThat(locked(result, Platform.LINUX_64)).contains("numpy 2.0.1");
    assertThat(locked(result, WINDOWS)).contains("numpy 1.26.4");
    assertThat(solves()).containsExactlyInAnyOrder("solve:linux-64", "solve:win-64", "solve:win-64");
  }

  @Test
  void lock_nothingClashes_isSolvedOnce() {
    asks("platforms: [linux-64, win-64]", "numpy", "numpy>=2").lock();

    assertThat(solves()).containsExactlyInAnyOrder("solve:linux-64", "solve:win-64");
  }

  @Test
  void lock_condaCannotBringWhatPipNeeds_tellsBothSides() {
    String failure = asks(LINUX, "scipy", "needs-old").failure();

    assertThat(failure)
        .contains(
            "HERM-PIP-012 environment.yml:7",
            "cannot be met together on linux-64",
            "needs-old 1.0 needs `numpy<2`",
            "conda brings numpy 2.0.1 (package numpy), which is not replaced",
            "conda cannot bring `numpy <2` instead:",
            "`scipy` (environment.yml:5)",
            "needs `numpy >=2`",
            "`numpy <2` (environment.yml:7)",
            "no numpy suits both");
    assertThat(project.folder.resolve("conda-lock.yml")).doesNotExist();
  }

  @Test
  void lock_usersOwnCondaSpecRulesItOut_namesBothLinesAtOnce() {
    String failure = asks(LINUX, "numpy>=2", "needs-old").failure();

    assertThat(failure)
        .contains("HERM-PIP-012 environment.yml:7", "conda brings numpy 2.0.1, which is asked for at environment.yml:5")
        .doesNotContain("conda cannot bring");
    assertThat(solves()).hasSize(1);
  }

  @Test
  void lock_condaHasNoAnswerWithTheFirstWish_asksForTheNext() {
    LockResult result = asks(LINUX, "numpy", "choosy").lock();

    assertThat(locked(result, Platform.LINUX_64))
        .as("numpy 1.19 needs a Python that the channel does not have")
        .containsExactly("numpy 1.26.4", "python 3.12.4", "choosy 1.0 (pip)");
  }

  @Test
  void lock_condaNeedsThePackageNoMoreThen_pipBringsIt() {
    LockResult result = asks(LINUX, "plot", "needs-old").lock();

    assertThat(locked(result, Platform.LINUX_64))
        .containsExactly("plot 1.0", "python 3.12.4", "needs-old 1.0 (pip)", "numpy 1.25.0 (pip)");
    assertThat(project.service().check(project.request()).problems()).isEmpty();
  }

  @Test
  void lock_pythonTooNewForPip_isSolvedAgainWithAnOlderOne() {
    index.add("old", TestIndex.Entry.of(TestWheel.of("old", "1.0")).withRequiresPython("<3.12"));

    LockResult result = asks(LINUX, "pandas", "old").lock();

    assertThat(locked(result, Platform.LINUX_64))
        .containsExactly("numpy 2.0.1", "pandas 2.2", "python 3.11.9", "old 1.0 (pip)");
    assertThat(asks(LINUX, "python=3.12", "old").failure())
        .contains("HERM-PIP-012", "old 1.0 needs Python <3.12");
  }

  @Test
  void lock_wheelsForAnOlderPythonAlone_isSolvedAgainWithThat() {
    index.add(
        TestWheel.of("fast", "1.0", "numpy<2").withTag("cp310-cp310-manylinux_2_17_x86_64"));
    index.add(
        "fast",
        new TestIndex.Entry(
            "fast-1.0.tar.gz", Sdists.of("fast", "1.0"), new byte[0], null, null, null, false));

    LockResult result = asks(LINUX, "numpy", "fast").lock();

    assertThat(locked(result, Platform.LINUX_64))
        .containsExactly("numpy 1.26.4", "python 3.10.14", "fast 1.0 (pip)");
  }

  @Test
  void lock_addedToALock_movesOnlyWhatPipNeedsMoved() {
    asks(LINUX, "numpy", "numpy").lock();
    index.add(TestWheel.of("later", "1.0"));
    project.events.clear();

    LockResult result = asks(LINUX, "numpy", "needs-old").mode(Mode.IF_STALE).lock();

    assertThat(locked(result, Platform.LINUX_64))
        .containsExactly("numpy 1.26.4", "python 3.12.4", "needs-old 1.0 (pip)");
    assertThat(result.changes().changes().toString())
        .contains("`numpy <2` (environment.yml:7:5)");
    String text = project.lockText();
    for (List<String> names : List.of(List.<String>of(), List.of("numpy"), List.of("needs-old"))) {
      project.service().update(new UpdateRequest(project.request(), names, false));
      assertThat(project.lockText()).as("update " + names).isEqualTo(text);
    }
  }

  @Test
  void update_versionThatPipRulesOut_tellsBothSides() {
    asks(LINUX, "numpy", "needs-old").lock();
    List<String> packages = new ArrayList<>(List.of("numpy>=2"));
    try {
      project.service().update(new UpdateRequest(project.request(), packages, false));
    } catch (HermeticException e) {
      assertThat(e.getMessage())
          .contains("needs-old 1.0 needs `numpy<2`", "conda brings numpy 2.0.1, which is asked for at hermetic.packages");
      return;
    }
    throw new AssertionError("updated, although it must fail");
  }

  @Test
  void lock_proved_doesNotTakeTheNewerVersionBack() {
    LockResult result = asks(LINUX, "numpy", "needs-old").proving().lock();

    assertThat(locked(result, Platform.LINUX_64)).contains("numpy 1.26.4");
    assertThat(result.proofs().get(Platform.LINUX_64).tradeOffs()).isEmpty();
    project.mode(Mode.FROZEN);
    assertThat(project.service().inspect(project.request()).proofs()).isEqualTo(result.proofs());
  }
}
