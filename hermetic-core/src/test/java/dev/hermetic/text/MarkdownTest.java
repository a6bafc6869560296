package dev.hermetic.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GH-1", "gh-12,", "(GH-1)", ":tada:", "a:+1:", ":8ball:", "environment.yml:100:5:", "#1",
        "@all", "www.example.org", "https://example.org",
      })
  void prose_ofAWordThatARendererTurnsIntoSomething_isCode(String word) {
    assertThat(Markdown.prose("see " + word)).isEqualTo("see `" + word + "`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "environment.yml:6:5:", "conda-lock.yml:100", "12:53:09", "GHSA-hrfv-mqp8-q5rw", "CVE-2026-1",
        "GH-", "a: b: c", "3.1.20230828",
      })
  void prose_ofAPlainWord_isTheWord(String word) {
    assertThat(Markdown.prose("see " + word)).isEqualTo("see " + word);
  }

  @Test
  void prose_withBackticks_hasTheirTextAsCode() {
    assertThat(Markdown.prose("run `mvn a|b` now")).isEqualTo("run <code>mvn a&#124;b</code> now");
  }
}
