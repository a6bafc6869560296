package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.testkit.TestChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the files cannot be written, or the process dies while it writes. */
@Timeout(120)
class LockFilesTest {
  private static final String FIX =
      "\n  Fix: make the folder writable and give it free space, then run the goal again";
  private static final int KILLS = 5;

  @TempDir Path directory;
  private String channel;
  private LockProject project;

  @BeforeEach
  void prepare() {
    channel = TestChannel.url(LockChannel.sample().write(directory.resolve("channel")));
    project =
        new LockProject(directory.resolve("project"))
            .from(channel)
            .cache(directory.resolve("cache"))
            .environment(
                "channels: [" + LockProject.CHANNEL + "]",
                "platforms: [linux-64, win-64]",
                "dependencies: [python, app]");
  }

  @Test
  void lock_folderInPlaceOfLock_isToldAndLeft() throws IOException {
    Files.createDirectory(project.lockfile());
    assertThat(project.failure())
        .isEqualTo(
            "HERM-LOCK-030 "
                + project.lockfile()
                + ": the file cannot be written: there is a folder of that name"
                + FIX);
    assertThat(project.lockFiles()).isEmpty();
    assertThat(project.lockfile()).isEmptyDirectory();
    assertThat(project.mode(Mode.FROZEN).failure()).contains(" conda-lock.yml: ");
  }

  @Test
  void lock_folderInPlaceOfExplicitFile_keepsOldLock() throws IOException {
    project.lock();
    Path file = project.folder.resolve("conda-win-64.lock");
    Files.delete(file);
    Files.createDirectory(file);
    SortedMap<String, String> before = project.lockFiles();
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, win-64]",
        "dependencies: [python]");
    assertThat(project.failure()).startsWith("HERM-LOCK-030 " + file + ": ");
    assertThat(project.lockFiles()).isEqualTo(before);
  }

  @Test
  void lock_buildFolderThatCannotBeMade_keepsOldLock() throws IOException {
    Files.writeString(project.folder.resolve("target"), "a file where the build folder goes");
    assertThat(project.failure()).startsWith("HERM-LOCK-030 ").contains("/target/hermetic");
    assertThat(project.lockFiles()).containsOnlyKeys("target");
  }

  @Test
  void lock_readOnlyFolder_isTold() throws IOException {
    Path folder = project.folder.resolve("locked");
    Files.createDirectory(folder);
    project.lockfile(folder.resolve("conda-lock.yml"));
    project.lock();
    String before = LockProject.everything(folder);
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64, win-64]",
        "dependencies: [python]");
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "not POSIX");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeTrue(!Files.isWritable(folder), "this user may write everywhere (root)");
      assertThat(project.failure())
          .startsWith("HERM-LOCK-030 " + folder + "/conda-")
          .endsWith(": the file cannot be written: no permission" + FIX);
      assertThat(LockProject.everything(folder)).isEqualTo(before);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** Linux' /proc takes no files, not even root's. */
  @Test
  void lock_folderThatTakesNoFiles_isTold() {
    Path proc = Path.of("/proc");
    assumeTrue(Files.isDirectory(proc.resolve("self")), "no /proc");
    project.lockfile(proc.resolve("conda-lock.yml"));
    assertThat(project.failure())
        .startsWith("HERM-LOCK-030 /proc/conda-linux-64.lock: the file cannot be written: ")
        .endsWith(FIX);
  }

  @Test
  void lock_cacheThatCannotBeMade_isTold() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(project.cache(file).failure())
        .startsWith("HERM-REPO-002 " + file.resolve("index") + ": ")
        .contains("-Dhermetic.cacheDirectory=");
    assertThat(project.lockFiles()).isEmpty();
  }

  @Test
  void lock_killedInTheMiddle_leavesOldOrNewAndIsRepaired() throws Exception {
    project.file("other.yml", project.text("environment.yml").replace("app", "numpy, torch"));
    SortedMap<String, String> first = locked("environment.yml");
    SortedMap<String, String> second = locked("other.yml");
    assertThat(second).isNotEqualTo(first);
    // What stays of the second is kept where it stands: that is not what a lock afresh has.
    SortedMap<String, String> firstAfterSecond = stale("environment.yml");
    assertThat(firstAfterSecond).isNotEqualTo(first);

    Random random = new Random(7);
    Set<String> leftovers = new TreeSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Process process =
          LockProcess.start(
              "022",
              List.of(),
              project.folder.toString(),
              channel,
              "environment.yml",
              "other.yml");
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      assertThat(output.readLine()).isIn("WRITTEN", "UNCHANGED");
      Thread.sleep(random.nextInt(60));
      process.destroyForcibly().waitFor();

      SortedMap<String, String> files = project.lockFiles();
      for (String name : first.keySet()) {
        assertThat(files.get(name)).as(name).isIn(first.get(name), second.get(name));
      }
      files.keySet().stream().filter(name -> !first.containsKey(name)).forEach(leftovers::add);
    }
    assertThat(leftovers).allMatch(name -> name.matches("\\.conda-.+\\.(lock|yml)\\.\\d+-\\d+"));

    // Files of both requests may lie side by side: that is stale, and mended by the next run.
    String left = project.lockFiles().get("conda-lock.yml");
    boolean ofSecond = left.equals(second.get("conda-lock.yml"));
    assertThat(stale("environment.yml")).isEqualTo(ofSecond ? firstAfterSecond : first);
    assertThat(project.mode(Mode.FROZEN).lock().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    project.mode(Mode.ALWAYS).lock();
    assertThat(project.lockFiles()).as("no leftovers").isEqualTo(first);
  }

  private SortedMap<String, String> stale(String environmentFile) {
    project.mode(Mode.IF_STALE);
    SortedMap<String, String> files = locked(environmentFile);
    project.mode(Mode.ALWAYS);
    return files;
  }

  private SortedMap<String, String> locked(String environmentFile) {
    project.files(environmentFile).lock();
    SortedMap<String, String> files = project.lockFiles();
    files.keySet().removeIf(name -> !name.startsWith("conda-"));
    return files;
  }
}
