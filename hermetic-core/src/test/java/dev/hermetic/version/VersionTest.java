package dev.hermetic.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
  private static Version v(String text) {
    return Version.parse(text);
  }

  @Test
  void compareTo_examplesOfCep33_followsTheirOrder() {
    List<String> ascending =
        List.of(
            "0.4", "0.4.1.rc", "0.4.1+local", "0.4.1+0.local", "0.4.1", "0.4.1+1.local", "0.5a1",
            "0.5b3", "0.5C1", "0.5", "0.9.6", "0.960923", "1.0", "1.1dev1", "1.1a1", "1.1.0dev1",
            "1.1.a1", "1.1.0rc1", "1.1", "1.1.post1", "1.1post1", "1996.07.12", "1!0.4.1",
            "1!3.1.1.6", "2!0.4.1");
    for (int i = 1; i < ascending.size(); i++) {
      assertThat(v(ascending.get(i - 1)))
          .as(ascending.get(i - 1) + " < " + ascending.get(i))
          .isLessThan(v(ascending.get(i)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.1,1.1.0", "1.1,1.1.0.0", "0.4.1.rc,0.4.1.RC", "0.4.1,0.4.1+0", "1.1.dev1,1.1.0dev1",
    "1.1.post1,1.1.0post1", "1.1.0rc,1.1.rc", "1-2,1_2", "1.01,1.1", "' 1.2 ',1.2", "1.0+1,1+1.0"
  })
  void equals_sameVersionWrittenOtherwise_isEqualWithEqualHash(String left, String right) {
    assertThat(v(left)).isEqualTo(v(right)).hasSameHashCodeAs(v(right));
  }

  @Test
  void compareTo_numberTooLargeForLong_comparesByValue() {
    assertThat(v("1.99999999999999999999")).isLessThan(v("1.100000000000000000000"));
    assertThat(v("1.999999999999999999")).isLessThan(v("1.1000000000000000000"));
    assertThat(v("1*99999999999999999999")).isLessThan(v("1*post"));
    assertThat(v("1.00099999999999999999999")).isEqualTo(v("1.99999999999999999999"));
  }

  @Test
  void compareTo_longWords_compareBehindTheTwelfthCharacter() {
    assertThat(v("1alphabetagammaa")).isLessThan(v("1alphabetagammab"));
    assertThat(v("1alphabetagam")).isLessThan(v("1alphabetagamma"));
    assertThat(v("1alphabetagamma").startsWith(v("1alphabetagamm"))).isTrue();
    assertThat(v("1alphabetagamma").startsWith(v("1alphabet"))).isTrue();
    assertThat(v("1alphabetagamma").startsWith(v("1alphabetagammx"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``;0;a version must not be empty",
        "`  `;2;a version must not be empty",
        "1..2;2;a part of the version is empty",
        "1.;2;a part of the version is empty",
        "_.1;0;a part of the version is empty",
        "1.2&3;3;'&' must not be in a version",
        "1 2;1;U+0020 must not be in a version",
        "1.ä;2;U+00e4 must not be in a version",
        "a!1;0;an epoch, before '!', must be a number",
        "!1;0;an epoch, before '!', must be a number",
        "1!2!3;3;a version has at most one '!'",
        "1+2+3;3;a version has at most one '+'",
        "1!;2;a version is missing",
        "+1;0;a version is missing",
        "1+;2;a part of the version is empty",
        "1-2_3;1;a version must not have both '-' and '_'"
      },
      delimiter = ';')
  void parse_noVersion_saysWhatAndWhere(String text, int offset, String message) {
    assertThatThrownBy(() -> v(text))
        .isInstanceOf(InvalidVersionException.class)
        .hasMessage(message)
        .extracting(e -> ((InvalidVersionException) e).offset())
        .isEqualTo(offset);
  }

  @Test
  void parse_hugeText_isRefused() {
    assertThatThrownBy(() -> v("1".repeat(300)))
        .hasMessage("a version has at most 256 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0I", "1.POSTI", "1I", "1.0DEVI"})
  void parse_turkishLocale_foldsAsAnywhere(String text) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(v(text)).isEqualTo(v(text.toLowerCase(Locale.ROOT)));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void toString_anyVersion_isTheTextAsGiven() {
    assertThat(v("1.2-RC1")).hasToString("1.2-RC1");
  }

  @Test
  void parse_numbersWithDots_isWhatIsReadInAnyOtherWay() {
    Random random = new Random(3);
    int plain = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = 1 + random.nextInt(random.nextInt(20) == 0 ? 60 : 9); left > 0; left--) {
        text.append("0000123456789.........!".charAt(random.nextInt(random.nextInt(50) == 0 ? 23 : 16)));
      }
      String one = text.toString();
      Version fast = PlainVersion.read(one);
      if (fast != null) {
        plain++;
        Version slow = new VersionScanner(one).scan();
        assertThat(fast).as(one).isEqualByComparingTo(slow).hasSameHashCodeAs(slow);
        assertThat(fast.segments()).isEqualTo(slow.segments());
        assertThat(fast).hasToString(one);
      }
    }
    assertThat(plain).isBetween(2_000, 18_000);
    assertThat(PlainVersion.read("1.2.3.4.5.6.7.8.9")).isNotNull();
    assertThat(PlainVersion.read("123456789012345678.0")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "1.", ".1", "1..2", "1a", "1!2", "1+2", " 1", "1 ", "1_", "1-2", "١",
        "1234567890123456789", "1.2.3.4.5.6.7.8.9.10"
      })
  void plain_whatIsMoreThanNumbersWithDots_isLeftToOthers(String text) {
    assertThat(PlainVersion.read(text)).isNull();
  }
}
