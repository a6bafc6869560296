package dev.hermetic.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.JsonTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciProblemsTest {
  private static final String FETCH =
      "\n  Fix: get the image again from where it came from, or take another one";

  @TempDir Path folder;

  @Test
  void reference_thatIsNone() {
    assertProblem(
        () -> ImageReference.parse("registry.example.org/Team/app:1"),
        "HERM-OCI-001 registry.example.org/Team/app:1: this is no image name: `Team/app` has an"
            + " upper-case letter\n"
            + "  Fix: write it as `registry.example.org/team/name:tag`, in lower case up to the tag");
  }

  @Test
  void reference_withAPassword_doesNotShowIt() {
    assertThatThrownBy(() -> ImageReference.parse("me:secret@registry.example.org/app"))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-OCI-001 ***@registry.example.org/app: ")
        .hasMessageNotContaining("secret");
  }

  @Test
  void place_whereNothingIs() {
    assertProblem(
        () -> read("none.tar"),
        "HERM-OCI-002 none.tar: there is no such image\n"
            + "  Fix: name a folder with an OCI layout, or a tar of `skopeo copy`, `docker save` or"
            + " `podman save`");
  }

  @Test
  void file_thatIsNoTar() throws IOException {
    for (String text : List.of("", "# Read me\n", "# Read me\n".repeat(100))) {
      Files.writeString(folder.resolve("README.md"), text);
      assertProblem(
          () -> read("README.md"),
          "HERM-OCI-008 README.md: an image on disk is a folder or a tar, and this file is no tar\n"
              + "  Fix: name a folder with an OCI layout, or a tar of `skopeo copy`, `docker save` or"
              + " `podman save`");
    }
  }

  @Test
  void layout_withoutABlob() throws IOException {
    Image image = layout();
    Files.delete(blob(image.configBlob().digest()));

    assertProblem(
        () -> read("layout"),
        "HERM-OCI-003 layout: this is not a whole image: the blob "
            + image.configBlob().digest()
            + " is missing"
            + FETCH);
  }

  @Test
  void layout_withAnIndexThatIsAManifestToo() throws IOException {
    layout();
    Path index = folder.resolve("layout/index.json");
    Files.writeString(index, Files.readString(index).replaceFirst("\\{", "{\"layers\":[],"));

    assertProblem(
        () -> read("layout"),
        "HERM-OCI-003 layout: this is not a whole image: it has `layers`, which belongs to another"
            + " kind of document"
            + FETCH);
  }

  @Test
  void layout_withAKeyTwice() throws IOException {
    layout();
    Path index = folder.resolve("layout/index.json");
    Files.writeString(index, Files.readString(index).replaceFirst("\\{", "{\"manifests\":[],"));

    assertThatThrownBy(() -> read("layout")).hasMessageContaining("it is no valid JSON: Duplicate");
  }

  @Test
  void layout_withABlobOfOtherBytes() throws IOException {
    Image image = layout();
    Path config = blob(image.configBlob().digest());
    Files.writeString(config, Files.readString(config).replace("65532", "00000"));

    assertProblem(
        () -> read("layout"),
        "HERM-OCI-004 layout/blobs/sha256/"
            + image.configBlob().digest().hex()
            + ": what is called "
            + image.configBlob().digest()
            + " has the digest "
            + Digest.of(Files.readAllBytes(config))
            + FETCH
            + "; nothing of it was used");
  }

  @Test
  void layer_withOtherBytes_isRefusedWhenItIsRead() throws IOException {
    Image image = layout();
    Path layer = blob(image.layers().get(0).blob().digest());
    byte[] bytes = Files.readAllBytes(layer);
    bytes[600] ^= 1;
    Files.write(layer, bytes);
    Image read = read("layout");

    assertThatThrownBy(() -> OciTar.write(folder.resolve("out.tar"), read, List.of()))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-OCI-004 ");
    assertThatThrownBy(() -> read.layers().get(0).unpacked().readAllBytes())
        .hasMessageStartingWith("HERM-OCI-004 ");
    assertThat(folder.resolve("out.tar")).doesNotExist();
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains(".out.tar"));
  }

  @Test
  void layer_whoseConfigurationNamesAnother() throws IOException {
    ImageLayer layer = TestImages.layer(ImageFormat.OCI, Compression.GZIP, "hello");
    ImageLayer other = new ImageLayer(layer.descriptor(), Digest.of(new byte[1]), layer.blob());

    assertThatThrownBy(() -> other.unpacked().readAllBytes())
        .hasMessageStartingWith(
            "HERM-OCI-004 memory: what is called "
                + Digest.of(new byte[1])
                + " has the digest "
                + layer.diffId());
  }

  @Test
  void layer_thatUnpacksToFarTooMuch() {
    VerifiedInput in =
        VerifiedInput.upTo(
            new ByteArrayInputStream(new byte[100]), Digest.of(new byte[100]), 99, "base.tar");

    assertProblem(
        in::readAllBytes,
        "HERM-OCI-005 base.tar: "
            + Digest.of(new byte[100])
            + " unpacks to more than 99 bytes; it may be made to fill disks or memory"
            + FETCH);
  }

  @Test
  void index_thatIsFarTooLarge() throws IOException {
    layout();
    Files.write(folder.resolve("layout/index.json"), new byte[(4 << 20) + 1]);

    assertThatThrownBy(() -> read("layout")).hasMessageStartingWith("HERM-OCI-005 ");
  }

  @Test
  void image_forAnotherArchitecture() {
    layout();

    assertProblem(
        () -> ImageFile.read(folder.resolve("layout"), TestImages.ARM64, null),
        "HERM-OCI-006 layout: it has no image for linux/arm64, but for linux/amd64\n"
            + "  Fix: take an image for linux/arm64, or lock for another platform");
  }

  @Test
  void images_ofWhichSeveralFit() throws IOException {
    Image one = layout();
    Image other = TestImages.image(ImageFormat.OCI, Compression.ZSTD);
    OciLayout.write(folder.resolve("other"), other, List.of("b"));
    copyBlobs(folder.resolve("other"), folder.resolve("layout"));
    ImageIndex both =
        ImageIndex.of(
            List.of(
                one.descriptor().withAnnotations(Map.of(ImageIndex.NAME_ANNOTATION, "a")),
                other.descriptor().withAnnotations(Map.of(ImageIndex.NAME_ANNOTATION, "b"))));
    Files.write(folder.resolve("layout/index.json"), both.json());

    assertProblem(
        () -> read("layout"),
        "HERM-OCI-007 layout: it has several images that fit: a, b\n"
            + "  Fix: save the one that is meant alone, or name it");
    assertThat(ImageFile.read(folder.resolve("layout"), TestImages.AMD64, "b").digest())
        .isEqualTo(other.digest());
  }

  @Test
  void zstd_inDockersFormat() {
    assertProblem(
        () ->
            Image.assemble(
                ImageFormat.DOCKER,
                TestImages.config(TestImages.AMD64),
                List.of(TestImages.layer(ImageFormat.OCI, Compression.ZSTD, "hello")),
                Map.of()),
        "HERM-OCI-008 the image: Docker's format has no layers in zstd\n"
            + "  Fix: set hermetic.image.format to oci, or hermetic.image.compression to gzip and"
            + " take a base in gzip");
  }

  @Test
  void folder_withSomethingElse_isLeftAlone() throws IOException {
    Files.createDirectories(folder.resolve("mine"));
    Files.writeString(folder.resolve("mine/notes.txt"), "mine");

    assertProblem(
        () ->
            OciLayout.write(
                folder.resolve("mine"),
                TestImages.image(ImageFormat.OCI, Compression.NONE),
                List.of()),
        "HERM-OCI-009 mine: the folder holds something that is no OCI layout; it is left as it is\n"
            + "  Fix: name a folder that is empty, not there yet, or an OCI layout");
    assertThat(folder.resolve("mine")).isDirectoryNotContaining("glob:**/blobs");
  }

  @Test
  void folder_thatCannotBe() throws IOException {
    Files.writeString(folder.resolve("file"), "a file");

    assertProblem(
        () ->
            OciLayout.write(
                folder.resolve("file"),
                TestImages.image(ImageFormat.OCI, Compression.NONE),
                List.of()),
        "HERM-OCI-010 file: the image cannot be written: there is a file of that name\n"
            + "  Fix: make the folder writable and give it free space, then run the goal again");
  }

  @Test
  void blob_thatCannotBeRead() {
    BlobSource gone = BlobSource.file(folder.resolve("gone"), Digest.of(new byte[1]), 1);

    assertThatThrownBy(() -> gone.copyTo(OutputStream.nullOutputStream()))
        .hasMessageStartingWith("HERM-OCI-011 ")
        .hasMessageEndingWith("Fix: make it readable for the user who runs the build");
  }

  @Test
  void tar_thatLeadsOut() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("bad.tar"))) {
      TarWriter tar = new TarWriter(out);
      tar.add(TarEntry.file("blobs/../../index.json", 0644, 0, 2), new byte[2]);
      tar.finish();
    }

    assertProblem(
        () -> read("bad.tar"),
        "HERM-OCI-003 bad.tar: this is not a whole image: its member `blobs/../../index.json`"
            + " leads out of the package"
            + FETCH);
  }

  @Test
  void tar_thatIsCutOffOrNone() throws IOException {
    Image image = TestImages.image(ImageFormat.OCI, Compression.NONE);
    OciTar.write(folder.resolve("image.tar"), image, List.of());
    byte[] whole = Files.readAllBytes(folder.resolve("image.tar"));
    // Wherever it ends, nothing but a problem comes out of it.
    for (int length = 1; length < whole.length - 1024; length += 97) {
      Files.write(folder.resolve("cut.tar"), java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(
              () -> {
                Image read = read("cut.tar");
                for (BlobSource blob : read.blobs()) {
                  blob.copyTo(OutputStream.nullOutputStream());
                }
              })
          .isInstanceOf(HermeticException.class);
    }
  }

  @Test
  void tar_thatIsPacked() throws IOException {
    Files.write(
        folder.resolve("image.tar.gz"), TestImages.pack(new byte[2048], Compression.GZIP));

    assertProblem(
        () -> read("image.tar.gz"),
        "HERM-OCI-008 image.tar.gz: the tar is packed in gzip\n  Fix: unpack it to a plain .tar");
  }

  @Test
  void dockerTar_whoseLinksGoRound() throws IOException {
    String config = new String(withOneLayer().json(), StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(folder.resolve("round.tar"))) {
      TarWriter tar = new TarWriter(out);
      tar.add(link("a/layer.tar", "../b/layer.tar"));
      tar.add(link("b/layer.tar", "../a/layer.tar"));
      OciTar.add(tar, "c.json", config.getBytes(StandardCharsets.UTF_8));
      OciTar.add(
          tar,
          "manifest.json",
          JsonTree.bytes(
              List.of(
                  new TreeMap<>(Map.of("Config", "c.json", "Layers", List.of("a/layer.tar"))))));
      tar.finish();
    }

    assertProblem(
        () -> read("round.tar"),
        "HERM-OCI-003 round.tar: this is not a whole image: its layer `a/layer.tar` is missing"
            + FETCH);
  }

  private static ImageConfig withOneLayer() {
    return TestImages.config(TestImages.AMD64).withDiffIds(List.of(Digest.of(new byte[1])));
  }

  private static TarEntry link(String path, String target) {
    return new TarEntry(path, TarEntry.Kind.SYMLINK, 0777, 0, 0, target, 0, 0);
  }

  private Image layout() {
    Image image = TestImages.image(ImageFormat.OCI, Compression.NONE);
    OciLayout.write(folder.resolve("layout"), image, List.of("a"));
    return image;
  }

  private Path blob(Digest digest) {
    return folder.resolve("layout/blobs/sha256").resolve(digest.hex());
  }

  private Image read(String name) {
    return ImageFile.read(folder.resolve(name), TestImages.AMD64, null);
  }

  private static void copyBlobs(Path from, Path to) throws IOException {
    try (var files = Files.list(from.resolve("blobs/sha256"))) {
      for (Path file : files.toList()) {
        Path target = to.resolve("blobs/sha256").resolve(file.getFileName());
        if (!Files.exists(target)) {
          Files.copy(file, target);
        }
      }
    }
  }

  private void assertProblem(ThrowingCallable code, String rendered) {
    assertThatThrownBy(code)
        .isInstanceOfSatisfying(
            HermeticException.class,
            e ->
                assertThat(e.getMessage().replace(folder.toString() + "/", ""))
                    .isEqualTo(rendered));
  }
}
