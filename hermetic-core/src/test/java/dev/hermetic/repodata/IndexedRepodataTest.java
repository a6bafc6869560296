package dev.hermetic.repodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;

import dev.hermetic.record.Candidate;
import dev.hermetic.record.CandidateColumns;
import dev.hermetic.record.PackageRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedRepodataTest {
  private static final String DIGEST = "ab".repeat(32);
  private static final String CHANNEL = "https://example.org/lab";

  @TempDir Path directory;

  private IndexedRepodata index(String json) throws IOException {
    return IndexedRepodata.open(build(json), DIGEST, CHANNEL, "linux-64").orElseThrow();
  }

  private Path build(String json) throws IOException {
    Path file = directory.resolve("a" + Files.list(directory).count() + ".idx");
    IndexBuilder.build(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), DIGEST, file);
    return file;
  }

  private static String packages(String... records) {
    return "{\"packages\": {}, \"packages.conda\": {" + String.join(",", records) + "}}";
  }

  private static String record(String fileName, String fields) {
    String stem = fileName.replace(".conda", "").replace(".tar.bz2", "");
    String[] parts = stem.split("-");
    return "\"%s\": {\"name\": \"%s\", \"version\": \"%s\", \"build\": \"%s\"%s}"
        .formatted(fileName, parts[0], parts[1], parts[2], fields.isEmpty() ? "" : ", " + fields);
  }

  @Test
  void record_withEveryField_comesBackAsItWas() throws IOException {
    String json =
        packages(
            record(
                "numpy-1.26.4-py310_0.conda",
                """
                "build_number": 7, "depends": ["python >=3.10,<3.11.0a0", "libblas"],
                "constrains": ["numpy-base <0a0"], "timestamp": 1707225380409, "size": 7484186,
                "md5": "6593de64c935768b6bad3e19b3e978be", "license": "BSD-3-Clause",
                "sha256": "028fe2ea8e915a0a032b75165f11747770326f3d767e642880540c60a3256425",
                "license_family": "BSD", "track_features": "a, b c", "noarch": "python",
                "python_site_packages_path": "lib/python3.10/site-packages", "unknown": [{}]
                """));
    assertThat(index(json).records("numpy"))
        .containsExactly(
            new PackageRecord(
                "numpy",
                "1.26.4",
                "py310_0",
                7,
                List.of("python >=3.10,<3.11.0a0", "libblas"),
                List.of("numpy-base <0a0"),
                "linux-64",
                "python",
                1707225380409L,
                List.of("a", "b", "c"),
                "BSD-3-Clause",
                "BSD",
                "6593de64c935768b6bad3e19b3e978be",
                "028fe2ea8e915a0a032b75165f11747770326f3d767e642880540c60a3256425",
                7484186,
                "numpy-1.26.4-py310_0.conda",
                CHANNEL,
                CHANNEL + "/linux-64/numpy-1.26.4-py310_0.conda",
                "lib/python3.10/site-packages"));
  }

  @Test
  void records_withFieldsInAnyOrderAndSpacing_areTheSame() throws IOException {
    String tight =
        "\"a-%d-%s.conda\":{\"build\":\"%2$s\",\"depends\":[%s],\"license\":\"%s\",\"name\":\"a\","
            + "\"md5\":\"6593de64c935768b6bad3e19b3e978be\",\"subdir\":\"linux-64\","
            + "\"version\":\"%1$d\"}";
    String loose =
        "\"a-%d-%s.conda\": { \"version\" : \"%1$d\", \"name\": \"a\" ,\"build\":\"%2$s\","
            + "\"subdir\":\"linux-64\",\"license\":\"%4$s\", \"depends\": [%3$s] ,"
            + "\"md5\":\"6593DE64C935768B6BAD3E19B3E978BE\"}";
    Object[][] values = {
      {1, "0", "\"b\"", "MIT"},
      {2, "0", "\"b\",\"c\"", "MIT"},
      {3, "1", "\"b\",\"c\"", "BSD"},
      {4, "1", "\"b\",\"cc\"", "BS"},
      {5, "0", "", "BSD"},
      {6, "0", "", "BSD"},
    };
    List<PackageRecord> expected = index(records(values, tight, tight)).records("a");
    assertThat(expected)
        .extracting(PackageRecord::version, PackageRecord::license, PackageRecord::depends)
        .containsExactly(
            tuple("1", "MIT", List.of("b")),
            tuple("2", "MIT", List.of("b", "c")),
            tuple("3", "BSD", List.of("b", "c")),
            tuple("4", "BS", List.of("b", "cc")),
            tuple("5", "BSD", List.of()),
            tuple("6", "BSD", List.of()));
    assertThat(index(records(values, loose, loose)).records("a")).isEqualTo(expected);
    assertThat(index(records(values, tight, loose)).records("a")).isEqualTo(expected);
  }

  private static String records(Object[][] values, String even, String odd) {
    String[] records = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      records[i] = (i % 2 == 0 ? even : odd).formatted(values[i]);
    }
    return packages(records);
  }

  @Test
  void record_withNothingOptional_hasUnknowns() throws IOException {
    PackageRecord record = index(packages(record("a-1-0.conda", ""))).records("a").get(0);
    assertThat(record.timestamp()).isEqualTo(-1);
    assertThat(record.size()).isEqualTo(-1);
    assertThat(record.md5()).isNull();
    assertThat(record.sha256()).isNull();
    assertThat(record.noarch()).isNull();
    assertThat(record.depends()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1577854800", "1577854800000"})
  void timestamp_inSecondsOrMilliseconds_isMilliseconds(String timestamp) throws IOException {
    String json = packages(record("a-1-0.conda", "\"timestamp\": " + timestamp));
    assertThat(index(json).records("a").get(0).timestamp()).isEqualTo(1577854800000L);
  }

  @Test
  void noarch_true_isGeneric() throws IOException {
    assertThat(index(packages(record("a-1-0.conda", "\"noarch\": true"))).records("a"))
        .extracting(PackageRecord::noarch)
        .containsExactly("generic");
  }

  @Test
  void tarBz2_besideCondaOfTheSameBuild_isNoCandidateButCanBeFound() throws IOException {
    String json =
        "{\"packages\": {%s, %s}, \"packages.conda\": {%s}}"
            .formatted(
                record("a-1-0.tar.bz2", ""),
                record("a-2-0.tar.bz2", ""),
                record("a-1-0.conda", ""));
    IndexedRepodata repodata = index(json);
    assertThat(repodata.records("a"))
        .extracting(PackageRecord::fileName)
        .containsExactly("a-1-0.conda", "a-2-0.tar.bz2");
    assertThat(repodata.record("a", "a-1-0.tar.bz2")).isPresent();
    assertThat(repodata.record("a", "a-3-0.tar.bz2")).isEmpty();
  }

  @Test
  void file_isFoundByItsWholeName_amongOthersThatBeginOrEndAlike() throws IOException {
    List<String> files =
        List.of(
            "a-1-0.conda", "a-1-00.conda", "a-1-10.conda", "a-11-0.conda", "a-1.1-0.conda",
            "a-1.1-10.conda", "a-1.11-é.conda", "a-2.é-0.conda", "a-2.é-1.conda");
    IndexedRepodata repodata =
        index(packages(files.stream().map(file -> record(file, "")).toArray(String[]::new)));
    for (String file : files) {
      assertThat(repodata.record("a", file)).map(PackageRecord::fileName).contains(file);
    }
    for (String other :
        List.of("a-1-.conda", "a-1", "a", "", "a-11-10.conda", "a-2.é-2.conda", "b-1-0.conda")) {
      assertThat(repodata.record("a", other)).as(other).isEmpty();
    }
  }

  @Test
  void columns_sayWhatTheCandidatesSay() throws IOException {
    String json =
        packages(
            record("a-1-0.conda", "\"depends\": [\"b\", \"c\"], \"timestamp\": 1700000000123"),
            record("a-1-1.conda", "\"depends\": [\"b\", \"c\"], \"build_number\": 5000000000"),
            record(
                "a-2-0.conda",
                "\"constrains\": [\"c\"], \"track_features\": \"x y\", \"noarch\": \"python\""),
            record("b-1-0.conda", ""));
    IndexedRepodata repodata = index(json);
    CandidateColumns columns = repodata.columns("a");
    CandidateColumns expected = CandidateColumns.of(repodata.records("a"));
    assertThat(columns.size()).isEqualTo(3);
    assertThat(columns.ranks()).isEqualTo(expected.ranks());
    for (int i = 0; i < columns.size(); i++) {
      Candidate candidate = columns.candidate(i);
      assertThat(candidate.record()).isEqualTo(expected.candidate(i));
      assertThat(columns.parsed(columns.version(i))).hasToString(candidate.version());
      assertThat(columns.build(i)).isEqualTo(candidate.build());
      assertThat(columns.list(columns.depends()[i])).isEqualTo(candidate.depends());
      assertThat(columns.list(columns.constrains()[i])).isEqualTo(candidate.constrains());
    }
    assertThat(numbers(columns)).isEqualTo(numbers(expected)).contains(List.of(5000000000L, -1L, 0));
    assertThat(numbers(columns).get(1)).contains(1700000000123L);
    assertThat(numbers(columns).get(2)).contains(2);
    assertThat(columns.isNoarch(0)).isFalse();
    assertThat(columns.isNoarch(2)).isTrue();
    assertThat(columns.version(0)).isEqualTo(columns.version(1));
    assertThat(columns.depends()[0]).isEqualTo(columns.depends()[1]);
    assertThat(repodata.columns("none").size()).isZero();
  }

  @Test
  void columns_ofMoreRecordsThanAreWrittenOrSortedAtOnce_areWhatTheRecordsSay() throws IOException {
    int names = 4;
    String[] records = new String[80_000];
    for (int i = 0; i < records.length; i++) {
      records[i] =
          record(
              "n" + i % names + "-1." + i % 7 + "-b" + i + ".conda",
              "\"depends\": [\"d" + i % 50 + "\"], \"constrains\": [\"c" + i % 3 + "\"]");
    }
    IndexedRepodata repodata = index(packages(records));

    for (int name = 0; name < names; name++) {
      CandidateColumns columns = repodata.columns("n" + name);
      int[] ranks = columns.ranks();
      int[] depends = columns.depends();
      int[] constrains = columns.constrains();
      assertThat(columns.size()).isEqualTo(records.length / names);
      for (int row = 0; row < ranks.length; row++) {
        int i = Integer.parseInt(columns.build(row).substring(1));
        if (ranks[row] != 6 - i % 7
            || !columns.list(depends[row]).equals(List.of("d" + i % 50))
            || !columns.list(constrains[row]).equals(List.of("c" + i % 3))) {
          fail("record %d of n%d", i, name);
        }
      }
    }
  }

  @Test
  void columns_areThoseOfTheCandidatesInOrder_whateverTheOrderOfTheFile() throws IOException {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<String> records = new ArrayList<>();
      for (int i = random.nextInt(seed % 10 == 0 ? 400 : 30); i >= 0; i--) {
        records.add(anyRecord(random, i));
      }
      Collections.shuffle(records, random);
      IndexedRepodata repodata = index(packages(records.toArray(String[]::new)));

      CandidateColumns columns = repodata.columns("a");

      CandidateColumns expected = CandidateColumns.of(repodata.records("a"));
      assertThat(candidates(columns)).as("seed " + seed).isEqualTo(candidates(expected));
      assertThat(columns.ranks()).isEqualTo(expected.ranks());
      for (int i = 0; i < columns.size(); i++) {
        boolean isVersion = columns.parsed(columns.version(i)) != null;
        assertThat(columns.ranks()[i] >= 0).isEqualTo(isVersion);
        assertThat(candidates(columns).get(i).fileName()).endsWith(".conda");
      }
    }
  }

  /** Of some files there is a .tar.bz2 beside it. */
  private static String anyRecord(Random random, int number) {
    List<String> versions = List.of("1", "1.0", "1.10", "1.9", "2.dev1", "1..2");
    String stem = "a-" + versions.get(random.nextInt(versions.size())) + "-b" + number;
    List<String> fields =
        List.of(
            "\"build_number\": " + random.nextInt(3),
            "\"timestamp\": " + (1_700_000_000_000L + random.nextInt(3)),
            random.nextInt(5) == 0 ? "\"track_features\": \"x\"" : "\"license\": \"MIT\"",
            random.nextBoolean() ? "\"noarch\": \"python\"" : "\"size\": 1");
    String both = record(stem + ".conda", String.join(", ", fields));
    return random.nextInt(4) == 0 ? both + ", " + record(stem + ".tar.bz2", "") : both;
  }

  /** Build number, time stamp and number of track_features of each row. */
  private static List<List<Number>> numbers(CandidateColumns columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            i ->
                List.<Number>of(
                    columns.buildNumber(i), columns.timestamp(i), columns.trackFeatures(i)))
        .toList();
  }

  private static List<PackageRecord> candidates(CandidateColumns columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.candidate(i).record())
        .toList();
  }

  @Test
  void digestsOfOneRecord_areNotThoseOfTheNext() throws IOException {
    String digests =
        "\"md5\": \"%s\", \"sha256\": \"%s\"".formatted("12".repeat(16), "34".repeat(32));
    List<PackageRecord> records =
        index(
                packages(
                    record("a-1-0.conda", digests),
                    record("a-1-1.conda", "\"sha256\": \"" + "5x".repeat(32) + "\""),
                    record("a-1-2.conda", digests),
                    record("a-1-3.conda", "\"md5\": \"" + "67".repeat(16) + "\"")))
            .records("a");
    assertThat(records)
        .extracting(PackageRecord::md5, PackageRecord::sha256)
        .containsExactly(
            tuple("12".repeat(16), "34".repeat(32)),
            tuple(null, null),
            tuple("12".repeat(16), "34".repeat(32)),
            tuple("67".repeat(16), null));
    Path file = build(packages(record("a-1-0.conda", digests), record("b-1-0.conda", "")));
    byte[] bytes = Files.readAllBytes(file);
    assertThat(Arrays.copyOfRange(bytes, bytes.length - 48, bytes.length))
        .as("what the file has of b, whatever came before it")
        .containsOnly(0);
  }

  @Test
  void digestThatIsNone_afterOneInTheSameRecord_leavesNone() throws IOException {
    String twice =
        "\"md5\": \"%s\", \"md5\": \"%s\"".formatted("12".repeat(16), "ff".repeat(15) + "zz");
    assertThat(index(packages(record("a-1-0.conda", twice))).records("a"))
        .singleElement()
        .extracting(PackageRecord::md5)
        .isNull();
  }

  @Test
  void names_areInCodePointOrder_whateverTheFileSays() throws IOException {
    List<String> names =
        new ArrayList<>(List.of("zlib", "_libgcc", "a", "a.b", "ab", "é", "\uD83D\uDE00", "\uFF5E"));
    Collections.shuffle(names, new Random(7));
    String json =
        packages(
            names.stream().map(name -> record(name + "-1-0.conda", "")).toArray(String[]::new));
    IndexedRepodata repodata = index(json);
    assertThat(repodata.names())
        .containsExactly("_libgcc", "a", "a.b", "ab", "zlib", "é", "\uFF5E", "\uD83D\uDE00");
    for (String name : names) {
      assertThat(repodata.records(name)).hasSize(1);
    }
    assertThat(repodata.records("nothing")).isEmpty();
  }

  @Test
  void records_ofShuffledRepodata_areInTheSameOrder() throws IOException {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      records.add(record("a-" + i % 7 + "-b" + i + ".conda", "\"depends\": [\"d" + i % 3 + "\"]"));
    }
    List<PackageRecord> straight =
        index(packages(records.toArray(String[]::new))).records("a");
    Collections.shuffle(records, new Random(3));
    assertThat(index(packages(records.toArray(String[]::new))).records("a"))
        .containsExactlyElementsOf(straight);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x/", "..\\\\", "x#", "x?", "x%2F", "x y", "x\\n@EXPLICIT\\n", "\\u2028"})
  void fileName_thatWouldNotStayOneInUrlOrLockFile_isLeftOut(String text) throws IOException {
    String other = "\"" + text + record("b-1-0.conda", "").substring(1);
    IndexedRepodata repodata = index(packages(record("a-1-0.conda", ""), other));
    assertThat(repodata.names()).containsExactly("a");
    assertThat(repodata.leftOut()).isEqualTo(1);
  }

  @Test
  void moreThanAnyChannelHas_isToldBeforeTheMemoryIsFull() {
    String first = record("a-1-0.conda", "\"depends\": [\"b\", \"c\"]");
    byte[] json = packages(first, record("b-1-0.conda", "")).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> new RepodataParser(new StringTable(), 1).parse(stream(json)))
        .isInstanceOf(RepodataFormatException.class)
        .hasMessage("it has more than 1 records");
    assertThatThrownBy(() -> new RepodataParser(new StringTable(3, 9)).parse(stream(json)))
        .isInstanceOf(RepodataFormatException.class)
        .hasMessage("its texts have more than 3 bytes");
    assertThatThrownBy(() -> new RepodataParser(new StringTable(99, 1)).parse(stream(json)))
        .isInstanceOf(RepodataFormatException.class)
        .hasMessage("its dependency lists have more than 1 entries");
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  @Test
  void recordWithoutNameVersionOrBuild_isLeftOutAndCounted() throws IOException {
    String json =
        packages(
            "\"a-1-0.conda\": {\"name\": \"a\", \"version\": \"1\"}",
            "\"b-1-0.conda\": {\"name\": null, \"version\": \"1\", \"build\": \"0\"}",
            "\"c-1-0.conda\": 5",
            record("d-1-0.conda", "\"depends\": \"python\""),
            record("e-1-0.conda", ""));
    IndexedRepodata repodata = index(json);
    assertThat(repodata.names()).containsExactly("e");
    assertThat(repodata.leftOut()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil-1-0.conda", "..\\\\evil-1-0.conda", "evil-1-0.exe", "/evil-1-0.conda"})
  void fileNameThatLeavesTheSubdir_isLeftOut(String fileName) throws IOException {
    String json =
        packages(
            "\"%s\": {\"name\": \"evil\", \"version\": \"1\", \"build\": \"0\"}"
                .formatted(fileName));
    assertThat(index(json).names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"packages\": []}",
        "{\"packages\": {}",
        "{\"packages\": {\"a-1-0.conda\": {\"name\": \"a\"",
        "{\"packages\": {}} trailing",
        "<html>not found</html>"
      })
  void repodata_thatIsNone_fails(String json) {
    assertThatThrownBy(() -> build(json)).isInstanceOf(RepodataFormatException.class);
  }

  @Test
  void repodata_nestedWithoutEnd_fails() {
    assertThatThrownBy(() -> build("{\"x\": " + "[".repeat(100_000)))
        .isInstanceOf(RepodataFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cdn.example.org/files|https://cdn.example.org/files/",
        "../../files/|https://example.org/files/",
        "packages|https://example.org/lab/linux-64/packages/",
        " |https://example.org/lab/linux-64/",
        "https://user:secret@cdn.example.org/x/|https://***@cdn.example.org/x/"
      })
  void baseUrl_saysWhereThePackagesLie(String pair) throws IOException {
    String[] given = pair.split("\\|");
    String json =
        "{\"repodata_version\": 2, \"info\": {\"base_url\": \"%s\"}, \"packages\": {%s}}"
            .formatted(given[0], record("a-1-0.tar.bz2", ""));
    assertThat(index(json).records("a").get(0).url()).isEqualTo(given[1] + "a-1-0.tar.bz2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cdn.example.org/\\nhttps://evil.example.org/a-1-0.conda#",
        "https://cdn.example.org/x y/",
        "https://cdn.example.org/?to=",
        "https://cdn.example.org/#",
        "javascript:alert(1)",
        "ftp://cdn.example.org/",
        "http://["
      })
  void baseUrl_thatIsNone_isRefused(String text) {
    String json = "{\"info\": {\"base_url\": \"%s\"}, \"packages\": {}}".formatted(text);
    assertThatThrownBy(() -> build(json))
        .isInstanceOf(RepodataFormatException.class)
        .hasMessage("its base_url is no URL that packages could lie under");
  }

  @Test
  void indexFile_cutShortDamagedOrOfAnotherSource_isNotOpened() throws IOException {
    Path good = build(packages(record("a-1-0.conda", "")));
    byte[] bytes = Files.readAllBytes(good);
    assertThat(IndexedRepodata.open(good, "cd".repeat(32), CHANNEL, "linux-64")).isEmpty();
    assertThat(IndexedRepodata.open(directory.resolve("none"), DIGEST, CHANNEL, "noarch"))
        .isEmpty();
    for (int at : new int[] {0, 7, 12, 70, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      assertThat(IndexedRepodata.open(write(damaged), DIGEST, CHANNEL, "linux-64"))
          .as("bit flipped in byte %s", at)
          .isEmpty();
    }
    for (int length : new int[] {0, 10, bytes.length - 1}) {
      assertThat(
              IndexedRepodata.open(
                  write(java.util.Arrays.copyOf(bytes, length)), DIGEST, CHANNEL, "linux-64"))
          .isEmpty();
    }
    assertThat(IndexedRepodata.open(write(bytes), DIGEST, CHANNEL, "linux-64")).isPresent();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("b" + Files.list(directory).count()), bytes);
  }

  /** CEP-48. */
  @Test
  void sectionsOfV3_areReadBesideTheOthers_wheelsAreLeftOut() throws IOException {
    String json =
        """
        {"info": {"repodata_revisions": {"v3": {"n_packages": 3}}}, "removed": ["a-0-0.conda"],
         "packages": {%s}, "packages.conda": {%s},
         "v3": {"conda": {"a-3-0": {"name": "a", "version": "3", "build": "0",
                                    "depends": ["b[version=\\"2\\"]"]},
                          "a/4-0": {"name": "a", "version": "4", "build": "0"}},
                "tar.bz2": {"a-2-0": {"name": "a", "version": "2", "build": "0"}},
                "whl": {"a-5-py3": {"name": "a", "version": "5", "build": "0"}}},
         "v4": {"conda": 7}}
        """
            .formatted(record("a-1-0.tar.bz2", ""), record("a-2-0.conda", ""));
    IndexedRepodata repodata = index(json);
    assertThat(repodata.records("a"))
        .extracting(PackageRecord::fileName)
        .containsExactly("a-1-0.tar.bz2", "a-2-0.conda", "a-3-0.conda");
    assertThat(repodata.records("a").get(2).depends()).containsExactly("b[version=\"2\"]");
    assertThat(repodata.record("a", "a-2-0.tar.bz2")).isPresent();
    assertThat(repodata.leftOut()).isEqualTo(2);
  }

  @Test
  void fileDescribedTwice_keepsTheLastDescription() throws IOException {
    String json =
        packages(record("a-1-0.conda", "\"size\": 1"), record("a-1-0.conda", "\"size\": 2"));
    assertThat(index(json).records("a")).extracting(PackageRecord::size).containsExactly(2L);
  }

  @Test
  void filesAndBuildsAreFound_whicheverRecordsTheyAreOf() throws IOException {
    // The second description is not what its file name says, the third file has another name's.
    String json =
        """
        {"packages": {%s, %s, %s}, "packages.conda": {%s, %s}}"""
            .formatted(
                record("a-1-0.tar.bz2", "\"size\": 1"),
                "\"a-1-0.tar.bz2\": {\"name\": \"a\", \"version\": \"2\", \"build\": \"0\"}",
                "\"a-3-0.tar.bz2\": {\"name\": \"b\", \"version\": \"3\", \"build\": \"0\"}",
                record("a-1-0.conda", ""),
                record("a-3-0.conda", ""));
    IndexedRepodata repodata = index(json);
    assertThat(repodata.records("a"))
        .extracting(PackageRecord::toString, PackageRecord::fileName)
        .containsExactly(
            tuple("a-1-0", "a-1-0.conda"), tuple("a-3-0", "a-3-0.conda"));
    assertThat(repodata.record("a", "a-1-0.tar.bz2")).map(PackageRecord::version).contains("2");
    assertThat(repodata.records("b"))
        .extracting(PackageRecord::fileName)
        .containsExactly("a-3-0.tar.bz2");
  }

  @Test
  void textsWithEscapesAndOtherLetters_areWhatTheyMean() throws IOException {
    String json =
        packages(
            "\"\\u0061-1-0.conda\": {\"\\u006eame\": \"\\u0061\", \"version\": \"1\","
                + " \"build\": \"0\", \"license\": \"\\ud83d\\ude00 \\\"é\\/\","
                + " \"depends\": [\"b\\u0020>=1\", \"é\"]}");
    PackageRecord record = index(json).records("a").get(0);
    assertThat(record.fileName()).isEqualTo("a-1-0.conda");
    assertThat(record.license()).isEqualTo("\uD83D\uDE00 \"é/");
    assertThat(record.depends()).containsExactly("b >=1", "é");
  }
}
