package dev.hermetic.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionSpecTest {
  private static boolean matches(String spec, String version) {
    return VersionSpec.parse(spec).matches(Version.parse(version));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1.8;1.8.0;true", "1.8;1.8.1;false", "=1.8;1.8.1;true", "=1.8;1.80;false",
        "1.8.*;1.8;true", "1.8*;1.8.3;true", "1.8*;1.80;false", "=1.8*;1.8.1;true",
        "==1.8.*;1.8.1;true", "!=1.8;1.8.1;true", "!=1.8.*;1.8.1;false", "!=1.8*;1.8.1;false",
        ">=1.8.*;1.8;true", ">1.8;1.8.0.1;true", "<1.8;1.8rc1;true", "<=1.8;1.8;true",
        "~=1.8.3;1.8.4;true", "~=1.8.3;1.9;false", "~=1.8.3;1.8.2;false", "~=1!2.3;1!2.9;true",
        "*;0.0.1;true", "=*;0.0.1;true", "1.*.1;1.7.1;true", "1.*.1;1.7.2;false",
        "!=1.*.1;1.7.1;false", "*1;7.1;true", "1.7|1.8,<1;1.7;true", "(1.7|1.8),<1;1.7;false",
        ">=1.7 , < 2;1.9;true", "^1\\.[78]$;1.8;true", "^1\\.[78]$;1.9;false",
        "^(1|2)\\.7$|3;3;true", "RC*;rc1;true"
      })
  void matches_eachKindOfClause_holdsAsDocumented(String spec, String version, boolean match) {
    assertThat(matches(spec, version)).isEqualTo(match);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "~=1;3.0;true", "==1.8.*;1.8.1;true", "1.8.*.;1.8.1;true", "=1.*.3;1.2.3;true",
        // "|" binds tighter: (1|2), <1.5
        "1|2,<1.5;2;false"
      })
  void matches_dialectOfLibmamba_readsItsWay(String spec, String version, boolean match) {
    assertThat(VersionSpec.parse(spec, Dialect.MAMBA).matches(Version.parse(version)))
        .isEqualTo(match);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``;0;a version is missing",
        "1.7,;4;a version is missing",
        "1.7,|2;4;a version is missing",
        ">=;2;a version is missing after '>='",
        "><2;0;'><' is no operator",
        "===3.3.2;0;'===' is no operator",
        "~=1;2;'~=' needs a version of two parts or more",
        "~=1.2.*;2;'~=' must not be joined with '*'",
        "(1.5;0;'(' is not closed",
        "1.5);3;')' is out of place",
        ">=1.5,<1.&;9;'&' must not be in a version",
        "1.*&;3;'&' must not be in a version",
        "^1.5;0;a regular expression must end with '$'",
        "^(a$;1;malformed regular expression: '(' is not closed",
        "1,^a$b;5;'b' is out of place"
      })
  void parse_noConstraint_saysWhatAndWhere(String text, int offset, String message) {
    assertThatThrownBy(() -> VersionSpec.parse(text))
        .isInstanceOf(InvalidVersionException.class)
        .hasMessage(message)
        .extracting(e -> ((InvalidVersionException) e).offset())
        .isEqualTo(offset);
  }

  @Test
  void parse_hostileNesting_isRefusedWithoutOverflow() {
    assertThatThrownBy(() -> VersionSpec.parse("(".repeat(2_000) + "1" + ")".repeat(2_000)))
        .hasMessage("parentheses are nested more than 50 deep");
    assertThatThrownBy(() -> VersionSpec.parse("1,".repeat(3_000)))
        .hasMessage("a version constraint has at most 4096 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1.2*;1.2.*;1.2.*",
        ">= 1.2 , <2;>=1.2,<2;>=1.2,<2",
        "(1.6|1.7), 1.8;1.6|1.7,1.8;(1.6|1.7),1.8",
        "((1|2)|3);1|2|3;1|2|3",
        "!=1.2*;!=1.2*;!=1.2*"
      })
  void canonical_anyConstraint_keepsWhatCondaDrops(String spec, String conda, String canonical) {
    assertThat(VersionSpec.parse(spec).condaText()).isEqualTo(conda);
    assertThat(VersionSpec.parse(spec).canonical()).isEqualTo(canonical);
  }

  @Test
  void exactVersion_onlyEquality_isGiven() {
    assertThat(VersionSpec.parse("==1.2").exactVersion()).isEqualTo(Version.parse("1.2"));
    assertThat(VersionSpec.parse("1.2").exactVersion()).isEqualTo(Version.parse("1.2"));
    assertThat(VersionSpec.parse("1.2.*").exactVersion()).isNull();
    assertThat(VersionSpec.parse("1.2.*").prefixText()).isEqualTo("1.2");
    assertThat(VersionSpec.parse("!=1.2.*").prefixText()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ">=1.2", ">1.2", "<1.2", "<=1.2", "==1.2", "1.2", ">=1.2,<2.0a0", ">1,<=1.2,>=1.1", ">2,<1",
        "==1.2,<1", "*,<2", "1.2.*", "=1", "1.2.*,<1.2.1", "0.*", "3.4.5.6.*"
      })
  void side_ofWhatIsMadeOfBounds_risesWithVersionsAndIsZeroWhereTheyMatch(String text) {
    VersionSpec spec = VersionSpec.parse(text);
    List<Version> ascending =
        Stream.of("0.9", "1", "1.1", "1.2.dev1", "1.2", "1.2.0", "1.2.1", "2.0a0", "2", "2.1", "3")
            .map(Version::parse)
            .toList();

    assertThat(spec.isInterval()).isEqualTo(!text.startsWith("*"));
    if (spec.isInterval()) {
      assertThat(ascending).extracting(v -> spec.side(v) == 0).isEqualTo(
          ascending.stream().map(spec::matches).toList());
      if (ascending.stream().anyMatch(spec::matches)) {
        assertThat(ascending).extracting(v -> Integer.signum(spec.side(v))).isSorted();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2a.*", "1!1.*", "20260101.*", "1.2.3.4.5.*", "1.2+1.*", "!=1.2.*", "!=1.2",
        "~=1.2.3", "1.2|1.4", "^1$", "1.*.2", ">=1,!=1.2"
      })
  void isInterval_ofOtherConstraints_isFalse(String text) {
    assertThat(VersionSpec.parse(text).isInterval()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!=1.2", "!=1.2.*", "1.2|1.4", "*", ">=1,!=1.2", ">=1,!=1.1.*,<2", "1.2.*|>=2,<3,!=2.1",
        "<1|>1.2,!=2|1.1", "(>=1,<2|3),!=1.2.*", ">2,<1|1.2", ">=1.2"
      })
  void intervals_ofConstraintsMadeOfThem_tellWhatMatches(String text) {
    VersionSpec spec = VersionSpec.parse(text);
    List<VersionSpec> intervals = Objects.requireNonNull(spec.intervals());

    Map<List<Integer>, Set<Boolean>> matches = new HashMap<>();
    for (String version :
        List.of(
            "0.9", "1", "1.1", "1.1.5", "1.2.dev1", "1.2", "1.2.0", "1.2.1", "1.3", "1.4", "2.0a0",
            "2", "2.1", "2.2", "3")) {
      Version one = Version.parse(version);
      assertThat(intervals).allMatch(VersionSpec::isInterval);
      assertThat(intervals)
          .allMatch(
              interval ->
                  VersionSpec.parse(interval.toString()).matches(one) == (interval.side(one) == 0));
      matches
          .computeIfAbsent(
              intervals.stream().map(interval -> Integer.signum(interval.side(one))).toList(),
              sides -> new HashSet<>())
          .add(spec.matches(one));
    }
    assertThat(matches.values()).allMatch(found -> found.size() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2a.*", "^1$", "~=1.2.3", "1.2|^1$", ">=1,!=1.2+1.*"})
  void intervals_ofOtherConstraints_areNone(String text) {
    assertThat(VersionSpec.parse(text).intervals()).isNull();
  }
}
