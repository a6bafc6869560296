package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.TestChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same request on the same channel is the same bytes, whatever else differs. */
@Timeout(60)
class LockDeterminismTest {
  private static final List<String> SPECS =
      List.of("python", "app", "numpy >=1.24", "torch", "libblas", "undated");

  @TempDir static Path shared;
  private static Path channel;
  private static SortedMap<String, String> expected;

  @TempDir Path directory;

  @BeforeAll
  static void lockOnce() {
    channel = LockChannel.sample().write(shared.resolve("channel"));
    LockProject project = project(shared.resolve("project"), SPECS);
    assertThat(project.from(TestChannel.url(channel)).lock().outcome()).isEqualTo(Outcome.WRITTEN);
    expected = project.lockFiles();
    assertThat(expected)
        .containsOnlyKeys("conda-lock.yml", "conda-linux-64.lock", "conda-win-64.lock");
  }

  private static LockProject project(Path folder, List<String> specs) {
    List<String> lines = new ArrayList<>();
    lines.add("channels: [" + LockProject.CHANNEL + "]");
    lines.add("platforms: [win-64, linux-64]");
    lines.add("dependencies:");
    specs.forEach(spec -> lines.add("  - " + spec));
    return new LockProject(folder).environment(lines.toArray(new String[0]));
  }

  private LockProject project() {
    return project(directory.resolve("project"), SPECS).from(TestChannel.url(channel));
  }

  @Test
  void lock_sample_choosesNewestAndPreferred() {
    LockResult result = project().lock();
    List<String> names =
        List.of(
            "app 1.1 0",
            "libblas 3.9.0 1_openblas",
            "libzlib 1.3.1 0",
            "numpy 1.26.4 0",
            "python 3.11.9 0",
            "torch 2.3.0 cpu_0",
            "tzdata 2024a 0",
            "undated 1.0 0");
    assertThat(LockProject.chosen(result, Platform.LINUX_64)).isEqualTo(names);
    assertThat(LockProject.chosen(result, Platform.WIN_64)).isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void lock_specsInAnotherOrder_givesSameBytes(long seed) {
    List<String> specs = new ArrayList<>(SPECS);
    Collections.shuffle(specs, new Random(seed));
    LockProject project = project(directory.resolve("project"), specs);
    project.from(TestChannel.url(channel)).lock();
    assertThat(project.lockFiles()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void lock_repodataInAnotherOrder_givesSameBytes(long seed) throws IOException {
    Path other = LockChannel.sample().write(directory.resolve("channel"));
    byte[] before = Files.readAllBytes(other.resolve("noarch/repodata.json"));
    LockChannel.shuffle(other, seed);
    assertThat(Files.readAllBytes(other.resolve("noarch/repodata.json"))).isNotEqualTo(before);
    LockProject project = project().from(TestChannel.url(other));
    project.lock();
    assertThat(project.lockFiles()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"repodata.json", "repodata.json.zst", "repodata.json.bz2"})
  void lock_anyTransportColdOrWarm_givesSameBytes(String form) throws IOException {
    Path other = LockChannel.sample().write(directory.resolve("channel"));
    LockChannel.offerOnly(other, form);
    try (ChannelServer server = ChannelServer.serving(directory)) {
      LockProject project = project().from(server.url() + "/channel");
      LockResult cold = project.lock();
      assertThat(cold.snapshots()).hasSize(3).allMatch(s -> s.file().equals(form));
      assertThat(project.lockFiles()).isEqualTo(expected);
      LockResult warm = project.lock();
      assertThat(warm.outcome()).isEqualTo(Outcome.UNCHANGED);
      assertThat(warm.snapshots()).isEqualTo(cold.snapshots());
      assertThat(server.requests())
          .filteredOn(request -> request.path().equals("/channel/noarch/" + form))
          .extracting(ChannelServer.Request::status)
          .containsExactly(200, 304);
      assertThat(project.lockFiles()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"tr-TR,Asia/Kolkata", "de-DE,America/St_Johns", "ar-EG,Pacific/Kiritimati"})
  void lock_anyLocaleAndZone_givesSameBytes(String language, String zone) {
    Locale locale = Locale.getDefault();
    TimeZone timeZone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      LockProject project = project();
      project.lock();
      assertThat(project.lockFiles()).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(timeZone);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "077,rw-------,-Duser.language=tr -Duser.country=TR -XX:ActiveProcessorCount=1",
    "022,rw-r--r--,-Duser.timezone=Asia/Kolkata -Dfile.encoding=ISO-8859-1"
        + " -XX:ActiveProcessorCount=2",
    "002,rw-rw-r--,-Duser.language=de -Dline.separator=X -XX:ActiveProcessorCount=4"
  })
  void lock_ownProcess_givesSameBytesInModeOfUmask(String umask, String mode, String options)
      throws Exception {
    assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"), "not POSIX");
    LockProject project = project();
    Process process =
        LockProcess.start(
            umask,
            Arrays.asList(options.split(" ")),
            project.folder.toString(),
            TestChannel.url(channel),
            "environment.yml");
    assertThat(LockProcess.output(process)).startsWith("WRITTEN");
    assertThat(process.waitFor()).isZero();
    assertThat(project.lockFiles()).isEqualTo(expected);
    for (String name : expected.keySet()) {
      var permissions = Files.getPosixFilePermissions(project.folder.resolve(name));
      assertThat(PosixFilePermissions.toString(permissions)).as(name).isEqualTo(mode);
    }
  }

  @Test
  void lock_sameBytes_keepsFilesAsTheyAre() throws IOException {
    LockProject project = project();
    project.lock();
    FileTime time = FileTime.from(Instant.parse("2020-02-02T02:02:02Z"));
    for (String name : expected.keySet()) {
      Files.setLastModifiedTime(project.folder.resolve(name), time);
    }
    LockResult again = project.lock();
    assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(again.written()).isEmpty();
    for (String name : expected.keySet()) {
      assertThat(Files.getLastModifiedTime(project.folder.resolve(name))).isEqualTo(time);
    }
  }

  @Test
  void lock_oneFileLost_writesThatOne() throws IOException {
    LockProject project = project();
    project.lock();
    Path lost = project.folder.resolve("conda-win-64.lock");
    Files.delete(lost);
    LockResult again = project.lock();
    assertThat(again.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(again.written()).containsExactly(lost);
    assertThat(project.lockFiles()).isEqualTo(expected);
  }

  @Test
  void lock_files_areUtf8WithPlainLineEnds() {
    assertThat(expected.values())
        .allSatisfy(text -> assertThat(text).endsWith("\n").doesNotContain("\r"));
  }

  @Test
  void lock_runFacts_areInWorkDirectoryAlone() {
    LockProject project = project();
    LockResult result = project.lock();
    String facts = project.text("target/hermetic/lock.json");
    assertThat(result.snapshots()).hasSize(3);
    result
        .snapshots()
        .forEach(
            snapshot -> {
              assertThat(facts).contains("\"sha256\" : \"" + snapshot.sha256() + "\"");
              assertThat(project.lockText()).doesNotContain(snapshot.sha256());
            });
    assertThat(facts).contains("\"lockfile_sha256\" : \"").endsWith("}\n");
  }
}
