package dev.hermetic.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.doctor.Finding.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final long PLENTY = 9_000_000_000L;

  @TempDir Path folder;

  private Path cache;
  private long free = PLENTY;
  private boolean offline;

  @BeforeEach
  void setUp() {
    cache = folder.resolve("cache");
  }

  @Test
  void freshCache_isGreenAndNotMade() {
    assertThat(lines())
        .containsExactly(
            "GREEN cache: " + cache + " is not there and can be made",
            "GREEN cache: 9.0 GB left on the disk",
            "GREEN size: 0 B",
            "GREEN content: 0 files, 0 B, and 0 indexes, 0 B, all whole; 0 addresses",
            "GREEN temporary files: " + folder + " can be written",
            "GREEN temporary files: 9.0 GB left on the disk");
    assertThat(cache).doesNotExist();
  }

  @Test
  void check_leavesNothingBehind() throws IOException {
    check();
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void content_isCounted() throws IOException {
    entry("one", "hello");
    entry("two", "world!");
    content("shard");
    assertThat(lines())
        .contains("GREEN content: 3 files, 16 B, and 0 indexes, 0 B, all whole; 2 addresses");
  }

  @Test
  void size_isThatOfAllPartsTheLargestFirst() throws IOException {
    Path index = Files.createDirectories(cache.resolve("index")).resolve("a".repeat(64) + ".idx");
    Files.write(index, new byte[5_000_000]);
    Path digests = Files.createDirectories(cache.resolve("digests"));
    Files.writeString(digests.resolve("b".repeat(64)), "abc");
    assertThat(lines()).contains("GREEN size: 5.0 MB: indexes 5.0 MB, notes of digests 3 B");
  }

  @Test
  void damagedShard_isNamed() throws IOException {
    Path shard = content("shard");
    Files.writeString(shard, "SHARD");
    assertThat(find("HERM-DOC-004").fact()).isEqualTo("1 damaged: " + shard);
  }

  /** Offline too: it is built anew from the cached repodata. */
  @Test
  void unusableIndex_isYellow() throws IOException {
    Path index = cache.resolve("index/" + "ab".repeat(32) + ".idx");
    Files.createDirectories(index.getParent());
    Files.writeString(index, "of another version");
    offline = true;
    assertThat(find("HERM-DOC-004").level()).isEqualTo(Level.YELLOW);
    assertThat(find("HERM-DOC-004").problem().fix())
        .isEqualTo("run `mvn hermetic:lock`, which builds them anew; where it comes back, test the disk");
  }

  @Test
  void damagedCopy_isYellowOnlineAndRedOffline() throws IOException {
    Files.writeString(entry("one", "hello"), "hELLO");
    Finding finding = find("HERM-DOC-004");
    assertThat(finding.level()).isEqualTo(Level.YELLOW);
    assertThat(finding.problem().render())
        .isEqualTo(
            "HERM-DOC-004 "
                + cache
                + ": 1 damaged: https://e.org/one\n"
                + "  Fix: run `mvn hermetic:lock` with a network, which fetches them again; where"
                + " it comes back, test the disk");
    offline = true;
    assertThat(find("HERM-DOC-004").level()).isEqualTo(Level.RED);
  }

  @Test
  void missingBody_brokenNotesAndIndex_areDamaged() throws IOException {
    Files.delete(entry("one", "hello"));
    Files.writeString(entry("two", "hello").resolveSibling("meta"), "hermetic-cache: 1\npres");
    Path index = cache.resolve("index/" + "ab".repeat(32) + ".idx");
    Files.createDirectories(index.getParent());
    Files.writeString(index, "cut short");
    assertThat(find("HERM-DOC-004").fact())
        .startsWith("3 damaged: https://e.org/one, ")
        .contains(cache.resolve("http/two").toString())
        .contains(index.toString());
  }

  @Test
  void oldTemporaryFiles_areLeftoversAndYoungOnesInUse() throws IOException {
    Path body = entry("one", "hello");
    old(Files.writeString(body.resolveSibling("body-1-1.tmp"), "x"));
    Files.setLastModifiedTime(
        Files.writeString(body.resolveSibling("body-2-2.tmp"), "x"),
        FileTime.from(NOW.minusSeconds(60)));
    Files.createDirectories(cache.resolve("index"));
    old(Files.writeString(cache.resolve("index/x.tmp"), "x"));
    Finding finding = find("HERM-DOC-005");
    assertThat(finding.level()).isEqualTo(Level.YELLOW);
    assertThat(finding.problem().render())
        .isEqualTo(
            "HERM-DOC-005 "
                + cache
                + ": 2 files of runs that were killed\n"
                + "  Fix: run `mvn hermetic:clean-cache`, which takes them out, also while builds"
                + " run");
  }

  @Test
  void folderThatCannotBeWritten_isRed() throws IOException {
    cache = Files.writeString(folder.resolve("cache"), "");
    Finding finding = find("HERM-DOC-002");
    assertThat(finding.level()).isEqualTo(Level.RED);
    assertThat(finding.problem().render())
        .startsWith("HERM-DOC-002 " + cache + ": nothing can be written here: Not a directory")
        .endsWith(
            "\n  Fix: make it writable, or name another with -Dhermetic.cacheDirectory=…");
  }

  @Test
  void littleRoom_isYellowAndHardlyAnyRed() {
    free = 1_500_000_000L;
    assertThat(find("HERM-DOC-003").level()).isEqualTo(Level.YELLOW);
    free = 99_000_000L;
    assertThat(find("HERM-DOC-003").level()).isEqualTo(Level.RED);
    assertThat(find("HERM-DOC-003").problem().render())
        .isEqualTo(
            "HERM-DOC-003 "
                + cache
                + ": the disk has only 99.0 MB left\n"
                + "  Fix: make room, or run `mvn hermetic:clean-cache`, or name another with"
                + " -Dhermetic.cacheDirectory=…");
    free = -1;
    assertThat(lines()).contains("GREEN cache: how much room is left is not known");
  }

  @Test
  void unreadableContent_isRed() throws IOException {
    Files.createDirectories(cache);
    Files.writeString(cache.resolve("http"), "not a folder");
    assertThat(find("HERM-DOC-010").level()).isEqualTo(Level.RED);
    assertThat(find("HERM-DOC-010").problem().render())
        .startsWith("HERM-DOC-010 " + cache + ": cannot be read: it is no folder")
        .contains("Fix: correct its permissions, or name another");
  }

  /** A body in the cache, as a fetch would leave it. */
  private Path entry(String name, String text) throws IOException {
    Path entry = Files.createDirectories(cache.resolve("http").resolve(name));
    String sha256 = sha256(text);
    Files.writeString(
        entry.resolve("meta"),
        String.join(
            "\n",
            "hermetic-cache: 1",
            "url: https://e.org/" + name,
            "present: true",
            "etag: ",
            "last-modified: ",
            "sha256: " + sha256,
            "size: " + text.length(),
            "fetched-at: " + NOW,
            "max-age: 0",
            ""));
    return Files.writeString(entry.resolve(sha256), text);
  }

  /** A file that is named by its digest, as a shard is kept. */
  private Path content(String text) throws IOException {
    String sha256 = sha256(text);
    Path file = cache.resolve("content").resolve(sha256.substring(0, 2)).resolve(sha256);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(7200)));
  }

  private List<Finding> check() {
    return new CacheCheck(Clock.fixed(NOW, ZoneOffset.UTC), path -> free, offline)
        .check(cache, folder);
  }

  private Finding find(String code) {
    return check().stream()
        .filter(finding -> finding.problem() != null && finding.problem().code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private List<String> lines() {
    return check().stream().map(f -> f.level() + " " + f.subject() + ": " + f.fact()).toList();
  }
}
