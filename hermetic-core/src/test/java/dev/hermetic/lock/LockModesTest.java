package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a present lock stands, when it is renewed, and when that is refused. */
class LockModesTest {
  private static final String OTHER = "https://conda.example.org/other";
  private static final String FROZEN_FIX =
      "\n  Fix: run `mvn hermetic:lock` and commit conda-lock.yml";

  @TempDir static Path shared;
  private static String channel;
  private static String other;

  @TempDir Path directory;
  private LockProject project;

  @BeforeAll
  static void writeChannels() {
    channel = TestChannel.url(LockChannel.sample().write(shared.resolve("sample")));
    other =
        TestChannel.url(
            TestChannel.create()
                .add(TestPackage.of("numpy", "3.0", "python").withNoarch("python"))
                .write(shared.resolve("other")));
  }

  @BeforeEach
  void lockOnce() {
    project = new LockProject(directory).from(channel).mirror(OTHER, other);
    ask("[linux-64, win-64]", LockProject.CHANNEL, "python", "app", "libblas  # [linux64]");
    assertThat(project.lock().outcome()).isEqualTo(Outcome.WRITTEN);
  }

  private void ask(String platforms, String channels, String... specs) {
    project.environment(
        "channels: [" + channels + "]",
        "platforms: " + platforms,
        "dependencies:\n  - " + String.join("\n  - ", specs));
  }

