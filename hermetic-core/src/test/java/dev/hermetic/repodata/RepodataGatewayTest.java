package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hermetic.channel.Channel;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.RepodataGateway.Loaded;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a channel's locations to its records, over whatever form it offers. */
@Timeout(60)
class RepodataGatewayTest {
  private static final String BASE = "https://conda.example.org/sample";
  private static final String SHARDS = "/sample/noarch/repodata_shards.msgpack.zst";
  private static final String ZST = "/sample/noarch/repodata.json.zst";
  private static final String JSON = "/sample/noarch/repodata.json";
  private static final String BZ2 = "/sample/noarch/repodata.json.bz2";

  @TempDir Path directory;
  private Path cache;
  private Path served;
  private ChannelServer server;

  @BeforeEach
  void serve() {
    cache = directory.resolve("cache");
    served = directory.resolve("served");
    publish("1.0");
    server = ChannelServer.serving(served);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void publish(String version) {
    TestChannel.create()
        .add(TestPackage.of("app", version).withNoarch("generic"))
        .write(served.resolve("sample"));
  }

  private RepodataGateway gateway(boolean offline) {
    FetchSettings settings =
        new FetchSettings(
            cache,
            offline,
            false,
            List.of(),
            List.of(),
            Map.of(),
            // Long: a machine under load must not turn one failure into another.
            Duration.ofSeconds(40),
            Duration.ofSeconds(40),
            1);
    return new RepodataGateway(new Fetcher(settings, Listener.SILENT), cache);
  }

  private String told(String path) {
    return BASE + "/noarch (" + server.url() + path + ")";
  }

  private Channel at(String... locations) {
    return new Channel(BASE, BASE, BASE, List.of(locations));
  }

  private Channel onServer() {
    return at(server.url() + "/sample");
  }

  private Optional<Loaded> load(Channel channel) {
    return gateway(false).load(channel, "noarch");
  }

  private String failure(Channel channel) {
    try {
      load(channel);
    } catch (HermeticException e) {
      return e.getMessage();
    }
    throw new AssertionError("loaded, although it must fail");
  }

  private static List<String> apps(Optional<Loaded> loaded) {
    return loaded.orElseThrow().repodata().records("app").stream()
        .map(PackageRecord::url)
        .toList();
  }

  private List<Path> indexFiles() throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("index"))) {
      return files.sorted().toList();
    }
  }

  private void hide(String... paths) {
    for (String path : paths) {
      server.fail(path, Fault.status(404));
    }
  }

  @Test
  void load_allForms_takesZstandardAndNamesOriginalPlace() throws IOException {
    Optional<Loaded> loaded = load(onServer());
    assertThat(apps(loaded)).containsExactly(BASE + "/noarch/app-1.0-0.conda");
    byte[] bytes = Files.readAllBytes(served.resolve(ZST.substring(1)));
    RepodataGateway.Snapshot snapshot = loaded.orElseThrow().snapshot();
    assertThat(snapshot.channel()).isEqualTo(BASE);
    assertThat(snapshot.subdir()).isEqualTo("noarch");
    assertThat(snapshot.file()).isEqualTo("repodata.json.zst");
    assertThat(snapshot.size()).isEqualTo(bytes.length);
    assertThat(snapshot.sha256()).matches("[0-9a-f]{64}");
    assertThat(server.requests())
        .extracting(ChannelServer.Request::path)
        .containsExactly(SHARDS, ZST);
    assertThat(indexFiles())
        .containsExactly(cache.resolve("index").resolve(snapshot.sha256() + ".idx"));
  }

  @Test
  void load_someForms_takesNextOne() {
    hide(ZST);
    assertThat(load(onServer()).orElseThrow().snapshot().file()).isEqualTo("repodata.json");
    hide(JSON);
    assertThat(load(onServer()).orElseThrow().snapshot().file()).isEqualTo("repodata.json.bz2");
    hide(BZ2);
    assertThat(load(onServer())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void load_gzipAlone_isRead(boolean packed) throws IOException {
    byte[] json = Files.readAllBytes(served.resolve(JSON.substring(1)));
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(json);
    }
    // Some servers unpack what ends so on its way.
    Files.write(
        served.resolve("sample/noarch/repodata.json.gz"), packed ? gzip.toByteArray() : json);
    hide(ZST, JSON, BZ2);
    Optional<Loaded> loaded = load(onServer());
    assertThat(apps(loaded)).containsExactly(BASE + "/noarch/app-1.0-0.conda");
    assertThat(loaded.orElseThrow().snapshot().file()).isEqualTo("repodata.json.gz");
  }

  @Test
  void load_deniedForms_takesAllowedOneOrTellsFirstDenial() {
    server.fail(ZST, Fault.status(403));
    hide(JSON);
    assertThat(load(onServer()).orElseThrow().snapshot().file()).isEqualTo("repodata.json.bz2");
    hide(BZ2);
    assertThat(failure(onServer()))
        .startsWith("HERM-NET-002 " + told(ZST) + ": the server denies access (HTTP 403)");
  }

  @Test
  void load_serverFails_asksNoOtherForm() {
    server.fail(ZST, Fault.status(500));
    assertThat(failure(onServer())).startsWith("HERM-NET-004 " + told(ZST) + ": ");
    assertThat(server.count(JSON)).isZero();
  }

  @Test
  void load_severalLocations_takesFirstThatAnswers() {
    server.fail("/broken/noarch/repodata.json.zst", Fault.status(500));
    Channel channel =
        at(server.url() + "/broken", server.url() + "/empty", server.url() + "/sample");
    assertThat(apps(load(channel))).containsExactly(BASE + "/noarch/app-1.0-0.conda");
    assertThat(failure(at(server.url() + "/broken", server.url() + "/empty")))
        .startsWith("HERM-NET-004 " + told("/broken/noarch/repodata.json.zst") + ": ");
    assertThat(load(at(server.url() + "/empty"))).isEmpty();
  }

  @Test
  void load_again_usesIndexThatIsThere() throws IOException {
    load(onServer());
    Path index = indexFiles().get(0);
    Object built = Files.readAttributes(index, BasicFileAttributes.class).fileKey();
    Files.setLastModifiedTime(index, FileTime.from(Instant.now().minusSeconds(60)));
    assertThat(apps(load(onServer()))).hasSize(1);
    assertThat(Files.readAttributes(index, BasicFileAttributes.class).fileKey())
        .as("not built again")
        .isEqualTo(built);
    assertThat(Files.getLastModifiedTime(index).toInstant())
        .as("the use is noted, by which the cache is cleaned")
        .isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS));
  }

  @Test
  void load_newRepodata_sweepsIndexesThatNobodyUsedForLong() throws IOException {
    Path index = load(onServer()).map(this::indexOf).orElseThrow();
    FileTime longAgo = FileTime.from(Instant.now().minus(IndexFolder.KEPT.plusHours(1)));
    Files.setLastModifiedTime(index, longAgo);
    for (String name : List.of("0".repeat(64) + ".idx", "killed.tmp", "notes.txt")) {
      Files.setLastModifiedTime(Files.createFile(index.resolveSibling(name)), longAgo);
    }
    Files.createFile(index.resolveSibling("building.tmp"));

    load(onServer()); // used again, so it stays
    publish("2.0");
    Path renewed = load(onServer()).map(this::indexOf).orElseThrow();

    assertThat(indexFiles())
        .containsExactlyInAnyOrder(
            index,
            renewed,
            index.resolveSibling("building.tmp"),
            index.resolveSibling("notes.txt"));
  }

  private Path indexOf(Loaded loaded) {
    return cache.resolve("index").resolve(loaded.snapshot().sha256() + ".idx");
  }

  @Test
  void load_offlineWhereAFormWasDenied_takesTheOneInTheCache() {
    server.fail(ZST, Fault.status(403));
    load(onServer());
    assertThat(gateway(true).load(onServer(), "noarch").orElseThrow().snapshot().file())
        .isEqualTo("repodata.json");
  }

  @Test
  void load_offlineWithoutAnyForm_tellsTheFirst() {
    assertThatThrownBy(() -> gateway(true).load(onServer(), "noarch"))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-NET-011 " + told(SHARDS) + ": ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 60, -1})
  void load_damagedIndex_isBuiltAnew(int at) throws IOException {
    load(onServer());
    Path index = indexFiles().get(0);
    byte[] good = Files.readAllBytes(index);
    byte[] bad = good.clone();
    bad[at < 0 ? bad.length - 1 : at] ^= 0x40;
    Files.write(index, bad);
    assertThat(apps(gateway(true).load(onServer(), "noarch"))).hasSize(1);
    assertThat(Files.readAllBytes(index)).isEqualTo(good);
  }

  @Test
  void load_halfAnIndex_isBuiltAnew() throws IOException {
    load(onServer());
    Path index = indexFiles().get(0);
    byte[] good = Files.readAllBytes(index);
    Files.write(index, java.util.Arrays.copyOf(good, good.length / 2));
    assertThat(apps(load(onServer()))).hasSize(1);
    assertThat(Files.readAllBytes(index)).isEqualTo(good);
  }

  @Test
  void load_lostIndex_isBuiltFromCachedFileOffline() throws IOException {
    load(onServer());
    Files.delete(indexFiles().get(0));
    assertThat(apps(gateway(true).load(onServer(), "noarch"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"packages\": {\"app-1.0-0.tar.bz2\": {\"name\": \"app\"",
        "[]",
        "{\"packages\": [1, 2]}",
        ""
      })
  void load_noRepodata_keepsCachedOnesAndNothingElse(String text) throws IOException {
    hide(ZST, BZ2);
    load(onServer());
    List<Path> before = indexFiles();
    Files.writeString(served.resolve(JSON.substring(1)), text);
    assertThat(failure(onServer()))
        .startsWith("HERM-REPO-001 " + told(JSON) + ": the repodata cannot be read: ")
        .endsWith(
            "\n  Fix: try again later or use a mirror (hermetic.mirrors); the copy that was cached"
                + " before is kept and serves offline (-o)");
    assertKept(before);
  }

  private void assertKept(List<Path> indexes) throws IOException {
    assertThat(indexFiles()).isEqualTo(indexes);
    assertThat(apps(gateway(true).load(onServer(), "noarch")))
        .containsExactly(BASE + "/noarch/app-1.0-0.conda");
  }

  @Test
  void load_webPage_keepsCachedOnes() throws IOException {
    hide(ZST, BZ2);
    load(onServer());
    List<Path> before = indexFiles();
    Files.writeString(
        served.resolve(JSON.substring(1)),
        "<html><body>Welcome to our network, please log in</body></html>");
    assertThat(failure(onServer())).startsWith("HERM-NET-021 " + told(JSON) + ": a web page (HTML) came");
    assertKept(before);
  }

  @Test
  void load_newRepodata_replaceOldOnes() {
    load(onServer());
    publish("2.0");
    assertThat(apps(load(onServer()))).contains(BASE + "/noarch/app-2.0-0.conda");
  }

  @Test
  void load_noCompression_isToldByItsUrl() throws IOException {
    Files.write(
        served.resolve(ZST.substring(1)), "not zstandard".getBytes(StandardCharsets.US_ASCII));
    assertThat(failure(onServer()))
        .startsWith(
            "HERM-REPO-001 "
                + told(ZST)
                + ": the repodata cannot be read: it does not unpack: ");
  }

  @Test
  void load_localFolder_isReadInPlace() throws IOException {
    Channel local = at(TestChannel.url(served.resolve("sample")));
    assertThat(apps(load(local))).containsExactly(BASE + "/noarch/app-1.0-0.conda");
    assertThat(cache.resolve("http")).doesNotExist();
    Files.writeString(served.resolve(ZST.substring(1)), "x");
    assertThat(failure(local))
        .startsWith("HERM-REPO-001 " + BASE + "/noarch (" + TestChannel.url(served.resolve("sample")) + "/noarch/");
  }

  @Test
  void load_fileInPlaceOfIndexFolder_isTold() throws IOException {
    Files.createDirectories(cache);
    Files.writeString(cache.resolve("index"), "");
    assertThat(failure(onServer()))
        .startsWith(
            "HERM-REPO-002 "
                + cache.resolve("index")
                + ": the index of a channel cannot be written or read: ")
        .endsWith(
            "\n  Fix: make the directory writable and see that the disk has room, or name another"
                + " with -Dhermetic.cacheDirectory=…");
  }

  @Test
  void load_baseUrlOfRepodata_isWherePackagesAre() {
    TestChannel.create()
        .withBaseUrl("https://packages.example.org/noarch/")
        .add(TestPackage.of("app", "1.0").withNoarch("generic"))
        .write(served.resolve("sample"));
    assertThat(apps(load(onServer())))
        .containsExactly("https://packages.example.org/noarch/app-1.0-0.conda");
  }
}
