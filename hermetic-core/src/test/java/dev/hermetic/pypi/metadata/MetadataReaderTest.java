package dev.hermetic.pypi.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataReaderTest {
  private static final String HEAD = "Metadata-Version: 2.1\nName: Foo.Bar\nVersion: 1.0rc1\n";

  private static CoreMetadata read(String text) {
    return MetadataReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void read_takesWhatResolvingNeeds() {
    CoreMetadata metadata =
        read(
            HEAD
                + "Requires-Python: >=3.8\n"
                + "Requires-Dist: numpy (>=1.20)\n"
                + "Requires-Dist: pytest; extra == 'test'\n"
                + "Provides-Extra: Test\n"
                + "Author: Jörg\n"
                + "\n"
                + "Requires-Dist: only-in-the-description\n");

    assertThat(metadata.name()).hasToString("foo-bar");
    assertThat(metadata.version()).hasToString("1.0rc1");
    assertThat(metadata.requiresPython()).hasToString(">=3.8");
    assertThat(metadata.requiresDist())
        .map(Object::toString)
        .containsExactly("numpy>=1.20", "pytest; extra == \"test\"");
    assertThat(metadata.providesExtra()).map(Object::toString).containsExactly("test");
  }

  @Test
  void read_joinsContinuedLines_andTakesWindowsLineEnds() {
    CoreMetadata metadata =
        read(HEAD.replace("\n", "\r\n") + "Requires-Dist: numpy\r\n  >=1.20\r\n\r\nText\r\n");

    assertThat(metadata.requiresDist()).map(Object::toString).containsExactly("numpy>=1.20");
  }

  @Test
  void read_takesLatin1FromOldTools() {
    byte[] bytes = (HEAD + "Author: Jörg\n").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(MetadataReader.read(bytes).name()).hasToString("foo-bar");
  }

  @ParameterizedTest
  @CsvSource({"'>=3.6.*',>=3.6", "'>=3.6.*,<4','<4,>=3.6'", "'!=3.0.*,>=2.7','!=3.0.*,>=2.7'"})
  void read_readsPrefixesOfOrdersAsPipDoes(String written, String meant) {
    assertThat(read(HEAD + "Requires-Python: " + written + "\n").requiresPython())
        .hasToString(meant);
    assertThat(read(HEAD + "Requires-Dist: x " + written + "\n").requiresDist().get(0))
        .hasToString("x" + meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Name: a | its metadata have no metadata-version",
        "Metadata-Version: 2.1 | its metadata have no name",
        "Metadata-Version: 3.0 | its Metadata-Version 3.0 is not known",
        "Metadata-Version: x | its Metadata-Version is no version: `x`",
        "Metadata-Version: 2.1\\nName: a b\\nVersion: 1 |"
            + " its metadata have a name that is none: `a b`",
        "Metadata-Version: 2.1\\nName: a\\nVersion: one | its version is none: `one`",
        "Metadata-Version: 2.1\\nName: a\\nName: b\\nVersion: 1 |"
            + " its metadata have more than one name",
        "no header at all | its metadata have a line that is no `Name: value`: `no header at all`",
      })
  void read_badMetadata_saysWhy(String text, String why) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n") + "\n"))
        .isInstanceOf(InvalidMetadataException.class)
        .hasMessage(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Requires-Dist: a >=", "Requires-Dist: !", "Requires-Python: three"})
  void read_badRequirement_saysWhich(String line) {
    assertThatThrownBy(() -> read(HEAD + line + "\n"))
        .isInstanceOf(InvalidMetadataException.class)
        .hasMessageContaining(line.substring(line.indexOf(' ') + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "2.1,,false",
    "2.2,,true",
    "2.10,,true",
    "2.4,Requires-Dist,false",
    "2.4,License,true",
    "2.4,version,false"
  })
  void isStatic_onlyWherePromised(String format, String dynamic, boolean promised) {
    String text = HEAD.replace("2.1", format) + (dynamic == null ? "" : "Dynamic: " + dynamic + "\n");

    assertThat(read(text).isStatic()).isEqualTo(promised);
  }
}
