package dev.hermetic.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.Dialect;
import dev.hermetic.version.Version;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchSpecTest {
  private static MatchSpec spec(String text) {
    return MatchSpec.parse(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "python=3.11;3.11.*;", "python 3.11;3.11;", "python==3.11;3.11;", "python ==3.11;3.11;",
        "python=3.11=*_cpython;3.11;*_cpython", "python 3.11 *_cpython;3.11;*_cpython",
        "python=3.11.*=*_cpython;3.11.*;*_cpython", "a=1.2*;1.2.*;", "a =1.2;1.2.*;",
        "a=1.2,!=1.2.3;=1.2,!=1.2.3;", "libblas=*=*mkl;*;*mkl", "a ==1.2=b;==1.2;b",
        "a=2021a;2021a.*;", "a >= 1.2 , < 2 b;>=1.2,<2;b", "a =1.2 b;1.2;b", "a;;", "a=;;",
        "a[version='(1|2),3'];1|2,3;", "a[version='==1.2'];==1.2;"
      })
  void rawValues_asCondaGivesThem_areKept(String text, String version, String build) {
    assertThat(spec(text).rawVersion().orElse(null)).isEqualTo(version);
    assertThat(spec(text).rawBuild().orElse(null)).isEqualTo(build);
  }

  /** The two blocks of equivalent texts in CEP-29, "Version expression parsing". */
  @Test
  void matches_examplesOfCep29_areFuzzyOrExact() {
    Version below = Version.parse("1.8.3");
    for (String fuzzy :
        List.of(
            "pkg=1.8", "pkg =1.8", "pkg 1.8.*", "pkg 1.8.* *", "pkg=1.8.*", "pkg=1.8.*=*",
            "pkg =1.8.* *", "pkg ==1.8.* *", "pkg[version=1.8.*]", "pkg[version=\"1.8.*\"]",
            "pkg =1.8 *")) {
      assertThat(spec(fuzzy).matches(below, "0")).as(fuzzy).isTrue();
      assertThat(spec(fuzzy).matches(Version.parse("1.9"), "0")).as(fuzzy).isFalse();
    }
    for (String exact :
        List.of(
            "pkg 1.8", "pkg 1.8 *", "pkg==1.8", "pkg=1.8=*", "pkg==1.8=*", "pkg ==1.8 *",
            "pkg[version=1.8]", "pkg[version=\"1.8\"]")) {
      assertThat(spec(exact).matches(below, "0")).as(exact).isFalse();
      assertThat(spec(exact).matches(Version.parse("1.8"), "0")).as(exact).isTrue();
    }
  }

  @Test
  void parse_dialectOfLibmamba_differsWhereDocumented() {
    MatchSpec mamba = MatchSpec.parse("a=1.8=b", Dialect.MAMBA);
    assertThat(mamba.matches(Version.parse("1.8.3"), "b")).isTrue();
    assertThat(MatchSpec.parse("", Dialect.MAMBA).name()).isEqualTo("*");
    assertThat(MatchSpec.parse("c[noarch]::a", Dialect.MAMBA).subdir()).contains("noarch");
    assertThatThrownBy(() -> spec("c[noarch]::a")).isInstanceOf(InvalidMatchSpecException.class);
  }

  @Test
  void parse_regexForTheBuild_isNoPartOfTheVersion() {
    MatchSpec spec = spec("__archspec 1.* ^(core2|x86_64|x86_64_v2)$");
    assertThat(spec.build()).contains("^(core2|x86_64|x86_64_v2)$");
    assertThat(spec.matches(Version.parse("1"), "x86_64_v2")).isTrue();
    assertThat(spec.matches(Version.parse("1"), "x86_64_v3")).isFalse();
    assertThat(spec("a ^1\\.(7|8)$").build()).isEmpty();
  }

  @Test
  void parse_everyBracketKey_hasItsGetter() {
    MatchSpec spec =
        spec(
            "c/linux-64::a[version='>1',build=b*,build_number='>=3',fn='f 1.conda',md5=AB,"
                + "sha256=cd,url='https://x/y',license='MIT*',license_family=mit,"
                + "track_features='q p',features=z,extras=[y,x],when='python <3.9']");
    assertThat(spec.rawVersion()).contains(">1");
    assertThat(spec.build()).contains("b*");
    assertThat(spec.buildNumber()).contains(new BuildNumberSpec(">=", 3));
    assertThat(spec.fileName()).contains("f 1.conda");
    assertThat(spec.md5()).contains("ab");
    assertThat(spec.sha256()).contains("cd");
    assertThat(spec.url()).contains("https://x/y");
    assertThat(spec.license()).contains("mit*");
    assertThat(spec.licenseFamily()).contains("mit");
    assertThat(spec.trackFeatures()).containsExactly("p", "q");
    assertThat(spec.features()).containsExactly("z");
    assertThat(spec.extras()).containsExactly("x", "y");
    assertThat(spec.when()).contains("python <3.9");
    assertThat(spec.channel()).contains("c");
    assertThat(spec.subdir()).contains("linux-64");
    assertThat(spec.isSimple()).isFalse();
    assertThat(spec(spec.toString())).isEqualTo(spec);
  }

  @Test
  void parse_keyOfBrackets_overridesPositionApartFromName() {
    MatchSpec spec = spec("c::a=1=b[name=x,version=2,build_string=d,channel=e/noarch]");
    assertThat(spec).hasToString("e/noarch::a==2=d");
  }

  @Test
  void matches_record_looksAtEveryField() {
    PackageRecord record =
        new PackageRecord(
            "numpy", "1.7.1", "py27_0", 3, List.of(), List.of(), "linux-64", null, -1,
            List.of("mkl"), "BSD-3-Clause", "BSD", "ab", "cd", 1, "numpy-1.7.1-py27_0.conda",
            "https://c", "https://c/linux-64/numpy-1.7.1-py27_0.conda", null);
    for (String yes :
        List.of(
            "numpy", "NumPy=1.7", "*", "num*", "^num(py|ba)$", "numpy[build_number=3]",
            "numpy[build_number='<4']", "numpy[md5=AB]", "numpy[sha256='c*']",
            "numpy[license='bsd*']", "numpy[license_family=bsd]", "numpy[track_features=mkl]",
            "numpy[subdir='linux-*']", "any-channel/linux-64::numpy", "numpy[extras=[x]]",
            "numpy[fn=numpy-1.7.1-py27_0.conda]",
            "https://c/linux-64/numpy-1.7.1-py27_0.conda")) {
      assertThat(spec(yes).matches(record)).as(yes).isTrue();
    }
    for (String no :
        List.of(
            "scipy", "numpy=1.8", "numpy[build_number='>3']", "numpy[md5=ac]", "numpy[license=MIT]",
            "numpy[track_features='mkl x']", "numpy[features=x]", "c/osx-64::numpy",
            "numpy * py3*", "https://d/linux-64/numpy-1.7.1-py27_0.conda")) {
      assertThat(spec(no).matches(record)).as(no).isFalse();
    }
  }

  @Test
  void matches_recordWithoutUsableVersion_meetsOnlySpecsWithoutOne() {
    PackageRecord record =
        new PackageRecord(
            "a", "not a version", "0", 0, List.of(), List.of(), "noarch", null, -1, List.of(),
            null, null, null, null, -1, "a-x-0.conda", "https://c", "https://c/noarch/a-x-0.conda",
            null);
    assertThat(spec("a").matches(record)).isTrue();
    assertThat(spec("a *").matches(record)).isTrue();
    assertThat(spec("a !=1").matches(record)).isFalse();
    assertThat(spec("a[license=MIT]").matches(record)).isFalse();
  }

  @Test
  void parse_urlOfPackage_isExact() {
    MatchSpec spec =
        spec(
            "https://conda.anaconda.org/conda-forge/linux-64/x264-1%21164.3095-h166bdaf_2.tar.bz2"
                + "#a949aac83da089258ce729fcd54dc0a3");
    assertThat(spec.name()).isEqualTo("x264");
    assertThat(spec.rawVersion()).contains("1!164.3095");
    assertThat(spec.build()).contains("h166bdaf_2");
    assertThat(spec.channel()).contains("https://conda.anaconda.org/conda-forge");
    assertThat(spec.subdir()).contains("linux-64");
    assertThat(spec.fileName()).contains("x264-1!164.3095-h166bdaf_2.tar.bz2");
    assertThat(spec.md5()).contains("a949aac83da089258ce729fcd54dc0a3");
    assertThat(spec(spec.toString())).isEqualTo(spec);
  }

  @Test
  void parse_pathOfPackage_hasNoChannel() {
    MatchSpec spec = spec("./dir/my-pkg-1.0-0.conda");
    assertThat(spec.name()).isEqualTo("my-pkg");
    assertThat(spec.channel()).isEmpty();
    assertThat(spec.url()).contains("./dir/my-pkg-1.0-0.conda");
    String sha256 = "0123456789abcdef".repeat(4);
    assertThat(spec("a-1-0.conda#sha256:" + sha256).sha256()).contains(sha256);
    assertThat(spec("a-1-0.conda # comment").md5()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``;0;a package name is missing",
        "`# comment`;0;a package name is missing",
        "=1.0;0;a package name is missing",
        "num&py;3;'&' must not be in a package name",
        "a >=1.0,<1.&;11;'&' must not be in a version",
        "a >= 1.0 , < 1.&;15;'&' must not be in a version",
        "a==;3;a version is missing",
        "a >=;4;a version is missing after '>='",
        "a 1.0 b c;8;nothing may follow the build",
        "a 1.0 py310|*gpu*;6;what follows the version and a space is no build string",
        "a 1.0 if python;6;a condition is written as [when='...']",
        "a[;1;'[' is not closed",
        "a[b];2;a key must be followed by '=' and a value",
        "a[version<2];2;a key must be followed by '=' and a value",
        "a[oops=1];2;'oops' is no key of a match spec",
        "a[md5=1,md5=2];8;'md5' is given twice",
        "a[md5=];6;the value of 'md5' is empty",
        "a[md5='1];6;a quote is not closed",
        "a[md5='1'x];9;a comma must follow a value",
        "a[md5=1'2'];7;a quote must enclose the whole value",
        "a[when=__unix];7;the value of 'when' must be quoted",
        "a[version='1..2'];13;a part of the version is empty",
        "a[version='>= 1 , <2.&'];21;'&' must not be in a version",
        "a[build='^(a$'];10;malformed regular expression: '(' is not closed",
        "a[build_number=>x];16;a build number must consist of digits",
        "a[build_number==>3];15;'=>' is no operator",
        "a[build_number='>'];17;a build number must have 1 to 18 digits",
        "a[extras=[]];9;the value of 'extras' is empty",
        "a[md5=1][md5=2];8;only one pair of brackets may follow a match spec",
        "a[md5=1] 2;9;nothing may follow the brackets of a match spec",
        "`c d::a`;1;a space, quote or bracket must not be in a channel",
        "https://x/linux-64/a.conda;19;the name of a package file must be name-version-build",
        "https://x/linux-64/a-1%z-0.conda;19;'%' must be followed by two hex digits",
        "https://x/noarch/a-1..2-0.conda;17;the version in the file name is no version: "
            + "a part of the version is empty"
      })
  void parse_noMatchSpec_saysWhatAndWhere(String text, int offset, String message) {
    assertThatThrownBy(() -> spec(text))
        .isInstanceOf(InvalidMatchSpecException.class)
        .hasMessage(message)
        .extracting(e -> ((InvalidMatchSpecException) e).offset())
        .isEqualTo(offset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "(", "=", " ", ":", "*", "'", "^", "a[", "a=", "|", "/"})
  void parse_hostileRepetition_endsInAClearFailure(String piece) {
    assertThatThrownBy(() -> spec("x" + piece.repeat(4_000 / piece.length()) + "\u0000"))
        .isInstanceOf(InvalidMatchSpecException.class);
    assertThatThrownBy(() -> spec(piece.repeat(9_000)))
        .hasMessage("a match spec has at most 8192 characters");
  }

  @Test
  void toString_texts_areCanonical() {
    assertThat(spec("Foo >=1.3")).hasToString("foo[version='>=1.3']");
    assertThat(spec("a=1.*.2")).hasToString("a[version='1.*.2*']");
    assertThat(spec("a[build='x=y',version=1]")).hasToString("a==1[build='x=y']");
    assertThat(spec("a[when='x if']")).hasToString("a[when='x if']");
    assertThat(spec("c/odd::a[subdir=odd]")).hasToString("c/odd::a[subdir=odd]");
  }

  @Test
  void parse_turkishLocale_foldsNamesAsAnywhere() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(spec("IPYTHON[license=MIT]")).hasToString("ipython[license=mit]");
    } finally {
      Locale.setDefault(before);
    }
  }
}
