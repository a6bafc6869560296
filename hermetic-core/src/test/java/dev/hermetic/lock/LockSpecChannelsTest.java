package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specs that name a channel, {@code channel::name}. */
class LockSpecChannelsTest {
  private static final String ALIAS = "https://conda.anaconda.org";

  @TempDir Path directory;
  private LockProject project;

  @BeforeEach
  void prepare() {
    TestChannel main = TestChannel.create();
    main.add(TestPackage.of("python", "3.11.9"), TestPackage.of("torch", "1.0", "python"));
    TestChannel extra = TestChannel.create();
    extra.add(
        TestPackage.of("torch", "2.0", "python", "torch-mutex"),
        TestPackage.of("torch-mutex", "1.0"),
        TestPackage.of("python", "3.12.0"));
    TestChannel other = TestChannel.create();
    other.add(TestPackage.of("torch-mutex", "9.0"), TestPackage.of("tool", "1.0"));
    project =
        new LockProject(directory.resolve("project"))
            .mirror(ALIAS + "/main", TestChannel.url(main.write(directory.resolve("main"))))
            .mirror(ALIAS + "/extra", TestChannel.url(extra.write(directory.resolve("extra"))))
            .mirror(ALIAS + "/other", TestChannel.url(other.write(directory.resolve("other"))));
  }

  private LockProject asking(String... specs) {
    return project.environment(
        "channels: [main]",
        "platforms: [linux-64]",
        "dependencies: [python, '" + String.join("', '", specs) + "']");
  }

  @Test
  void lock_channelThatOnlyASpecNames_isSearchedBehindThoseOfTheFile() {
    LockResult result = asking("extra::torch").lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64))
        .containsExactly("python 3.11.9 0", "torch 2.0 0", "torch-mutex 1.0 0");
    assertThat(project.lockText())
        .contains(ALIAS + "/extra/linux-64/torch-2.0-0.", "  - url: main\n")
        .doesNotContain("  - url: extra\n");
    assertThat(project.mode(LockRequest.Mode.FROZEN).lock().outcome())
        .isEqualTo(LockResult.Outcome.UP_TO_DATE);
  }

  @Test
  void lock_severalSuchChannels_areInTheOrderOfTheirNames() {
    LockResult result = asking("other::tool", "extra::torch").lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64))
        .contains("tool 1.0 0", "torch 2.0 0", "torch-mutex 1.0 0");
    SortedMap<String, String> files = project.lockFiles();
    asking("extra::torch", "other::tool").lock();
    assertThat(project.lockFiles()).isEqualTo(files);
  }

  @Test
  void lock_channelOfTheFileByItsUrl_isNoOther() {
    LockResult result = asking(ALIAS + "/main::torch", "m*::python").lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64))
        .containsExactly("python 3.11.9 0", "torch 1.0 0");
    assertThat(result.snapshots()).allMatch(one -> one.channel().equals(ALIAS + "/main"));
  }

  @Test
  void lock_packageFileOfAnotherChannel_isTakenFromThere() {
    String file = ALIAS + "/other/linux-64/torch-mutex-9.0-0.conda";
    LockResult result = asking(file).lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64))
        .containsExactly("python 3.11.9 0", "torch-mutex 9.0 0");
    assertThat(project.lockText()).contains("url: " + file + "\n");
  }

  @Test
  void lock_multichannelOfTheFile_isRecordedAsItsMembers() {
    project
        .multichannel("ours", "extra", "main")
        .environment("channels: [ours]", "platforms: [linux-64]", "dependencies: [torch]");
    assertThat(LockProject.chosen(project.lock(), Platform.LINUX_64))
        .containsExactly("python 3.12.0 0", "torch 2.0 0", "torch-mutex 1.0 0");
    assertThat(project.lockText())
        .contains("  - url: extra\n    used_env_vars: []\n  - url: main\n")
        .doesNotContain("ours");
    project.mode(LockRequest.Mode.FROZEN);
    assertThat(project.lock().outcome()).isEqualTo(LockResult.Outcome.UP_TO_DATE);
    // Nothing but the members counts.
    project.environment("channels: [extra, main]", "platforms: [linux-64]", "dependencies: [torch]");
    assertThat(project.lock().outcome()).isEqualTo(LockResult.Outcome.UP_TO_DATE);
    project
        .multichannel("ours", "main")
        .environment("channels: [ours]", "platforms: [linux-64]", "dependencies: [torch]");
    assertThat(project.failure()).contains("the channels are main, but were extra, main");
  }

  @Test
  void lock_multichannelThatASpecNames_isSearchedAndRecorded() {
    project.multichannel("ours", "other", "main", "extra");
    LockResult result = asking("ours::torch").lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64))
        .containsExactly("python 3.11.9 0", "torch 1.0 0");
    result = asking("ours::torch>=2").priority(ChannelPriority.DISABLED).lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64))
        .containsExactly("python 3.12.0 0", "torch 2.0 0", "torch-mutex 9.0 0");
    assertThat(project.lockText())
        .contains("hermetic_multichannels: ours=other,main,extra\n")
        .doesNotContain("  - url: extra\n");
    project.mode(LockRequest.Mode.FROZEN);
    assertThat(project.lock().outcome()).isEqualTo(LockResult.Outcome.UP_TO_DATE);
    assertThat(project.multichannel("ours", "main", "extra").failure())
        .contains("multichannels was ours=other,main,extra, is ours=main,extra");
  }

  @Test
  void lock_suchChannelThatIsNone_isToldAtTheSpec() {
    assertThat(asking("nowhere::torch").mirror(ALIAS, TestChannel.url(directory)).failure())
        .startsWith("HERM-REPO-003 environment.yml:3:24: the channel nowhere has no repodata at ");
    assertThat(asking("https://me:s3cret@x.example/y::torch").failure())
        .startsWith("HERM-CHAN-004 environment.yml:3:24: ")
        .doesNotContain("s3cret");
  }
}
