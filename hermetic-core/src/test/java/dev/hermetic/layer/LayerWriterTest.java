package dev.hermetic.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.event.Listener;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.TarEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerWriterTest {
  /** No file was changed just now. */
  private static final InstantSource LATER = () -> Instant.now().plusSeconds(60);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void bytes_areTheSameWhateverIsAround(Compression compression) throws IOException {
    List<PlannedLayer> layers = List.of(large(1), large(2), special());
    List<WrittenLayer> first = write("one", layers, compression, 1);
    TimeZone zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
    try {
      for (int threads : new int[] {2, 5}) {
        List<WrittenLayer> other = write("at-" + threads, layers, compression, threads);
        assertThat(digests(other)).isEqualTo(digests(first));
        assertThat(other).noneMatch(WrittenLayer::reused);
      }
    } finally {
      TimeZone.setDefault(zone);
    }
    for (WrittenLayer layer : first) {
      try (InputStream in = layer.layer().unpacked()) {
        assertThat(in.transferTo(OutputStream.nullOutputStream()))
            .isEqualTo(layer.unpackedBytes());
      }
    }
  }

  /** Moves only when the bytes of every image move: see Packing. */
  @Test
  void bytes_areThoseOfYesterday() {
    List<PlannedLayer> layers = List.of(special(), large(1));

    assertThat(digests(write("tar", layers, Compression.NONE, 2)))
        .containsExactly(
            "23ace93680b9272639d8d28be0ef28af8fa4b3b1e49b26c4ea13ae85a09aa8b6",
            "36894244039931b85393bfe5bcfaef3a1f13fb7d25c309df8e7a910165a81e41");
    assertThat(digests(write("gzip", layers, Compression.GZIP, 2)))
        .containsExactly(
            "02a885bf8c47e3490cde96ac463351308f2151e4f4fe15e08fa0586576fbe21d",
            "1a8a74977e9791fa1c50d7c8ae66ed430ef724343df802b3ba1c8ae085cb2fcb");
    assertThat(digests(write("zstd", layers, Compression.ZSTD, 2)))
        .containsExactly(
            "34839c7c4a7d5e8f682a0d71ff7380f8c072a631cbb44b2cc6cf394dc96c5e09",
            "138cb7e90b0e6e68b016d0c566ee03fc60fcf931ecd45c7357731d9a314d3b5a");
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void members_areReadAsTheyWereGiven(Compression compression) throws IOException {
    WrittenLayer layer = write("one", List.of(special()), compression, 2).get(0);

    List<String> members = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(layer.layer().unpacked(), "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        members.add(
            String.join(
                " ",
                entry.getName(),
                String.valueOf((char) entry.getLinkFlag()),
                Integer.toOctalString(entry.getMode()),
                String.valueOf(entry.getLastModifiedTime().toInstant().getEpochSecond()),
                String.valueOf(entry.getSize()),
                entry.getLinkName(),
                String.valueOf(entry.getLongUserId()),
                "<" + entry.getUserName() + ">",
                new String(tar.readAllBytes(), StandardCharsets.UTF_8)));
      }
    }

    String deep = "d".repeat(90) + "/" + "e".repeat(90);
    String tooDeep = "f".repeat(160) + "/g";
    assertThat(members)
        .containsExactly(
            "a/ 5 755 315532800 0  0 <> ",
            "a/empty 0 644 7 0  0 <> ",
            "a/file 0 755 -5 5  65532 <> hello",
            "a/link 2 777 9 0 ../ü 0 <> ",
            "a/zweitname 1 755 -5 0 a/file 65532 <> ",
            deep + " 0 644 99999999999 2  0 <> ab",
            tooDeep + " 0 4755 1 2  3000000 <> ab",
            "straße.txt 0 600 1 1  0 <> x",
            "z 2 777 1 0 " + "l".repeat(130) + " 0 <> ");
  }

  @Test
  void secondRun_takesWhatHasNotChanged() throws IOException {
    List<PlannedLayer> layers = List.of(large(1), large(2));
    List<WrittenLayer> first = write("one", layers, Compression.ZSTD, 2);
    List<WrittenLayer> second =
        write("one", List.of(large(1), large(3)), Compression.ZSTD, 2);

    assertThat(second.stream().map(WrittenLayer::reused)).containsExactly(true, false);
    assertThat(second.get(0).layer().descriptor()).isEqualTo(first.get(0).layer().descriptor());
    assertThat(second.get(0).unpackedBytes()).isEqualTo(first.get(0).unpackedBytes());
    assertThat(Files.exists(blob(first.get(1)))).as("what nobody needs any more").isFalse();
  }

  @Test
  void keptLayer_thatSomebodyChanged_isWrittenAnew() throws IOException {
    List<WrittenLayer> first = write("one", List.of(large(1)), Compression.ZSTD, 2);
    byte[] bytes = Files.readAllBytes(blob(first.get(0)));
    bytes[bytes.length / 2] ^= 1;
    Files.write(blob(first.get(0)), bytes);

    List<WrittenLayer> second = write("one", List.of(large(1)), Compression.ZSTD, 2);

    assertThat(second.get(0).reused()).isFalse();
    assertThat(digests(second)).isEqualTo(digests(first));
    second.get(0).layer().unpacked().transferTo(OutputStream.nullOutputStream());
  }

  @Test
  void otherCompression_isAnotherLayerOfTheSameTar() {
    WrittenLayer zstd = write("one", List.of(large(1)), Compression.ZSTD, 2).get(0);
    WrittenLayer gzip = write("one", List.of(large(1)), Compression.GZIP, 2).get(0);

    assertThat(gzip.reused()).isFalse();
    assertThat(gzip.layer().diffId()).isEqualTo(zstd.layer().diffId());
    assertThat(gzip.layer().descriptor().mediaType()).endsWith("+gzip");
  }

  @Test
  void fileThatChanges_isAProblemThatNamesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("model.bin"), "hello");
    Digest digest = Digest.of("hello".getBytes(StandardCharsets.UTF_8));
    PlannedLayer layer = layer(onDisk("app/model.bin", file, digest, 5));
    Files.writeString(file, "hullo");

    assertThatThrownBy(() -> write("one", List.of(layer), Compression.GZIP, 2))
        .hasMessage(
            "HERM-LAYER-003 "
                + file
                + ": the file has other bytes than it should\n"
                + "  Fix: end what writes to it, then run the goal again; `mvn clean` first, if it is"
                + " one of the environment");
    for (String text : List.of("hell", "hello, world")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> write("one", List.of(layer), Compression.ZSTD, 2))
          .hasMessageContaining("the file has another size than the 5 bytes it should");
    }
    assertThat(folder.resolve("one")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void fileThatIsGone_isAProblemThatNamesIt() {
    Path file = folder.resolve("model.bin");
    PlannedLayer layer = layer(onDisk("app/model.bin", file, Digest.of(new byte[5]), 5));

    assertThatThrownBy(() -> write("one", List.of(layer), Compression.NONE, 2))
        .hasMessage(
            "HERM-LAYER-004 "
                + file
                + ": the file is gone\n"
                + "  Fix: make it readable for the user who runs the build, or leave it out of the"
                + " image");
  }

  @Test
  void folderThatCannotBe_isAProblem() throws IOException {
    Path file = Files.writeString(folder.resolve("one"), "a file");

    assertThatThrownBy(() -> write("one", List.of(special()), Compression.NONE, 2))
        .hasMessageStartingWith("HERM-LAYER-005 " + file + ": a layer cannot be written: ")
        .hasMessageEndingWith(
            "Fix: make the folder writable and give it free space, then run the goal again");
  }

  private List<WrittenLayer> write(
      String name, List<PlannedLayer> layers, Compression compression, int threads) {
    return new LayerWriter(compression, folder.resolve(name), threads, LATER, Listener.SILENT)
        .write(layers);
  }

  private static Path blob(WrittenLayer layer) {
    return layer.layer().blob().verifiedFile().orElseThrow();
  }

  private static List<String> digests(List<WrittenLayer> layers) {
    return layers.stream().map(one -> one.layer().descriptor().digest().hex()).toList();
  }

  private static PlannedLayer layer(LayerEntry... entries) {
    return new PlannedLayer("layer", List.of(), List.of(entries));
  }

  private static LayerEntry onDisk(String path, Path file, Digest digest, long size) {
    return new LayerEntry(
        TarEntry.file(path, 0644, 1, size), LayerContent.file(file, digest));
  }

  /** A few megabytes that pack to about a half. */
  private static PlannedLayer large(int seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[3_000_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(i % 5000 < 2500 ? 256 : 3);
    }
    return layer(
        new LayerEntry(
            TarEntry.file("large", 0644, 1, bytes.length), LayerContent.of(bytes)));
  }

  /** One of each kind, and names that do not fit in a plain header. */
  private static PlannedLayer special() {
    LayerContent hello = text("hello");
    LayerContent two = text("ab");
    return layer(
        LayerEntry.of(TarEntry.directory("a", 0755, 315532800)),
        new LayerEntry(TarEntry.file("a/empty", 0644, 7, 0), text("")),
        new LayerEntry(
            new TarEntry("a/file", TarEntry.Kind.FILE, 0755, -5, 5, "", 65532, 65532), hello),
        LayerEntry.of(
            new TarEntry("a/link", TarEntry.Kind.SYMLINK, 0777, 9, 0, "../ü", 0, 0)),
        LayerEntry.of(
            new TarEntry(
                "a/zweitname", TarEntry.Kind.HARD_LINK, 0755, -5, 0, "a/file", 65532, 65532)),
        new LayerEntry(
            TarEntry.file("d".repeat(90) + "/" + "e".repeat(90), 0644, 99_999_999_999L, 2), two),
        new LayerEntry(
            new TarEntry(
                "f".repeat(160) + "/g", TarEntry.Kind.FILE, 04755, 1, 2, "", 3_000_000, 0),
            two),
        new LayerEntry(TarEntry.file("straße.txt", 0600, 1, 1), text("x")),
        LayerEntry.of(
            new TarEntry("z", TarEntry.Kind.SYMLINK, 0777, 1, 0, "l".repeat(130), 0, 0)));
  }

  private static LayerContent text(String text) {
    return LayerContent.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
