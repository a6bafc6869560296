package dev.hermetic.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageConfig;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.oci.TarEntry;
import dev.hermetic.oci.TarWriter;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.sbom.Component.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomServiceTest {
  @TempDir Path temp;
  private Path lockfile;

  @BeforeEach
  void lock() throws Exception {
    lockfile = temp.resolve("conda-lock.yml");
    Files.writeString(lockfile, TestBills.LOCK);
  }

  @Test
  void write_twice_writesEachFileOnce() throws Exception {
    SbomResult first = write();
    assertThat(first.written())
        .extracting(file -> temp.relativize(file).toString())
        .containsExactly(
            "sbom/bom.cdx.json",
            "sbom/bom.spdx.json",
            "sbom/bom-linux-64.cdx.json",
            "sbom/bom-linux-64.spdx.json",
            "sbom/bom-osx-arm64.cdx.json",
            "sbom/bom-osx-arm64.spdx.json");
    assertThat(write().written()).isEmpty();
    assertThat(first.files()).hasSize(6);
    for (SbomResult.SbomFile file : first.files()) {
      Judges.judge(file.format(), Files.readString(file.file()));
    }
  }

  @Test
  void write_noImage_saysThatNoBaseIsListed() {
    assertThat(write().whole().gaps())
        .contains("no image was made of this lock here, so no base image is listed");
  }

  @Test
  void write_image_hasWhatItsBaseInstalled() throws Exception {
    image(Digest.of(Files.readAllBytes(lockfile)).hex());
    Bill whole = write().whole();
    assertThat(whole.components(Kind.BASE_IMAGE))
        .extracting(Component::purl)
        .containsExactly(
            "pkg:oci/base@sha256:"
                + "7".repeat(64)
                + "?repository_url=registry.example%2Fteam%2Fbase&tag=1");
    assertThat(whole.components(Kind.DISTRIBUTION))
        .extracting(Component::purl)
        .containsExactly(
            "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12&upstream=glibc");
  }

  @Test
  void write_imageOfAnotherLock_isAProblemAndWritesNothing() throws Exception {
    image("6".repeat(64));
    assertThatThrownBy(this::write)
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-SBOM-001 conda-lock.yml: ");
    assertThat(temp.resolve("sbom")).doesNotExist();
  }

  @Test
  void write_imageThatWasTamperedWith_isAProblemAndWritesNothing() throws Exception {
    image(Digest.of(Files.readAllBytes(lockfile)).hex());
    Path facts = temp.resolve("image/image.json");
    String base = Files.readString(facts).replaceFirst("(?s).*\"layers\".*?sha256:([0-9a-f]{64}).*", "$1");
    Path blob = temp.resolve("image/layout/blobs/sha256").resolve(base);
    byte[] bytes = Files.readAllBytes(blob);
    bytes[600] ^= 1;
    Files.write(blob, bytes);
    assertThatThrownBy(this::write).isInstanceOf(HermeticException.class);
    assertThat(temp.resolve("sbom")).doesNotExist();
  }

  private SbomResult write() {
    Lockfile lock = CondaLockReader.read(lockfile, "conda-lock.yml");
    List<LockGraph> graphs =
        lock.metadata().platforms().stream()
            .map(one -> LockGraph.of(lock, one, List.of()))
            .toList();
    return SbomService.write(
        new SbomRequest(
            new SbomRequest.ProjectFacts("org.example", "environment", "1"),
            lockfile,
            lock,
            graphs,
            temp.resolve("image"),
            List.of(),
            true,
            temp.resolve("cache"),
            new TreeSet<>(List.of(SbomFormat.values())),
            temp.resolve("sbom"),
            new DocumentFacts("0.1.0", Optional.empty())));
  }

  /** An image with a layer of its base and one of its own, as hermetic:image leaves it. */
  private void image(String lockDigest) throws Exception {
    ImageLayer base =
        layer(
            "etc/os-release",
            "ID=debian\nVERSION_ID=\"12\"\n",
            "var/lib/dpkg/status",
            "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nSource: glibc\n"
                + "Version: 2.36-9\n\n");
    ImageLayer own = layer("opt/app", "app", "var/lib/dpkg/status.d/own", "Package: own\nVersion: 1\n");
    RuntimeConfig runtime =
        new RuntimeConfig(
            "", new TreeSet<>(), new TreeMap<>(), List.of(), List.of("sh"), new TreeSet<>(), "",
            new TreeMap<>(), "");
    ImageConfig config =
        new ImageConfig(
            new ImagePlatform("linux", "amd64", ""), Instant.EPOCH, "", runtime, List.of(), List.of());
    Image image = Image.assemble(ImageFormat.OCI, config, List.of(base, own), Map.of());
    OciLayout.write(temp.resolve("image/layout"), image, List.of());
    Files.writeString(
        temp.resolve("image/image.json"),
        """
        {"format": 1, "digest": "IMAGE", "mediaType": "m", "platform": "linux-64", "names": [],
         "base": {"reference": "registry.example/team/base:1", "digest": "sha256:BASE",
                  "inRegistry": true},
         "lock": {"file": "conda-lock.yml", "sha256": "LOCK"},
         "prefix": {"path": "/opt/env", "digest": "x"}, "compression": "none",
         "layers": [
           {"name": "base", "digest": "FIRST", "diffId": "FIRST", "packed": 1, "unpacked": 1,
            "ofBase": true},
           {"name": "own", "digest": "SECOND", "diffId": "SECOND", "packed": 1, "unpacked": 1,
            "ofBase": false}],
         "packages": [], "policy": "none", "removed": {}, "heldBack": {}}
        """
            .replace("IMAGE", image.digest().toString())
            .replace("BASE", "7".repeat(64))
            .replace("LOCK", lockDigest)
            .replace("FIRST", base.descriptor().digest().toString())
            .replace("SECOND", own.descriptor().digest().toString()));
  }

  private static ImageLayer layer(String... pathsAndTexts) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(bytes);
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      byte[] content = pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
      tar.add(TarEntry.file(pathsAndTexts[i], 0644, 0, content.length), content);
    }
    tar.finish();
    byte[] all = bytes.toByteArray();
    Descriptor descriptor =
        Descriptor.of(ImageFormat.OCI.layerType(Compression.NONE).orElseThrow(), all);
    return new ImageLayer(descriptor, Digest.of(all), BlobSource.of(all, "memory"));
  }
}
