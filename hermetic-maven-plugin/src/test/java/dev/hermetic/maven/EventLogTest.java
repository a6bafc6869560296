package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.event.Event;
import dev.hermetic.ledger.BuildEvents;
import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private final List<Event> heard = new ArrayList<>();

  @Test
  void add_whereItCanBeWrittenDown_isSilent(@TempDir Path folder) {
    BuildEvents events = events(folder, folder.resolve("work"));
    new EventLog(events, heard::add).add(EventKind.LOCK, "", EventData.EMPTY);
    assertThat(events.file()).content().contains("\"lock\"");
    assertThat(heard).isEmpty();
  }

  @Test
  void add_whereItCannotBeWrittenDown_isAWarningAlone(@TempDir Path folder) throws IOException {
    Path taken = Files.writeString(folder.resolve("work"), "a file");
    new EventLog(events(folder, taken), heard::add).add(EventKind.LOCK, "", EventData.EMPTY);
    assertThat(heard)
        .singleElement()
        .isInstanceOfSatisfying(
            Event.Warning.class,
            warning -> assertThat(warning.problem().code()).isEqualTo("HERM-LEDGER-001"));
  }

  private static BuildEvents events(Path folder, Path work) {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    return new BuildEvents(work, folder, folder.resolve("conda-lock.yml"), "stable", "1", clock);
  }
}
