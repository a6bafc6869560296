package dev.hermetic.pypi.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PypiRequirementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A|a",
        "foo_.Bar|foo-bar",
        "name>=3|name>=3",
        "name (>=2, <3)|name<3,>=2",
        "name >= 1 , != 1.5.* ,|name!=1.5.*,>=1",
        "name[]|name",
        "name[ Quux_x , strange ]==1|name[quux-x,strange]==1",
        "name @ https://host/x.whl;a|name @ https://host/x.whl;a",
        "name@https://host/x.whl ; os_name=='nt'|name @ https://host/x.whl ; os_name == \"nt\"",
        "name;python_version<'3'|name; python_version < \"3\"",
        "name[a]>=1;os.name=='nt'and(extra=='A_b' or '3'<=python_version)"
            + "|name[a]>=1; os_name == \"nt\" and (extra == \"a-b\" or \"3\" <= python_version)",
        "name===anything-goes+here|name===anything-goes+here"
      })
  void toString_isNormalised(String written, String expected) {
    PypiRequirement requirement = PypiRequirement.parse(written);
    assertThat(requirement).hasToString(expected);
    assertThat(PypiRequirement.parse(expected)).hasToString(expected);
    assertThat(requirement.text()).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|0|begins with the name",
        "-x|0|begins with the name",
        "name-|0|begins with the name",
        "name>=|6|>= is followed by no version",
        "name=1|4|= is no operator",
        "name 1.0|5|has no operator",
        "name==1 .*|8|.* follows a number",
        "name>=1.*|7|>= takes no version with .*",
        "name>=1 x|7|is no version",
        "name[a|4|this [ is not closed",
        "name[a b]|7|a comma or ]",
        "name[a,]|7|the name of an extra",
        "name(>=1|4|this ( is not closed",
        "name>=1)|7|nothing was expected after the requirement",
        "name @|6|a URL was expected",
        "name @ https://h/x; os_name=='nt'|18|white space is needed",
        "name;|5|a variable such as python_version",
        "name; python_versoin>'3'|6|python_versoin is no variable",
        "name; python_version>3|21|a text needs quotes",
        "name; os_name=='nt|15|this quote is not closed",
        "name; os_name=='nt' or|22|a variable such as",
        "name; (os_name=='nt'|6|this ( is not closed",
        "name; (os_name=='nt' x)|21|and, or or )",
        "name; os_name=='nt' x|20|nothing was expected after the marker",
        "name; os_name = 'nt'|14|one of ==",
        "name; os_name not 'nt'|14|one of ==",
        "name; 'a'=='b'|6|a variable is compared",
        "name; os_name==sys_platform|6|a variable is compared",
        "name; extra>'a'|11|extra is compared with",
        "name; os_name~='nt'|13|~= compares",
        "name if os_name=='nt'|5|separated by a semicolon"
      })
  void parse_ofWhatIsNone_saysWhere(String text, int offset, String message) {
    assertThatThrownBy(() -> PypiRequirement.parse(text))
        .isInstanceOfSatisfying(
            InvalidRequirementException.class, e -> assertThat(e.offset()).isEqualTo(offset))
        .hasMessageContaining(message);
  }

  @Test
  void problem_pointsAtTheColumn() {
    assertThatThrownBy(
            () ->
                PypiRequirement.parse(
                    "numpy; python_version > 3", new Location("environment.yml", 8, 9)))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-REQ-017 environment.yml:8:33: 3 is no variable of markers; a text needs"
                + " quotes: `numpy; python_version >  → 3`\n"
                + "  Fix: write it as PEP 508 has it, for example"
                + " numpy[extra]>=2,<3; python_version >= \"3.10\"");
  }

  @Test
  @Timeout(10)
  void parse_ofHugeTexts_isLinearAndTellsLittle() {
    int many = 300_000;
    for (String hostile :
        new String[] {
          "a" + "-".repeat(many),
          "a[" + "b,".repeat(many),
          "a>=1" + ",>=1".repeat(many) + "x",
          "a;" + "(".repeat(many),
          "a;" + " ".repeat(many) + "x",
          "a; os_name == '" + "x".repeat(many),
          "a; " + "y".repeat(many)
        }) {
      assertThatThrownBy(() -> PypiRequirement.parse(hostile, new Location("f", 1, 1)))
          .isInstanceOf(HermeticException.class)
          .message()
          .hasSizeLessThan(600);
    }
    assertThat(PypiRequirement.parse("a;" + "os_name=='nt' or ".repeat(many) + "os_name=='x'"))
        .extracting(PypiRequirement::marker)
        .isNotNull();
  }
}
