package dev.hermetic.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextStyleTest {
  @Test
  void clean_unicode_keepsAllButWhatSteers() {
    assertThat(TextStyle.UNICODE.clean("a → é 😀 ~")).isEqualTo("a → é 😀 ~");
    assertThat(TextStyle.UNICODE.clean("a\u001b[31m\n")).isEqualTo("a\\u001B[31m\\u000A");
    assertThat(TextStyle.UNICODE.clean("é\u202e\u007f\ud800"))
        .isEqualTo("é\\u202E\\u007F\\uD800");
  }

  @Test
  void clean_ascii_hasLikesOfOurOwnSigns() {
    assertThat(TextStyle.ASCII.clean("a ~")).isEqualTo("a ~");
    assertThat(TextStyle.ASCII.clean("├─ a → b…")).isEqualTo("|- a -> b...");
    assertThat(TextStyle.ASCII.clean("é\u007f\t😀")).isEqualTo("\\u00E9\\u007F\\u0009\\u1F600");
  }
}
