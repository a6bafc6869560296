package dev.hermetic.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.archive.NoarchKind;
import dev.hermetic.archive.PackageInfo;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockedRecordTest {
  private static PackageRecord of(String url) {
    var locked =
        new LockedPackage(
            "a",
            "1",
            LockedPackage.Manager.CONDA,
            Platform.LINUX_64,
            new TreeMap<>(Map.of("python", ">=3.8", "any", "*", "none", "")),
            url,
            "0".repeat(32),
            "1".repeat(64),
            null,
            null,
            "main");
    return LockedRecord.of(
        locked,
        new PackageInfo(
            "a", "1", "b_7", 7, "noarch", NoarchKind.PYTHON, List.of(), null, "MIT", 5, 6));
  }

  @Test
  void of_lockAndPackage_joinWhatEachKnows() {
    PackageRecord record = of("https://host/main/noarch/a-1-b_7.conda");
    assertThat(record.depends()).containsExactly("any", "none", "python >=3.8");
    assertThat(record.distribution()).isEqualTo("a-1-b_7");
    assertThat(record.buildNumber()).isEqualTo(7);
    assertThat(record.channel()).isEqualTo("https://host/main");
    assertThat(record.subdir()).isEqualTo("noarch");
    assertThat(record.noarch()).isEqualTo("python");
    assertThat(record.license()).isEqualTo("MIT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:secret@host/main/noarch/a-1-b_7.conda",
        "https://$USER:$PASSWORD@host/main/noarch/a-1-b_7.conda",
        "https://host/t/secret/main/noarch/a-1-b_7.conda",
        "https://host/main/noarch/a-1-b_7.conda#md5"
      })
  void of_secrets_areNowhere(String url) {
    assertThat(of(url).url()).isEqualTo("https://host/main/noarch/a-1-b_7.conda");
    assertThat(of(url).channel()).isEqualTo("https://host/main");
  }
}
