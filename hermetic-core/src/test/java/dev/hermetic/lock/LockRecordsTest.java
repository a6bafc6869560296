package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of a channel that are odd in themselves. */
class LockRecordsTest {
  @TempDir Path directory;

  private LockProject project(TestPackage... packages) {
    Path channel = TestChannel.create().add(packages).write(directory.resolve("channel"));
    return new LockProject(directory.resolve("project"))
        .from(TestChannel.url(channel))
        .platforms(Platform.LINUX_64)
        .channels(LockProject.CHANNEL);
  }

  @Test
  void record_whoseDependencyDoesNotParse_isNamedCountedAndLeftOut() {
    LockProject project =
        project(
            TestPackage.of("app", "1.0", "lib"),
            TestPackage.of("app", "2.0", "lib >=>1"),
            TestPackage.of("app", "3.0", "lib [oops"),
            TestPackage.of("app", "4.0", "lib[when=\"__win\"]"),
            TestPackage.of("lib", "1.0"),
            TestPackage.of("lib", "1.1").withConstrains("app ===="),
            TestPackage.of("elsewhere", "1.0", "lib >=>1"));
    LockResult result = project.environment("dependencies:", "  - app").lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64))
        .containsExactly("app 1.0 0", "lib 1.0 0");
    assertThat(project.warnings())
        .containsExactly(
            "HERM-REPO-101 channels: 4 records were left out, for a dependency that is no match"
                + " spec or sets conditions: linux-64/app-2.0-0.conda (`lib >=>1`),"
                + " linux-64/app-3.0-0.conda (`lib [oops`),"
                + " linux-64/app-4.0-0.conda (`lib[when=\"__win\"]`) and 1 more\n"
                + "  Fix: tell the channel's owner, unless you can do without them");
  }

  @Test
  void records_thatNeedEachOther_areLocked() {
    LockProject project =
        project(
            TestPackage.of("a", "1.0", "b"),
            TestPackage.of("b", "1.0", "c"),
            TestPackage.of("c", "1.0", "a", "c"));
    LockResult result = project.environment("dependencies:", "  - b").lock();
    assertThat(LockProject.chosen(result, Platform.LINUX_64))
        .containsExactly("a 1.0 0", "b 1.0 0", "c 1.0 0");
    assertThat(project.lockFiles()).containsKey("conda-linux-64.lock");
    assertThat(project.warnings()).isEmpty();
  }

  @Test
  void epochThatAnotherToolEncoded_isTheSameFile() {
    LockProject project =
        project(TestPackage.of("x264", "1!164.3095")).environment("dependencies: [x264]");
    project.lock();
    for (String name : List.of("conda-lock.yml", "conda-linux-64.lock")) {
      assertThat(project.text(name)).contains("/x264-1!164.3095-0.");
      project.file(name, project.text(name).replace("/x264-1!", "/x264-1%21"));
    }
    LockResult standing = project.mode(LockRequest.Mode.FROZEN).lock();
    assertThat(standing.outcome()).isEqualTo(LockResult.Outcome.UP_TO_DATE);
    LockResult known = project.service().inspect(project.request());
    assertThat(LockProject.chosen(known, Platform.LINUX_64)).containsExactly("x264 1!164.3095 0");
    assertThat(SpecTable.of(known).download().unknown()).isZero();
  }
}
