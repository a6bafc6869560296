package dev.hermetic.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "**/*.a, lib/libz.a, true",
    "**/*.a, libz.a, true",
    "**/*.a, lib/python3.11/config/lib.a, true",
    "**/*.a, lib/libz.a/b, false",
    "**/*.a, lib/libz.so, false",
    "include/**, include/a/b.h, true",
    "include/**, include, false",
    "include/**, lib/include/a.h, false",
    "lib/*.so, lib/a.so, true",
    "lib/*.so, lib/a/b.so, false",
    "lib/lib?.so, lib/libz.so, true",
    "lib/lib?.so, lib/libzz.so, false",
    "lib/*z*.so, lib/liblzma-zz.so, true",
    "lib/*z*.so, lib/libm.so, false",
    "lib/python*/site-packages/*/**/tests/**, lib/python3.11/site-packages/a/tests/b.py, true",
    "lib/python*/site-packages/*/**/tests/**, lib/python3.11/site-packages/a/b/tests/c, true",
    "lib/python*/site-packages/*/**/tests/**, lib/python3.11/site-packages/tests/b.py, false",
    "lib/python*/site-packages/*/**/tests/**, lib/python3.11/site-packages/a/tests, false",
    "a.b, aXb, false",
    "share/doc, share/doc, true",
    "share/doc, share/doc/a, false",
  })
  void matches_asShellsDo(String pattern, String path, boolean expected) {
    assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(expected);
  }
}
