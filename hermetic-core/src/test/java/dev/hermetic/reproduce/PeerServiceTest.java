package dev.hermetic.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hermetic.event.Event;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.MachineClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that only write down how they were called stand in for conda and mamba. */
@DisabledOnOs(OS.WINDOWS)
class PeerServiceTest {
  private static final String STAND_IN =
      """
      #!/bin/sh
      if [ "$1" = --version ]; then echo "stand-in 9.8.7"; exit 0; fi
      echo "${0##*/} $*" >> called.txt
      ls -A "${CONDA_PKGS_DIRS%/packages}" >> called.txt
      mkdir -p "$CONDA_PKGS_DIRS/x"
      sleep 0.1
      """;

  @TempDir Path temp;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void files() throws Exception {
    Files.writeString(temp.resolve("environment.yml"), "dependencies: [python]\n");
    program("mamba", STAND_IN);
    program("conda", STAND_IN);
  }

  private void program(String name, String text) throws Exception {
    Path file = Files.createDirectories(temp.resolve("bin")).resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<PeerSetup> measure(boolean offline, Peer... peers) {
    PeerRequest request =
        new PeerRequest(
            List.of(peers),
            temp,
            temp.resolve("environment.yml"),
            temp.resolve("conda-linux-64.lock"),
            offline,
            temp.resolve("work"),
            Map.of("PATH", temp.resolve("bin") + ":/usr/bin:/bin"));
    return new PeerService(
            Clock.systemUTC(),
            event -> {
              if (event instanceof Event.Warning warning) {
                warnings.add(warning.problem().render());
              }
            })
        .measure(request);
  }

  @Test
  void measure_withAndWithoutLock_startsWithNothingEachTime() throws Exception {
    Files.writeString(temp.resolve("conda-linux-64.lock"), "@EXPLICIT\n");

    List<PeerSetup> setups = measure(false, Peer.MAMBA, Peer.CONDA);

    assertThat(setups)
        .extracting(PeerSetup::tool, PeerSetup::locked)
        .containsExactly(
            tuple("mamba 9.8.7", false),
            tuple("mamba 9.8.7", true),
            tuple("conda 9.8.7", false),
            tuple("conda 9.8.7", true));
    assertThat(setups).allSatisfy(one -> assertThat(one.millis()).isBetween(90L, 60_000L));
    String prefix = " --yes --quiet --prefix " + temp.resolve("work/set-up/env") + " --file " + temp;
    assertThat(temp.resolve("called.txt"))
        .content()
        .isEqualTo(
            "mamba create" + prefix + "/environment.yml\n"
                + "mamba create" + prefix + "/conda-linux-64.lock\n"
                + "conda env create" + prefix + "/environment.yml\n"
                + "conda create" + prefix + "/conda-linux-64.lock\n");
    assertThat(temp.resolve("work/set-up")).doesNotExist();
    assertThat(warnings).isEmpty();
    EventContext context =
        new EventContext(Instant.EPOCH, MachineClass.here(), "0.1.0", "", "5".repeat(64));
    PeerSetup one = setups.get(0);
    LedgerEvent event =
        LedgerEvent.of(
            context.by(one.tool(), one.locked()), EventKind.INSTALL, "linux-64", one.data());
    assertThat(event.isOwn()).isFalse();
    assertThat(event.lock()).isEmpty();
  }

  @Test
  void measure_whatCannotBe_isWarnedOfAndHasNoFigure() throws Exception {
    program("conda", STAND_IN + "echo 'PackagesNotFoundError: python'\nexit 3\n");
    assertThat(measure(false, Peer.CONDA, Peer.MICROMAMBA)).isEmpty();
    assertThat(measure(true, Peer.MAMBA)).isEmpty();
    String fix = "\n  Fix: mend that, or take %s out of hermetic.reproduce.peers";
    assertThat(warnings)
        .containsExactly(
            "HERM-REPRODUCE-009 hermetic.reproduce.peers: a set-up by conda was not measured: it ended"
                + " with exit code 3: PackagesNotFoundError: python ("
                + temp.resolve("work/conda.log") + ")" + fix.formatted("conda"),
            "HERM-REPRODUCE-009 hermetic.reproduce.peers: a set-up by micromamba was not measured:"
                + " there is no such program on the PATH" + fix.formatted("micromamba"),
            "HERM-REPRODUCE-009 hermetic.reproduce.peers: a set-up by mamba was not measured: Maven"
                + " works offline" + fix.formatted("mamba"));
  }
}
