package dev.hermetic.lockfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.channel.Channel;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What conda-lock 4.0.2 with mamba 2.8.1 wrote, made again from the records of the same packages.
 */
class GoldenCondaLockTest {
  private static final String CHANNEL = "http://127.0.0.1:18766/conda-forge";

  @ParameterizedTest
  @ValueSource(strings = {"small", "nlp"})
  void build_samePackages_givesCondaLocksBytes(String name) throws IOException {
    Path golden = SharedData.data("golden/conda-lock/" + name);
    String expected = Files.readString(golden.resolve("conda-lock.yml"));
    Lockfile locked = CondaLockReader.parse(expected, "conda-lock.yml");
    Records records = new Records();
    SortedMap<Platform, List<PackageRecord>> solved = new TreeMap<>();
    for (Platform platform : locked.metadata().platforms()) {
      solved.put(platform, records.of(locked, platform));
    }
    List<Channel> channels = List.of(new Channel(CHANNEL, CHANNEL, CHANNEL, List.of()));
    Lockfile built = LockfileBuilder.build(locked.metadata(), solved, channels);

    assertThat(LockFiles.body(CondaLockWriter.write(built))).isEqualTo(LockFiles.body(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "nlp"})
  void writeExplicit_goldenLock_givesCondaLocksLines(String name) throws IOException {
    Path golden = SharedData.data("golden/conda-lock/" + name);
    Lockfile locked = CondaLockReader.read(golden.resolve("conda-lock.yml"), "conda-lock.yml");
    for (Platform platform : locked.metadata().platforms()) {
      String expected = Files.readString(golden.resolve("conda-" + platform + ".lock"));
      String written = new String(ExplicitLockWriter.write(locked, platform), UTF_8);
      assertThat(LockFiles.withoutAuthor(written)).isEqualTo(LockFiles.withoutAuthor(expected));
      ExplicitLockfile read = ExplicitLockReader.read("conda.lock", written);
      assertThat(read.platform()).contains(platform);
      assertThat(read.inputHash()).contains(locked.metadata().contentHash().get(platform));
      assertThat(read.warnings()).isEmpty();
    }
  }

  /** The union's records, looked up by the file that a lock names. */
  private static final class Records {
    private final Map<String, JsonNode> subdirs = new HashMap<>();

    List<PackageRecord> of(Lockfile locked, Platform platform) throws IOException {
      List<PackageRecord> records = new ArrayList<>();
      for (LockedPackage one : locked.packages()) {
        if (one.platform().equals(platform)) {
          records.add(record(one));
        }
      }
      Collections.shuffle(records, new Random(1));
      return records;
    }

    private PackageRecord record(LockedPackage locked) throws IOException {
      String[] path = locked.url().substring(CHANNEL.length() + 1).split("/");
      JsonNode repodata = repodata(path[0]);
      String section = path[1].endsWith(".conda") ? "packages.conda" : "packages";
      JsonNode json = repodata.get(section).get(path[1]);
      List<String> depends = new ArrayList<>();
      json.get("depends").forEach(depend -> depends.add(depend.asText()));
      if (locked.name().equals("python") && locked.dependencies().containsKey("pip")) {
        // mamba gives python a dependency on pip that its record does not have.
        depends.add("pip");
      }
      return new PackageRecord(
          json.get("name").asText(),
          json.get("version").asText(),
          json.get("build").asText(),
          json.get("build_number").asLong(),
          depends,
          List.of(),
          path[0],
          null,
          -1,
          List.of(),
          null,
          null,
          json.get("md5").asText(),
          json.get("sha256").asText(),
          -1,
          path[1],
          CHANNEL,
          locked.url(),
          null);
    }

    private JsonNode repodata(String subdir) throws IOException {
      JsonNode known = subdirs.get(subdir);
      if (known == null) {
        Path file = SharedData.data("channels/conda-forge/" + subdir + "/repodata.json.zst");
        try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
          known = new ObjectMapper().readTree(in);
        }
        subdirs.put(subdir, known);
      }
      return known;
    }
  }
}
