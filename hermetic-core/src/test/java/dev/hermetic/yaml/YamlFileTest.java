package dev.hermetic.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
  private static String failure(String text) {
    return message(() -> YamlFile.parse(text, "env.yml"));
  }

  private static String message(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(HermeticException.class, call).getMessage();
  }

  @Test
  void parse_nestedDocument_keepsOrderAndPlaces() {
    YamlNode root = YamlFile.parse("name: x\nlist:\n  - one\n  - {b: 2, a: \"q\"}\n", "d/env.yml");

    assertThat(root).isInstanceOf(YamlMapping.class);
    YamlMapping mapping = (YamlMapping) root;
    assertThat(mapping.entries()).extracting(e -> e.key().text()).containsExactly("name", "list");
    YamlSequence list = (YamlSequence) mapping.get("list").orElseThrow();
    assertThat(list.items().get(0).location()).isEqualTo(new Location("d/env.yml", 3, 5));
    YamlMapping inner = (YamlMapping) list.items().get(1);
    assertThat(inner.entries()).extracting(e -> e.key().text()).containsExactly("b", "a");
    assertThat(inner.get("a").orElseThrow().location().toString()).isEqualTo("d/env.yml:4:15");
    assertThat(mapping.get("other")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3.10, FLOAT",
    "3, INTEGER",
    "1e5, STRING",
    "12e34567, STRING",
    "1.5e+3, FLOAT",
    "yes, BOOLEAN",
    "Off, BOOLEAN",
    "y, STRING",
    "~, NULL",
    "0o17, STRING",
    "017, INTEGER",
    "1:30, INTEGER",
    "2024-01-31, TIMESTAMP",
    "0x1F, INTEGER",
    "1.2.3, STRING",
    "'''3.10''', STRING",
    ".5, FLOAT",
    "=1.2, STRING",
    "=, STRING",
    "null, NULL",
    "!!str 3.10, STRING"
  })
  void parse_scalar_hasTypeOfPyYaml(String text, YamlScalar.Type expected) {
    YamlMapping mapping = (YamlMapping) YamlFile.parse("k: " + text + "\n", "f");

    assertThat(((YamlScalar) mapping.get("k").orElseThrow()).type()).isEqualTo(expected);
  }

  @Test
  void parse_emptyText_isNull() {
    YamlNode root = YamlFile.parse("# only a comment\n", "f");

    assertThat(root).isInstanceOfSatisfying(YamlScalar.class, s -> assertThat(s.isNull()).isTrue());
    assertThat(root.location()).isEqualTo(new Location("f", 1, 1));
  }

  @Test
  void locationAt_plainQuotedAndEscaped_pointsIntoTheText() {
    YamlSequence list =
        (YamlSequence)
            YamlFile.parse("- abcdef\n- 'abc'\n- \"a\\tb\"\n- a\n  b\n- \uD83D\uDE00x\n", "f");

    assertThat(((YamlScalar) list.items().get(0)).locationAt(3).toString()).isEqualTo("f:1:6");
    assertThat(((YamlScalar) list.items().get(1)).locationAt(1).toString()).isEqualTo("f:2:5");
    assertThat(((YamlScalar) list.items().get(2)).locationAt(2).toString()).isEqualTo("f:3:3");
    assertThat(((YamlScalar) list.items().get(3)).locationAt(2).toString()).isEqualTo("f:4:3");
    assertThat(((YamlScalar) list.items().get(4)).locationAt(2).toString()).isEqualTo("f:6:4");
  }

  @Test
  void parse_mergeKeys_ownKeysWin() {
    YamlMapping root =
        (YamlMapping)
            YamlFile.parse(
                "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\nme:\n  <<: [*b, *m]\n  x: 9\n", "f");

    YamlMapping me = (YamlMapping) root.get("me").orElseThrow();
    assertThat(me.entries())
        .extracting(e -> e.key().text() + ((YamlScalar) e.value()).text())
        .containsExactly("y2", "z4", "x9");
  }

  @Test
  void parse_withLineNumbers_reportsLinesOfTheFile() {
    YamlSequence list = (YamlSequence) YamlFile.parse("- a\n- b\n", "f", List.of(2, 7));

    assertThat(list.items().get(1).location()).isEqualTo(new Location("f", 7, 3));
    assertThat(message(() -> YamlFile.parse("- a\n- [\n", "f", List.of(2, 7))))
        .contains(" f:8:1: ");
    assertThat(message(() -> YamlFile.parse("- a\n- \u0001\n", "f", List.of(2, 7))))
        .contains(" f:7:3: ");
  }

  @Test
  void parse_brokenYaml_saysWhere() {
    assertThat(failure("a: [1, 2\nb: 3\n"))
        .isEqualTo(
            "HERM-YAML-006 env.yml:2:2: is not valid YAML: expected ',' or ']', but got : while"
                + " parsing a flow sequence that starts at line 1\n"
                + "  Fix: correct the YAML here");
  }

  @Test
  void parse_tab_asksForSpaces() {
    assertThat(failure("a:\n\t- b\n"))
        .isEqualTo(
            "HERM-YAML-006 env.yml:2:1: is not valid YAML: a tab where a value or indentation is"
                + " expected\n  Fix: indent with spaces");
  }

  @Test
  void parse_severalDocuments_isRefused() {
    assertThat(failure("a: 1\n---\nb: 2\n")).startsWith("HERM-YAML-006 env.yml:2:1: ");
  }

  @Test
  void parse_unknownAlias_isRefused() {
    assertThat(failure("a: *nothing\n"))
        .startsWith("HERM-YAML-006 env.yml:1:4: is not valid YAML: found undefined alias nothing");
  }

  @Test
  void parse_duplicateKeys_reportsAllOfThem() {
    assertThat(failure("a: 1\nb: 2\na: 3\nc: {x: 1, x: 2}\n"))
        .isEqualTo(
            """
            HERM-YAML-007 env.yml:3:1: the key a is already given at line 1
              Fix: remove one of the two, or join their values
            HERM-YAML-007 env.yml:4:11: the key x is already given at line 4
              Fix: remove one of the two, or join their values\
            """);
  }

  @Test
  void parse_billionLaughs_isStopped() {
    StringBuilder text = new StringBuilder("a0: &a0 [lol, lol]\n");
    for (int i = 1; i < 30; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(failure(text.toString()))
        .isEqualTo(
            "HERM-YAML-008 env.yml:27:12: more than 50 aliases (*name) stand for lists or"
                + " mappings\n"
                + "  Fix: write the values out instead of referring to them");
  }

  @Test
  void parse_billionLaughsBelowTheLimit_isSharedNotExpanded() {
    StringBuilder text = new StringBuilder("a0: &a0 [lol, lol]\n");
    for (int i = 1; i <= 25; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    YamlMapping root = (YamlMapping) YamlFile.parse(text.toString(), "f");

    YamlSequence last = (YamlSequence) root.get("a25").orElseThrow();
    assertThat(last.items().get(0)).isSameAs(last.items().get(1));
  }

  @Test
  void parse_recursiveAlias_isRefused() {
    assertThat(failure("a: &a\n  - *a\n"))
        .isEqualTo(
            "HERM-YAML-009 env.yml:1:4: contains itself through an alias (*name)\n"
                + "  Fix: write the value out instead of referring to it");
  }

  @Test
  void parse_deepNesting_isStopped() {
    assertThat(failure("[".repeat(10_000)))
        .isEqualTo(
            "HERM-YAML-010 env.yml:1:51: lists and mappings are nested more than 50 deep\n"
                + "  Fix: flatten the structure; no file of this kind needs such depth");
  }

  @Test
  void parse_foreignTag_isRefused() {
    assertThat(failure("a: !!python/object:os.system [x]\n"))
        .isEqualTo(
            "HERM-YAML-011 env.yml:1:4: the tag tag:yaml.org,2002:python/object:os.system is not"
                + " one of plain YAML\n"
                + "  Fix: remove the tag; only strings, numbers, booleans, dates, lists and"
                + " mappings are read");
    assertThat(failure("a: !mine x\n")).startsWith("HERM-YAML-011 env.yml:1:4: the tag !mine ");
    assertThat(failure("a: !!set {x}\n")).startsWith("HERM-YAML-011 env.yml:1:4: ");
  }

  @Test
  void parse_listAsKey_isRefused() {
    assertThat(failure("? [a]\n: 1\n"))
        .isEqualTo(
            "HERM-YAML-012 env.yml:1:3: a key is a list, but a string was expected\n"
                + "  Fix: quote the key, also where it holds { or [");
  }

  @Test
  void parse_mergeOfString_isRefused() {
    assertThat(failure("a:\n  <<: text\n"))
        .isEqualTo(
            "HERM-YAML-013 env.yml:2:7: the merge key << is given a string, but a mapping was"
                + " expected\n  Fix: merge a mapping or a list of mappings");
  }

  @Test
  void parse_controlCharacter_saysWhere() {
    assertThat(failure("a: 1\r\nb: \u0007\n"))
        .isEqualTo(
            "HERM-YAML-005 env.yml:2:4: YAML forbids the character U+0007\n"
                + "  Fix: remove the character, or write it as an escape in double quotes");
  }

  @Test
  void read_byteOrderMark_isIgnored(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("env.yml"), "\uFEFFname: x\n");

    YamlMapping root = (YamlMapping) YamlFile.read(file, "env.yml");

    assertThat(root.entries().get(0).key()).extracting(YamlScalar::text).isEqualTo("name");
    assertThat(root.location()).isEqualTo(new Location("env.yml", 1, 1));
  }

  @Test
  void read_latin1_saysWhere(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("env.yml");
    Files.write(file, "a: 1\nb: gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(message(() -> YamlFile.read(file, "env.yml")))
        .isEqualTo(
            "HERM-YAML-004 env.yml:2:6: is not UTF-8\n  Fix: save the file in the encoding UTF-8");
  }

  @Test
  void read_truncatedUtf8_isRefused(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("env.yml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xc3});

    assertThat(message(() -> YamlFile.read(file, "env.yml")))
        .startsWith("HERM-YAML-004 env.yml:1:4");
  }

  @Test
  void read_missingFile_saysSo(@TempDir Path dir) {
    assertThat(message(() -> YamlFile.read(dir.resolve("no.yml"), "sub/no.yml")))
        .isEqualTo(
            "HERM-YAML-001 sub/no.yml: there is no such file\n"
                + "  Fix: create it, or correct the path in the configuration");
  }

  @Test
  void read_missingFileBesideOneOfTheOtherEnding_namesThat(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("a.yaml"), "");
    Files.writeString(dir.resolve("b.yml"), "");
    assertThat(message(() -> YamlFile.read(dir.resolve("a.yml"), "a.yml")))
        .isEqualTo(
            "HERM-YAML-001 a.yml: there is no such file, but there is a.yaml\n"
                + "  Fix: rename a.yaml, or correct the path in the configuration");
    assertThat(message(() -> YamlFile.read(dir.resolve("b.yaml"), "b.yaml")))
        .startsWith("HERM-YAML-001 b.yaml: there is no such file, but there is b.yml\n");
  }

  @Test
  void read_folder_saysSo(@TempDir Path dir) {
    assertThat(message(() -> YamlFile.read(dir, "sub")))
        .isEqualTo(
            "HERM-YAML-002 sub: cannot be read: it is a folder\n"
                + "  Fix: give a regular file that this user may read");
  }

  @Test
  void read_hugeFile_isRefusedByItsSize(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("env.yml");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }

    assertThat(message(() -> YamlFile.read(file, "env.yml")))
        .isEqualTo(
            "HERM-YAML-003 env.yml: is larger than 67108864 bytes\n"
                + "  Fix: check that this is the file you mean; nothing of this kind is that"
                + " large");
  }
}
