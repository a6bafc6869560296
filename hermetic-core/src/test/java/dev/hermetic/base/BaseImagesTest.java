package dev.hermetic.base;

import static dev.hermetic.base.BaseKit.AMD64;
import static dev.hermetic.base.BaseKit.image;
import static dev.hermetic.base.BaseKit.libc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.base.BaseKit.Layer;
import dev.hermetic.cache.CacheItem;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.oci.OciTar;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.registry.Registry;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.testkit.LoopbackRegistry;
import dev.hermetic.testkit.SampleBase;
import dev.hermetic.version.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BaseImagesTest {
  @TempDir Path folder;

  private final Image image =
      image(
          Map.of(),
          new Layer().file("lib64/libc.so.6", libc("2.36")).link("a\tb\\n\n", "c\nd"));

  private BaseImages images() {
    FetchSettings web =
        new FetchSettings(
            folder.resolve("cache"),
            false,
            false,
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofSeconds(40),
            Duration.ofSeconds(40),
            2);
    Registry registry =
        Registry.over(new RegistrySettings(web, false, 2), Listener.SILENT);
    return new BaseImages(() -> registry, 2, folder.resolve("cache"));
  }

  private BaseImage onDisk(String from) {
    return images().resolve(BaseSource.parse(from, folder), null, AMD64);
  }

  @Test
  void resolve_layoutAndTar_areTheSameImage() {
    OciLayout.write(folder.resolve("layout"), image, List.of());
    OciTar.write(folder.resolve("base.tar"), image, List.of());

    BaseImage layout = onDisk("./layout");
    BaseImage tar = onDisk("base.tar");

    assertThat(layout.digest()).contains(image.digest());
    assertThat(tar.digest()).contains(image.digest());
    assertThat(layout.files().glibc()).contains(Version.parse("2.36"));
    assertThat(layout.reference()).isEmpty();
    assertThat(layout.origins()).isEmpty();
  }

  @Test
  void resolve_again_looksNotIntoLayers() throws IOException {
    OciLayout.write(folder.resolve("layout"), image, List.of());
    BaseImage first = onDisk("./layout");
    // Of the same size, so that only who reads it sees.
    Path layer =
        folder.resolve("layout/blobs/sha256/" + image.layers().get(0).blob().digest().hex());
    Files.write(layer, new byte[(int) Files.size(layer)]);

    BaseImage second = onDisk("./layout");

    assertThat(second.files().glibc()).isEqualTo(first.files().glibc());
    assertThat(second.files().glibcFrom()).isEqualTo(first.files().glibcFrom());
    assertThat(second.files().links()).containsExactly(Map.entry("a\tb\\n\n", "c\nd"));
  }

  @Test
  void resolve_damagedFacts_areFoundAgain() throws IOException {
    OciLayout.write(folder.resolve("layout"), image, List.of());
    onDisk("./layout");
    Path facts;
    try (Stream<Path> files = Files.list(folder.resolve("cache/images/roots"))) {
      facts = files.findFirst().orElseThrow();
    }
    Files.writeString(facts, Files.readString(facts).replace("2.36", "2.99"));

    assertThat(onDisk("./layout").files().glibc()).contains(Version.parse("2.36"));
  }

  /** The base of the example, whatever machine runs it. */
  @Test
  void resolve_sampleBase_hasTheGlibcOfDebian12() {
    SampleBase.write(folder.resolve("sample"));

    BaseImage base = onDisk("./sample");

    assertThat(base.files().glibc()).contains(Version.parse("2.36"));
    assertThat(base.name()).isEqualTo("./sample");
    assertThat(base.digest().orElseThrow().hex())
        .isEqualTo("0aa8e3e3874b45b944305b6663ff1cced5320e6fb2d2fd12285e665cfa2b1c56");
  }

  @Test
  void facts_areAPartOfTheCache() throws IOException {
    OciLayout.write(folder.resolve("layout"), image, List.of());
    onDisk("./layout");

    List<CacheItem> items = new BaseFilesStore().items(folder.resolve("cache"), Instant.now());

    assertThat(items).singleElement().satisfies(item -> assertThat(item.abandoned()).isFalse());
  }

  @Test
  void resolve_tag_isPinnedAndLayersAreInReach() {
    try (LoopbackRegistry server = LoopbackRegistry.start()) {
      serve(server);
      BaseSource source = BaseSource.parse(server.host() + "/team/base:1", folder);

      BaseImage base = images().resolve(source, null, AMD64);

      assertThat(base.name()).isEqualTo(server.host() + "/team/base:1");
      assertThat(base.digest()).contains(image.digest());
      ImageReference pinned = base.reference().orElseThrow();
      assertThat(pinned).hasToString(server.host() + "/team/base:1@" + image.digest());
      assertThat(base.origins())
          .containsExactly(Map.entry(image.layers().get(0).blob().digest(), pinned));
    }
  }

  @Test
  void resolve_recordedDigest_countsAndNotTheTag() {
    try (LoopbackRegistry server = LoopbackRegistry.start()) {
      serve(server);
      Image moved = image(Map.of(), new Layer().file("other", "x"));
      String type = moved.manifest().mediaType();
      server.addManifest("team/base", "1", type, bytes(moved.manifestBlob()));
      BaseSource source = BaseSource.parse("docker://" + server.host() + "/team/base:1", folder);

      assertThat(images().resolve(source, image.digest(), AMD64).digest())
          .contains(image.digest());
    }
  }

  private void serve(LoopbackRegistry server) {
    image.blobs().forEach(blob -> server.addBlob("team/base", bytes(blob)));
    server.addManifest(
        "team/base", "1", image.manifest().mediaType(), bytes(image.manifestBlob()));
  }

  private static byte[] bytes(BlobSource blob) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      blob.copyTo(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  @Test
  void resolve_tarIsNotTheRecordedOne_isTold() {
    OciTar.write(folder.resolve("base.tar"), image, List.of());
    Digest other = Digest.of(new byte[0]);

    assertThatThrownBy(
            () -> images().resolve(BaseSource.parse("base.tar", folder), other, AMD64))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-BASE-006 "
                + folder.resolve("base.tar")
                + ": it is another image than the recorded one: "
                + image.digest()
                + " in place of "
                + other
                + "\n  Fix: bring back the recorded one, or record the new one");
  }

  @Test
  void resolve_nothingThere_isTold() {
    assertThatThrownBy(() -> onDisk("missing.tar"))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-OCI-002 " + folder.resolve("missing.tar"));
  }

  @Test
  void parse_whatUsersWrite_isUnderstood() {
    assertThat(BaseSource.parse(" scratch ", folder)).isEqualTo(new BaseSource.Scratch());
    for (String name : List.of("debian:12-slim", "docker://debian:12-slim")) {
      assertThat(BaseSource.parse(name, folder))
          .isEqualTo(
              new BaseSource.InRegistry(
                  ImageReference.parse("docker.io/library/debian:12-slim")));
    }
    Path tar = folder.resolve("images/base.tar");
    for (String name :
        List.of(
            "images/base.tar",
            "./images/base.tar",
            "images/x/../base.tar",
            folder + "/images/base.tar")) {
      assertThat(BaseSource.parse(name, folder)).isEqualTo(new BaseSource.OnDisk(tar, name));
    }
    for (String scheme : List.of("oci-archive:", "docker-archive:", "tar://")) {
      assertThat(BaseSource.parse(scheme + "images/base.tar", folder))
          .isEqualTo(new BaseSource.OnDisk(tar, "images/base.tar"));
    }
    assertThat(BaseSource.parse("oci:layout", folder))
        .isEqualTo(new BaseSource.OnDisk(folder.resolve("layout"), "layout"));
    assertThatThrownBy(() -> BaseSource.parse("Debian UPPER", folder))
        .hasMessageStartingWith("HERM-OCI-001");
    assertThatThrownBy(() -> BaseSource.parse("", folder)).hasMessageStartingWith("HERM-OCI-001");
  }
}
