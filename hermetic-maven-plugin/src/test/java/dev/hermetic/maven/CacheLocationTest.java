package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheLocationTest {
  private static final Path FOLDER = Path.of("/project");

  @Test
  void of_named_startsAtTheProject() {
    assertThat(CacheLocation.of(" cache ", FOLDER, Map.of())).isEqualTo(Path.of("/project/cache"));
    assertThat(CacheLocation.of("/srv/cache", FOLDER, Map.of())).isEqualTo(Path.of("/srv/cache"));
  }

  @Test
  void usual_unix_followsXdg() {
    assertThat(CacheLocation.usual("Linux", "/home/ann", Map.of()))
        .isEqualTo(Path.of("/home/ann/.cache/hermetic"));
    assertThat(CacheLocation.usual("Mac OS X", "/Users/ann", Map.of("XDG_CACHE_HOME", "/fast")))
        .isEqualTo(Path.of("/fast/hermetic"));
    assertThat(CacheLocation.usual("Linux", "/home/ann", Map.of("XDG_CACHE_HOME", "relative")))
        .isEqualTo(Path.of("/home/ann/.cache/hermetic"));
  }

  @Test
  void usual_windows_followsLocalAppData() {
    assertThat(CacheLocation.usual("Windows 11", "/u/ann", Map.of("LOCALAPPDATA", "/u/ann/Local")))
        .isEqualTo(Path.of("/u/ann/Local/hermetic/cache"));
    assertThat(CacheLocation.usual("Windows 11", "/u/ann", Map.of()))
        .isEqualTo(Path.of("/u/ann/AppData/Local/hermetic/cache"));
  }
}
