package dev.hermetic.pypi.simple;

import static dev.hermetic.pypi.simple.IndexKit.index;
import static dev.hermetic.pypi.simple.IndexKit.loader;
import static dev.hermetic.pypi.simple.IndexKit.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.pypi.metadata.CoreMetadata;
import dev.hermetic.pypi.metadata.InvalidMetadataException;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.Fault;
import dev.hermetic.testkit.TestIndex;
import dev.hermetic.testkit.TestWheel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataLoaderTest {
  private static final String WHEEL = "/files/foo-1.0-py3-none-any.whl";

  @TempDir Path cache;
  @TempDir Path folder;
  private ChannelServer server;

  @BeforeEach
  void serve() {
    server = ChannelServer.serving(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private DistributionFile offered(TestIndex.Entry entry) {
    TestIndex.in(folder, TestIndex.Form.JSON).add("foo", entry);
    return index(server.url() + "/simple", cache).page(name("foo")).orElseThrow().files().get(0);
  }

  private CoreMetadata load(DistributionFile file) {
    return loader(cache).load(file, name("foo"));
  }

  private static TestWheel large() {
    byte[] noise = new byte[600_000];
    new Random(1).nextBytes(noise);
    return TestWheel.of("foo", "1.0", "numpy>=1.20")
        .withFile("foo/data.bin", new String(noise, StandardCharsets.ISO_8859_1));
  }

  @Test
  void load_fromBesideTheWheel_leavesTheWheelAlone() {
    DistributionFile file = offered(TestIndex.Entry.of(large()).withMetadataBeside());

    assertThat(load(file).requiresDist()).map(Object::toString).containsExactly("numpy>=1.20");
    assertThat(server.count(WHEEL)).isZero();
  }

  @Test
  void load_besideWithAWrongDigest_isRefused() throws IOException {
    DistributionFile file = offered(TestIndex.Entry.of(large()).withMetadataBeside());
    Files.writeString(folder.resolve("files/foo-1.0-py3-none-any.whl.metadata"), "Name: x\n");

    assertThatThrownBy(() -> load(file)).hasMessageContaining("HERM-NET-018");
  }

  @Test
  void load_offeredBesideAndNotThere_comesOutOfTheWheel() throws IOException {
    DistributionFile file = offered(TestIndex.Entry.of(large()).withMetadataBeside());
    Files.delete(folder.resolve("files/foo-1.0-py3-none-any.whl.metadata"));

    assertThat(load(file).requiresDist()).hasSize(1);
  }

  @Test
  void load_inParts_fetchesLittleOfALargeWheel() {
    DistributionFile file = offered(TestIndex.Entry.of(large()));

    assertThat(load(file).requiresDist()).map(Object::toString).containsExactly("numpy>=1.20");
    assertThat(server.requests())
        .filteredOn(request -> request.path().equals(WHEEL))
        .isNotEmpty()
        .allMatch(request -> request.status() == 206)
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void load_whereServersGiveNoParts_fetchesTheWhole() {
    server.refuseRanges();
    DistributionFile file = offered(TestIndex.Entry.of(large()));

    assertThat(load(file).requiresDist()).hasSize(1);
  }

  @Test
  void load_ofAWheelThatIsNotWhatTheIndexSays_isRefused() throws IOException {
    server.refuseRanges();
    DistributionFile file = offered(TestIndex.Entry.of(large()));
    Files.write(
        folder.resolve("files/foo-1.0-py3-none-any.whl"), TestWheel.of("foo", "1.0").bytes());

    assertThatThrownBy(() -> load(file)).hasMessageMatching("(?s).*HERM-NET-0(18|20).*");
  }

  @Test
  void load_again_asksNobody_alsoOffline() {
    DistributionFile file = offered(TestIndex.Entry.of(large()));
    CoreMetadata first = load(file);
    server.forgetRequests();

    assertThat(load(file)).isEqualTo(first);
    assertThat(
            new MetadataLoader(IndexKit.offline(cache), cache, () -> IndexKit.NOW)
                .load(file, name("foo")))
        .isEqualTo(first);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void load_whatWasKeptAndIsDamaged_isFetchedAgain() throws IOException {
    DistributionFile file = offered(TestIndex.Entry.of(large()));
    CoreMetadata first = load(file);
    Path kept = cache.resolve("distribution-metadata").resolve(file.sha256());
    Files.writeString(kept, Files.readString(kept).replace("numpy", "evil0"));

    assertThat(load(file)).isEqualTo(first);
  }

  @Test
  void load_brokenOff_isANetworkProblem() {
    DistributionFile file = offered(TestIndex.Entry.of(large()));
    server.fail(WHEEL, Fault.truncate(100));

    assertThatThrownBy(() -> load(file)).hasMessageContaining("HERM-NET-010");
  }

  @Test
  void load_ofAnotherProject_isRefused() {
    TestWheel other = TestWheel.of("foo", "1.0").withInfo("METADATA", "Metadata-Version: 2.1\nName: bar\nVersion: 1\n");
    DistributionFile file = offered(TestIndex.Entry.of(other));

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(InvalidMetadataException.class)
        .hasMessage("its metadata are of another project, bar");
  }

  @Test
  void load_whatIsNoZip_isRefused() {
    byte[] text = "not a zip".getBytes(StandardCharsets.UTF_8);
    DistributionFile file =
        offered(
            new TestIndex.Entry(
                "foo-1.0-py3-none-any.whl", text, new byte[0], null, null, null, false));

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(InvalidMetadataException.class)
        .hasMessageStartingWith("it is no whole ZIP file");
  }

  @Test
  void load_ofASourceDistribution_takesStaticMetadataAlone() throws IOException {
    String head = "Metadata-Version: 2.2\nName: foo\nVersion: 1.0\nRequires-Dist: numpy\n";

    assertThat(load(offered(sdist(head))).requiresDist()).hasSize(1);
    assertThatThrownBy(() -> load(offered(sdist(head + "Dynamic: Requires-Dist\n"))))
        .isInstanceOf(InvalidMetadataException.class)
        .hasMessageContaining("not static (PEP 643)");
    assertThatThrownBy(() -> load(offered(sdist(null))))
        .isInstanceOf(InvalidMetadataException.class)
        .hasMessage("there is no PKG-INFO in it");
  }

  private static TestIndex.Entry sdist(String metadata) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      put(tar, "foo-1.0/foo.egg-info/PKG-INFO", "Name: wrong\n");
      if (metadata != null) {
        put(tar, "foo-1.0/PKG-INFO", metadata);
      }
    }
    return new TestIndex.Entry(
        "foo-1.0.tar.gz", bytes.toByteArray(), new byte[0], null, null, null, false);
  }

  private static void put(TarArchiveOutputStream tar, String path, String text)
      throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
