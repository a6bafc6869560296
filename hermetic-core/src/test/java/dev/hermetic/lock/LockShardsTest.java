package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.Shards;
import dev.hermetic.testkit.TestChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel that offers shards (CEP-16) is locked from them and gives the same lock. */
@Timeout(120)
class LockShardsTest {
  private static final String[] SPECS = {
    "dependencies:", "  - python", "  - numpy", "  - app", "  - torch"
  };

  @TempDir Path directory;

  private Path sharded() {
    return LockChannel.sample().withShards().write(directory.resolve("sharded"));
  }

  private LockProject project(String name, String channelUrl) {
    return new LockProject(directory.resolve(name))
        .from(channelUrl)
        .platforms(Platform.LINUX_64, Platform.WIN_64)
        .channels(LockProject.CHANNEL)
        .environment(SPECS);
  }

  private SortedMap<String, String> lockFromJson() {
    Path channel = LockChannel.sample().write(directory.resolve("plain"));
    LockProject project = project("json", TestChannel.url(channel));
    project.lock();
    return project.lockFiles();
  }

  @Test
  void lock_fromShards_isTheSameAndFetchesNoWholeRepodata() {
    try (ChannelServer server = ChannelServer.serving(sharded())) {
      LockProject project = project("shards", server.url());
      project.lock();

      assertThat(project.lockFiles()).isEqualTo(lockFromJson());
      assertThat(server.requests())
          .extracting(ChannelServer.Request::path)
          .noneMatch(path -> path.contains("repodata.json"))
          .doesNotHaveDuplicates();
      // legacy, middle, broken, modern and undated are not needed by anything.
      assertThat(shardRequests(server)).isEqualTo(12);
      assertThat(project.text("target/hermetic/lock.json"))
          .contains("\"file\" : \"repodata_shards.msgpack.zst\"");
    }
  }

  private static long shardRequests(ChannelServer server) {
    return server.requests().stream().filter(r -> r.path().contains("/shards/")).count();
  }

  @Test
  void lock_fromShardsAgainAndOffline_fetchesNoShardAgain() {
    SortedMap<String, String> first;
    try (ChannelServer server = ChannelServer.serving(sharded())) {
      LockProject project = project("shards", server.url());
      project.lock();
      first = project.lockFiles();
      server.forgetRequests();
      project.lock();
      assertThat(shardRequests(server)).isZero();
      project.from(server.url());
    }
    LockProject offline = project("offline", "http://127.0.0.1:1");
    assertThat(offline.offline(true).failure()).contains("HERM-NET-011");
    LockProject again = again(first);
    again.lock();
    assertThat(again.lockFiles()).isEqualTo(first);
  }

  private LockProject again(SortedMap<String, String> lock) {
    assertThat(lock).isNotEmpty();
    // The server is gone; what it said is in the cache under its address.
    String url = cachedServer();
    return project("again", url).cache(directory.resolve("shards/.cache")).offline(true);
  }

