package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.track.TrackCommands;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLogTest {
  private final List<String> told = new ArrayList<>();

  @Test
  void lines_commands_nameTheTrack() {
    Log log = new CommandLog(log(), text -> TrackCommands.in(text, "research"));
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
  void goals_ofATrack_nameItInLogAndDocuments(@TempDir Path folder) throws Exception {
    WhyMojo goal = new WhyMojo(new FakeDecrypter());
    goal.setLog(log());
    set(AbstractTrackMojo.class, goal, "track", "research");
    set(AbstractTrackMojo.class, goal, "basedir", folder.toFile());
    goal.getLog().info("run `mvn hermetic:lock`");
    assertThat(told).containsExactly("run `mvn hermetic:lock -Dhermetic.track=research`");

    set(AbstractDocumentMojo.class, goal, "output", "page.md");
    for (String format : List.of("text", "markdown", "json")) {
      set(AbstractDocumentMojo.class, goal, "format", format);
      goal.tell(
          () -> List.of("mvn hermetic:why"), () -> "mvn hermetic:why", () -> "mvn hermetic:why");
      assertThat(folder.resolve("page.md"))
          .content()
          .contains("mvn hermetic:why -Dhermetic.track=research");
    }
  }

  private static void set(Class<?> type, Object goal, String field, Object value)
      throws ReflectiveOperationException {
    Field parameter = type.getDeclaredField(field);
    parameter.setAccessible(true);
    parameter.set(goal, value);
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
