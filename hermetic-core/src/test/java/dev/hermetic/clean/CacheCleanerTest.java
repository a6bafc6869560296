package dev.hermetic.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.cache.CacheItem;
import dev.hermetic.cache.CachePart;
import dev.hermetic.cache.CacheUse;
import dev.hermetic.cache.CacheUseProcess;
import dev.hermetic.cache.EntryLock;
import dev.hermetic.clean.CleanResult.Reason;
import dev.hermetic.clean.CleanResult.Removed;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.CacheInspection;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CacheCleanerTest {
  /** Like the clock of the file system, since work that runs is judged by it. */
  private static final Instant NOW = Instant.now().plusSeconds(1);

  @TempDir Path cache;

  @Test
  void clean_withoutLimits_takesOnlyWhatIsAbandoned() throws IOException {
    Path body = download("one", 10, days(400));
    Path partial = body.resolveSibling("partial");
    at(Files.writeString(partial, "begun"), days(3));
    at(Files.writeString(body.resolveSibling("partial.etag"), "\"tag\""), days(3));
    Path killed = at(Files.writeString(body.resolveSibling("body-1-1.tmp"), "half"), hours(2));
    Path replaced = at(Files.writeString(body.resolveSibling("ab".repeat(32)), "old"), hours(2));
    Path building = index("cd", 7, days(0)).resolveSibling("x.tmp");
    at(Files.writeString(building, "built"), Duration.ofMinutes(10));
    Path dead = at(Files.writeString(building.resolveSibling("y.tmp"), "dead"), hours(2));
    Path shard = content("shard", days(400));
    Path shardTmp = shard.resolveSibling(shard.getFileName() + ".1.tmp");
    at(Files.writeString(shardTmp, "sh"), hours(2));

    CleanResult result = clean(null, null);

    assertThat(result.removed()).allMatch(one -> one.reason() == Reason.ABANDONED);
    assertThat(result.removed().stream().map(Removed::name))
        .containsExactlyInAnyOrder(
            "leftovers of https://e.org/one",
            "unfinished y.tmp",
            "unfinished " + shardTmp.getFileName());
    assertThat(result.removedBytes()).isEqualTo(5 + 5 + 4 + 3 + 4 + 2);
    assertThat(List.of(partial, killed, replaced, dead, shardTmp))
        .allMatch(file -> !Files.exists(file));
    assertThat(List.of(body, building, shard)).allMatch(file -> Files.exists(file));
    assertThat(result.stays()).isEqualTo(3);
  }

  /** It may be gone on with, and another process may just write it. */
  @Test
  void clean_youngRemains_stay() throws IOException {
    Path body = download("one", 10, days(0));
    for (String name : List.of("partial", "partial.etag", "body-2-2.tmp", "ab".repeat(32))) {
      at(Files.writeString(body.resolveSibling(name), "x"), Duration.ofMinutes(50));
    }
    assertThat(clean(null, null).removed()).isEmpty();
    at(body.resolveSibling("partial"), hours(20));
    assertThat(clean(null, null).removed()).isEmpty();
  }

  @Test
  void clean_age_takesWhatNobodyUsedForLonger() throws IOException {
    download("old", 10, days(31));
    download("young", 20, days(29));
    index("ab", 30, days(31));
    index("cd", 40, days(29));
    Path oldShard = content("old shard", days(31));
    Path youngShard = content("young shard", days(29));

    CleanResult result = clean(null, days(30));

    assertThat(result.removed()).hasSize(3).allMatch(one -> one.reason() == Reason.AGE);
    assertThat(files()).contains("index/" + "cd".repeat(32) + ".idx");
    assertThat(oldShard).doesNotExist();
    assertThat(youngShard).exists();
    assertThat(CacheInspection.of(cache))
        .returns(1, CacheInspection::entries)
        .returns(List.of(), CacheInspection::damaged)
        .returns(List.of(), CacheInspection::unreadable);
  }

  @Test
  void clean_size_takesWhatWasUsedLongestAgoUntilItFits() throws IOException {
    index("aa", 100, days(3));
    index("bb", 100, days(9));
    index("cc", 100, days(1));
    Path shard = content("x".repeat(50), days(5));

    CleanResult result = clean(250L, null);
    assertThat(names(result)).containsExactly("index " + "bb".repeat(32) + ".idx");
    assertThat(result.staysBytes()).isEqualTo(250);

    assertThat(names(clean(249L, null))).containsExactly("file " + shard.getFileName());
    assertThat(names(clean(0L, null)))
        .containsExactly("index " + "aa".repeat(32) + ".idx", "index " + "cc".repeat(32) + ".idx");
    assertThat(clean(0L, null).stays()).isZero();
  }

  @Test
  void clean_dryRun_tellsTheSameAndTouchesNothing() throws IOException {
    download("one", 10, days(40));
    index("ab", 30, days(31));
    Files.createDirectories(cache.resolve("use"));
    Files.writeString(cache.resolve("use/1-dead.use"), "");
    SortedSet<String> before = files();
    CleanResult told = cleaner().clean(new CleanRequest(cache, none(), days(30), true));
    assertThat(files()).isEqualTo(before);
    CleanResult done = clean(null, days(30));
    assertThat(told.removed()).isNotEmpty().isEqualTo(done.removed());
    assertThat(told.removedBytes()).isEqualTo(done.removedBytes());
  }

  @Test
  void clean_strangersInTheFolder_areNotTouched() throws IOException {
    List<Path> strangers =
        List.of(
            cache.resolve("notes.txt"),
            cache.resolve("http/readme"),
            cache.resolve("http/one/body"),
            cache.resolve("index/notes.txt"),
            cache.resolve("content/abc/" + "ab".repeat(32)),
            cache.resolve("thesis/" + "ab".repeat(32)));
    for (Path file : strangers) {
      Files.createDirectories(file.getParent());
      at(Files.writeString(file, "mine"), days(400));
    }
    assertThat(clean(0L, Duration.ZERO).removed()).isEmpty();
    assertThat(strangers).allMatch(file -> Files.exists(file));
  }

  @Test
  void clean_links_areNotFollowed() throws IOException {
    Path outside = Files.createTempDirectory(cache, "outside");
    Path thesis = at(Files.writeString(outside.resolve("ab".repeat(32)), "mine"), days(400));
    Files.createDirectories(cache.resolve("http"));
    Files.createDirectories(cache.resolve("content"));
    Files.createSymbolicLink(cache.resolve("http/" + "cd".repeat(32)), outside);
    Files.createSymbolicLink(cache.resolve("content/ab"), outside);
    clean(0L, Duration.ZERO);
    assertThat(thesis).hasContent("mine");
  }

  @Test
  void clean_noCache_makesNone() {
    cache = cache.resolve("nowhere");
    assertThat(clean(0L, null).removed()).isEmpty();
    assertThat(cache).doesNotExist();
  }

  @Test
  void clean_whileAnotherProcessWorks_leavesWhatItUsed() throws Exception {
    download("unused", 10, days(2));
    Path used = download("used", 10, days(2));
    try (CacheUseProcess process = CacheUseProcess.start(cache)) {
      usedNow(used.resolveSibling("meta"));
      CleanResult result = clean(0L, null);
      assertThat(names(result)).containsExactly("https://e.org/unused");
      assertThat(result.inUse()).isEqualTo(1);
      assertThat(used).exists();
    }
    assertThat(names(clean(0L, null))).as("it has ended").containsExactly("https://e.org/used");
    assertThat(files()).noneMatch(file -> file.startsWith("use/"));
  }

  @Test
  void clean_afterAProcessWasKilled_takesItsThings() throws Exception {
    try (CacheUseProcess process = CacheUseProcess.start(cache)) {
      index("ab", 10, Duration.ZERO);
      process.kill();
    }
    assertThat(files()).anyMatch(file -> file.startsWith("use/"));
    assertThat(names(clean(0L, null))).containsExactly("index " + "ab".repeat(32) + ".idx");
    assertThat(files()).noneMatch(file -> file.startsWith("use/"));
  }

  /** To open its file would unlock it. */
  @Test
  void clean_whileThisProcessWorks_leavesWhatItUsedEveryTime() throws IOException {
    try (CacheUse use = CacheUse.begin(cache)) {
      usedNow(index("ab", 10, Duration.ZERO));
      assertThat(clean(0L, null).removed()).isEmpty();
      assertThat(clean(0L, null).removed()).isEmpty();
    }
    assertThat(clean(0L, null).removed()).hasSize(1);
  }

  @Test
  void clean_entryThatIsBeingWritten_stays() throws Exception {
    Path body = download("one", 10, days(9));
    try (CacheUseProcess process =
        CacheUseProcess.locking(cache, body.resolveSibling("lock"))) {
      assertThat(clean(0L, null).inUse()).isEqualTo(1);
      assertThat(body).exists();
    }
    assertThat(names(clean(0L, null))).containsExactly("https://e.org/one");
  }

  /** Someone who began after the cleaning had looked who works. */
  @Test
  void clean_usedBetweenLookAndRemoval_stays() throws IOException {
    Path body = download("one", 10, days(9));
    Path index = index("ab", 10, days(9));
    CachePart late =
        new CachePart() {
          @Override
          public String name() {
            return "late";
          }

          @Override
          public List<CacheItem> items(Path directory, Instant abandonedBefore) throws IOException {
            at(body.resolveSibling("meta"), Duration.ZERO);
            at(index, Duration.ZERO);
            return List.of();
          }
        };
    List<CachePart> parts =
        Stream.concat(CacheCleaner.allParts().stream(), Stream.of(late)).toList();
    CleanResult result =
        new CacheCleaner(clock(), Listener.SILENT, parts)
            .clean(new CleanRequest(cache, OptionalLong.of(0), null, false));
    assertThat(result.removed()).isEmpty();
    assertThat(result.inUse()).isEqualTo(2);
    assertThat(body).exists();
    assertThat(index).exists();
    assertThat(files()).noneMatch(file -> file.endsWith(".tmp"));
  }

  @Test
  void clean_whatCannotBeDeleted_isToldAndTheRestGoes() throws IOException {
    index("ab", 10, days(9));
    CachePart stubborn =
        new CachePart() {
          @Override
          public String name() {
            return "stubborn";
          }

          @Override
          public List<CacheItem> items(Path directory, Instant abandonedBefore) {
            CacheItem.Removal fails =
                () -> {
                  throw new java.nio.file.AccessDeniedException("x");
                };
            return List.of(new CacheItem("it", 5, Instant.EPOCH, false, fails));
          }
        };
    List<CachePart> parts =
        Stream.concat(CacheCleaner.allParts().stream(), Stream.of(stubborn)).toList();
    CleanResult result =
        new CacheCleaner(clock(), Listener.SILENT, parts)
            .clean(new CleanRequest(cache, OptionalLong.of(0), null, false));
    assertThat(result.removed()).hasSize(1);
    assertThat(result.problems().get(0).render())
        .isEqualTo(
            "HERM-CACHE-002 it: it cannot be deleted from the cache: no permission\n"
                + "  Fix: end what has it open, or run it as the user whom the cache belongs to");
  }

  @Test
  void clean_cacheThatCannotBeLocked_isTold() throws IOException {
    Files.createDirectory(cache.resolve("clean.lock"));
    assertThatThrownBy(() -> clean(0L, null))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-CACHE-001 " + cache + ": the cache cannot be cleaned: ")
        .hasMessageEndingWith(
            "\n  Fix: run it as the user whom the cache belongs to, or name another with"
                + " -Dhermetic.cacheDirectory=…");
  }

  @Test
  void clean_interrupted_isTold() throws Exception {
    try (CacheUseProcess process =
        CacheUseProcess.locking(cache, cache.resolve("clean.lock"))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> clean(0L, null))
          .hasMessage(
              "HERM-CACHE-003 "
                  + cache
                  + ": interrupted\n  Fix: run the goal again; what is still there is whole");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void text_tellsWhatWentAndHowMuch_whateverTheMachine() throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
    try {
      CleanResult result =
          new CleanResult(
              true,
              List.of(
                  new Removed("downloads", "https://e.org/a", 1_500_000, day(1), Reason.AGE),
                  new Removed("indexes", "index b", 2_000_000, day(2), Reason.SIZE),
                  new Removed("indexes", "unfinished c", 3, day(3), Reason.ABANDONED)),
              7,
              9_000,
              1,
              1_000,
              List.of());
      assertThat(CleanText.lines(result, TextStyle.ASCII))
          .containsExactly(
              "Would remove index b, 2.0 MB, last used 2026-01-02: over the size limit",
              "Would remove https://e.org/a, 1.5 MB, last used 2026-01-01: over the age limit",
              "Would remove unfinished c, 3 B, last used 2026-01-03: abandoned",
              "  downloads: 1 item (1.5 MB)",
              "  indexes: 2 items (2.0 MB)",
              "Would remove 3 items (3.5 MB); 7 items (9.0 kB) stay, 1 item (1.0 kB) of these only"
                  + " because of who uses the cache now");
      CleanResult many =
          new CleanResult(
              false,
              Collections.nCopies(25, result.removed().get(0)),
              0,
              0,
              0,
              0,
              List.of());
      assertThat(CleanText.lines(many, TextStyle.ASCII))
          .hasSize(23)
          .contains("  and 5 smaller ones")
          .endsWith("Removed 25 items (37.5 MB); 0 items (0 B) stay");
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void lock_ofAnEntry_staysSinceOthersMayWaitForIt() throws Exception {
    Path body = download("one", 10, days(9));
    EntryLock.holding(body.resolveSibling("lock"), () -> true);
    clean(0L, null);
    assertThat(files()).contains(cache.relativize(body.resolveSibling("lock")).toString());
    assertThat(body).doesNotExist();
  }

  private static Instant day(int day) {
    return Instant.parse("2026-01-0" + day + "T23:00:00Z");
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  private static OptionalLong none() {
    return OptionalLong.empty();
  }

  private static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  private static CacheCleaner cleaner() {
    return new CacheCleaner(clock(), Listener.SILENT);
  }

  private CleanResult clean(@Nullable Long maxBytes, @Nullable Duration maxAge) {
    OptionalLong limit = maxBytes == null ? none() : OptionalLong.of(maxBytes);
    return cleaner().clean(new CleanRequest(cache, limit, maxAge, false));
  }

  private static List<String> names(CleanResult result) {
    return result.removed().stream().map(Removed::name).toList();
  }

  private SortedSet<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(cache)) {
      TreeSet<String> names = new TreeSet<>();
      all.filter(Files::isRegularFile).forEach(f -> names.add(cache.relativize(f).toString()));
      names.remove("clean.lock");
      return names;
    }
  }

  private static Path at(Path file, Duration ago) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(ago)));
  }

  /** The clock of the running process, which may be well past {@link #NOW} on a slow machine. */
  private static void usedNow(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }

  private Path index(String digits, int size, Duration ago) throws IOException {
    Path file = cache.resolve("index").resolve(digits.repeat(32) + ".idx");
    Files.createDirectories(file.getParent());
    return at(Files.write(file, new byte[size]), ago);
  }

  private Path content(String text, Duration ago) throws IOException {
    String sha256 = sha256(text.getBytes(StandardCharsets.UTF_8));
    Path file = cache.resolve("content").resolve(sha256.substring(0, 2)).resolve(sha256);
    Files.createDirectories(file.getParent());
    return at(Files.writeString(file, text), ago);
  }

  /** A copy of what an address answered; its body. */
  private Path download(String name, int size, Duration ago) throws IOException {
    byte[] bytes = new byte[size];
    String sha256 = sha256(bytes);
    Path folder =
        cache.resolve("http").resolve(sha256(name.getBytes(StandardCharsets.UTF_8)));
    Files.createDirectories(folder);
    String meta =
        "hermetic-cache: 1\nurl: https://e.org/"
            + name
            + "\npresent: true\netag: \nlast-modified: \nsha256: "
            + sha256
            + "\nsize: "
            + size
            + "\nfetched-at: 2026-01-01T00:00:00Z\nmax-age: 0\n";
    at(Files.writeString(folder.resolve("meta"), meta), ago);
    return at(Files.write(folder.resolve(sha256), bytes), ago);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
