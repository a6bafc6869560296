package dev.hermetic.pypi.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkerTest {
  private static final MarkerEnvironment LINUX =
      new MarkerEnvironment(
          Map.of(
              MarkerVariable.OS_NAME, "posix",
              MarkerVariable.SYS_PLATFORM, "linux",
              MarkerVariable.PLATFORM_MACHINE, "x86_64",
              MarkerVariable.PLATFORM_PYTHON_IMPLEMENTATION, "CPython",
              MarkerVariable.PLATFORM_SYSTEM, "Linux",
              MarkerVariable.PYTHON_VERSION, "3.11",
              MarkerVariable.PYTHON_FULL_VERSION, "3.11.4rc1",
              MarkerVariable.IMPLEMENTATION_NAME, "cpython",
              MarkerVariable.IMPLEMENTATION_VERSION, "3.11.4"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Versions are compared as versions, not as texts.
        "python_version > '3.9'|true",
        "python_version < '3.9'|false",
        "'3.9' < python_version|true",
        "python_version == '3.11.0'|true",
        "python_version == '3.*'|true",
        "python_version ~= '3.8'|true",
        "'3.8' ~= python_version|false",
        "python_full_version >= '3.11.4'|false",
        "python_full_version >= '3.11.4a1'|true",
        "python_version in '3.10, 3.11'|true",
        "python_version not in '2.7, 3.8'|true",
        "'3.1' in python_version|true",
        "implementation_version >= '3'|true",
        // What is no version is compared as a text.
        "python_version >= 'three'|false",
        "python_version != 'three'|true",
        // Texts are not less or greater, though they may be equal.
        "os_name < 'z'|false",
        "os_name >= 'posix'|true",
        "sys_platform == 'linux'|true",
        "sys_platform == 'Linux'|false",
        "'linux' in sys_platform|true",
        "sys_platform in 'linux darwin'|true",
        "'arm' not in platform_machine|true",
        // Not known.
        "platform_release >= '5'|false",
        "platform_release == ''|true",
        "platform_version != ''|false",
        // Old names.
        "os.name == 'posix' and python_implementation == \"CPython\"|true",
        "platform.python_implementation != 'CPython'|false",
        // "and" binds tighter.
        "os_name == 'posix' or os_name == 'nt' and sys_platform == 'x'|true",
        "(os_name == 'posix' or os_name == 'nt') and sys_platform == 'x'|false",
        // No extra is asked for.
        "extra == 'test'|false",
        "extra != 'test'|true",
        "extra == ''|true"
      })
  void evaluate_isAsSpecified(String marker, boolean expected) {
    assertThat(Marker.parse(marker).evaluate(LINUX)).isEqualTo(expected);
    assertThat(Marker.parse(Marker.parse(marker).toString()).evaluate(LINUX)).isEqualTo(expected);
  }

  @Test
  void extras_areComparedNormalised() {
    MarkerEnvironment both =
        LINUX.withExtras(List.of(ProjectName.of("Dev_Tools"), ProjectName.of("test")));
    assertThat(Marker.parse("extra == 'dev.tools'").evaluate(both)).isTrue();
    assertThat(Marker.parse("'TEST' == extra").evaluate(both)).isTrue();
    assertThat(Marker.parse("extra == 'dev-tools' and extra == 'test'").evaluate(both)).isTrue();
    assertThat(Marker.parse("extra != 'test'").evaluate(both)).isFalse();
    assertThat(Marker.parse("extra == 'docs'").evaluate(both)).isFalse();
    assertThat(Marker.parse("os_name == 'nt' or extra == 'x'").mentionsExtra()).isTrue();
    assertThat(Marker.parse("os_name == 'nt'").mentionsExtra()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "os.name=='nt'|os_name == \"nt\"",
        "((os_name=='nt'))|os_name == \"nt\"",
        "os_name=='a' and (os_name=='b' or os_name=='c')"
            + "|os_name == \"a\" and (os_name == \"b\" or os_name == \"c\")",
        "(os_name=='a' and os_name=='b') or os_name=='c'"
            + "|os_name == \"a\" and os_name == \"b\" or os_name == \"c\"",
        "platform_version == 'a \"quote\"'|platform_version == 'a \"quote\"'",
        "'x'not   in sys_platform|\"x\" not in sys_platform"
      })
  void toString_isNormalised(String written, String expected) {
    assertThat(Marker.parse(written)).hasToString(expected);
    assertThat(Marker.parse(expected)).isEqualTo(Marker.parse(written));
  }

  @Test
  void nesting_isBounded() {
    String ok = "(".repeat(100) + "os_name == 'nt'" + ")".repeat(100);
    assertThat(Marker.parse(ok)).hasToString("os_name == \"nt\"");
    assertThatThrownBy(() -> Marker.parse("(" + ok + ")"))
        .isInstanceOf(InvalidRequirementException.class)
        .hasMessage("a marker has at most 100 parentheses in each other");
  }
}
