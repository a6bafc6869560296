package dev.hermetic.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfoReaderTest {
  private static final String INDEX =
      "{'name': 'flask', 'version': '2.2.2', 'build': 'pyh_0', 'build_number': 7,"
          + " 'subdir': 'noarch', 'license': 'BSD-3-Clause', 'timestamp': 1700000000000,"
          + " 'depends': ['nothing'], 'noarch': 'python'}";

  @Test
  void read_indexAlone() {
    assertThat(read(INDEX, null))
        .isEqualTo(
            new PackageInfo(
                "flask",
                "2.2.2",
                "pyh_0",
                7,
                "noarch",
                NoarchKind.PYTHON,
                List.of(),
                null,
                "BSD-3-Clause",
                1700000000000L,
                42));
  }

  @Test
  void read_linkHasTheLastWord() {
    PackageInfo info =
        read(
            INDEX,
            "{'noarch': {'type': 'python', 'entry_points': ['flask = flask.cli:main']},"
                + " 'package_metadata_version': 1}");
    assertThat(info.entryPoints())
        .containsExactly(new EntryPoint("flask", "flask.cli", "main"));
    assertThat(read(INDEX, "{'noarch': {'type': 'generic'}}").noarch())
        .isEqualTo(NoarchKind.GENERIC);
  }

  @ParameterizedTest
  @CsvSource({"true, GENERIC", "'\"generic\"', GENERIC", "false,", "null,"})
  void read_noarchAsOldPackagesSayIt(String written, NoarchKind kind) {
    assertThat(
            read("{'name': 'a', 'version': '1', 'build': '0', 'noarch': " + written + "}", null)
                .noarch())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = b:c\\nimport os",
        "a\\n = b:c",
        "../a = b:c",
        "a/b = c:d",
        "a\\\\b = c:d",
        ".. = b:c",
        "-a = b:c",
        "a = b",
        "a = b:c()",
        "a = b c:d",
        "a = .b:c",
        "a b = c:d",
        "'; rm -rf = b:c",
        "= b:c",
        ""
      })
  void read_refusesEntryPointsThatAreMore(String entryPoint) {
    String link =
        "{\"noarch\": {\"type\": \"python\", \"entry_points\": [\"" + entryPoint + "\"]}}";
    assertThatThrownBy(() -> read(INDEX, link.replace("'", "\\u0027")))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining("HERM-PKG-004 flask.conda: info/link.json: not an entry point");
  }

  @Test
  void read_entryPointProblemShowsNoLineBreak() {
    assertThatThrownBy(
            () ->
                read(
                    INDEX,
                    "{'noarch': {'type': 'python', 'entry_points': ['a = b:c\\nimport os']}}"))
        .hasMessage(
            "HERM-PKG-004 flask.conda: info/link.json: not an entry point `command ="
                + " module:function`: `a = b:c\\u000aimport os`\n"
                + "  Fix: tell the owner of the channel, and lock another build of the package");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "",
        "{'name': 1}",
        "{'name': 'a', 'version': '1'}",
        "{'name': 'a', 'version': '1', 'build': '0', 'build_number': 'x'}",
        "{'name': 'a', 'version': '1', 'build': '0', 'build_number': 1.5}",
        "{'name': 'a', 'version': '1', 'build': '0', 'noarch': 'ruby'}",
        "{'name': 'a', 'version': '1', 'build': '0', 'noarch': 3}"
      })
  void read_malformedIndexIsAProblem(String index) {
    assertThatThrownBy(() -> read(index, null))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-PKG-004 flask.conda: info/index.json: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "nothing",
        "{'noarch': 'python'}",
        "{'noarch': {'type': 'python', 'entry_points': 'a = b:c'}}",
        "{'noarch': {'type': 'python', 'entry_points': [1]}}"
      })
  void read_malformedLinkIsAProblem(String link) {
    assertThatThrownBy(() -> read(INDEX, link))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-PKG-004 flask.conda: info/link.json: ");
  }

  @Test
  void read_withoutIndexIsAProblem() {
    assertThatThrownBy(() -> new InfoReader("a.conda", Map.of()).read(0))
        .hasMessageStartingWith("HERM-PKG-004 a.conda: info/index.json: not in the package");
  }

  private static PackageInfo read(String index, String link) {
    Map<String, byte[]> files = new HashMap<>();
    files.put("info/index.json", bytes(index));
    if (link != null) {
      files.put("info/link.json", bytes(link));
    }
    return new InfoReader("flask.conda", files).read(42);
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
