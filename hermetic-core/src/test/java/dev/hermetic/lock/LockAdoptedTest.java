package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.diff.Change;
import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.testkit.TestChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock of four platforms that conda-lock wrote, changed minimally: its other entries stand. */
class LockAdoptedTest {
  /** Shared by the tests: the index of each repodata file is built once. */
  @TempDir static Path cache;

  @TempDir Path directory;
  private LockProject project;

  @BeforeEach
  void adopt() throws IOException {
    Path pair = SharedData.data("lockfiles/pairs/12-email-spam-filter-conda-lock/tree");
    project =
        new LockProject(directory.resolve("project"))
            .cache(cache)
            .mirror(
                "https://conda.anaconda.org/conda-forge",
                TestChannel.url(SharedData.data("channels/conda-forge")))
            .file("environment.yml", Files.readString(pair.resolve("environment.yml")))
            .file("conda-lock.yml", Files.readString(pair.resolve("conda-lock.yml")))
            .mode(Mode.IF_STALE);
  }

  private Set<String> urls() {
    Set<String> urls = new TreeSet<>();
    project.lockText().lines().filter(line -> line.startsWith("  url: ")).forEach(urls::add);
    return urls;
  }

  /** Names whose file is another one; repodata was mended since, so dependencies differ too. */
  private static List<String> moved(LockResult result) {
    return result.changes().changes().stream()
        .filter(change -> change.kind() != Change.Kind.DEPENDENCIES)
        .map(
            change ->
                change.name()
                    + " "
                    + change.platforms().size()
                    + ": "
                    + change.reasons().get(0).text())
        .toList();
  }

  @Test
  void update_onePackage_movesNoMoreThanItNeeds() {
    Set<String> before = urls();
    LockResult result =
        project.service().update(new UpdateRequest(project.request(), List.of("openssl"), false));
    assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(moved(result))
        .containsExactly(
            "openssl 4: asked for: `openssl`",
            "vc14_runtime 1: openssl 3.6.3 needs `vc14_runtime >=14.44.35208`");
    Set<String> gone = new TreeSet<>(before);
    gone.removeAll(urls());
    assertThat(gone).hasSize(5).allMatch(url -> url.matches(".*/(openssl|vc14_runtime)-[^/]*"));
  }

  @Test
  void lock_specAdded_leavesEveryPackage() throws IOException {
    Set<String> before = urls();
    Path environment = project.folder.resolve("environment.yml");
    String text = Files.readString(environment);
    Files.writeString(environment, text.replace("  - numpy\n", "  - numpy\n  - tqdm\n"));
    LockResult result = project.lock();
    assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(moved(result))
        .containsExactly("tqdm 4: `tqdm` (environment.yml:13:5)");
    assertThat(urls()).containsAll(before).hasSizeGreaterThan(before.size());
  }
}
