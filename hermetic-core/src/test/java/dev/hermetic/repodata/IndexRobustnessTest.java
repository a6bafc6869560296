package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdOutputStream;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.testkit.TestChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Building an index where others build it too, where the disk is full, and where memory is short. */
@Timeout(180)
class IndexRobustnessTest {
  @TempDir Path directory;

  private Path cache() {
    return directory.resolve("cache");
  }

  /** A channel with many records; the folder of its one subdir is {@code linux-64}. */
  private Path channel(int records) throws IOException {
    Path channel = directory.resolve("channel");
    Files.createDirectories(channel.resolve("linux-64"));
    try (OutputStream file =
            Files.newOutputStream(channel.resolve("linux-64/repodata.json.zst"));
        PrintStream json =
            new PrintStream(new ZstdOutputStream(file, 1), false, StandardCharsets.UTF_8)) {
      json.print("{\"info\": {\"subdir\": \"linux-64\"}, \"packages.conda\": {");
      for (int i = 0; i < records; i++) {
        String name = "p" + i % 997;
        String build = "h" + i;
        json.print(i == 0 ? "" : ", ");
        json.print(
            "\"%s-1.%d-%s.conda\": {\"build\": \"%s\", \"build_number\": 0, \"depends\": [\"p%d >=1.%d\", "
                    .formatted(name, i % 13, build, build, i % 31, i)
                + "\"python >=3.%d\"], \"license\": \"MIT\", \"name\": \"%s\", \"sha256\": \"%064x\", "
                    .formatted(i % 15, name, i)
                + "\"size\": %d, \"subdir\": \"linux-64\", \"timestamp\": %d, \"version\": \"1.%d\"}"
                    .formatted(i, 1_600_000_000_000L + i, i % 13));
      }
      json.print("}}");
    }
    return channel;
  }

  private List<Path> indexFiles() throws IOException {
    try (Stream<Path> files = Files.list(cache().resolve("index"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void twoProcesses_buildingTheSameIndex_bothSucceedWithTheSameBytes() throws Exception {
    String url = TestChannel.url(channel(40_000));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(IndexProcess.start(List.of(), cache().toString(), url, "linux-64"));
    }
    for (Process process : processes) {
      assertThat(IndexProcess.output(process)).isEqualTo("997 p0 41");
    }
    assertThat(indexFiles()).hasSize(1);
    byte[] bytes = Files.readAllBytes(indexFiles().get(0));
    Files.delete(indexFiles().get(0));
    IndexProcess.load(cache(), url, "linux-64");
    assertThat(Files.readAllBytes(indexFiles().get(0))).isEqualTo(bytes);
  }

  @Test
  void processKilledWhileItBuilds_leavesNothingThatIsTrusted() throws Exception {
    String url = TestChannel.url(channel(150_000));
    Process process = IndexProcess.start(List.of(), cache().toString(), url, "linux-64");
    while (process.isAlive() && !Files.exists(cache().resolve("index"))) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    process.destroyForcibly().waitFor();
    assertThat(IndexProcess.load(cache(), url, "linux-64")).isEqualTo("997 p0 151");
  }

  /** A third of conda-forge in less than a third of the gibibyte that a real build may have. */
  @Test
  void manyRecords_areIndexedInLittleMemory() throws Exception {
    String url = TestChannel.url(channel(300_000));
    Process process =
        // Without being told, Java takes another collector where there is one processor, and that
        // one keeps a third of the heap from what lives long.
        IndexProcess.start(
            List.of("-Xmx200m", "-XX:+UseG1GC"), cache().toString(), url, "linux-64");
    assertThat(IndexProcess.output(process)).isEqualTo("997 p0 301");
  }

  @Test
  void folderOfIndexesThatCannotBeMade_isTold() throws IOException {
    String url = TestChannel.url(channel(10));
    Files.createDirectories(cache());
    Files.writeString(cache().resolve("index"), "a file");
    assertThat(problem(url))
        .startsWith(
            "HERM-REPO-002 "
                + cache().resolve("index")
                + ": the index of a channel cannot be written or read: ")
        .endsWith(
            "\n  Fix: make the directory writable and see that the disk has room, or name another"
                + " with -Dhermetic.cacheDirectory=…");
  }

  @Test
  void diskThatFillsUpWhileAnIndexIsWritten_isToldAndLeavesNothing() throws Exception {
    String url = TestChannel.url(channel(5_000));
    Files.createDirectories(cache());
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", cache().toString());
    assumeTrue(mounted, "no right to mount a small disk");
    try {
      assertThat(problem(url))
          .startsWith("HERM-REPO-002 " + cache().resolve("index") + ": ")
          .contains("No space left on device");
      assertThat(indexFiles()).isEmpty();
    } finally {
      assertThat(run("umount", cache().toString())).isTrue();
    }
    assertThat(IndexProcess.load(cache(), url, "linux-64")).isEqualTo("997 p0 6");
  }

  /** What a full disk does, done by a limit on the size of files. */
  @Test
  void indexThatCannotBeWrittenToItsEnd_isToldAndLeavesNothing() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell");
    String url = TestChannel.url(channel(60_000));
    Process process =
        IndexProcess.startLimited(4_000, cache().toString(), url, "linux-64");
    assertThat(IndexProcess.output(process))
        .startsWith("HERM-REPO-002 " + cache().resolve("index") + ": ")
        .contains("File too large")
        .doesNotContain("at dev.hermetic");
    assertThat(indexFiles()).isEmpty();
    assertThat(IndexProcess.load(cache(), url, "linux-64")).isEqualTo("997 p0 61");
  }

  @Test
  void libraryThatCannotBePutIntoTheTemporaryFolder_isTold() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell");
    String url = TestChannel.url(channel(10));
    Process process = IndexProcess.startLimited(100, cache().toString(), url, "linux-64");
    assertThat(IndexProcess.output(process))
        .startsWith("HERM-REPO-007 " + System.getProperty("java.io.tmpdir"))
        .contains(
            "the library that unpacks zstd cannot be put there and loaded: ",
            "\n  Fix: give the folder room and let programs be run from it, or name another with")
        .doesNotContain("at dev.hermetic");
  }

  private String problem(String url) {
    try {
      return IndexProcess.load(cache(), url, "linux-64");
    } catch (HermeticException e) {
      return e.getMessage();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  @Test
  void realChannel_isIndexedWhole() throws IOException {
    Path file = SharedData.data("channels/conda-forge/linux-64/repodata.json.zst");
    IndexedRepodata repodata;
    try (var json = Compression.ZSTD.open(file)) {
      repodata =
          IndexedRepodata.of(
              IndexBuilder.build(json, "ab".repeat(32)), "https://example.org/c", "linux-64");
    }
    assertThat(repodata.names()).hasSize(1_698);
    assertThat(repodata.leftOut()).isZero();
    assertThat(repodata.names().stream().mapToInt(name -> repodata.records(name).size()).sum())
        .isBetween(26_492, 29_985);
  }
}
