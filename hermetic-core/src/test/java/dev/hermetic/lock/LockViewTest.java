package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.text.TextStyle;
import dev.hermetic.tree.DependencyTree;
import dev.hermetic.tree.TreeText;
import dev.hermetic.tree.WhyText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockViewTest {
  private static final long YOUNG = LockChannel.YOUNG.toEpochMilli();

  @TempDir private Path directory;
  private LockProject project;

  @BeforeEach
  void lock() {
    TestChannel channel = TestChannel.create();
    channel.add(
        TestPackage.of("app", "1.0", "lib <2"),
        TestPackage.of("mate", "1.0").withConstrains("lib <1.6"),
        TestPackage.of("pip", "24.0"),
        TestPackage.of("lib", "1.5"),
        TestPackage.of("lib", "1.7").withTimestamp(YOUNG),
        TestPackage.of("lib", "2.1").withTimestamp(YOUNG));
    String url = TestChannel.url(channel.write(directory.resolve("channel")));
    project =
        new LockProject(directory.resolve("project"))
            .cache(directory.resolve("cache"))
            .mirror("https://conda.anaconda.org/main", url)
            .environment(
                "channels: [main]",
                "platforms: [linux-64]",
                "dependencies:",
                "  - app",
                "  - mate",
                "  - pip:",
                "    - left-out")
            .ignoringPip();
    project.lock();
  }

  private List<String> why(String name) {
    LockView view = LockView.read(project.request(), Map.of());
    return WhyText.lines(view.why(project.request(), name, project.settings()), TextStyle.ASCII);
  }

  private static String failure(Runnable action) {
    return catchThrowableOfType(HermeticException.class, action::run).getMessage();
  }

  @Test
  void why_tellsWhatHoldsAPackageBack_fromCachedRepodataAlone() {
    assertThat(why("lib"))
        .containsExactly(
            "lib 1.5 on linux-64",
            "  lib 1.5 is not asked for: it came along",
            "  Specs that lead to it",
            "    `app` (environment.yml:4): app 1.0 -> lib 1.5",
            "  Constraints on it",
            "    app 1.0 needs `lib <2`",
            "  2.1 is known, but held back",
            "    app 1.0 needs `lib <2`",
            "    mate 1.0 rules out all but `lib <1.6`");
  }

  @Test
  void why_knowsNothingThatTheLockExcludesForItsAge() {
    project.excludeNewer("2025-01-01").lock();
    assertThat(why("lib")).contains("  No newer version is known");
  }

  @Test
  void why_withoutRepodata_saysUnknown() {
    project.mirror("https://conda.anaconda.org/main", "https://nowhere.example/main");
    assertThat(why("lib"))
        .contains("  Whether it could be newer is unknown: no repodata of it is in the cache");
  }

  @Test
  void why_ofAnotherName_isAProblem() {
    assertThat(failure(() -> why("libx")))
        .isEqualTo(
            "HERM-LOCK-123 conda-lock.yml: the lock has no package libx\n  Fix: check the"
                + " spelling: `mvn hermetic:tree` lists what is locked");
    assertThat(failure(() -> why("ap")))
        .endsWith("\n  Fix: check the spelling: the lock has app");
  }

  @Test
  void whatIsNotThere_mayBeElsewhere() {
    assertThatExceptionOfType(HermeticException.class)
        .isThrownBy(() -> why("libx"))
        .matches(HermeticException::isAbsence);
    project.platforms(Platform.WIN_64);
    assertThatExceptionOfType(HermeticException.class)
        .isThrownBy(() -> why("app"))
        .matches(failure -> !failure.isAbsence());
    project.lockfile(directory.resolve("project/none.yml"));
    assertThatExceptionOfType(HermeticException.class)
        .isThrownBy(() -> why("app"))
        .matches(HermeticException::isAbsence);
  }

  @Test
  void tree_doesNotMissPipEntriesThatWereLeftOut() {
    List<DependencyTree> trees = DependencyTree.of(LockView.read(project.request(), Map.of()).graphs(), 9);
    assertThat(TreeText.lines(trees, TextStyle.ASCII))
        .startsWith("linux-64: 3 asked for, 1 brought along", "app 1.0  `app` (environment.yml:4)")
        .noneMatch(line -> line.contains("left-out"));
  }

  @Test
  void noLock_isAProblem() {
    project.lockfile(directory.resolve("project/none.yml"));
    assertThat(failure(() -> LockView.read(project.request(), Map.of())))
        .isEqualTo(
            "HERM-LOCK-121 none.yml: there is no lock to look at\n  Fix: run `mvn hermetic:lock`"
                + " and commit none.yml");
  }

  @Test
  void platformThatIsNotLocked_isAProblem() {
    project.platforms(Platform.WIN_64);
    assertThat(failure(() -> LockView.read(project.request(), Map.of())))
        .isEqualTo(
            "HERM-LOCK-122 conda-lock.yml: the lock has no win-64\n  Fix: take some of linux-64, or"
                + " lock for it too");
  }
}
