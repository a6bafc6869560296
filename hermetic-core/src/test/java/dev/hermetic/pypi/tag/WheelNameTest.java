package dev.hermetic.pypi.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WheelNameTest {
  @Test
  void parse_expandsCompressedTags() {
    WheelName wheel = WheelName.parse("Foo_Bar-1.0_rc1+cu.1-2b-py2.py3-none-any.whl");
    assertThat(wheel.name().normalised()).isEqualTo("foo-bar");
    assertThat(wheel.version()).hasToString("1.0rc1+cu.1");
    assertThat(wheel.build()).hasToString("2b");
    assertThat(wheel.tags()).map(Tag::toString).containsExactly("py2-none-any", "py3-none-any");
    assertThat(wheel).hasToString("Foo_Bar-1.0_rc1+cu.1-2b-py2.py3-none-any.whl");
  }

  @Test
  void build_isOrderedByNumberThenText() {
    assertThat(BuildTag.parse("10")).isGreaterThan(BuildTag.parse("9z"));
    assertThat(BuildTag.parse("2b")).isGreaterThan(BuildTag.parse("2a"));
    assertThat(BuildTag.NONE).isLessThan(BuildTag.parse("0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo-1.0.tar.gz|it does not end in .whl",
        "foo-1.0.whl|it has 2 parts between hyphens instead of 5 or 6",
        "foo-1.0-1-py3-none-any-x.whl|it has 7 parts between hyphens instead of 5 or 6",
        "foo-one-py3-none-any.whl|its second part is not a version",
        "../x-1-py3-none-any.whl|its first part is not the name of a project",
        "foo-1-b1-py3-none-any.whl|its build tag does not begin with a number",
        "foo-1-py3.-none-any.whl|one of its parts is empty",
        "foo-1--py3-none-any.whl|one of its parts is empty"
      })
  void parse_ofWhatIsNone_saysWhy(String fileName, String message) {
    assertThatThrownBy(() -> WheelName.parse(fileName))
        .isInstanceOf(InvalidWheelNameException.class)
        .hasMessage(message);
  }

  @Test
  void parse_ofTooManyTags_isRefused() {
    String set = "a" + ".a".repeat(1000);
    assertThatThrownBy(() -> WheelName.parse("x-1-" + set + "-" + set + "-" + set + ".whl"))
        .hasMessage("it stands for more than 1000 tags");
  }
}
