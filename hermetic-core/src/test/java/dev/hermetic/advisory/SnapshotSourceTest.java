package dev.hermetic.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.hermetic.cache.CacheItem;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.testkit.ChannelServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotSourceTest {
  private static final Osv ONE =
      Osv.of("PYSEC-1").aliases("CVE-1").affects("PyPI", "x", "introduced 0", "fixed 2");
  private static final Osv TWO = Osv.of("PYSEC-2").affects("PyPI", "y", "introduced 0");

  @TempDir Path folder;
  private Path cache;

  @BeforeEach
  void begin() {
    cache = folder.resolve("cache");
  }

  private AdvisoryDatabase open(String place, boolean offline) {
    FetchSettings settings =
        new FetchSettings(
            cache, offline, false, List.of(), List.of(), Map.of(), Duration.ofSeconds(20),
            Duration.ofSeconds(20), 1);
    SortedSet<Question> questions =
        new TreeSet<>(List.of(new Question(new PackageKey("PyPI", "x"), "1")));
    return AdvisorySource.of(place, folder, settings, Listener.SILENT).ask(questions);
  }

  private AdvisoryDatabase open(String place) {
    return open(place, true);
  }

  private static List<String> ids(List<Advisory> advisories) {
    return advisories.stream().map(Advisory::id).toList();
  }

  private static void zip(Path file, Object... entries) throws IOException {
    Files.createDirectories(file.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < entries.length; i++) {
        out.putNextEntry(new ZipEntry("E" + i + ".json"));
        out.write(entries[i].toString().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void open_everyForm_hasTheSameAdvisories() throws IOException {
    String lines = ONE + "\r\n\n" + TWO;
    Files.writeString(folder.resolve("a.jsonl"), lines);
    Files.write(folder.resolve("a.jsonl.zst"), Zstd.compress(lines.getBytes(StandardCharsets.UTF_8)));
    zip(folder.resolve("a.zip"), ONE, TWO);
    Files.createDirectories(folder.resolve("a/PyPI/.git"));
    Files.writeString(folder.resolve("a/PyPI/1.json"), ONE.toString());
    Files.writeString(folder.resolve("a/2.json"), TWO.toString());
    Files.writeString(folder.resolve("a/PyPI/.git/3.json"), "not looked at");
    Files.writeString(folder.resolve("a/README.md"), "nor this");
    for (String form : List.of("a.jsonl", "a.jsonl.zst", "a.zip", "a")) {
      AdvisoryDatabase database = open(form);
      assertThat(database.facts().advisories()).as(form).isEqualTo(2);
      assertThat(database.facts().malformed()).as(form).isEmpty();
      assertThat(ids(database.about(new PackageKey("PyPI", "X")))).as(form).containsExactly("PYSEC-1");
      assertThat(ids(database.called("CVE-1"))).containsExactly("PYSEC-1");
      assertThat(database.facts().newest()).contains(Instant.parse("2026-09-01T00:00:00Z"));
      assertThat(database.covers("PyPI")).isTrue();
      assertThat(database.covers("CRAN")).isFalse();
    }
  }

  @Test
  void open_sameId_takesTheOneChangedLast() throws IOException {
    List<Osv> all = new ArrayList<>();
    all.add(Osv.of("A-1").modified("2026-01-01T00:00:00Z").affects("PyPI", "old", "introduced 0"));
    all.add(Osv.of("A-1").modified("2026-03-01T00:00:00Z").affects("PyPI", "new", "introduced 0"));
    all.add(Osv.of("A-1").modified("2026-02-01T00:00:00Z").affects("PyPI", "mid", "introduced 0"));
    for (int i = 0; i < 3; i++) {
      Collections.rotate(all, 1);
      Files.writeString(folder.resolve("a.jsonl"), String.join("\n", all.stream().map(Osv::toString).toList()));
      AdvisoryDatabase database = open("a.jsonl");
      assertThat(database.facts().advisories()).isEqualTo(1);
      assertThat(ids(database.about(new PackageKey("PyPI", "new")))).containsExactly("A-1");
      assertThat(database.about(new PackageKey("PyPI", "mid"))).isEmpty();
    }
  }

  @Test
  void open_withdrawn_isCountedAndAnswersNothing() throws IOException {
    Osv gone = Osv.of("A-1").aliases("CVE-9").affects("PyPI", "x", "introduced 0").withdrawn();
    Files.writeString(folder.resolve("a.jsonl"), gone + "\n" + TWO);
    AdvisoryDatabase database = open("a.jsonl");
    assertThat(database.facts().advisories()).isEqualTo(1);
    assertThat(database.facts().withdrawn()).isEqualTo(1);
    assertThat(database.about(new PackageKey("PyPI", "x"))).isEmpty();
    assertThat(database.called("CVE-9")).isEmpty();
  }

  @Test
  void open_malformedEntries_areCountedAndNamed() throws IOException {
    Files.writeString(
        folder.resolve("a.jsonl"),
        ONE + "\n{\"id\":\"A-1\",\n" + TWO + "\n{\"modified\":1}\n" + others(18));
    for (int i = 0; i < 2; i++) { // built, and then from the cache
      AdvisoryDatabase database = open("a.jsonl");
      assertThat(database.facts().advisories()).isEqualTo(20);
      assertThat(database.facts().malformed())
          .allMatch(one -> one.loss() == Malformed.Loss.ALL)
          .extracting(one -> one.place() + " " + one.reason())
          .satisfiesExactly(
              one -> assertThat(one).startsWith("a.jsonl:2 no JSON: "),
              one -> assertThat(one).isEqualTo("a.jsonl:4 it has no id"));
    }
  }

  private static String others(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Osv.of("X-" + i).affects("PyPI", "x", "introduced 0").toString())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void open_largePartLost_fails() throws IOException {
    Files.writeString(folder.resolve("a.jsonl"), "{}\n[]\n" + others(18));
    assertThat(open("a.jsonl").facts().advisories()).isEqualTo(18);
    Files.writeString(folder.resolve("b.jsonl"), others(5) + "{}\n[]\n" + others(17));
    assertThatThrownBy(() -> open("b.jsonl"))
        .hasMessage(
            "HERM-ADVISORY-003 b.jsonl: 2 of 19 entries cannot be read at all, b.jsonl:6: it has no"
                + " id\n  Fix: fetch the snapshot again, whole");
  }

  @Test
  void open_again_takesTheIndexUnlessAnythingChanged() throws IOException {
    Path file = folder.resolve("a.jsonl");
    Files.writeString(file, ONE.toString());
    open("a.jsonl");
    assertThat(indexes()).hasSize(1);
    Path index = indexes().get(0);
    final byte[] built = Files.readAllBytes(index);
    open("a.jsonl");
    assertThat(indexes()).containsExactly(index);
    Files.delete(index);
    open("a.jsonl");
    assertThat(Files.readAllBytes(index)).as("the same bytes each time").isEqualTo(built);
    Files.writeString(file, TWO.toString());
    assertThat(ids(open("a.jsonl").about(new PackageKey("PyPI", "y")))).containsExactly("PYSEC-2");
    assertThat(indexes()).hasSize(2);
  }

  @Test
  void open_damagedIndex_isBuiltAnew() throws IOException {
    Files.writeString(folder.resolve("a.jsonl"), ONE.toString());
    open("a.jsonl");
    Path index = indexes().get(0);
    byte[] whole = Files.readAllBytes(index);
    for (int at : new int[] {0, 9, 30, whole.length - 1}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(index, damaged);
      assertThat(open("a.jsonl").facts().advisories()).isEqualTo(1);
      assertThat(Files.readAllBytes(index)).isEqualTo(whole);
    }
    Files.write(index, new byte[3]);
    assertThat(open("a.jsonl").facts().advisories()).isEqualTo(1);
  }

  private List<Path> indexes() throws IOException {
    try (Stream<Path> all = Files.list(cache.resolve("advisories"))) {
      return all.sorted().toList();
    }
  }

  @Test
  void part_listsIndexesAlone() throws IOException {
    Files.writeString(folder.resolve("a.jsonl"), ONE.toString());
    open("a.jsonl");
    Files.writeString(cache.resolve("advisories/other.txt"), "");
    assertThat(new AdvisoryPart().items(cache, Instant.EPOCH))
        .extracting(CacheItem::name)
        .satisfiesExactly(name -> assertThat(name).startsWith("advisories "));
  }

  @Test
  void open_nothingThere_saysWhatToName() {
    assertThatThrownBy(() -> open("missing.jsonl"))
        .hasMessage(
            """
            HERM-ADVISORY-001 missing.jsonl: there are no advisories in OSV format here
              Fix: name a folder, a zip, a .json or .jsonl file (also packed as .zst) or the URL of one with -Dhermetic.scan.database""");
  }

  @Test
  void open_damagedFile_fails() throws IOException {
    byte[] packed = Zstd.compress((ONE + "\n" + TWO).getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("a.jsonl.zst"), java.util.Arrays.copyOf(packed, packed.length - 9));
    assertThatThrownBy(() -> open("a.jsonl.zst"))
        .hasMessageStartingWith("HERM-ADVISORY-002 a.jsonl.zst: the advisories cannot be read: ")
        .hasMessageEndingWith("\n  Fix: fetch the snapshot again, whole");
    Files.writeString(folder.resolve("b.zip"), "PK no zip");
    assertThatThrownBy(() -> open("b.zip")).hasMessageStartingWith("HERM-ADVISORY-002 b.zip: ");
    assertThat(indexes()).as("nothing half is left").isEmpty();
  }

  @Test
  void open_zipWithChangedBytes_fails() throws IOException {
    Path file = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.setMethod(ZipOutputStream.STORED);
      byte[] json = ONE.toString().getBytes(StandardCharsets.UTF_8);
      ZipEntry entry = new ZipEntry("a.json");
      java.util.zip.CRC32 crc = new java.util.zip.CRC32();
      crc.update(json);
      entry.setCrc(crc.getValue());
      entry.setSize(json.length);
      out.putNextEntry(entry);
      out.write(json);
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, text.replace("PYSEC-1", "PYSEC-7"), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> open("a.zip"))
        .hasMessageContaining("a.json in it is damaged (CRC-32)");
  }

  @Test
  void open_noneOfItUsable_fails() throws IOException {
    Files.writeString(folder.resolve("a.jsonl"), "{}\n[]\n");
    assertThatThrownBy(() -> open("a.jsonl"))
        .hasMessageStartingWith(
            "HERM-ADVISORY-003 a.jsonl: not one advisory could be read, 2 entries are malformed,"
                + " a.jsonl:1: it has no id\n");
    Files.writeString(folder.resolve("b.jsonl"), "\n");
    assertThatThrownBy(() -> open("b.jsonl"))
        .hasMessageStartingWith("HERM-ADVISORY-003 b.jsonl: not one advisory could be read\n");
  }

  @Test
  void open_cacheThatIsAFile_isTheSurroundings() throws IOException {
    Files.writeString(folder.resolve("a.jsonl"), ONE.toString());
    Files.createDirectories(cache);
    Files.writeString(cache.resolve("advisories"), "");
    assertThatThrownBy(() -> open("a.jsonl"))
        .hasMessageStartingWith("HERM-ADVISORY-004 ")
        .hasMessageContaining("the index of the advisories cannot be written");
  }

  @Test
  void open_mirror_fetchesWhatIsAskedForAndServesOffline() throws IOException {
    Path mirror = folder.resolve("mirror");
    zip(mirror.resolve("PyPI/all.zip"), ONE, TWO);
    zip(mirror.resolve("CRAN/all.zip"), TWO);
    try (ChannelServer server = ChannelServer.serving(mirror)) {
      String place = server.url();
      assertThat(open(place, false).facts().advisories()).isEqualTo(2);
      assertThat(server.requests()).extracting(ChannelServer.Request::path)
          .containsExactly("/PyPI/all.zip");
      assertThat(open(place, true).facts().advisories()).isEqualTo(2);
      assertThat(server.requests()).hasSize(1);
      assertThatThrownBy(() -> open(place + "/CRAN/all.zip", true))
          .hasMessageContaining("not in the cache, and Maven works offline");
      assertThat(open(place + "/CRAN/all.zip", false).facts().advisories()).isEqualTo(1);
    }
  }
}
