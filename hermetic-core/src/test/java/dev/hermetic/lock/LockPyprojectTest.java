package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestIndex;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.testkit.TestWheel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pyproject.toml and requirements files beside the environment file. */
class LockPyprojectTest {
  private static final List<String> SUBDIRS = List.of("linux-64", "osx-arm64", "win-64");

  @TempDir Path directory;
  private LockProject project;

  @BeforeEach
  void serve() {
    TestChannel channel = TestChannel.create();
    for (String subdir : SUBDIRS) {
      for (String version : List.of("3.10.14", "3.11.9", "3.12.4")) {
        channel.add(TestPackage.of("python", version).withSubdir(subdir));
      }
      channel.add(TestPackage.of("numpy", "2.0.1", "python").withSubdir(subdir));
    }
    Path served = channel.write(directory.resolve("served/sample"));
    Path folder = directory.resolve("index");
    TestIndex.in(folder, TestIndex.Form.JSON)
        .add(
            TestWheel.of("requests", "2.31.0"),
            TestWheel.of("plotter", "1.0"),
            TestWheel.of("colors", "1.0"),
            TestWheel.of("pytest", "8.0"),
            TestWheel.of("pytest", "7.4"),
            TestWheel.of("flask", "3.0"),
            TestWheel.of("flask", "2.0"));
    project =
        new LockProject(directory.resolve("project"))
            .from(TestChannel.url(served))
            .pip(
                new PipSettings(
                    folder.toUri() + "simple", List.of(), null, IndexStrategy.FIRST_INDEX))
            .environment(
                "channels: [" + LockProject.CHANNEL + "]",
                "platforms: [linux-64, osx-arm64, win-64]",
                "dependencies: [python, numpy]")
            .files("environment.yml", "pyproject.toml", "requirements.txt")
            .file("requirements.txt", "flask<3\n");
    pyproject(">=3.10", "'requests', 'numpy>=1.20'");
  }

  private void pyproject(String python, String dependencies) {
    project.file(
        "pyproject.toml",
        "[project]\nname = 'model'\nrequires-python = '"
            + python
            + "'\ndependencies = ["
            + dependencies
            + "]\n[project.optional-dependencies]\n"
            + "plot = ['plotter', \"colors; sys_platform == 'win32'\"]\n"
            + "[dependency-groups]\ntest = ['pytest<8', 'model[plot]']\n");
  }

  private static List<String> locked(LockResult result, String platform) {
    return result.lockfile().packages().stream()
        .filter(one -> one.platform().equals(new Platform(platform)))
        .map(
            one ->
                one.name() + " " + one.version()
                    + (one.manager() == LockedPackage.Manager.PIP ? " (pip)" : "")
                    + (one.category().equals("main") ? "" : " in " + one.category()))
        .toList();
  }

  private List<String> facts() {
    return project.service().check(project.request()).problems().stream()
        .map(Problem::render)
        .toList();
  }

  @Test
  void lock_filesBesideTheEnvironment_areSourcesOfTheirOwn() {
    LockResult result = project.lock();

    for (String platform : SUBDIRS) {
      assertThat(locked(result, platform))
          .containsExactly(
              "numpy 2.0.1", "python 3.12.4", "flask 2.0 (pip)", "requests 2.31.0 (pip)");
    }
    assertThat(project.lockText())
        .contains("  sources:\n  - environment.yml\n  - pyproject.toml\n  - requirements.txt\n");
    assertThat(facts()).isEmpty();
    assertThat(project.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(
            LockView.read(project.request(), Map.of())
                .why(project.request(), "requests", project.settings())
                .toString())
        .contains("pyproject.toml:4:17");
  }

  @Test
  void lock_extrasAndGroupsOfASection_areInTheCategoryOfItsFile() {
    project
        .file(
            "test.yml",
            "category: test\ndependencies: [{pip: [--group test]}]\n")
        .files("environment.yml", "pyproject.toml", "test.yml");
    project.channels(LockProject.CHANNEL);
    LockResult result = lockWithPip();

    assertThat(locked(result, "linux-64"))
        .contains("plotter 1.0 (pip) in test", "pytest 7.4 (pip) in test", "requests 2.31.0 (pip)")
        .doesNotContain("colors 1.0 (pip) in test");
    assertThat(locked(result, "win-64")).contains("colors 1.0 (pip) in test");
    assertThat(facts()).isEmpty();
  }

  /** A section brings conda's pip. */
  private LockResult lockWithPip() {
    TestChannel channel = TestChannel.create();
    for (String subdir : SUBDIRS) {
      channel.add(
          TestPackage.of("python", "3.12.4").withSubdir(subdir),
          TestPackage.of("numpy", "2.0.1", "python").withSubdir(subdir));
    }
    channel.add(TestPackage.of("pip", "24.0", "python").withNoarch("python"));
    return project.from(TestChannel.url(channel.write(directory.resolve("other/sample")))).lock();
  }

  @Test
  void check_pyprojectThatWasEdited_isStaleAtItsLine() {
    project.lock();
    pyproject("<3.12", "'requests', 'absent'");

    assertThat(facts())
        .hasSize(3)
        .satisfiesExactlyInAnyOrder(
            one ->
                assertThat(one)
                    .startsWith("HERM-CHECK-011 conda-lock.yml:28: pip_specs was flask<3 | numpy>=1.20"),
            one ->
                assertThat(one)
                    .startsWith(
                        "HERM-CHECK-008 pyproject.toml:3:1: requires-python <3.12 is not met by"
                            + " python 3.12.4 (linux-64, osx-arm64, win-64)"),
            one ->
                assertThat(one)
                    .startsWith(
                        "HERM-CHECK-008 pyproject.toml:4:29: the pip entry `absent` is not in the lock"));
  }

  @Test
  void lock_requiresPython_choosesCondasPython() {
    pyproject(">=3.10,<3.12", "'requests'");
    LockResult result = project.lock();

    for (String platform : SUBDIRS) {
      assertThat(locked(result, platform)).contains("python 3.11.9");
    }
    assertThat(facts()).isEmpty();
    String text = project.lockText();
    assertThat(project.lock().outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(project.lockText()).isEqualTo(text);
  }

  @Test
  void lock_requiresPythonThatCondaDoesNotHave_namesBoth() {
    pyproject(">=3.13", "'requests'");

    assertThat(project.failure())
        .isEqualTo(
            """
            HERM-PIP-014 pyproject.toml:3:1: the project runs on Python >=3.13, but conda brings \
            python 3.12.4 to linux-64, osx-arm64, win-64
              Fix: ask conda for a Python that is among them, such as `python >=3.13`, or correct \
            requires-python\
            """);
  }

  @Test
  void lock_requiresPythonAgainstTheUsersOwnSpec_tellsWhy() {
    pyproject("<3.12", "'requests'");
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, osx-arm64, win-64]",
        "dependencies: [python >=3.12, numpy]");

    assertThat(project.failure())
        .startsWith(
            "HERM-PIP-014 pyproject.toml:3:1: the project runs on Python <3.12, but conda brings"
                + " python 3.12.4 to linux-64, osx-arm64, win-64\n");
  }

  @Test
  void lock_optionsWithoutEffect_areWarnedOf() {
    project.file("requirements.txt", "--trusted-host example.org\nflask\n").lock();

    assertThat(project.warnings())
        .containsExactly(
            "HERM-REQ-101 requirements.txt:1:1: --trusted-host has no effect\n  Fix: remove it");
  }
}
