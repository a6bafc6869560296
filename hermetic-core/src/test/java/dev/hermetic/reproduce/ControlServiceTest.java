package dev.hermetic.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServiceTest {
  @TempDir Path temp;

  private static TestPackage at(String version, String time) {
    return TestPackage.of("lib", version).withTimestamp(Instant.parse(time).toEpochMilli());
  }

  private Control control(String channel, String from, String to) throws Exception {
    return control(channel, "lib", from, to);
  }

  private Control control(String channel, String specs, String from, String to) throws Exception {
    Path file =
        Files.writeString(
            temp.resolve("environment.yml"),
            "channels: [" + channel + "]\ndependencies: [" + specs + "]\n");
    LockRequest lock =
        LockRequest.in(temp)
            .environmentFiles(List.of(file))
            .platforms(List.of(Platform.LINUX_64))
            .mode(LockRequest.Mode.FROZEN)
            .build();
    FetchSettings settings =
        new FetchSettings(
            temp.resolve("cache"), false, false, List.of(), List.of(), Map.of(),
            Duration.ofSeconds(5), Duration.ofSeconds(5), 1);
    return new ControlService(settings, Clock.systemUTC(), Listener.SILENT)
        .control(new ControlRequest(lock, from, to), Platform.LINUX_64, temp.resolve("control"));
  }

  @Test
  void control_newerPackage_drifts() throws Exception {
    TestChannel.create()
        .withSubdirs("linux-64", "noarch")
        .add(at("1.0", "2026-01-01T00:00:00Z"), at("2.0", "2026-03-01T00:00:00Z"))
        .write(temp.resolve("channel"));
    String channel = TestChannel.url(temp.resolve("channel"));

    Control control = control(channel, "2026-02-01", "2026-06-01");

    assertThat(control)
        .isEqualTo(
            new Control(
                "2026-02-01", "2026-06-01", 1, List.of(new Control.Drift("lib", "1.0 0", "2.0 0")), ""));
    // Nothing is locked by it.
    assertThat(temp.resolve("conda-lock.yml")).doesNotExist();
    assertThat(control(channel, "2026-04-01", "2026-06-01").drifted()).isEmpty();
  }

  /** Records without a time, of which that snapshot has some, count at every date. */
  @Test
  void control_halfAYearOfCondaForge_namesWhatDriftedWithBothVersions() throws Exception {
    String channel = TestChannel.url(SharedData.data("channels/conda-forge"));

    Control control =
        control(channel, "'python=3.12', numpy, pandas", "2025-01-01", "2025-07-01");

    assertThat(control.missing()).isEmpty();
    assertThat(control.packages()).isEqualTo(40);
    assertThat(control.drifted())
        .hasSize(32)
        .isSortedAccordingTo(Comparator.comparing(Control.Drift::name))
        .allSatisfy(drift -> assertThat(drift.before()).isNotEqualTo(drift.after()))
        .contains(
            new Control.Drift(
                "ca-certificates", "2024.12.14 hbcca054_0", "2025.6.15 hbd8a1cb_0"),
            new Control.Drift("pandas", "2.2.3 py312hf9745cd_1", "2.3.0 py312hf9745cd_0"),
            new Control.Drift("python", "3.12.3 hab00c5b_0_cpython", "3.12.11 h9e4cc4f_0_cpython"),
            new Control.Drift("tzdata", "2024b hc8b5060_0", "2025b h78e105d_0"),
            // No package needs it any more.
            new Control.Drift("xz-tools", "5.6.3 hb9d3cd8_1", ""));
    assertThat(temp.resolve("conda-lock.yml")).doesNotExist();
  }

  /** One line that ends, and says at which of the two dates. */
  @Test
  void control_noAnswerAtADate_namesTheDate() throws Exception {
    TestChannel.create()
        .withSubdirs("linux-64", "noarch")
        .add(at("1.0", "2026-03-01T00:00:00Z"))
        .write(temp.resolve("channel"));
    Control control = control(TestChannel.url(temp.resolve("channel")), "2026-02-01", "2026-06-01");
    assertThat(control.missing())
        .isEqualTo("HERM-SOLVE-001 `lib` cannot be met on linux-64 (as of 2026-02-01)");
  }

  @Test
  void control_channelOutOfReach_isToldInItsPlace() throws Exception {
    Control control = control(temp.resolve("none").toUri().toString(), "2026-02-01", "2026-06-01");
    assertThat(control.isKnown()).isFalse();
    assertThat(control.missing()).startsWith("HERM-");
  }
}
