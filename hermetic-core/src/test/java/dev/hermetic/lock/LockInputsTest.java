package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lock.LockRequest.Mode;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.TestChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lock notes of its request. */
class LockInputsTest {
  @TempDir Path directory;
  private Path served;
  private LockProject project;

  @BeforeEach
  void serve() {
    served = LockChannel.sample().write(directory.resolve("served/sample"));
    project = new LockProject(directory.resolve("project"));
  }

  private LockResult lock(String alias, Mode mode) {
    return project
        .service()
        .lock(
            project.request().toBuilder().channelAlias(alias).mode(mode).build());
  }

  @Test
  void lock_aliasChanged_isStale() {
    String first = "https://conda.example.org";
    String second = "https://bob:$SOME_PASSWORD@other.example.org";
    project
        .variable("SOME_PASSWORD", "pa55")
        .mirror(first + "/sample", TestChannel.url(served))
        .mirror("https://other.example.org/sample", TestChannel.url(served))
        .environment("channels: [sample]", "platforms: [linux-64]", "dependencies: [python]");
    lock(first, Mode.ALWAYS);
    assertThat(lock(first, Mode.IF_STALE).outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(project.lockText())
        .contains("hermetic_channel_alias: https://conda.example.org", first + "/sample/linux-64/");

    assertThat(lock(second, Mode.IF_STALE).outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(lock(second, Mode.IF_STALE).outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(project.lockText())
        .contains(
            "https://***@other.example.org",
            "https://bob:${SOME_PASSWORD}@other.example.org/sample/linux-64/")
        .doesNotContain("pa55", first);
  }

  @Test
  void lock_specWithLiteralTokenInItsChannel_notesTheSpecWithoutIt() {
    try (ChannelServer server = ChannelServer.serving(directory.resolve("served"))) {
      server.requireToken("s3cr3t");
      String host = "http://127.0.0.1:" + server.port();
      project
          .variable("CHANNEL_TOKEN", "s3cr3t")
          .environment(
              "channels: ['" + host + "/t/$CHANNEL_TOKEN/sample']",
              "platforms: [linux-64]",
              "dependencies: ['" + host + "/t/s3cr3t/sample::python']");
      project.lock();
    }
    assertThat(LockProject.everything(project.folder).replace(project.text("environment.yml"), ""))
        .contains("/t/***/sample::python")
        .doesNotContain("s3cr3t");
  }
}
