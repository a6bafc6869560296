package dev.hermetic.pypi.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecifierSetTest {
  /**
   * The matches that the packaging library's tests publish, restated: specifier, fits, fits not.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "==2|2.0 2.0+deadbeef 2.0.0.0|2.1 2.0.post1 2a1 1!2",
        "==2.0+deadbeef|2.0.0+deadbeef|2.0 2.0+dead",
        "==2.0.0+deadbeef.00|2+deadbeef.0|2.0+deadbeef",
        "==2.*|2.dev1 2a1 2a1.post1 2b1.dev1 2c1.post1.dev1 2rc1 2 2.0 0!2 2.9+x|3 1!2 20",
        "==2.0.*|2rc1 2 2.0.0.0|2.1.0.0 2.1",
        "==2.1.*|2.1+local.version 2.1.post3|2.10",
        "==0!2.*|2|1!2",
        "!=2|2.1 2.0.1 2a1|2.0 2.0.0 2.0+deadbeef",
        "!=2.0+deadbeef|2.0|2.0.0+deadbeef",
        "!=2.0.*|2.1 3 2.1.0.0|2.dev1 2a1 2c1.post1.dev1 2 2.0.0.0",
        ">=2|2.0 2.0.post1 2.0.post1.dev1 3 2.0+x|2.0.dev1 2.0a1 2.0b1.post1 2.0rc1 1",
        ">=3.0.0a7|3.0.0a8 3|3.0.0a6",
        "<=2|2.0 2.0.dev1 2.0a1 2.0c1.post1.dev1 1 2.0+x|2.0.post1 2.0.post1.dev1 3",
        ">2|3 2.1 2.0.1 2.1.post1 2.1+local.version"
            + "|1 2.0.dev1 2.0a1.post1 2.0rc1 2.0 2.0.post1 2.0.post1.dev1 2.0+local.version",
        ">2.0.post1|2.0.post2 2.0.post2.dev0 2.0.post2+x|2.0.post1 2.0.post1+x 2",
        ">1.0a1|1.0a2 1.0 1.0.post0 1.0a2+local 1.0a2.post0|1.0a1 1.0a1+x 1.0a1.post0",
        ">1.0.dev1|1.0+local 1.0.dev2+local 1.0.post0 1.0a1|1.0.dev1+x 1.0.dev0",
        "<2|1 1.9.post1|2.0 2.0.dev1 2.0a1 2.0a1.dev1 2.0rc1 2.0.post1 3 2.dev1+x",
        "<2.1|2.0 2.0.dev0|2.1.dev0 2.1a1",
        "<3.0.0a8|3.0.0a7 3.0.0.dev1|3.0.0a8 3",
        "<1.0.post1|1.0 1.0a1 1.0.post0.dev0|1.0.post1.dev0 1.0.post1",
        "~=1.0|1 1.0.1 1.1 1.9999999|2.0 1.0.dev1 1.0a1 0.9 2.dev0",
        "~=1.0a1|1.1 1.0 1.0a1|2 1.0.dev1",
        "~=2.2.0|2.2.post3 2.2.9|2.3 3 2.1",
        "~=2022.01.01|2022.01.01 2022.1.2|2022.02.01",
        "~=2!1.0|2!1.0 2!1.5|1.0 2!2",
        ">=2.0|2!1.0|1.9",
        "<2!0.1|1.0 99|2!0.1 2!3",
        ">=1,<2|1 1.5|2 0.9 2rc1",
        ">=1,!=1.3.4.*,<2|1.3.5|1.3.4 1.3.4.1 2",
        "===1.0|1.0|1.0.0 1.0+x",
        "===LOLWAT|''|1.0",
        "''|1 2.dev1|''"
      })
  void contains_isAsPublished(String specifiers, String fits, String fitsNot) {
    SpecifierSet set = SpecifierSet.parse(specifiers);
    for (String version : words(fits)) {
      assertThat(set.contains(PypiVersion.parse(version), true)).as(version).isTrue();
    }
    for (String version : words(fitsNot)) {
      assertThat(set.contains(PypiVersion.parse(version), true)).as(version).isFalse();
    }
  }

  private static String[] words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.0",
        "=>2.0",
        "==",
        "~=1.0+5",
        ">=1.0+deadbeef",
        "<=1.0+abc123",
        ">1.0+watwat",
        "<1.0+1.0",
        "~=1.0.*",
        ">=1.0.*",
        "<=1.0.*",
        ">1.0.*",
        "<1.0.*",
        "==1.0.*+5",
        "==2.0a1.*",
        "!=2.0.post1.*",
        "==2.0.dev1.*",
        "==1.0+5.*",
        "==1.0.*.5",
        "~=1",
        "~=1rc1",
        "==1.2+\u0130",
        "== .*",
        "===a b",
        "===a;b",
        ">=1 <2"
      })
  void parse_ofWhatIsNone_fails(String text) {
    assertThatThrownBy(() -> SpecifierSet.parse(text))
        .isInstanceOf(InvalidPypiVersionException.class);
  }

  @Test
  void toString_isSortedWithoutSpace() {
    SpecifierSet set = SpecifierSet.parse(" >= 1.0 ,<2, !=1.5.* ,>=1.0,");
    assertThat(set)
        .hasToString("!=1.5.*,<2,>=1.0")
        .isEqualTo(SpecifierSet.parse("<2,!=1.5.*,>=1.0"));
    assertThat(set.specifiers()).hasSize(3);
  }

  @Test
  void prereleases_areRefusedUnlessAllowed() {
    SpecifierSet set = SpecifierSet.parse(">=1.0rc1");
    assertThat(set.contains(PypiVersion.parse("1.0rc2"), false)).isFalse();
    assertThat(set.contains(PypiVersion.parse("1.0rc2"), true)).isTrue();
    assertThat(SpecifierSet.ANY.contains(PypiVersion.parse("1.0.post1.dev1"), false)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    ">=1.0rc1, true", "==1.dev1, true", "~=1.0b1, true", "<2a1, true", "===1.0rc1, true",
    "!=1.0rc1, false", "==1.*, false", ">=1, false", "===any, false", "'>=1,==2a1', true"
  })
  void namesPrerelease_countsAllButUnequal(String text, boolean expected) {
    assertThat(SpecifierSet.parse(text).namesPrerelease()).isEqualTo(expected);
  }

  @Test
  void and_joins() {
    SpecifierSet both = SpecifierSet.parse(">=1").and(SpecifierSet.parse("<2,>=1"));
    assertThat(both).isEqualTo(SpecifierSet.parse(">=1,<2"));
    assertThat(SpecifierSet.ANY.and(SpecifierSet.ANY)).isSameAs(SpecifierSet.ANY);
    assertThat(SpecifierSet.exactly(PypiVersion.parse("v1.0-1"))).hasToString("==1.0.post1");
  }
}
