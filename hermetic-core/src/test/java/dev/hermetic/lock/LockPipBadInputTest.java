package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestIndex;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.testkit.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What indexes, wheels and pip sections may have that nobody should have to trust. */
class LockPipBadInputTest {
  @TempDir Path directory;
  private Path folder;
  private TestIndex index;
  private LockProject project;

  @BeforeEach
  void serve() {
    TestChannel channel = TestChannel.create();
    channel.add(TestPackage.of("python", "3.12.4").withSubdir("linux-64"));
    channel.add(TestPackage.of("pip", "24.0", "python").withNoarch("python"));
    Path served = channel.write(directory.resolve("served/sample"));
    folder = directory.resolve("index");
    index = TestIndex.in(folder, TestIndex.Form.HTML).add(TestWheel.of("good", "1.0"));
    project =
        new LockProject(directory.resolve("project"))
            .from(TestChannel.url(served))
            .pip(
                new PipSettings(
                    folder.toUri() + "simple", List.of(), null, IndexStrategy.FIRST_INDEX));
  }

  @AfterEach
  void nothingIsHalfWritten() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
    assertThat(directory.resolve("evil")).doesNotExist();
  }

  private LockProject asks(String... pip) {
    return project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies:",
        "- python",
        "- pip:",
        List.of(pip).stream().map(one -> "  - \"" + one + "\"").collect(Collectors.joining("\n")));
  }

  private List<String> locked() {
    return project.lock().lockfile().packages().stream()
        .filter(one -> one.manager() == Manager.PIP)
        .map(one -> one.name() + " " + one.version())
        .toList();
  }

  @Test
  void extrasOfOneself_areFollowedToTheirEnd() {
    index.add(
        TestWheel.of(
                "pkg",
                "1.0",
                "pkg[one,two]; extra == 'all'",
                "pkg[all]; extra == 'one'",
                "good; extra == 'two'")
            .withHeader("Provides-Extra: all")
            .withHeader("Provides-Extra: one")
            .withHeader("Provides-Extra: two"));

    asks("pkg[all]");
    assertThat(locked()).containsExactly("good 1.0", "pkg 1.0");
  }

  @Test
  void clash_isToldFromEachLineDown() {
    index.add(
        TestWheel.of("low", "1.0", "base<2"),
        TestWheel.of("middle", "1.0", "high"),
        TestWheel.of("high", "1.0", "base>=2"),
        TestWheel.of("base", "1.0"),
        TestWheel.of("base", "2.0"));

    assertThat(asks("good", "low", "middle").failure())
        .contains(
            "HERM-PIP-012 environment.yml:7",
            "`low` (environment.yml:7",
            "low 1.0 needs `base<2`",
            "`middle` (environment.yml:8",
            "middle 1.0 needs `high`",
            "high 1.0 needs `base>=2`",
            "leave out `low`")
        .doesNotContain("good");
  }

  @Test
  void severalClashes_areToldAtOnce() {
    index.add(TestWheel.of("low", "1.0", "base<2"), TestWheel.of("base", "1.0"));
    index.add(TestWheel.of("base", "2.0"));

    String failure = asks("good", "low", "base>=2", "nowhere", "good>9").failure();
    assertThat(failure.lines().filter(line -> line.startsWith("HERM-")))
        .map(line -> line.substring(0, line.lastIndexOf(": ")))
        .containsExactlyInAnyOrder(
            "HERM-PIP-012 environment.yml:7:5",
            "HERM-PIP-012 environment.yml:9:5",
            "HERM-PIP-012 environment.yml:10:5");
    assertThat(failure)
        .contains("low 1.0 needs `base<2`", "no index has a project nowhere", "there are 1.0");
  }

  @Test
  void moreClashesThanAnybodyReads_areNotLeftOutSilently() {
    String[] unknown = {"n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"};

    assertThat(asks(unknown).failure())
        .containsOnlyOnce(
            "there may be further clashes on linux-64, which are told once these 8 are mended");
    assertThat(asks("n1", "n2").failure()).doesNotContain("further clashes");
  }

  @Test
  void clashesBesideLinesThatNoLockCanHold_areToldAtOnce() {
    String failure =
        asks("-e .", "good", "x @ git+https://host/x.git", "good>9").failure();
    assertThat(failure.lines().filter(line -> line.startsWith("HERM-")))
        .map(line -> line.replaceFirst(":5: .*", ""))
        .containsExactlyInAnyOrder(
            "HERM-PIP-006 environment.yml:6",
            "HERM-PIP-005 environment.yml:8",
            "HERM-PIP-012 environment.yml:9");
  }

  @Test
  void metadataThatUnpackToMuchMore_areLeftAlone() {
    index.add(
        TestWheel.of("bomb", "2.0").withInfo("METADATA", " ".repeat(40 << 20)),
        TestWheel.of("bomb", "1.0"));

    asks("bomb");
    assertThat(locked()).containsExactly("bomb 1.0");
    assertThat(asks("bomb==2.0").failure()).contains("HERM-PIP-012", "bomb 2.0 cannot be used");
  }

  @Test
  void filesThatLeadOutOfTheirIndex_areNoFiles() throws IOException {
    Path page = folder.resolve("simple/evil/index.html");
    Files.createDirectories(page.getParent());
    Files.writeString(
        page,
        "<!DOCTYPE html><html><body><a href=\"../../files/x.whl\">../../evil-2.0-py3-none-any.whl</a>"
            + "<a href=\"../../files/..%2F..%2Fevil-3.0-py3-none-any.whl\">evil</a></body></html>");

    assertThat(asks("evil").failure()).contains("HERM-PIP-012 environment.yml:6", "evil");
  }

  @Test
  void wheelOfAnotherName_isNotTaken() {
    index.add(
        "good",
        new TestIndex.Entry(
            "good-9.0-py3-none-any.whl",
            TestWheel.of("other", "9.0").bytes(),
            new byte[0],
            null,
            null,
            null,
            false));

    asks("good");
    assertThat(locked()).containsExactly("good 1.0");
  }

  @Test
  void hashThatTheFileDoesNotHave_isToldWhenItIsRead() throws IOException {
    Path wheels = Files.createDirectories(project.folder.resolve("wheels"));
    TestWheel own = TestWheel.of("own", "1.0");
    Files.write(wheels.resolve(own.fileName()), own.bytes());

    assertThat(asks("--find-links wheels", "own --hash=sha256:" + "0".repeat(64)).failure())
        .contains("HERM-PIP-007", "own-1.0-py3-none-any.whl");
    assertThat(project.folder.resolve("conda-lock.yml")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "good; sys_platform = 'linux'|environment.yml:6",
        "good; python_version >= |environment.yml:6",
        "good; nonsense == 'x'|environment.yml:6",
      })
  void markerThatIsNone_isToldWithItsColumn(String entry, String place) {
    assertThat(asks(entry).failure()).contains("HERM-REQ-").containsPattern(place + ":\\d+");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-e .|is a project on this machine|`pip install --no-deps -e .`",
        "./pkg|is a project on this machine|`pip install --no-deps ./pkg`",
        "./wheels/own-1.0-py3-none-any.whl|is a file on this machine|`--find-links ./wheels`",
        "-e git+https://example.org/x@main#egg=x"
            + "|asks for a working copy of a repository|`NAME @ git+https://example.org/x@COMMIT`",
      })
  void whatLiesOnThisMachine_isRefusedWithAWayOut(String entry, String fact, String way) {
    assertThat(asks(entry).failure())
        .startsWith("HERM-PIP-006 environment.yml:6:5: `" + entry + "` ")
        .contains(fact, way);
  }
}
