package dev.hermetic.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.image.ImageProject;
import dev.hermetic.image.ImageRequest;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.MachineClass;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.text.TextStyle;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs /bin/sh for the experiment: its prefix is linux-64's, whatever this machine is. */
@EnabledOnOs(OS.LINUX)
class ReproduceServiceTest {
  /** Writes something else under each time zone, and so in each run. */
  private static final String TRAIN =
      """
      #!/bin/sh
      mkdir -p out
      case "$1 $TZ" in
        "many Asia/Kolkata") printf 'a\\nb\\nloss 0,125\\n' > out/x ;;
        "many America/St_Johns") printf 'a\\nb\\nloss 0.12500000001\\n' > out/x ;;
        "many Pacific/Niue") printf 'b\\na\\nloss 0.125\\n' > out/x ;;
        "many "*) printf 'a\\nb\\nloss 0.125\\n' > out/x ;;
        "exit Pacific/Apia") exit 3 ;;
        "fail "*) echo wrong >&2; exit 7 ;;
        "old "*) ;;
        *) printf 'loss 0.125\\n' > out/x; echo done; umask ;;
      esac
      [ "$1" != many ] || date +%s%N > out/z
      """;

  private static final TestPackage TOOL =
      TestPackage.of("tool", "1.2")
          .withFile(PackageFile.executable("bin/train", TRAIN.getBytes(StandardCharsets.UTF_8)))
          .withFile(PackageFile.text("share/tool/data.txt", "data\n"));
  private static final TestPackage OTHER =
      TestPackage.of("other", "3").withFile(PackageFile.text("share/other.txt", "other\n"));

  @TempDir Path temp;
  private ImageProject project;

  @BeforeEach
  void makeProject() throws Exception {
    project = new ImageProject(temp.toRealPath().resolve("project")).base("bin/sh").lock(TOOL, OTHER);
  }

  private ReproduceRequest request(int runs, boolean cold, boolean image, String... command) {
    ImageRequest whole = project.request();
    return new ReproduceRequest(
        whole.install(),
        image ? Optional.of(whole) : Optional.empty(),
        command.length == 0
            ? Optional.empty()
            : Optional.of(
                new ExperimentRequest(
                    List.of(command),
                    "hermetic.reproduce.command",
                    List.of("out/*"),
                    Optional.of(Platform.LINUX_64),
                    Map.of("PATH", "/usr/bin:/bin"))),
        Optional.empty(),
        runs,
        cold,
        project.folder.resolve("target/hermetic/reproduce"),
        new EventContext(
            Instant.parse("2026-11-02T12:00:00Z"),
            MachineClass.here(),
            "0.1.0",
            "abc",
            "0".repeat(64)),
        List.of());
  }

  /** As a ledger has it. */
  private static Experiment kept(Experiment one) {
    EventContext context =
        new EventContext(Instant.EPOCH, MachineClass.here(), "0.1.0", "", "");
    return Experiment.of(LedgerEvent.of(context, EventKind.REPRODUCE, "linux-64", one.data()))
        .orElseThrow();
  }

  private ReproduceResult reproduce(ReproduceRequest request, Listener listener) {
    return new ReproduceService(
            project.web(), project.registries(), Clock.systemUTC(), listener)
        .reproduce(request);
  }

  @Test
  void reproduce_whatIsTheSame_isTheSameUnderAllConditions() throws Exception {
    ReproduceRequest request = request(3, true, true, "train", "once");

    ReproduceResult result = reproduce(request, Listener.SILENT);

    assertThat(result.experiments()).extracting(Experiment::difference).containsOnlyNulls();
    assertThat(result.rates())
        .extracting(Rate::question, Rate::identical, Rate::total, Rate::machines, Rate::conditions)
        .containsExactly(
            tuple(Question.PREFIX, 3, 3, 1, 3),
            tuple(Question.IMAGE, 3, 3, 1, 3),
            tuple(Question.OUTPUT, 3, 3, 1, 3));
    assertThat(result.experiments())
        .filteredOn(one -> one.question() == Question.IMAGE)
        .extracting(one -> "sha256:" + one.result())
        .containsOnly(project.build().facts().digest());
    assertThat(result.experiments().get(0).conditions())
        .containsEntry("cache", "warm")
        .containsEntry("umask", "022");
    assertThat(result.experiments().get(3).conditions())
        .containsEntry("cache", "cold")
        .containsEntry("locale", "tr_TR.UTF-8");
    assertThat(ReproduceText.lines(result, TextStyle.ASCII))
        .containsExactly(
            "R of the prefix = 3/3 (95 %: 0.44 to 1.00), one machine, 3 conditions",
            "R of the image = 3/3 (95 %: 0.44 to 1.00), one machine, 3 conditions",
            "R of the output = 3/3 (95 %: 0.44 to 1.00), one machine, 3 conditions");
    assertThat(result.below(BigDecimal.ONE)).isEmpty();
    assertThat(Files.readString(request.work().resolve("reproduce.json")))
        .isEqualTo(ReproduceJson.of(result))
        .contains("\"wilsonLow\" : 0.4385");
    assertThat(request.work().resolve("runs")).doesNotExist();
    assertThat(result.experiments()).allSatisfy(one -> assertThat(kept(one)).isEqualTo(one));
    // Another machine had the same environment, and another result.
    Experiment here = result.experiments().get(0);
    Experiment there =
        new Experiment(
            here.question(), here.inputs(), "f".repeat(64), "0123456789ab", 1,
            here.conditions(), 5, null);
    ReproduceRequest one = request(1, false, false);
    ReproduceResult joined =
        reproduce(
            new ReproduceRequest(
                one.install(), one.image(), one.experiment(), one.control(), 1, false, one.work(),
                one.context(), List.of(here, there)),
            Listener.SILENT);
    assertThat(joined.rates())
        .containsExactly(new Rate(Question.PREFIX, here.inputs(), here.result(), 2, 3, 2, 1));
  }

