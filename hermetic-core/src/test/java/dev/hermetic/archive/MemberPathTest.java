package dev.hermetic.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberPathTest {
  @ParameterizedTest
  @CsvSource({"lib/a, lib/a", "./lib//a/, lib/a", "./, ''", "..a/b.., ..a/b..", "'a b/é', 'a b/é'"})
  void normalize_takesOutWhatSaysNothing(String path, String normal) throws Exception {
    assertThat(MemberPath.normalize(path)).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../a", "a/../../b", "a/..", "a\nb", "a\u0000", "a\uFFFD"})
  void normalize_refusesWhatLeadsOutOrDeceives(String path) {
    assertThatThrownBy(() -> MemberPath.normalize(path)).isInstanceOf(MemberPath.Unsafe.class);
  }

  @Test
  void normalize_refusesWhatFileSystemsCannotHold() throws Exception {
    assertThat(MemberPath.normalize("a".repeat(255))).hasSize(255);
    assertThatThrownBy(() -> MemberPath.normalize("a".repeat(256)))
        .hasMessage("has a name of more than 255 bytes");
    assertThatThrownBy(() -> MemberPath.normalize("é".repeat(128)))
        .hasMessage("has a name of more than 255 bytes");
    assertThatThrownBy(() -> MemberPath.normalize("a/".repeat(600)))
        .hasMessage("has a path of more than 1024 bytes");
  }
}
