package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goals themselves find wrong. */
class GoalProblemsTest {
  @Test
  void attach_noLock_isTold() {
    assertThat(AttachMojo.noLock("conda-lock.yml").render())
        .isEqualTo(
            """
            HERM-ATTACH-001 conda-lock.yml: there is no lock to attach
              Fix: run `mvn hermetic:lock` and commit conda-lock.yml""");
  }

  @Test
  void pylock_noLock_isTold() {
    assertThat(PylockMojo.noLock("conda-lock.yml").render())
        .isEqualTo(
            """
            HERM-PYLOCK-001 conda-lock.yml: there is no lock to write pylock files of
              Fix: run `mvn hermetic:lock` first""");
  }

  @Test
  void pylock_noPython_isTold() {
    assertThat(PylockMojo.noPython("conda-lock.yml", Platform.LINUX_64).render())
        .isEqualTo(
            """
            HERM-PYLOCK-002 conda-lock.yml: has pip packages on linux-64 and no CPython that they are for
              Fix: add python to the dependencies and run `mvn hermetic:lock`""");
  }

  @Test
  void summary_noPage_isTold() {
    assertThat(StepSummary.cannotWrite("/gone/page", "no permission").render())
        .isEqualTo(
            """
            HERM-SUMMARY-001 /gone/page: the summary cannot be added to the page of this job: no permission
              Fix: see that GITHUB_STEP_SUMMARY names a file that this user may write, or unset it""");
  }

  @Test
  void summary_page_isAddedTo(@TempDir Path folder) throws IOException {
    Path page = Files.writeString(folder.resolve("page"), "before\n");
    StepSummary.append(Map.of("GITHUB_STEP_SUMMARY", page.toString()), "now\n");
    StepSummary.append(Map.of(), "nowhere\n");
    assertThat(page).hasContent("before\nnow");
  }

  @Test
  void summary_isComparedWithTheBranchUnderReview(@TempDir Path folder) {
    assertThat(ReviewedBranch.of(Map.of(), folder)).isEqualTo("HEAD");
    assertThat(ReviewedBranch.of(Map.of("GITHUB_BASE_REF", "main"), folder)).isEqualTo("origin/main");
    assertThat(ReviewedBranch.of(Map.of("CI_MERGE_REQUEST_DIFF_BASE_SHA", "abc"), folder)).isEqualTo("abc");
  }

  @Test
  void summary_ofAPush_isComparedWithWhatTheBranchHadBefore(@TempDir Path folder) throws IOException {
    String before = "a".repeat(40);
    String none = "0".repeat(40);
    Path event = folder.resolve("event.json");
    Map<String, String> github =
        Map.of("GITHUB_EVENT_NAME", "push", "GITHUB_EVENT_PATH", event.toString());
    assertThat(ReviewedBranch.of(github, folder)).isEqualTo("HEAD");
    Files.writeString(event, "{\"before\": \"" + before + "\"}");
    assertThat(ReviewedBranch.of(github, folder)).isEqualTo(before);
    Files.writeString(event, "{\"before\": \"" + none + "\"}");
    assertThat(ReviewedBranch.of(github, folder)).isEqualTo("HEAD");
    Files.writeString(event, "{\"before\": \"--output=x\"}");
    assertThat(ReviewedBranch.of(github, folder)).isEqualTo("HEAD");
    assertThat(ReviewedBranch.of(Map.of("CI_COMMIT_BEFORE_SHA", before), folder)).isEqualTo(before);
    assertThat(ReviewedBranch.of(Map.of("CI_COMMIT_BEFORE_SHA", none), folder)).isEqualTo("HEAD");
  }

  @Test
  void promote_noTrack_isTold() {
    assertThat(PromoteMojo.noTrack().render())
        .isEqualTo(
            """
            HERM-TRACK-006 parameter hermetic.track: no track is named that could become the stable lock
              Fix: name one, for example -Dhermetic.track=research""");
  }
}
