package dev.hermetic.pypi.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PypiVersionTest {
  /** The order that the packaging library's tests publish, restated. */
  private static final String ORDER =
      """
      1.0.dev0 1.0.dev456 1.0.dev456+local 1.0a0 1.0a0.post0.dev0 1.0a0.post0 1.0a1.dev1
      1.0a1.dev1+local 1.0a1 1.0a1+local 1.0b0 1.0b1.dev456 1.0b2 1.0b2.post345.dev456 1.0b2.post345
      1.0b2-346 1.0rc0 1.0rc1.dev1 1.0c1 1.0rc2 1.0 1.0.post0.dev0 1.0.post0 1.0.post456.dev34
      1.0.post456 1.0.post456+local 1.0.1.dev1 1.0.1a1 1.0.1 1.0.1+local 1.0.1.post1 1.1.dev1 1.2+a
      1.2+abc 1.2+abcdef 1.2+def 1.2+0 1.2+1 1.2+1.abc 1.2+1.1 1.2+1.1.0 1.2+2 1.2+123 1.2+123456
      1.2.r32+123456 1.2.rev33+123456
      """;

  static List<String> ordered() {
    List<String> first = List.of(ORDER.trim().split("\\s+"));
    List<String> all = new ArrayList<>(first);
    first.forEach(version -> all.add("1!" + version));
    return all;
  }

  @Test
  void compareTo_ofEachPair_isThePublishedOrder() {
    List<PypiVersion> versions = ordered().stream().map(PypiVersion::parse).toList();
    for (int i = 0; i < versions.size(); i++) {
      for (int j = 0; j < versions.size(); j++) {
        assertThat(Integer.signum(versions.get(i).compareTo(versions.get(j))))
            .as("%s and %s", versions.get(i), versions.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void sort_ofShuffled_isThePublishedOrder() {
    List<PypiVersion> versions =
        new ArrayList<>(ordered().stream().map(PypiVersion::parse).toList());
    List<PypiVersion> expected = List.copyOf(versions);
    Collections.shuffle(versions, new Random(6));
    Collections.sort(versions);
    assertThat(versions).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0.0",
    "1, 1.0.0.0",
    "1.0rc1, 1.0c1",
    "1.0-1, 1.0.post1",
    "0!1.2, 1.2",
    "1.0+A.B, 1+a-b"
  })
  void equals_ofOtherSpelling_holds(String left, String right) {
    assertThat(PypiVersion.parse(left)).isEqualTo(PypiVersion.parse(right));
    assertThat(PypiVersion.parse(left)).hasSameHashCodeAs(PypiVersion.parse(right));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0dev, 1.0.dev0",
    "1.0.DEV1, 1.0.dev1",
    "1.0-a, 1.0a0",
    "1.0.alpha1, 1.0a1",
    "1.0-BETA1, 1.0b1",
    "1.0_c1, 1.0rc1",
    "1.0preview3, 1.0rc3",
    "1.0pre, 1.0rc0",
    "1.0-RC1, 1.0rc1",
    "1.0post, 1.0.post0",
    "1.0r, 1.0.post0",
    "1.0-rev5, 1.0.post5",
    "1.0-5, 1.0.post5",
    "1.0+AbC, 1.0+abc",
    "1.0+ubuntu-1_01, 1.0+ubuntu.1.1",
    "1.01, 1.1",
    "1.0c056, 1.0rc56",
    "1.1.dev09000, 1.1.dev9000",
    "00!1.2, 1.2",
    "0100!0.0, 100!0.0",
    "v1.0, 1.0",
    "'  \t v1.0\n', 1.0",
    "1.0a., 1.0a0",
    "1.0a--1, 1.0a0.post1",
    "1.0a-1-1, 1.0a1.post1",
    "1.0.dev_, 1.0.dev0",
    "2023.10.100000000000000000001, 2023.10.100000000000000000001"
  })
  void toString_isNormalised(String written, String expected) {
    assertThat(PypiVersion.parse(written)).hasToString(expected);
    assertThat(PypiVersion.parse(expected)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "french toast",
        "1.0+a+",
        "1.0++",
        "1.0+_foobar",
        "1.0+foo&asd",
        "1.0+1+1",
        "1. 0",
        "1 .0",
        "1.0 a1",
        "1.0a 1",
        ".",
        "..",
        "1..0",
        "1.0.",
        ".1.0",
        "٠.1",
        "1.0+\u0130",
        "1.0po\u017ft1",
        "1!",
        "1.0-1-1",
        "1.0r1rc",
        "vv1",
        "1.0.*"
      })
  void parse_ofWhatIsNone_fails(String text) {
    assertThatThrownBy(() -> PypiVersion.parse(text))
        .isInstanceOf(InvalidPypiVersionException.class)
        .hasMessageContaining("is no version as PEP 440 has them");
    assertThat(PypiVersion.tryParse(text)).isEmpty();
  }

  @Test
  void offset_isWhereItGoesWrong() {
    assertThatThrownBy(() -> PypiVersion.parse("1.0 a1"))
        .isInstanceOfSatisfying(
            InvalidPypiVersionException.class, e -> assertThat(e.offset()).isEqualTo(3));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, false",
    "1.0a1, true",
    "1.0.dev1, true",
    "1.0.post1, false",
    "1.0.post1.dev2, true",
    "1.0+a1, false"
  })
  void isPrerelease_countsDevelopmentReleases(String version, boolean expected) {
    assertThat(PypiVersion.parse(version).isPrerelease()).isEqualTo(expected);
  }

  @Test
  void parts_areNormalised() {
    PypiVersion version = PypiVersion.parse("2!1.02alpha3-4.dev5+Cu.007");
    assertThat(version.epoch()).isEqualTo("2");
    assertThat(version.release()).containsExactly("1", "2");
    assertThat(version.pre()).contains("a3");
    assertThat(version.post()).contains("4");
    assertThat(version.dev()).contains("5");
    assertThat(version.local()).contains("cu.7");
    assertThat(version.withoutLocal()).hasToString("2!1.2a3.post4.dev5");
    assertThat(version.base()).hasToString("2!1.2");
  }

  @Test
  void prefixes_areHalfOpen() {
    PypiVersion version = PypiVersion.parse("1!1.9.2rc1");
    assertThat(version.firstOfPrefix(2)).hasToString("1!1.9.dev0");
    assertThat(version.firstAfterPrefix(2)).hasToString("1!1.10.dev0");
    assertThat(PypiVersion.parse("1").firstAfterPrefix(3)).hasToString("1.0.1.dev0");
    assertThat(PypiVersion.parse("99").firstAfterPrefix(1)).hasToString("100.dev0");
  }

  @Test
  @Timeout(10)
  void parse_ofHugeTexts_isLinear() {
    String digits = "9".repeat(1_000_000);
    assertThat(PypiVersion.parse(digits)).isGreaterThan(PypiVersion.parse(digits.substring(1)));
    assertThat(PypiVersion.parse("1" + ".0".repeat(500_000))).isEqualTo(PypiVersion.parse("1"));
    for (String hostile :
        List.of(
            "1.0" + "-".repeat(1_000_000), "1" + ".".repeat(1_000_000), "a".repeat(1_000_000))) {
      assertThatThrownBy(() -> PypiVersion.parse(hostile))
          .isInstanceOf(InvalidPypiVersionException.class)
          .message()
          .hasSizeLessThan(150);
    }
  }
}
