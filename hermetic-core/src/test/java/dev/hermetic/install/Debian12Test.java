package dev.hermetic.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.testkit.SharedData;
import dev.hermetic.testkit.TestChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packages that run: locks, installs and uses them, twice over. {@link RebuildProgram} does the same
 * more often.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class Debian12Test {
  @TempDir Path temp;

  @Test
  void environment_rebuilt_trainsTheSameModel() throws Exception {
    Path channel = SharedData.data("channels/debian12");
    Assumptions.assumeTrue(Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2")), "no glibc here");
    Training training = new Training(temp.toRealPath(), TestChannel.url(channel));
    Training.Outcome first = training.run(1);
    Training.Outcome second = training.run(2);
    assertThat(second).isEqualTo(first);
    assertThat(first.output())
        .contains("accuracy 1.000", "sqlite (3, 40, 1)", "OpenSSL 3.0", "['billing', 'login']")
        .contains("prefix ok 1 True", "Flask 2.2.2", "pip 23.0.1", "modules of the host: []")
        .containsPattern("libraries of the host: \\['ld-linux-x86-64.so.2', 'libc.so.6'");
    assertThat(training.project(2).verify().differences()).isEmpty();
    // Nothing to do, and not slowly.
    long start = System.nanoTime();
    assertThat(training.project(2).install().built()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
