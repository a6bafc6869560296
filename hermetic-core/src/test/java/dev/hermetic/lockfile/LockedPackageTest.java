package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockedPackageTest {
  @ParameterizedTest
  @CsvSource({
    "https://c.example/linux-64/x-1!2-0.conda, x-1!2-0.conda",
    "https://c.example/linux-64/x-1%212-0.conda, x-1!2-0.conda",
    "https://c.example/x-1+cpu-py3-none-any.whl#sha256=ab, x-1+cpu-py3-none-any.whl",
    "https://c.example/linux-64/..%2F..%5Cx-1-0.conda, ..%2F..%5Cx-1-0.conda",
    "x-1-0.conda, x-1-0.conda",
  })
  void fileName_isDecodedAndNeverAPath(String url, String expected) {
    LockedPackage locked =
        new LockedPackage(
            "x", "1", LockedPackage.Manager.CONDA, Platform.LINUX_64, new TreeMap<>(), url, null,
            null, null, null, "main");
    assertThat(locked.fileName()).isEqualTo(expected);
  }
}
