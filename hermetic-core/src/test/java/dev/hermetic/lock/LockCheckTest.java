package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.check.CheckResult;
import dev.hermetic.git.GitCheckout;
import dev.hermetic.problem.Problem;
import dev.hermetic.testkit.TestChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check says of a lock that was changed, or whose request was. */
class LockCheckTest {
  private static final String FIX = "\n  Fix: run `mvn hermetic:lock` and commit conda-lock.yml";
  private static final String UNDO =
      "\n  Fix: undo the change (`git checkout conda-lock.yml`), or run `mvn hermetic:lock` and"
          + " commit conda-lock.yml";

  private static String channel;

  @TempDir Path directory;
  private LockProject project;

  @BeforeAll
  static void writeChannel(@TempDir Path shared) {
    channel = TestChannel.url(LockChannel.sample().write(shared.resolve("channel")));
  }

  @BeforeEach
  void lockOnce() {
    project = new LockProject(directory).from(channel);
    ask("python", "app", "torch");
    project.lock();
    assertThat(check().passed()).isTrue();
  }

  private void ask(String... specs) {
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, win-64]",
        "dependencies:\n  - " + String.join("\n  - ", specs));
  }

  private CheckResult check() {
    return project.service().check(project.request());
  }

  private List<String> found() {
    return check().problems().stream().map(Problem::render).toList();
  }

  private void edit(String from, String to) {
    String text = project.lockText();
    assertThat(text).contains(from);
    int at = text.indexOf(from);
    project.file("conda-lock.yml", text.substring(0, at) + to + text.substring(at + from.length()));
  }

  private int line(String file, String start) {
    return project.text(file).lines().toList().indexOf(start) + 1;
  }

  private String lineOf(String start, String inside) {
    List<String> lines = project.lockText().lines().toList();
    int at = lines.indexOf(start);
    while (!lines.get(at).startsWith(inside)) {
      at++;
    }
    return "conda-lock.yml:" + (at + 1);
  }

  private String edited() {
    return "HERM-CHECK-012 conda-lock.yml:" + line("conda-lock.yml", "package:")
        + ": the packages are not as they were written: they were changed by hand or by a merge"
        + UNDO.replace(
            "undo", "see what was changed with `mvn hermetic:diff -Dhermetic.from=HEAD`, and undo");
  }

  @Test
  void check_everythingAtOnce_isTold() throws IOException {
    ask("python <3", "app", "undated");
    project.priority(ChannelPriority.FLEXIBLE).cuda("12.4");
    Files.delete(directory.resolve("conda-win-64.lock"));
    assertThat(found())
        .extracting(text -> text.substring(0, 14))
        .containsExactlyInAnyOrder(
            "HERM-CHECK-005", "HERM-CHECK-006", "HERM-CHECK-010", "HERM-CHECK-011",
            "HERM-CHECK-013", "HERM-CHECK-019");
  }

  @Test
  void check_specs_areMetOrNot() {
    ask("python <3", "app =1.1", "undated");
    assertThat(found())
        .contains(
            "HERM-CHECK-006 environment.yml:4:5: `python <3` is not met by python 3.11.9, locked at "
                + lineOf("- name: python", "- name: python") + " (linux-64, win-64)" + FIX,
            "HERM-CHECK-005 environment.yml:6:5: `undated` is not in the lock (linux-64, win-64)"
                + FIX);
  }

  @Test
  void check_channelAndBuildOfASpec_count() {
    ask("python", "app", "torch=2.3.0=cuda*");
    assertThat(found()).hasSize(1).first().asString()
        .startsWith("HERM-CHECK-006 environment.yml:6:5: `torch=2.3.0=cuda*` is not met by torch"
            + " 2.3.0 cpu_0, locked at ");
    ask("python", "https://conda.example.org/other::app", "torch");
    assertThat(found()).anySatisfy(text -> assertThat(text)
        .contains("is not met by app 1.1 0 from " + LockProject.CHANNEL + "/noarch"));
    ask("python", LockProject.CHANNEL + "::app", "torch=*=cpu_*");
    assertThat(check().passed()).isTrue();
  }

  @Test
  void check_specThatALockCannotTell_isMetWhenItWasSolvedFor() {
    ask("python", "app", "torch[build_number=0]");
    assertThat(found()).hasSize(1).first().asString()
        .startsWith("HERM-CHECK-007 environment.yml:6:5: whether `torch[build_number=0]` is met"
            + " cannot be told from a lock, and the lock was not made for it (linux-64, win-64)");
    project.mode(LockRequest.Mode.ALWAYS).lock();
    assertThat(check().passed()).isTrue();
  }

  @Test
  void check_unneeded_isTold() {
    ask("python", "app");
    assertThat(found())
        .containsExactly(
            "HERM-CHECK-013 " + lineOf("- name: torch", "- name: torch")
                + ": torch 2.3.0 is locked, but nothing needs it (linux-64, win-64)\n  Fix: run `mvn"
                + " hermetic:lock` and commit conda-lock.yml, or ask for torch in the environment"
                + " file");
  }

  /** Python is asked for no more, and all the rest came with app. */
  @Test
  void check_specThatIsGone_isOneProblemWithWhatCameAlong() {
    ask("torch");
    assertThat(found())
        .containsExactly(
            "HERM-CHECK-013 " + lineOf("- name: app", "- name: app")
                + ": app 1.1 is locked, but nothing needs it, nor what came along with it (linux-64,"
                + " win-64)\n  Fix: run `mvn hermetic:lock` and commit conda-lock.yml, or ask for app in"
                + " the environment file");
  }

  @Test
  void check_versionEdited_isTold() {
    edit("- name: app\n  version: '1.1'", "- name: app\n  version: '9'");
    assertThat(found())
        .containsExactly(
            edited(),
            "HERM-CHECK-018 " + lineOf("- name: app", "  version:") + ": app 9 is locked, but its"
                + " address is that of version 1.1: app-1.1-0.conda (linux-64)" + UNDO);
  }

  @Test
  void check_hashEdited_isTold() {
    String md5 = project.lockText().replaceFirst("(?s).*?    md5: ([0-9a-f]{32}).*", "$1");
    edit(md5, "0".repeat(32));
    assertThat(found()).hasSizeGreaterThan(1).contains(edited())
        .anySatisfy(text -> assertThat(text).startsWith("HERM-CHECK-020 conda-linux-64.lock:")
            .contains("the checksum of ").contains(" is not that in conda-lock.yml:")
            .endsWith(FIX + " and conda-linux-64.lock"));
    edit("0".repeat(32), "XY");
    assertThat(found()).anySatisfy(text -> assertThat(text).startsWith("HERM-LOCK-007 "))
        .contains(edited());
  }

  @Test
  void check_urlEdited_isTold() {
    edit("/noarch/app-1.1-0.conda", "/noarch/app-1.1-7.conda");
    assertThat(found()).contains(edited())
        .anySatisfy(text -> assertThat(text).startsWith("HERM-CHECK-020 conda-linux-64.lock:")
            .contains("app-1.1-0.conda is not in conda-lock.yml"))
        .anySatisfy(text -> assertThat(text).contains("app-1.1-7.conda, locked at conda-lock.yml:"));
    edit("/noarch/app-1.1-7.conda", "/osx-64/app-1.1-7.zip");
    assertThat(found()).anySatisfy(text -> assertThat(text)
        .contains("its address names no conda package file"));
  }

  @Test
  void check_urlOfAnotherPlace_isToldByItself() {
    String url = "https://evil.example.org/sample/noarch/app-1.1-0.conda";
    edit(LockProject.CHANNEL + "/noarch/app-1.1-0.conda", url);
    String own = project.lockText().replaceAll("(?m)^    hermetic_packages: .*\n", "");
    String others =
        own.substring(0, own.indexOf("  custom_metadata:\n"))
            + own.substring(own.indexOf("package:\n"));
    project.withoutExplicitFiles();
    for (String text : List.of(own, others)) {
      project.file("conda-lock.yml", text);
      assertThat(found())
          .containsExactly(
              "HERM-CHECK-021 " + lineOf("- name: app", "  url:")
                  + ": app 1.1 comes from none of the channels: " + url + " (linux-64)"
                  + FIX + ", or name its channel in the environment file");
    }
    project.file("conda-lock.yml", own.replace(url, LockProject.CHANNEL + "/noarch/app-1.1-0.conda"));
    assertThat(check().passed()).isTrue();
  }

  @Test
  void check_dependencyEdited_isTold() {
    edit("    numpy: <2\n", "    numpy: <1\n    nowhere: '*'\n    __cuda: '>=13'\n");
    String app = "- name: app";
    assertThat(found())
        .containsExactlyInAnyOrder(
            edited(),
            "HERM-CHECK-015 " + lineOf(app, "    numpy:") + ": app 1.1 needs numpy <1, but 1.26.4 is"
                + " locked (linux-64)" + FIX,
            "HERM-CHECK-014 " + lineOf(app, "    nowhere:") + ": app 1.1 needs nowhere, which is not"
                + " locked (linux-64)" + FIX,
            "HERM-CHECK-016 " + lineOf(app, "    __cuda:") + ": app 1.1 needs __cuda >=13, but the"
                + " virtual packages have 11.4 (linux-64)\n  Fix: run `mvn hermetic:lock` and commit"
                + " conda-lock.yml, or correct virtual-packages.yml or hermetic.cuda");
  }

  @Test
  void check_categoryOfAnEnvironmentFile_counts() {
    project.environment("category: dev", "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, win-64]", "dependencies:", "- python", "- app", "- torch");
    assertThat(found())
        .containsExactly(
            "HERM-CHECK-009 environment.yml:5:3: `python` belongs in category dev, but is in main,"
                + " locked at " + lineOf("- name: python", "- name: python")
                + " (linux-64, win-64)" + FIX,
            "HERM-CHECK-009 environment.yml:6:3: `app` belongs in category dev, but is in main,"
                + " locked at " + lineOf("- name: app", "- name: app") + " (linux-64, win-64)" + FIX,
            "HERM-CHECK-009 environment.yml:7:3: `torch` belongs in category dev, but is in main,"
                + " locked at " + lineOf("- name: torch", "- name: torch") + " (linux-64, win-64)"
                + FIX);
    project.mode(LockRequest.Mode.IF_STALE).lock();
    assertThat(project.lockText()).contains("category: dev").doesNotContain("category: main");
    assertThat(check().passed()).isTrue();
  }

  @Test
  void check_categoryEdited_isTold() {
    String text = project.lockText();
    int at = text.indexOf("  category: main", text.indexOf("- name: numpy"));
    project.file("conda-lock.yml",
        text.substring(0, at) + "  category: dev\n  optional: true\n"
            + text.substring(text.indexOf("- name", at)));
    assertThat(found())
        .containsExactlyInAnyOrder(
            edited(),
            "HERM-CHECK-009 " + lineOf("- name: numpy", "- name: numpy")
                + ": numpy 1.26.4 is needed in category main, but is in dev (linux-64)" + UNDO);
  }

  @Test
  void check_checksumThatContradictsNothing_isToldByTheDigestAlone() {
    String sha256 = project.lockText().replaceFirst("(?s).*?    sha256: ([0-9a-f]{64}).*", "$1");
    edit(sha256, "0".repeat(64));
    assertThat(found()).containsExactly(edited());
    edit("  hermetic_packages: ", "  hermetic_other: ");
    assertThat(found()).isEmpty();
  }

  @Test
  void check_changeOfACommittedLock_isToldWithItsLine() throws Exception {
    GitCheckout.create(directory);
    GitCheckout.commit(directory);
    String sha256 = project.lockText().replaceFirst("(?s).*?    sha256: ([0-9a-f]{64}).*", "$1");
    edit(sha256, "0".repeat(64));
    String changed = project.lockText();
    assertThat(found())
        .singleElement()
        .asString()
        .startsWith("HERM-CHECK-012 " + lineOf("package:", "- name: ") + ": ")
        .contains(" is not as it was written: it was changed by hand or by a merge")
        .endsWith(UNDO);
    GitCheckout.commit(directory);
    assertThat(found()).containsExactly(edited());
    assertThat(project.lockText()).isEqualTo(changed);
  }

  @Test
  void check_packageTakenOutOfACommittedLock_isTold() throws Exception {
    GitCheckout.create(directory);
    GitCheckout.commit(directory);
    String text = project.lockText();
    int from = text.indexOf("- name: numpy");
    edit(text.substring(from, text.indexOf("\n- name", from) + 1), "");
    assertThat(found())
        .contains(
            "HERM-CHECK-012 conda-lock.yml:" + line("conda-lock.yml", "package:")
                + ": numpy 1.26.4 was written, but was taken out by hand or by a merge (linux-64)"
                + UNDO)
        .noneMatch(one -> one.contains("is not as it was written"));
  }

  @Test
  void check_packageTwiceInACommittedLock_isToldOnce() throws Exception {
    GitCheckout.create(directory);
    GitCheckout.commit(directory);
    String text = project.lockText();
    int at = text.indexOf("- name: app");
    edit("package:\n", "package:\n" + text.substring(at, text.indexOf("\n- name", at) + 1));
    assertThat(found()).singleElement().asString().startsWith("HERM-LOCK-008 ");
  }

  @Test
  void check_packageTwiceAndUnknownKey_areToldBesideTheRest() {
    String text = project.lockText();
    int at = text.indexOf("- name: app");
    String item = text.substring(at, text.indexOf("\n- name", at) + 1);
    edit("package:\n", "package:\n" + item);
    edit("  platforms:\n", "  colour: red\n  platforms:\n");
    ask("python", "app", "torch", "undated");
    assertThat(found())
        .anySatisfy(one -> assertThat(one).startsWith("HERM-LOCK-008 "))
        .anySatisfy(one -> assertThat(one).startsWith("HERM-LOCK-004 ").contains("colour"))
        .anySatisfy(one -> assertThat(one).startsWith("HERM-CHECK-005 "));
  }

  @Test
  void check_platformTakenOut_isTold() {
    edit("  - win-64\n", "");
    assertThat(found())
        .hasSize(2)
        .anySatisfy(text -> assertThat(text)
            .startsWith("HERM-LOCK-007 ")
            .contains("platform is 'win-64', but one of metadata.platforms was expected"))
        .contains("HERM-CHECK-002 environment.yml:2:1: not locked for win-64" + FIX);
  }

  @Test
  void check_platforms_mustBeThoseAskedFor() {
    project.environment("channels: [" + LockProject.CHANNEL + "]", "platforms: [linux-64, osx-64]",
        "dependencies: [python, app, torch]");
    assertThat(found())
        .containsExactly(
            "HERM-CHECK-002 environment.yml:2:1: not locked for osx-64" + FIX,
            "HERM-CHECK-003 conda-lock.yml:" + line("conda-lock.yml", "  platforms:")
                + ": locked for win-64, which is not asked for\n  Fix: run `mvn hermetic:lock` and"
                + " commit conda-lock.yml, or add win-64 to the platforms (environment.yml:2:1)");
  }

  @Test
  void check_platformsThatNobodyNames_areTheLocks() {
    project.environment("channels: [" + LockProject.CHANNEL + "]", "dependencies: [python, app, torch]");
    assertThat(check().passed()).isTrue();
  }

  @Test
  void check_mergeConflictAndEnvironment_areToldTogether() {
    edit("package:\n", "<<<<<<< ours\n=======\n>>>>>>> theirs\npackage:\n");
    project.environment("channels: []", "dependencies: [python]");
    assertThatThrownBy(this::check)
        .hasMessageContaining("HERM-LOCK-003 conda-lock.yml:")
        .hasMessageContaining("HERM-LOCK-104 environment.yml");
  }

  @Test
  void check_newerFormats_areRefused() {
    edit("hermetic_format: '1'", "hermetic_format: '2'");
    assertThatThrownBy(this::check).hasMessageStartingWith("HERM-LOCK-106 conda-lock.yml");
    edit("version: 1\n", "version: 2\n");
    assertThatThrownBy(this::check).hasMessageStartingWith("HERM-LOCK-002 conda-lock.yml");
  }

  @Test
  void check_noLock_isTold() throws IOException {
    Files.delete(directory.resolve("conda-lock.yml"));
    assertThatThrownBy(this::check)
        .hasMessage("HERM-CHECK-001 conda-lock.yml: there is no lock to check" + FIX);
  }

  @Test
  void check_credential_isTold() {
    edit("url: " + LockProject.CHANNEL + "/", "url: https://me:pa55@conda.example.org/t/t0k/sample/");
    assertThat(found())
        .anySatisfy(text -> assertThat(text).startsWith("HERM-CHECK-017 conda-lock.yml:")
            .contains("a credential is written into the lock: https://***@conda.example.org/t/***/"))
        .noneSatisfy(text -> assertThat(text).contains("pa55"))
        .noneSatisfy(text -> assertThat(text).contains("t0k"));
  }

  @Test
  void check_folderThatIsCalledAsTokensAre_isNoCredential() {
    edit("url: " + LockProject.CHANNEL + "/", "url: file:///home/t/me/sample/");
    assertThat(found())
        .isNotEmpty()
        .noneSatisfy(text -> assertThat(text).startsWith("HERM-CHECK-017"))
        .noneSatisfy(text -> assertThat(text).contains("***"));
  }

  @Test
  void check_channels_mustBeTheSame() {
    project.environment("channels: [" + LockProject.CHANNEL + "/]", "platforms: [linux-64, win-64]",
        "dependencies: [python, app, torch]");
    assertThat(check().passed()).isTrue();
    project.environment("channels: [bioconda]", "platforms: [linux-64, win-64]",
        "dependencies: [python, app, torch]");
    assertThat(found())
        .containsExactly(
            "HERM-CHECK-004 environment.yml:1:12: the channels are bioconda, but were "
                + LockProject.CHANNEL + " when it was locked" + FIX);
  }

  @Test
  void check_pipSection_isComparedOrIgnored() {
    project.environment("channels: [" + LockProject.CHANNEL + "]", "platforms: [linux-64, win-64]",
        "dependencies:", "- python", "- app", "- torch", "- numpy", "- pip:", "  - requests ==2.0");
    assertThat(found())
        .anySatisfy(text -> assertThat(text)
            .startsWith("HERM-CHECK-008 environment.yml:9:5: the pip entry `requests ==2.0` is not in"
                + " the lock (linux-64, win-64)"));
    project.ignoringPip();
    assertThat(check().notes()).containsExactly("pip ignored: the pip section is not in the lock");
    assertThat(found()).noneSatisfy(text -> assertThat(text).contains("requests"));
  }

  @Test
  void check_sameFiles_isRememberedAndNothingElse() throws IOException {
    assertThat(check().remembered()).isTrue();
    edit("- name: app", "- name:  app");
    assertThat(check().remembered()).isFalse();
    assertThat(check().remembered()).isTrue();
    String explicit = project.text("conda-win-64.lock");
    project.file("conda-win-64.lock", explicit.replace("app-1.1-0", "app-1.0-0"));
    assertThat(check().passed()).isFalse();
    assertThat(check().passed()).isFalse();
    project.file("conda-win-64.lock", explicit);
    assertThat(check().remembered()).isFalse();
    project.variable("CONDA_OVERRIDE_CUDA", "12");
    assertThat(check().passed()).isFalse();
    project.file("target/hermetic/check.txt", "hermetic-check 1\nnonsense\n");
    project.variable("CONDA_OVERRIDE_CUDA", "11.4");
    assertThat(check().remembered()).isFalse();
  }

  @Test
  void check_whereNothingCanBeRemembered_isAnAnswerAllTheSame() throws IOException {
    edit("- name: app", "- name:  app");
    Path note = project.folder.resolve("target/hermetic/check.txt");
    Files.delete(note);
    // No file can take the place of a folder that is not empty, whoever writes it.
    Files.createDirectories(note.resolve("taken"));
    assertThat(check().passed()).isTrue();
  }
}
