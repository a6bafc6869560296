package dev.hermetic.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "py27_0;py27_0;true", "py27_0;PY27_0;true", "py27_0;py27_1;false", "py*_0;py310_0;true",
        "py*_0;py310_1;false", "*_cpython;h1_0_cpython;true", "*a*b*;xaxbx;true", "*;x;true",
        "^py3\\d+_0$;py310_0;true", "^py3\\d+_0$;py27_0;false", "^a|b$;xxb;true", "^a|b$;xa;false",
        "^.*(accelerate|mkl)$;h1_mkl;true", "^[^A-C]+$;xyz;true", "^[^A-C]+$;xbz;false",
        "^a{2,3}$;aaa;true", "^a{2,3}$;aaaa;false", "^a{2,}$;aaaaa;true", "^(?:ab)?c$;c;true",
        "^[]a]+$;a];true", "^[a\\-z]+$;a-z;true", "^\\w+\\s\\W$;ab !;true", "^[0-Z]$;_;false",
        "^a+?b*?$;aab;true", "^$;x;false", "^(core2|x86_64_v3)$;x86_64_v3;true", "^(a*)*$;aaa;true"
      })
  void matches_eachKindOfExpression_holds(String pattern, String text, boolean match) {
    assertThat(TextPattern.parse(pattern).matches(text)).isEqualTo(match);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "^(a$;1;'(' is not closed",
        "^a)$;2;')' closes no group",
        "^[a$;1;'[' is not closed",
        "^*$;1;there is nothing to repeat",
        "^(+)$;2;there is nothing to repeat",
        "^a{1000}$;2;a repetition counts from 0 to 100",
        "^a{3,1}$;2;a repetition must be {n}, {n,} or {n,m}",
        "^a**$;3;a repetition must not be repeated",
        "^(?=a)b$;1;of the groups that begin with '(?' only '(?:' is allowed",
        "^(a)\\1$;4;'\\1' is not supported",
        "^\\ba$;1;'\\b' is not supported",
        "^[z-a]$;2;a range of characters must ascend"
      })
  void parse_malformedRegex_saysWhatAndWhere(String pattern, int offset, String message) {
    assertThatThrownBy(() -> TextPattern.parse(pattern))
        .isInstanceOf(InvalidVersionException.class)
        .hasMessage("malformed regular expression: " + message)
        .extracting(e -> ((InvalidVersionException) e).offset())
        .isEqualTo(offset);
  }

  @Test
  void matches_hostilePattern_endsAtOnce() {
    String text = "a".repeat(5_000) + "!";
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          assertThat(TextPattern.parse("^(a+)+$").matches(text)).isFalse();
          assertThat(TextPattern.parse("^(a|a)*b$").matches(text)).isFalse();
          assertThat(TextPattern.parse("*a*a*a*a*a*a*a*b").matches(text)).isFalse();
        });
  }

  @Test
  void parse_hugeExpression_isRefused() {
    assertThatThrownBy(() -> TextPattern.parse("a".repeat(1_100)))
        .hasMessage("a pattern has at most 1024 characters");
    assertThatThrownBy(() -> TextPattern.parse("^((a{100}){100})$"))
        .hasMessage("the regular expression is too large");
    assertThatThrownBy(() -> TextPattern.parse("^" + "(".repeat(900) + "$"))
        .hasMessageContaining("groups are nested more than 50 deep");
  }

  @Test
  void matches_anyRegex_agreesWithTheJdk() {
    String[] atoms = {
      "a", "b", "1", ".", "[ab]", "[^a]", "(a|b1)", "(?:b|)", "\\d", "\\.", "[a-b1]"
    };
    String[] repeats = {"", "", "", "*", "+", "?", "{2}", "{0,2}", "{1,}", "*?"};
    Random random = new Random(17);
    for (int n = 0; n < 4_000; n++) {
      StringBuilder pattern = new StringBuilder("^");
      int parts = random.nextInt(5);
      for (int i = 0; i < parts; i++) {
        pattern.append(atoms[random.nextInt(atoms.length)]);
        pattern.append(repeats[random.nextInt(repeats.length)]);
        pattern.append(random.nextInt(12) == 0 ? "|" : "");
      }
      pattern.append('$');
      TextPattern own = TextPattern.parse(pattern.toString());
      Pattern jdk = Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE);
      for (int k = 0; k < 20; k++) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(7);
        for (int i = 0; i < length; i++) {
          text.append("ab1.AB".charAt(random.nextInt(6)));
        }
        assertThat(own.matches(text.toString()))
            .as("%s on %s", pattern, text)
            .isEqualTo(jdk.matcher(text).find());
      }
    }
  }
}
