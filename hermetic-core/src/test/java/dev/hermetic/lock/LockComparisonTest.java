package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hermetic.diff.DiffText;
import dev.hermetic.git.GitCheckout;
import dev.hermetic.git.GitFolder;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestIndex;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.testkit.TestWheel;
import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockComparisonTest {
  @TempDir private Path directory;
  private LockProject project;

  /** A module of a checkout whose lock was committed twice and then edited. */
  @BeforeEach
  void lockThreeTimes() throws IOException, InterruptedException {
    TestChannel channel = TestChannel.create();
    channel.add(
        TestPackage.of("app", "1.0", "lib <2", "helper").withLicense("MIT"),
        TestPackage.of("app", "2.0", "lib >=2").withLicense("AGPL-3.0-only"),
        TestPackage.of("lib", "1.5").withLicense("BSD-3-Clause"),
        TestPackage.of("lib", "2.1").withLicense("BSD-3-Clause"),
        TestPackage.of("helper", "1.0"),
        TestPackage.of("tool", "3.0"));
    String url = TestChannel.url(channel.write(directory.resolve("channel")));
    Path root = Files.createDirectories(directory.resolve("root"));
    GitCheckout.create(root);
    project =
        new LockProject(root.resolve("modules/env"))
            .cache(directory.resolve("cache"))
            .mirror("https://conda.anaconda.org/main", url);
    asking("app <2").lock();
    GitCheckout.commit(root);
    asking("app >=2").lock();
    GitCheckout.commit(root);
    asking("app >=2", "tool").lock();
  }

  private LockProject asking(String... specs) {
    return project.environment(
        "channels: [main]",
        "platforms: [linux-64]",
        "dependencies:",
        "  - " + String.join("\n  - ", specs));
  }

  private List<String> lines(String from, String to) {
    LockComparison.Result result =
        new LockComparison(project.settings(), project.events::add)
            .compare(project.request(), from, to);
    return DiffText.lines(result.diff(), TextStyle.ASCII);
  }

  @Test
  void lockThatWasLookedAt_isComparedAlike_andNotReadAgain() throws IOException {
    LockRequest request = project.mode(LockRequest.Mode.FROZEN).request();
    LockResult seen = project.service().inspect(request);
    List<String> expected = lines("HEAD", null);
    Files.delete(request.lockfile());
    LockComparison.Result result =
        new LockComparison(project.settings(), project.events::add)
            .changes(request, "HEAD", seen);
    assertThat(DiffText.lines(result.diff(), TextStyle.ASCII)).isEqualTo(expected);
    assertThat(result.to()).isEqualTo("conda-lock.yml");
  }

  @Test
  void whereNobodyNamesPlatforms_thoseOfTheLockAreMeant() throws Exception {
    String arm = Platform.LINUX_AARCH64.subdir();
    TestChannel channel = TestChannel.create();
    channel.add(
        TestPackage.of("app", "1.0").withSubdir(arm).withLicense("MIT"),
        TestPackage.of("app", "2.0").withSubdir(arm).withLicense("AGPL-3.0-only"));
    project
        .mirror(
            "https://conda.anaconda.org/main",
            TestChannel.url(channel.write(directory.resolve("arm"))))
        .platforms(Platform.LINUX_AARCH64)
        .environment("channels: [main]", "dependencies: [app <2]")
        .lock();
    GitCheckout.commit(directory.resolve("root"));
    project.environment("channels: [main]", "dependencies: [app >=2]").lock();
    project.platforms();
    assertThat(lines("HEAD", null))
        .contains(
            "* app  1.0 -> 2.0    MIT -> AGPL-3.0-only",
            "      `app >=2` rules out 1.0 (environment.yml:2)");
  }

  private String failure(String from, String to) {
    return catchThrowableOfType(HermeticException.class, () -> lines(from, to)).getMessage();
  }

  @Test
  void headAgainstTheWorkingCopy_namesTheLineThatAsks() {
    assertThat(lines("HEAD", null))
        .containsExactly(
            "1 added, 1 setting; unchanged: 2 packages on linux-64",
            "specs: + tool",
            "",
            "Added (1)",
            "* tool  3.0",
            "      `tool` asks for it (environment.yml:5)",
            "",
            "* asked for in the environment file");
  }

  @Test
  void commit_isCalledByTheFirstDigitsOfItsId() {
    String id = new GitFolder(directory.resolve("root")).commit("HEAD").id();
    LockComparison comparison = new LockComparison(project.settings(), project.events::add);
    assertThat(comparison.compare(project.request(), id, null).from())
        .isEqualTo("conda-lock.yml at " + id.substring(0, 12));
    assertThat(comparison.compare(project.request(), "HEAD", null).from())
        .isEqualTo("conda-lock.yml at HEAD");
  }

  @Test
  void twoRevisions_areExplainedByTheEnvironmentOfTheNewer() {
    asking("app");
    assertThat(lines("HEAD~1", "HEAD"))
        .containsExactly(
            "2 up, 1 removed, 1 setting; unchanged: 0 packages on linux-64",
            "! app is under another licence: MIT -> AGPL-3.0-only",
            "specs: - app[version='<2'], + app[version='>=2']",
            "",
            "Up (2)",
            "* app     1.0 -> 2.0    MIT -> AGPL-3.0-only",
            "      `app >=2` rules out 1.0 (environment.yml:4)",
            "  lib     1.5 -> 2.1",
            "      app 2.0 needs `lib >=2`",
            "",
            "Removed (1)",
            "  helper  1.0",
            "      no longer needed by app 2.0",
            "",
            "* asked for in the environment file");
  }

  @Test
  void filesThatPipEntriesName_areThoseOfTheRevision() throws Exception {
    TestChannel channel = TestChannel.create();
    channel.add(TestPackage.of("python", "3.11.9"), TestPackage.of("pip", "24.0"));
    String url = TestChannel.url(channel.write(directory.resolve("pythons")));
    Path index = directory.resolve("index");
    TestIndex.in(index, TestIndex.Form.JSON)
        .add(TestWheel.of("lib", "1.0"), TestWheel.of("lib", "2.0"));
    project
        .mirror("https://conda.anaconda.org/main", url)
        .pip(
            new PipSettings(
                index.toUri() + "simple", List.of(), null, IndexStrategy.FIRST_INDEX))
        .file("pip/all.txt", "-c limits.txt\nlib\n");
    asking("python", "pip: [-r pip/all.txt]");
    project.file("pip/limits.txt", "lib<2\n").lock();
    GitCheckout.commit(directory.resolve("root"));
    project.file("pip/limits.txt", "# none below\nlib>1\n").lock();
    GitCheckout.commit(directory.resolve("root"));
    project.file("pip/limits.txt", "lib===broken one").file("pip/all.txt", "-r nowhere.txt");

    assertThat(lines("HEAD~1", "HEAD"))
        .containsSubsequence(
            "Up (1)",
            "* lib (pip)  1.0 -> 2.0",
            "      `lib>1` rules out 1.0 (pip/limits.txt:2)");
    assertThat(project.warnings()).isEmpty();
  }

  @Test
  void licences_areUnknownWithoutTheCache() {
    project.mirror("https://conda.anaconda.org/main", "https://nowhere.example/main");
    assertThat(String.join("\n", lines("HEAD~1", "HEAD")))
        .contains("app     1.0 -> 2.0\n")
        .doesNotContain("AGPL", "licence");
  }

  @Test
  void files_areComparedWithoutGit() throws IOException {
    Path other = directory.resolve("other.conda-lock.yml");
    Files.copy(project.lockfile(), other);
    assertThat(lines("conda-lock.yml", other.toString()))
        .containsExactly("No difference: 3 packages on linux-64");
  }

  @Test
  void brokenEnvironment_isAWarning() {
    project.environment("dependencies: [");
    assertThat(lines("HEAD", null)).contains("  tool  3.0").doesNotContain("* tool  3.0");
    assertThat(project.warnings())
        .singleElement()
        .asString()
        .startsWith(
            "HERM-LOCK-120 environment.yml:2:1: locks are compared without what they answer, for");
  }

  @Test
  void missingFile_isOneClearProblem() {
    assertThat(failure("other.yml", null)).startsWith("HERM-YAML-001 other.yml: ");
  }

  @Test
  void missingRevision_isOneClearProblem() {
    assertThat(failure("HEAD~7", null)).startsWith("HERM-GIT-003 revision 'HEAD~7': ");
  }

  @Test
  void revisionThatIsNoLock_isNamedWithItsRevision() throws Exception {
    Files.writeString(project.lockfile(), "- a\n");
    GitCheckout.commit(directory.resolve("root"));
    assertThat(failure("HEAD", "HEAD~1")).startsWith("HERM-LOCK-001 conda-lock.yml at HEAD:1:1: ");
  }
}
