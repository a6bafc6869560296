package dev.hermetic.lockfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CondaLockWriterTest {
  private static final Lockfile.Metadata NOTHING =
      new Lockfile.Metadata(
          new TreeMap<>(), List.of(), List.of(), List.of(), new TreeMap<>(), new TreeMap<>());

  private static LockedPackage conda(String name, Platform platform) {
    return new LockedPackage(
        name,
        "1.0",
        Manager.CONDA,
        platform,
        new TreeMap<>(Map.of("i", "1.*", "I", "")),
        "https://example.org/" + name,
        "m",
        null,
        null,
        null,
        "main");
  }

  @Test
  void write_emptyLock_hasEverySection() {
    assertThat(LockFiles.body(CondaLockWriter.write(new Lockfile(NOTHING, List.of()))))
        .isEqualTo(
            """
            version: 1
            metadata:
              content_hash: {}
              channels: []
              platforms: []
              sources: []
            package: []
            """);
  }

  @Test
  void write_header_isCommentWithoutClock() {
    String text = new String(CondaLockWriter.write(new Lockfile(NOTHING, List.of())), UTF_8);
    assertThat(text.substring(0, text.indexOf("version:")).lines())
        .allMatch(line -> line.startsWith("#"))
        .noneMatch(line -> line.matches(".*\\d.*"));
  }

  @Test
  void write_shuffledElsewhere_givesTheSameBytes() {
    List<LockedPackage> packages = new ArrayList<>();
    for (String name : List.of("_i", "I", "i", "a-b", "a_b", "__virtual")) {
      packages.add(conda(name, Platform.WIN_64));
      packages.add(conda(name, Platform.LINUX_64));
    }
    byte[] expected = CondaLockWriter.write(new Lockfile(NOTHING, packages));
    assertThat(new String(expected, UTF_8)).doesNotContain("__virtual").contains("name: _i");
    Collections.reverse(packages);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      assertThat(CondaLockWriter.write(new Lockfile(NOTHING, packages))).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void write_contentHashes_followThePlatforms() {
    Lockfile.Metadata metadata =
        new Lockfile.Metadata(
            new TreeMap<>(
                Map.of(Platform.LINUX_64, "1", Platform.OSX_64, "2", Platform.WIN_64, "3")),
            List.of(),
            List.of(Platform.WIN_64, Platform.LINUX_64),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>());
    assertThat(LockFiles.body(CondaLockWriter.write(new Lockfile(metadata, List.of()))))
        .contains("  content_hash:\n    win-64: '3'\n    linux-64: '1'\n    osx-64: '2'\n");
  }
}