  @Test
  void reproduce_experimentThatDiffers_isExplainedInEachRun() {
    ReproduceResult result = reproduce(request(5, false, false, "train", "many"), Listener.SILENT);

    assertThat(result.experiments())
        .filteredOn(one -> one.question() == Question.OUTPUT && one.run() > 1)
        .extracting(one -> one.difference().path(), one -> one.difference().cause())
        .containsExactly(
            tuple("out/z", Cause.TIME_STAMP),
            tuple("out/x", Cause.LOCALE),
            tuple("out/x", Cause.FLOATING_POINT),
            tuple("out/x", Cause.ORDER));
    assertThat(result.rates())
        .extracting(Rate::question, Rate::identical, Rate::total)
        .containsExactly(tuple(Question.PREFIX, 5, 5), tuple(Question.OUTPUT, 0, 5));
    assertThat(result.below(new BigDecimal("0.9")))
        .singleElement()
        .extracting(problem -> problem.render())
        .asString()
        .startsWith(
            "HERM-REPRODUCE-001 R of the output: is 0/5, but expected at least 0.9; first out/z"
                + " (time stamp): it has the time of the run, as a number")
        .endsWith(
            "\n  Fix: remove what makes the difference, or lower hermetic.minimumR until it is");
    assertThat(result.events())
        .extracting(data -> data.flag("identical").orElseThrow())
        .containsExactly(
            true, false, true, false, true, false, true, false, true, false);
    // What was built stays, so that the command can be run.
    Experiment locale = result.experiments().get(5);
    assertThat(locale.difference().excerpt())
        .isEqualTo(new Excerpt(true, "loss 0.125", "loss 0,125"));
    for (String file : locale.difference().command().replace("diffoscope ", "").split(" ")) {
      assertThat(Path.of(file)).exists();
    }
    assertThat(kept(locale).difference().why())
        .isEqualTo("numbers have another decimal or thousands separator");
  }

  @Test
  void reproduce_channelAndBaseThatChange_areNamed() throws Exception {
    Path archive = project.folder.resolve("channel/linux-64/" + TOOL.fileName());
    byte[] bytes = Files.readAllBytes(archive);
    Listener meddler =
        event -> {
          try {
            if (event instanceof Event.StageStarted one && one.stage().equals("reproduce:2")) {
              Files.delete(archive);
            } else if (event instanceof Event.StageStarted one
                && one.stage().equals("reproduce:3")) {
              Files.write(archive, bytes);
              OciLayout.write(
                  project.folder.resolve("base"),
                  ImageProject.baseImage("2.37", "bin/sh"),
                  List.of());
            }
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        };

    ReproduceResult result = reproduce(request(3, true, true), meddler);

    assertThat(result.experiments())
        .extracting(
            Experiment::run,
            Experiment::question,
            one -> Optional.ofNullable(one.difference()).map(FirstDifference::cause))
        .containsExactly(
            tuple(1, Question.PREFIX, Optional.empty()),
            tuple(1, Question.IMAGE, Optional.empty()),
            tuple(2, Question.PREFIX, Optional.of(Cause.CHANNEL)),
            tuple(2, Question.IMAGE, Optional.of(Cause.CHANNEL)),
            tuple(3, Question.PREFIX, Optional.empty()),
            tuple(3, Question.IMAGE, Optional.of(Cause.BASE)));
    assertThat(result.experiments().get(2).result()).isEmpty();
    assertThat(result.rates())
        .extracting(Rate::identical, Rate::total)
        .containsExactly(tuple(2, 3), tuple(0, 3));
  }

  @Test
  void reproduce_experimentThatFails_isToldOrCounted() throws Exception {
    assertThatThrownBy(() -> reproduce(request(2, false, false, "train", "fail"), Listener.SILENT))
        .hasMessageStartingWith(
            "HERM-REPRODUCE-005 hermetic.reproduce.command: the experiment ended with exit code 7\n"
                + "  Fix: see what it printed in "
                + project.folder);
    assertThatThrownBy(() -> reproduce(request(2, false, false, "train", "old"), Listener.SILENT))
        .hasMessage(
            "HERM-REPRODUCE-006 hermetic.reproduce.outputs: the experiment wrote no file that"
                + " `out/*` names\n  Fix: name what it writes, relative to the project's folder,"
                + " for example out/*.json");
    project.file("out/x", "of yesterday\n");
    assertThatThrownBy(() -> reproduce(request(2, false, false, "train", "old"), Listener.SILENT))
        .hasMessage(
            "HERM-REPRODUCE-007 hermetic.reproduce.outputs: out/x was there before, and the"
                + " experiment did not write it\n  Fix: name only what the experiment writes, or"
                + " have it write the file each time");
    ReproduceResult later =
        reproduce(request(2, false, false, "train", "exit"), Listener.SILENT);
    assertThat(later.rates())
        .extracting(Rate::question, Rate::identical, Rate::total)
        .containsExactly(tuple(Question.PREFIX, 2, 2), tuple(Question.OUTPUT, 0, 2));
    assertThat(later.firstDifferences().get(0).difference().why())
        .startsWith("nothing came out: HERM-REPRODUCE-005 ");
  }
}