  private String cachedServer() {
    try (Stream<Path> files = Files.walk(directory.resolve("shards/.cache/http"))) {
      return files
          .filter(file -> file.getFileName().toString().equals("meta"))
          .map(LockShardsTest::read)
          .flatMap(String::lines)
          .filter(line -> line.startsWith("url: "))
          .map(line -> line.substring(5).replaceAll("(http://[^/]+)/.*", "$1"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void lock_offlineWithoutTheShardOfANewName_saysWhichFileIsMissing() {
    try (ChannelServer server = ChannelServer.serving(sharded())) {
      LockProject project = project("shards", server.url());
      project.lock();
      project.environment("dependencies:", "  - modern").offline(true);
      assertThat(project.failure())
          .startsWith("HERM-NET-011 " + LockProject.CHANNEL + "/linux-64 modern (" + server.url() + "/")
          .contains(".msgpack.zst): not in the cache, and Maven works offline");
    }
  }

  @Test
  void lock_offlineWhenOnlyWholeRepodataAreCached_usesThem() throws IOException {
    Path channel = LockChannel.sample().write(directory.resolve("plain"));
    try (ChannelServer server = ChannelServer.serving(channel)) {
      LockProject project = project("p", server.url());
      project.lock();
      // As a version that knew no shards left the cache.
      try (Stream<Path> entries = Files.list(directory.resolve("p/.cache/http"))) {
        for (Path entry : entries.toList()) {
          if (read(entry.resolve("meta")).contains("repodata_shards")) {
            Files.delete(entry.resolve("meta"));
          }
        }
      }
      server.forgetRequests();
      project.offline(true).lock();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void lock_localChannelWithShards_isTheSame() {
    LockProject project = project("shards", TestChannel.url(sharded()));
    project.lock();
    assertThat(project.lockFiles()).isEqualTo(lockFromJson());
    assertThat(project.text("target/hermetic/lock.json")).contains("repodata_shards");
  }

  @Test
  void lock_shardsElsewhereByAbsoluteUrl_areFetchedThere() throws IOException {
    Path elsewhere = directory.resolve("elsewhere");
    try (ChannelServer shards = ChannelServer.serving(elsewhere)) {
      Path channel =
          LockChannel.sample()
              .withShards(shards.url() + "/{subdir}/")
              .write(directory.resolve("sharded"));
      for (String subdir : LockChannel.SUBDIRS) {
        Files.createDirectories(elsewhere);
        Files.move(channel.resolve(subdir).resolve("shards"), elsewhere.resolve(subdir));
      }
      try (ChannelServer server = ChannelServer.serving(channel)) {
        LockProject project = project("shards", server.url());
        project.lock();
        assertThat(project.lockFiles()).isEqualTo(lockFromJson());
        assertThat(shards.requests()).isNotEmpty();
      }
    }
  }

  @Test
  void lock_shardsNamedUnderTheChannelsOwnUrl_comeFromTheMirror() {
    Path channel =
        LockChannel.sample()
            .withShards(LockProject.CHANNEL + "/{subdir}/shards")
            .write(directory.resolve("sharded"));
    try (ChannelServer server = ChannelServer.serving(channel)) {
      LockProject project = project("shards", server.url());
      project.lock();
      assertThat(shardRequests(server)).isEqualTo(12);
    }
  }

  @Test
  void lock_shardsBehindAToken_areFetchedWithIt() {
    try (ChannelServer server = ChannelServer.serving(sharded()).requireToken("tk-1")) {
      LockProject project =
          project("shards", "").from(server.url() + "/t/$SAMPLE_TOKEN").variable("SAMPLE_TOKEN", "tk-1");
      project.lock();
      assertThat(shardRequests(server)).isEqualTo(12);
      assertThat(LockProject.everything(directory.resolve("shards"))).doesNotContain("tk-1");
    }
  }

  @Test
  void lock_shardWithWrongBytes_isRefused() {
    Path channel = sharded();
    try (ChannelServer server = ChannelServer.serving(channel)) {
      String python = shardPath(channel, "python");
      server.fail(python, Fault.corrupt());
      String failure = project("shards", server.url()).failure();
      assertThat(failure)
          .startsWith("HERM-NET-018 " + LockProject.CHANNEL + "/linux-64 python (" + server.url() + python + "): the bytes have the SHA-256 ")
          .contains(", but " + python.replaceAll(".*/|\\..*", "") + " was promised")
          .contains("Fix: try again with -U");
    }
  }

  @Test
  void lock_damagedShardInTheCache_isFetchedAgain() throws IOException {
    try (ChannelServer server = ChannelServer.serving(sharded())) {
      LockProject project = project("shards", server.url());
      project.lock();
      SortedMap<String, String> first = project.lockFiles();
      try (Stream<Path> files = Files.walk(directory.resolve("shards/.cache/content"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.write(file, new byte[] {1, 2, 3});
        }
      }
      server.forgetRequests();
      project.lock();
      assertThat(project.lockFiles()).isEqualTo(first);
      assertThat(shardRequests(server)).isEqualTo(12);
    }
  }

  @Test
  void lock_missingShard_isTold() {
    Path channel = sharded();
    try (ChannelServer server = ChannelServer.serving(channel)) {
      String numpy = shardPath(channel, "numpy");
      server.fail(numpy, Fault.status(404));
      assertThat(project("shards", server.url()).failure())
          .isEqualTo(
              "HERM-REPO-006 "
                  + LockProject.CHANNEL
                  + "/linux-64 numpy ("
                  + server.url()
                  + numpy
                  + "): the channel has no shard of numpy although its index names it\n"
                  + "  Fix: try again with -U; where it stays so, tell the owner of the channel, or"
                  + " use a mirror (hermetic.mirrors)");
    }
  }

  @Test
  void lock_shardThatLiesAboutNames_isRefused() throws IOException {
    Path folder = sharded().resolve("linux-64");
    byte[] shard = shardOf("numpy-2.2.0-0.conda", "numpy", folder);
    Map<String, byte[]> hashes = hashes(folder);
    hashes.put("python", shard);
    Shards.writeIndex(folder, "./", "shards/", hashes);
    assertThat(project("shards", TestChannel.url(directory.resolve("sharded"))).failure())
        .startsWith("HERM-REPO-005 " + LockProject.CHANNEL + "/linux-64 python (file://")
        .contains(".msgpack.zst): the shard of python cannot be used: it has records of numpy\n");
  }

  private static byte[] shardOf(String file, String name, Path folder) throws IOException {
    Map<String, Object> record = new TreeMap<>();
    record.put("name", name);
    record.put("version", "2.2.0");
    record.put("build", "0");
    return Shards.writeShard(
        folder.resolve("shards"), Map.of("packages.conda", Map.of(file, record)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "1", "{}", "{\"packages\": 7}", "\"shard\""})
  void lock_shardThatIsNone_isRefused(String content) throws IOException {
    Path folder = sharded().resolve("linux-64");
    Object value = new ObjectMapper().readValue(content, Object.class);
    Map<String, byte[]> hashes = hashes(folder);
    hashes.put("python", Shards.writeShard(folder.resolve("shards"), value));
    Shards.writeIndex(folder, "./", "shards/", hashes);
    assertThat(project("shards", TestChannel.url(directory.resolve("sharded"))).failure())
        .startsWith("HERM-REPO-005 " + LockProject.CHANNEL + "/linux-64 python (file://")
        .contains(": the shard of python cannot be used: it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\": 2, \"info\": {}, \"shards\": {}}"
            + "|the shard index has version 2, and only 1 is known",
        "{\"info\": {}, \"shards\": {}}|the shard index names no version",
        "{\"version\": 1, \"info\": {}}|the shard index has no shards",
        "[]|it is no shard index",
        "{\"version\": \"x\", \"shards\": {}}|it is not MessagePack of the expected form",
        "{\"version\": 1, \"shards\": {\"a\": \"00\"}}"
            + "|the shard index has no SHA-256 of 32 bytes for a",
        "{\"version\": 1, \"shards\": {\"a\": 7}}"
            + "|the shard index has no SHA-256 of 32 bytes for a",
        "{\"version\": 1, \"info\": {\"shards_base_url\": \"ftp://x/y\"}, \"shards\": {}}"
            + "|shards must not be fetched from ftp://x/y"
      })
  void lock_brokenShardIndex_isRefused(String pair) throws IOException {
    String[] given = pair.split("\\|");
    Path channel = sharded();
    for (String subdir : List.of("linux-64", "win-64", "noarch")) {
      Shards.writeIndex(
          channel.resolve(subdir), new ObjectMapper().readValue(given[0], Object.class));
    }
    assertThat(project("shards", TestChannel.url(channel)).failure())
        .startsWith("HERM-REPO-004 " + LockProject.CHANNEL + "/linux-64 (file://")
        .contains(
            "linux-64/repodata_shards.msgpack.zst) and 2 more: the index of the channel's shards cannot be"
                + " used: "
                + given[1]
                + "\n  Fix: ");
  }

  /** The index of shards says the relations too (CEP-42), so that the big file is not needed. */
  @Test
  void lock_relationsInTheShardIndex_areFollowed() throws IOException {
    LockChannel.sample().write(directory.resolve("base"));
    Path top =
        TestChannel.create()
            .withSubdirs("linux-64", "win-64")
            .withShards()
            .write(directory.resolve("top"));
    Shards.writeIndex(
        top.resolve("noarch"),
        Map.of(
            "version",
            1,
            "info",
            Map.of(
                "base_url",
                "./",
                "shards_base_url",
                "./shards/",
                "channel_relations",
                Map.of("base", "../base", "later", Map.of("base", 7))),
            "shards",
            Map.of()));
    LockProject project =
        project("shards", "https://unused.example").channels(TestChannel.url(top));
    assertThat(project.lock().lockfile().packages())
        .extracting("name")
        .contains("python", "numpy", "app");
  }

  @Test
  void lock_shardIndexThatIsNoZstd_keepsTheOneInTheCache() throws IOException {
    Path channel = sharded();
    try (ChannelServer server = ChannelServer.serving(channel)) {
      LockProject project = project("shards", server.url());
      project.lock();
      SortedMap<String, String> first = project.lockFiles();
      Files.writeString(channel.resolve("noarch").resolve(Shards.INDEX), "no Zstandard");
      assertThat(project.failure())
          .isEqualTo(
              "HERM-REPO-004 "
                  + LockProject.CHANNEL
                  + "/noarch ("
                  + server.url()
                  + "/noarch/repodata_shards.msgpack.zst): the index of the channel's shards cannot"
                  + " be used: it does not unpack\n"
                  + "  Fix: try again with -U; where it stays so, tell the owner of the channel, or"
                  + " use a mirror (hermetic.mirrors)");
      project.offline(true).lock();
      assertThat(project.lockFiles()).isEqualTo(first);
    }
  }

  private static Map<String, byte[]> hashes(Path folder) throws IOException {
    Map<String, byte[]> hashes = new HashMap<>();
    for (Map.Entry<String, List<String>> shard : shards(folder).entrySet()) {
      hashes.put(
          shard.getKey(), java.util.HexFormat.of().parseHex(shard.getValue().get(0)));
    }
    return hashes;
  }

  /** Which shard files hold which name, found by looking into them. */
  private static Map<String, List<String>> shards(Path folder) throws IOException {
    Map<String, List<String>> found = new TreeMap<>();
    JsonNode repodata =
        new ObjectMapper().readTree(folder.resolve("repodata.json").toFile());
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve("shards"))) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      byte[] packed = Files.readAllBytes(file);
      String text =
          new String(
              com.github.luben.zstd.Zstd.decompress(packed, 1 << 20),
              java.nio.charset.StandardCharsets.ISO_8859_1);
      for (String section : List.of("packages", "packages.conda")) {
        repodata
            .get(section)
            .fields()
            .forEachRemaining(
                one -> {
                  if (text.contains(one.getKey())) {
                    found
                        .computeIfAbsent(
                            one.getValue().get("name").asText(), n -> new ArrayList<>())
                        .add(file.getFileName().toString().replace(".msgpack.zst", ""));
                  }
                });
      }
    }
    return found;
  }

  private static String shardPath(Path channel, String name) {
    try {
      return "/linux-64/shards/"
          + shards(channel.resolve("linux-64")).get(name).get(0)
          + ".msgpack.zst";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
