package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class TrackLogTest {
  private final List<String> told = new ArrayList<>();

  @Test
  void lines_commands_nameTheTrack() {
    Log log = new TrackLog(log(), "research");
    log.info("run `mvn hermetic:update -Dhermetic.packages=numpy`");
    log.warn("run `mvn hermetic:lock`");
    log.error("mvn hermetic:lock, with a network");

    assertThat(told)
        .containsExactly(
            "run `mvn hermetic:update -Dhermetic.track=research -Dhermetic.packages=numpy`",
            "run `mvn hermetic:lock -Dhermetic.track=research`",
            "mvn hermetic:lock -Dhermetic.track=research, with a network");
  }

  @Test
  void lines_ofTheStableLock_areLeftAlone() {
    new TrackLog(log(), "stable").info("run `mvn hermetic:lock`");
    assertThat(told).containsExactly("run `mvn hermetic:lock`");
  }

  private Log log() {
    return new SystemStreamLog() {
      @Override
      public void info(CharSequence content) {
        told.add(content.toString());
      }

      @Override
      public void warn(CharSequence content) {
        told.add(content.toString());
      }

      @Override
      public void error(CharSequence content) {
        told.add(content.toString());
      }
    };
  }
}
