package dev.hermetic.packagecache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.archive.Limits;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Credential;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.fetch.Pin;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PackageCacheTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final TestPackage PACK =
      TestPackage.of("a", "1")
          .withFile(PackageFile.text("lib/x", "hello\n"))
          .withFile(PackageFile.executable("bin/run", new byte[100_000]))
          .withFile(PackageFile.link("lib/link", "x"));

  @TempDir Path folder;
  private Path cache;
  private Path file;
  private ChannelServer server;

  @BeforeEach
  void serve() throws Exception {
    cache = folder.resolve("cache");
    file = folder.resolve("channel/linux-64/" + PACK.fileName());
    TestChannel.create().add(PACK).write(folder.resolve("channel"));
    server = ChannelServer.serving(folder.resolve("channel"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void get_fetchesVerifiesAndUnpacksOnce() throws Exception {
    UnpackedPackage got = get(cache, request(sha256()));
    assertThat(got.archiveDigest()).isEqualTo(hex("SHA-256"));
    assertThat(got.info().distribution()).isEqualTo("a-1-0");
    assertThat(got.entries())
        .extracting(PackageEntry::path)
        .containsExactly("bin/run", "lib/link", "lib/x", "share/a/NAME");
    assertThat(got.folder().resolve("lib/x")).hasContent("hello\n");
    assertThat(get(cache, request(sha256()))).isEqualTo(got);
    assertThat(server.count("/linux-64/" + PACK.fileName())).isEqualTo(1);
    server.close();
    assertThat(offline(request(sha256()))).isEqualTo(got);
  }

  @Test
  void get_md5WhereNothingElseIsLocked() throws Exception {
    UnpackedPackage got = get(cache, request(new Pin(null, hex("MD5"), -1)));
    assertThat(got.archiveDigest()).isEqualTo(hex("SHA-256"));
    assertThatThrownBy(() -> get(cache, request(new Pin(null, "0".repeat(32), -1))))
        .hasMessageContaining(
            "HERM-NET-020 http://127.0.0.1:" + server.port() + "/linux-64/a-1-0.conda: the file"
                + " has the MD5 " + hex("MD5") + ", but " + "0".repeat(32) + " was promised");
  }

  @Test
  void get_wrongHashOrSizeUnpacksNothing() throws Exception {
    assertThatThrownBy(() -> get(cache, request(new Pin("0".repeat(64), null, -1))))
        .hasMessageContaining("HERM-NET-018")
        .hasMessageContaining("but " + "0".repeat(64) + " was promised");
    assertThatThrownBy(() -> get(cache, request(new Pin(hex("SHA-256"), null, 7))))
        .hasMessageContaining(
            "the file has " + Files.size(file) + " bytes, but 7 were promised, in 2 attempts");
    assertThatThrownBy(() -> get(cache, local(new Pin("0".repeat(64), null, -1))))
        .hasMessageContaining("HERM-NET-018 " + file);
    assertThatThrownBy(() -> get(cache, local(new Pin(hex("SHA-256"), null, 7))))
        .hasMessageContaining("HERM-NET-020 " + file);
    assertThat(cache.resolve("packages/unpacked")).doesNotExist();
    assertThat(files(cache.resolve("packages/archives")))
        .allMatch(name -> name.equals("lock"));
  }

  @Test
  void get_fileUrlsAreReadInPlace() throws Exception {
    get(cache, local(sha256()));
    assertThat(cache.resolve("packages/archives")).doesNotExist();
  }

  @Test
  void get_brokenTransferIsGoneOnWith() throws Exception {
    server.fail("/linux-64/" + PACK.fileName(), Fault.truncate(300).times(1));
    get(cache, request(sha256()));
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).headers()).containsEntry("Range", "bytes=300-");
    assertThat(server.requests().get(1).status()).isEqualTo(206);
  }

  @Test
  void get_asksTheNextPlaceWhereTheFirstFails() throws Exception {
    String good = server.url() + "/linux-64/" + PACK.fileName();
    get(
        cache,
        new PackageRequest(
            PACK.fileName(), List.of(server.url() + "/gone/" + PACK.fileName(), good), sha256()));
    assertThatThrownBy(
            () ->
                get(
                    folder.resolve("other"),
                    new PackageRequest(
                        PACK.fileName(), List.of(server.url() + "/gone"), sha256())))
        .hasMessage(
            "HERM-PKG-008 a-1-0.conda: not to be had any more: there is no such file at "
                + server.url()
                + "/gone\n"
                + "  Fix: name it in hermetic.packages of `mvn hermetic:update`, or use a mirror that keeps old packages"
                + " (hermetic.mirrors)");
  }

  @Test
  void get_offlineWithoutACopyIsAProblem() {
    assertThatThrownBy(() -> offline(request(sha256()))).hasMessageContaining("HERM-NET-011");
  }

  @Test
  void get_whatSomebodyWroteIntoIsUnpackedAnew() throws Exception {
    UnpackedPackage got = get(cache, request(sha256()));
    Path file = got.folder().resolve("lib/x");
    Path linked = Files.createLink(folder.resolve("linked"), file);
    Files.writeString(linked, "HELLO\n");
    assertThat(file).hasContent("HELLO\n");

    assertThat(get(cache, request(sha256()))).isEqualTo(got);
    assertThat(file).hasContent("hello\n");
    assertThat(linked).hasContent("HELLO\n");

    Files.delete(file);
    get(cache, request(sha256()));
    assertThat(file).hasContent("hello\n");

    Path manifest = got.folder().resolveSibling("manifest");
    Files.writeString(manifest, Files.readString(manifest).replace("lib/x", "lib/y"));
    assertThat(get(cache, request(sha256()))).isEqualTo(got);
  }

  @Test
  void get_damagedArchiveOfTheCacheIsFetchedAgain() throws Exception {
    UnpackedPackage got = get(cache, request(sha256()));
    Trees.delete(cache.resolve("packages/unpacked"));
    Path archive =
        cache.resolve("packages/archives").resolve(hex("SHA-256")).resolve(hex("SHA-256"));
    Files.writeString(archive, "nonsense");
    assertThat(get(cache, request(sha256()))).isEqualTo(got);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void get_leftoversOfAKilledRunDoNoHarm() throws Exception {
    Path unpacked = cache.resolve("packages/unpacked");
    Path half = unpacked.resolve(hex("SHA-256") + ".1234.tmp/files/lib");
    Files.createDirectories(half);
    Files.writeString(half.resolve("x"), "half");
    get(cache, request(sha256()));
    try (Stream<Path> left = Files.list(unpacked)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(hex("SHA-256"), hex("SHA-256") + ".lock");
    }
  }

  @Test
  void get_failureLeavesNothing() throws Exception {
    Files.writeString(file, "no package");
    assertThatThrownBy(() -> get(cache, request(sha256())))
        .hasMessageContaining("HERM-PKG-001 a-1-0.conda: the archive cannot be read: ");
    assertThat(files(cache.resolve("packages/unpacked")))
        .containsExactly(hex("SHA-256") + ".lock");
  }

  @Test
  void get_cacheThatCannotBeUsedIsAProblem() throws Exception {
    Files.createDirectories(cache);
    Files.writeString(cache.resolve("packages"), "in the way");
    assertThatThrownBy(() -> get(cache, local(sha256())))
        .hasMessageContaining("HERM-PKG-007 " + cache + ": the cache cannot take packages: ")
        .hasMessageContaining("-Dhermetic.cacheDirectory=…");
  }

  @Test
  void problem_interruptedTellsWhatToDo() {
    assertThat(PackageProblems.interrupted("a-1-0.conda").render())
        .isEqualTo(
            "HERM-PKG-009 a-1-0.conda: interrupted\n"
                + "  Fix: run the goal again; what was fetched and unpacked so far is kept");
  }

  @Test
  void get_severalAtOnceGetTheSame() throws Exception {
    List<CompletableFuture<UnpackedPackage>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return get(cache, request(sha256()));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void get_refusedCredentials_areSentOnceAndToldOnce() throws Exception {
    server.requireBasic("joe", "right");
    PackageCache refused = cache(cache, false, password("s3cret"));
    assertThatThrownBy(() -> refused.get(others(20)))
        .hasMessage(
            "HERM-NET-002 " + server.url() + "/linux-64/p00-1-0.conda and 19 more: the server denies access"
                + " (HTTP 401) with the credentials of settings.xml\n  Fix: correct those for 127.0.0.1 in"
                + " settings.xml; where they are right, ask whom the server belongs to for access");
    assertThat(server.requests()).hasSize(1);
    assertThat(cache(cache, false, password("right")).get(List.of(request(sha256())))).hasSize(1);
  }

  @Test
  void get_webPagesInPlaceOfPackages_areToldOnce() throws Exception {
    others(3).forEach(one -> server.fail("/linux-64/" + one.fileName(), Fault.webPage()));
    assertThatThrownBy(() -> cache(cache, false).get(others(3)))
        .hasMessageStartingWith(
            "HERM-NET-021 " + server.url() + "/linux-64/p00-1-0.conda and 2 more: a web page (HTML) came in"
                + " the place of the file")
        .hasMessageNotContaining("p01");
    server.fail("/linux-64/" + PACK.fileName(), Fault.webPage().times(5));
    assertThatThrownBy(() -> get(cache, request(sha256())))
        .as("of another size than was promised")
        .hasMessageStartingWith("HERM-NET-021 ");
  }

  @Test
  void get_withoutCredentials_isToldOnceOfAServer() throws Exception {
    server.requireBasic("joe", "right");
    assertThatThrownBy(() -> cache(cache, false).get(others(3)))
        .hasMessageStartingWith(
            "HERM-NET-002 " + server.url() + "/linux-64/p00-1-0.conda and 2 more: the server denies access")
        .hasMessageNotContaining("p01");
  }

  @Test
  void items_unusedPackagesCanGo() throws Exception {
    get(cache, request(sha256()));
    UnpackedPackage got = get(cache, request(sha256()));
    var items = new UnpackedPart().items(cache, NOW);
    assertThat(items).hasSize(1);
    assertThat(items.get(0).name()).isEqualTo("a-1-0");
    assertThat(items.get(0).lastUsed()).isEqualTo(NOW);
    Path manifest = got.folder().resolveSibling("manifest");
    Files.setLastModifiedTime(manifest, FileTime.from(NOW.plusSeconds(1)));
    assertThat(items.get(0).removal().run()).isFalse();
    assertThat(got.folder()).exists();
    assertThat(new UnpackedPart().items(cache, NOW).get(0).removal().run()).isTrue();
    assertThat(got.folder()).doesNotExist();
  }

  private UnpackedPackage get(Path cache, PackageRequest request) {
    return cache(cache, false).get(List.of(request)).get(0);
  }

  private UnpackedPackage offline(PackageRequest request) {
    return cache(cache, true).get(List.of(request)).get(0);
  }

  private static PackageCache cache(Path cache, boolean offline, CredentialSource... credentials) {
    FetchSettings settings =
        new FetchSettings(
            cache,
            offline,
            false,
            List.of(),
            List.of(credentials),
            Map.of(),
            Duration.ofSeconds(40),
            Duration.ofSeconds(40),
            2);
    return new PackageCache(
        cache,
        () -> new Fetcher(settings, Listener.SILENT),
        Listener.SILENT,
        () -> NOW,
        Limits.DEFAULT,
        2);
  }

  private List<PackageRequest> others(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              String name = "p%02d-1-0.conda".formatted(i);
              return new PackageRequest(
                  name,
                  List.of(server.url() + "/linux-64/" + name),
                  new Pin("%064x".formatted(i), null, -1));
            })
        .toList();
  }

  private static CredentialSource password(String password) {
    return new CredentialSource() {
      @Override
      public Optional<Credential> find(URI uri) {
        return Optional.of(new Credential("joe", password));
      }

      @Override
      public String describe() {
        return "settings.xml";
      }
    };
  }

  private PackageRequest request(Pin pin) {
    return new PackageRequest(
        PACK.fileName(), List.of(server.url() + "/linux-64/" + PACK.fileName()), pin);
  }

  private PackageRequest local(Pin pin) {
    return new PackageRequest(PACK.fileName(), List.of(file.toUri().toString()), pin);
  }

  private Pin sha256() throws Exception {
    return new Pin(hex("SHA-256"), null, Files.size(file));
  }

  private String hex(String algorithm) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(one -> one.getFileName().toString()).toList();
    }
  }
}