  private void assertStale(String reason) {
    var before = project.lockFiles();
    assertThat(project.mode(Mode.FROZEN).failure())
        .isEqualTo(
            "HERM-LOCK-103 conda-lock.yml: the lock is stale, and nothing may be written here (CI or"
                + " hermetic.frozen):\n  "
                + reason
                + FROZEN_FIX);
    assertThat(project.lockFiles()).isEqualTo(before);
    assertThat(project.service().inspect(project.request()).outcome()).isEqualTo(Outcome.STALE);
    assertThat(project.lockFiles()).isEqualTo(before);

    assertThat(project.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(project.lockFiles()).isNotEqualTo(before);
    assertUpToDate();
  }

  /** Where the first line that begins so stands in the lock, as reasons say it. */
  private String place(String start) {
    return "conda-lock.yml:" + line(start) + ": ";
  }

  private int line(String start) {
    List<String> lines = project.lockText().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(start)) {
        return i + 1;
      }
    }
    throw new AssertionError(start);
  }

  private void assertUpToDate() {
    for (Mode mode : new Mode[] {Mode.IF_STALE, Mode.FROZEN}) {
      LockResult result = project.mode(mode).lock();
      assertThat(result.outcome()).as(mode.name()).isEqualTo(Outcome.UP_TO_DATE);
      assertThat(result.records()).isEmpty();
      assertThat(result.written()).isEmpty();
    }
  }

  @Test
  void lock_nothingChanged_standsAndFetchesNothing() throws IOException {
    project.from("file:///nowhere/at/all");
    assertUpToDate();
    assertThat(project.service().inspect(project.request()).outcome())
        .isEqualTo(Outcome.UP_TO_DATE);
  }

  @Test
  void lock_specsReordered_stands() {
    ask("[win-64, linux-64]", LockProject.CHANNEL, "libblas  # [linux64]", "app", "python");
    assertUpToDate();
  }

  @Test
  void lock_specAdded_isStale() {
    ask("[linux-64, win-64]", LockProject.CHANNEL, "python", "app", "undated");
    assertStale("environment.yml:6:5: `undated` is not in the lock (linux-64, win-64)");
  }

  @Test
  void lock_specThatIsMetAlready_stands() {
    ask("[linux-64, win-64]", LockProject.CHANNEL, "python >=3.10", "app", "libblas", "numpy");
    assertUpToDate();
  }

  @Test
  void lock_selectorChanged_isStaleWhereItMatters() {
    ask("[linux-64, win-64]", LockProject.CHANNEL, "python", "app", "libblas", "modern  # [win]");
    assertThat(project.mode(Mode.FROZEN).failure())
        .contains("environment.yml:7:5: `modern` is not in the lock (win-64)");
  }

  @Test
  void lock_platformAdded_isStale() {
    ask(
        "[linux-64, win-64, osx-64]",
        LockProject.CHANNEL,
        "python  # [win]",
        "python  # [linux64]",
        "app  # [win]",
        "app  # [linux64]",
        "tzdata  # [osx]",
        "libblas  # [linux64]");
    assertStale("environment.yml:2:1: not locked for osx-64");
    assertThat(project.lockFiles()).containsKey("conda-osx-64.lock");
  }

  @Test
  void lock_platformRemoved_isStale() {
    ask("[linux-64]", LockProject.CHANNEL, "python", "app", "libblas");
    assertStale(place("  platforms:") + "locked for win-64, which is not asked for");
  }

  @Test
  void lock_channelOrderChanged_isStale() {
    ask("[linux-64]", LockProject.CHANNEL + ", " + OTHER, "python", "numpy");
    project.mode(Mode.ALWAYS).lock();
    assertThat(project.lockText()).contains("numpy-2.0.1");
    ask("[linux-64]", OTHER + ", " + LockProject.CHANNEL, "python", "numpy");
    assertStale(
        "environment.yml:1:12: the channels are " + OTHER + ", " + LockProject.CHANNEL
            + ", but were " + LockProject.CHANNEL + ", " + OTHER + " when it was locked");
    assertThat(project.lockText()).contains("numpy-3.0").doesNotContain("numpy-2.0.1");
  }

  @Test
  void lock_cudaChanged_isStale() {
    project.cuda("12.4");
    assertStale(
        "hermetic.cuda: the virtual package __cuda was 11.4, is 12.4 (linux-64, win-64)");
  }

  @Test
  void lock_priorityChanged_isStale() {
    project.priority(ChannelPriority.DISABLED);
    assertStale(place("  custom_metadata:") + "channel_priority was strict, is disabled");
  }

  @Test
  void lock_excludeNewerAdded_isStale() {
    project.excludeNewer("2026-08-01");
    assertStale(
        place("  custom_metadata:") + "exclude_newer was not set, is 2026-08-01=2026-08-02T00:00:00Z");
  }

  @Test
  void lock_pipSectionThatIsIgnored_comesAndGoes() {
    project.ignoringPip();
    ask("[linux-64, win-64]", LockProject.CHANNEL, "python", "app", "pip:\n    - requests");
    project.mode(Mode.ALWAYS).lock();
    assertUpToDate();
    ask("[linux-64, win-64]", LockProject.CHANNEL, "python", "app", "pip");
    assertUpToDate();
  }

  @Test
  void lock_explicitFileDeleted_isStaleUnlessNotWanted() throws IOException {
    Files.delete(directory.resolve("conda-win-64.lock"));
    project.withoutExplicitFiles();
    assertUpToDate();
    assertThat(directory.resolve("conda-win-64.lock")).doesNotExist();
  }

  @Test
  void lock_explicitFileLost_isStale() throws IOException {
    Files.delete(directory.resolve("conda-win-64.lock"));
    assertStale("conda-win-64.lock: the explicit file is missing");
  }

  @Test
  void lock_explicitFileEdited_isStale() {
    String url = "https://h.example.org/c/linux-64/other-1-0.conda";
    String text = project.text("conda-linux-64.lock");
    project.file("conda-linux-64.lock", text + url + "\n");
    assertStale(
        "conda-linux-64.lock:" + (text.lines().count() + 1) + ": " + url
            + " is not in conda-lock.yml");
  }

  @Test
  void lock_missingWhileFrozen_isRefused() throws IOException {
    for (String name : project.lockFiles().keySet()) {
      Files.delete(directory.resolve(name));
    }
    assertThat(project.mode(Mode.FROZEN).failure())
        .isEqualTo(
            "HERM-LOCK-102 conda-lock.yml: there is no lock, and nothing may be written here"
                + " (CI or hermetic.frozen)"
                + FROZEN_FIX);
    assertThat(project.lockFiles()).isEmpty();
    assertThatThrownBy(() -> project.service().inspect(project.request()))
        .hasMessage("HERM-LOCK-109 conda-lock.yml: there is no lock to report on" + FROZEN_FIX);
    assertThat(project.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.WRITTEN);
    assertUpToDate();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void lock_mergeMarkers_areNeverTakenForALock(Mode mode) {
    String whole = project.lockText();
    project.file(
        "conda-lock.yml",
        "<<<<<<< ours\n" + whole + "=======\n" + whole + ">>>>>>> theirs\n");
    String conflict = project.lockText();
    project.mode(mode);
    if (mode == Mode.ALWAYS) {
      assertThat(project.lock().outcome()).isEqualTo(Outcome.WRITTEN);
      assertThat(project.warnings())
          .containsExactly(
              "HERM-LOCK-105 conda-lock.yml: the present lock cannot be read and is written anew: "
                  + "the lock file holds a merge conflict"
                  + "\n  Fix: look at the difference before you commit it");
      assertThat(project.lockText()).isEqualTo(whole);
    } else {
      assertThat(project.failure())
          .isEqualTo(
              "HERM-LOCK-003 conda-lock.yml:1:1: the lock file holds a merge conflict\n"
                  + "  Fix: take one side (`git checkout --ours conda-lock.yml`, or --theirs), then"
                  + " run `mvn hermetic:lock`, which moves no more than the merged environment file"
                  + " demands, and commit; or solve all afresh with -Dhermetic.relock=true");
      assertThat(project.lockText()).isEqualTo(conflict);
      assertThat(project.warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void lock_ofWhichNothingCanBeRead_isReplacedOnlyWhenSaid(Mode mode) {
    String whole = project.lockText();
    String broken = whole.replace("  platforms:\n", "  platform:\n");
    project.file("conda-lock.yml", broken);
    project.mode(mode);
    if (mode == Mode.ALWAYS) {
      assertThat(project.lock().outcome()).isEqualTo(Outcome.WRITTEN);
      assertThat(project.lockText()).isEqualTo(whole);
      return;
    }
    if (mode == Mode.IF_STALE) {
      assertThat(project.failure())
          .startsWith(
              "HERM-LOCK-125 conda-lock.yml:" + line("  platform:")
                  + ":3: the present lock cannot be read, so nothing of it could be kept: the key"
                  + " platform is not one of CEP-37 in metadata (and 3 more)")
          .endsWith(
              "\n  Fix: bring it back as it was (`git checkout conda-lock.yml`), or solve afresh"
                  + " with -Dhermetic.relock=true");
    } else {
      assertThat(project.failure()).startsWith("HERM-LOCK-004 conda-lock.yml:");
    }
    assertThat(project.lockText()).isEqualTo(broken);
  }

  @Test
  void lock_emptyFile_isNoLockToKeep() {
    String whole = project.lockText();
    project.file("conda-lock.yml", "");
    assertThat(project.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(project.lockText()).isEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void lock_laterVersionOfTheFormat_isLeftAlone(Mode mode) {
    String later = project.lockText().replace("version: 1\n", "version: 9\n");
    project.file("conda-lock.yml", later);
    Map<String, String> before = project.lockFiles();
    assertThat(project.mode(mode).failure())
        .isEqualTo(
            "HERM-LOCK-002 conda-lock.yml:" + line("version: 9")
                + ":10: has lock format version 9, but only version 1 (CEP-37) is read\n"
                + "  Fix: use a tool that reads it, or delete the file and run `mvn hermetic:lock`"
                + " to solve afresh");
    assertThat(project.lockFiles()).isEqualTo(before);
  }

  @Test
  void lock_singleValueWrong_isMendedAndAllElseKept() throws IOException {
    String whole = project.lockText();
    int at = whole.indexOf("    sha256: ") + "    sha256: ".length();
    String broken = whole.substring(0, at) + "Z" + whole.substring(at + 1);
    long line = whole.substring(0, at).lines().count();
    project.from(
        TestChannel.url(
            LockChannel.sample().add(TestPackage.of("app", "99")).write(shared.resolve("newer"))));
    for (String each : List.of(broken, whole.replaceFirst("  manager: conda", "$0\n  colour: red"))) {
      project.file("conda-lock.yml", each);
      project.events.clear();
      assertThat(project.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.WRITTEN);
      assertThat(project.lockText()).isEqualTo(whole);
      assertThat(project.warnings())
          .singleElement()
          .asString()
          .startsWith("HERM-LOCK-124 conda-lock.yml:")
          .endsWith(
              "; all else that the present lock says is kept\n  Fix: look at the difference before"
                  + " you commit it");
    }
    assertThat(project.mode(Mode.ALWAYS).lock().outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(project.lockText()).contains("app-99-");
    project.file("conda-lock.yml", broken);
    assertThat(project.mode(Mode.FROZEN).failure())
        .startsWith("HERM-LOCK-007 conda-lock.yml:" + line + ":13: sha256 is 'Z");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void lock_newerFormat_isLeftAlone(Mode mode) {
    String newer = project.lockText().replace("hermetic_format: '1'", "hermetic_format: '2'");
    project.file("conda-lock.yml", newer);
    assertThat(project.mode(mode).failure())
        .isEqualTo(
            "HERM-LOCK-106 conda-lock.yml: the lock was written by a newer Hermetic (format 2)"
                + "\n  Fix: use the version of the plugin that wrote it, or a later one");
    assertThat(project.lockText()).isEqualTo(newer);
  }

  @Test
  void lock_customMetadataOfOthers_isKept() {
    String lock =
        project.lockText().replace("custom_metadata:\n", "custom_metadata:\n    team: blue\n");
    project.file("conda-lock.yml", lock);
    ask("[linux-64, win-64]", LockProject.CHANNEL, "python");
    project.mode(Mode.IF_STALE).lock();
    assertThat(project.lockText())
        .contains("\n    team: blue\n")
        .contains("hermetic_specs: python");
  }

  @Test
  void lock_ofAnotherToolInStep_stands() {
    String lock = project.lockText();
    int start = lock.indexOf("  custom_metadata:\n");
    project.file(
        "conda-lock.yml",
        lock.substring(0, start) + lock.substring(lock.indexOf("package:\n")));
    assertUpToDate();
    project.priority(ChannelPriority.DISABLED);
    assertStale(
        "conda-lock.yml: another tool wrote the lock, which does not say that channel_priority was"
            + " disabled");
  }

  @Test
  void lock_ofCondaLock_standsUntilTheRequestChanges() throws IOException {
    Path golden = SharedData.data("golden/conda-lock/small");
    LockProject real = new LockProject(directory.resolve("real")).withoutExplicitFiles();
    for (String name : new String[] {"environment.yml", "conda-lock.yml"}) {
      real.file(name, Files.readString(golden.resolve(name)));
    }
    String lock = real.lockText();
    assertThat(real.mode(Mode.IF_STALE).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(real.mode(Mode.FROZEN).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(real.lockText()).isEqualTo(lock);
    real.file("environment.yml", real.text("environment.yml").replace("pandas", "pandas >=99"));
    assertThat(real.failure())
        .contains("`pandas >=99` is not met by pandas 2.")
        .contains("(linux-64, win-64)");
    assertThat(real.platforms(Platform.WIN_64).failure())
        .contains("locked for linux-64, which is not asked for");
  }

  @Test
  void lock_platformDropped_tellsOfTheExplicitFileThatStays() {
    ask("[linux-64]", LockProject.CHANNEL, "python", "app");
    assertThat(project.mode(Mode.ALWAYS).lock().outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(project.warnings())
        .containsExactly(
            "HERM-LOCK-111 conda-win-64.lock: the file is of a platform that is not locked any"
                + " more\n  Fix: delete it, or lock the platform again with `platforms:` or"
                + " hermetic.platforms");
    assertThat(project.folder.resolve("conda-win-64.lock")).exists();
  }

  @Test
  void lock_withoutExplicitFiles_tellsOfThoseThatStay() {
    assertThat(project.withoutExplicitFiles().lock().outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(project.warnings())
        .containsExactly(
            "HERM-LOCK-111 conda-linux-64.lock: the file stays as it was, because"
                + " hermetic.explicitLockfiles is false\n"
                + "  Fix: delete it, or let it be written again",
            "HERM-LOCK-111 conda-win-64.lock: the file stays as it was, because"
                + " hermetic.explicitLockfiles is false\n"
                + "  Fix: delete it, or let it be written again");
  }

  @Test
  void lock_versionEditedByHand_isStale() {
    String text = project.lockText();
    int at = text.indexOf("- name: app\n  version: ") + "- name: app\n  version: ".length();
    int end = text.indexOf('\n', at);
    project.file("conda-lock.yml", text.substring(0, at) + "'9.9'" + text.substring(end));
    assertStale(
        place("package:")
            + "the packages are not as they were written: they were changed by hand or by a merge\n  "
            + place("  version: '9.9'")
            + "app 9.9 is locked, but its address is that of version 1.1: app-1.1-0.conda"
            + " (linux-64)");
  }

  @Test
  void lock_otherFileInItsPlace_isRefusedAndLeft() {
    for (Mode mode : List.of(Mode.ALWAYS, Mode.IF_STALE)) {
      project.file("conda-lock.yml", "<project>\n</project>\n");
      assertThat(project.mode(mode).failure())
          .isEqualTo(
              "HERM-LOCK-112 conda-lock.yml: the file is no lock and would be replaced by one\n"
                  + "  Fix: name another file with hermetic.lockfile, or delete this one");
      assertThat(project.lockText()).startsWith("<project>");
    }
  }
}
