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
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.LoopbackRegistry;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.text.TextStyle;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs /bin/sh for the experiment: its prefix is linux-64's, whatever this machine is. */
@EnabledOnOs(OS.LINUX)
class ReproduceServiceTest {
  /** Writes something else in each run, whose number is in its prefix. */
  private static final String TRAIN =
      """
      #!/bin/sh
      run=${CONDA_PREFIX##*/runs/r}
      level=9 time='\\000\\020' a=a b=b loss=0.125
      mkdir -p out
      case "$1 ${run%%/*}" in
        "many 3") loss=0,125 ;;
        "many 4") loss=0.12500000001 ;;
        "many 5") a=b b=a ;;
        "many 6") level=1 ;;
        "many 7") time='\\001\\020' ;;
        "exit 2") exit 3 ;;
        "fail "*) echo wrong >&2; exit 7 ;;
        "old "*) exit 0 ;;
      esac
      printf '%s\\n' $a $b "loss $loss" > out/x
      echo done; umask
      [ "$1" = many ] || exit 0
      seq 999 | gzip -n -$level > out/data.gz
      printf "\\247\\r\\r\\n\\000\\000\\000\\000$time\\000\\000\\007\\000\\000\\000code" > out/m.pyc
      date +%s%N > out/z
      """;

  private static final TestPackage TOOL =
      TestPackage.of("tool", "1.2")
          .withFile(PackageFile.executable("bin/train", TRAIN.getBytes(StandardCharsets.UTF_8)))
          .withFile(PackageFile.text("a/data.txt", "weights\nscale 0.5\n"));
  /** Has a letter that ASCII lacks, where this machine has such names of files. */
  private static final String NAME =
      Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('é')
          ? "share/é.txt"
          : "share/e.txt";

  private static final TestPackage OTHER =
      TestPackage.of("other", "3").withFile(PackageFile.text(NAME, "other\n"));

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

  /** Puts the base into a registry. */
  private static void serve(LoopbackRegistry server) throws Exception {
    Image base = ImageProject.baseImage("2.36", "bin/sh");
    for (BlobSource blob : base.blobs()) {
      server.addBlob("team/base", bytes(blob));
    }
    server.addManifest(
        "team/base", "1", base.manifest().mediaType(), bytes(base.manifestBlob()));
  }

  private static byte[] bytes(BlobSource blob) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    blob.copyTo(out);
    return out.toByteArray();
  }

  @Test
  void reproduce_whatIsTheSame_isTheSameUnderAllConditions() throws Exception {
    ReproduceRequest request;
    ReproduceResult result;
    String built;
    try (LoopbackRegistry server = LoopbackRegistry.start()) {
      serve(server);
      project.from = server.host() + "/team/base:1";
      built = project.build().facts().digest();
      request = request(3, true, true, "train", "once");
      result = reproduce(request, Listener.SILENT);
    }

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
        .containsOnly(built);
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

  static void assertFilesOfCommand(FirstDifference difference) {
    // Quoted where a folder has a space.
    Matcher command =
        Pattern.compile("diffoscope (?:'([^']+)'|([^' ]+)) (?:'([^']+)'|([^' ]+))")
            .matcher(difference.command());
    assertThat(command.matches()).as(difference.command()).isTrue();
    for (int quoted : List.of(1, 3)) {
      String file = command.group(command.group(quoted) == null ? quoted + 1 : quoted);
      assertThat(Path.of(file)).exists();
    }
  }

  @Test
  void reproduce_experimentThatDiffers_isExplainedInEachRun() {
    ReproduceResult result = reproduce(request(7, false, false, "train", "many"), Listener.SILENT);

    List<FirstDifference> found =
        result.experiments().stream()
            .filter(one -> one.question() == Question.OUTPUT && one.run() > 1)
            .map(Experiment::difference)
            .toList();
    assertThat(found)
        .extracting(FirstDifference::path, FirstDifference::cause, FirstDifference::offset)
        .contains(
            tuple("out/x", Cause.LOCALE, 10L),
            tuple("out/x", Cause.FLOATING_POINT, 14L),
            tuple("out/x", Cause.ORDER, 0L),
            tuple("out/data.gz", Cause.COMPRESSION, 8L),
            tuple("out/m.pyc", Cause.BYTECODE, 8L));
    assertThat(found.get(0))
        .extracting(FirstDifference::path, FirstDifference::cause)
        .containsExactly("out/z", Cause.TIME_STAMP);
    assertThat(found).hasSize(6).allSatisfy(one -> assertFilesOfCommand(one));
    assertThat(found.get(1).excerpt()).isEqualTo(new Excerpt(true, "loss 0.125", "loss 0,125"));
    assertThat(found.get(4).excerpt().one()).startsWith("00 00 00 00 02 ");
    assertThat(found.get(5).excerpt().other()).startsWith("00 00 00 00 01 10 00 00 07 00 00 00 ");
    assertThat(result.rates())
        .extracting(Rate::question, Rate::identical, Rate::total)
        .containsExactly(tuple(Question.PREFIX, 7, 7), tuple(Question.OUTPUT, 0, 7));
    assertThat(result.below(new BigDecimal("0.9")))
        .singleElement()
        .extracting(problem -> problem.render())
        .asString()
        .startsWith(
            "HERM-REPRODUCE-001 R of the output: is 0/7, but expected at least 0.9; first out/z"
                + " (time stamp): it has the time of the run, as a number")
        .endsWith(
            "\n  Fix: remove what makes the difference, or lower hermetic.minimumR until it is");
    assertThat(result.events().subList(0, 4))
        .extracting(data -> data.flag("identical").orElseThrow())
        .containsExactly(true, false, true, false);
    assertThat(kept(result.experiments().get(5)).difference().why())
        .isEqualTo("numbers have another decimal or thousands separator");
  }

  /** What is done before a run begins. */
  @FunctionalInterface
  private interface Meddling {
    void before(int run) throws Exception;
  }

  private static Listener meddler(Meddling meddling) {
    return event -> {
      if (event instanceof Event.StageStarted one && one.stage().matches("reproduce:\\d+")) {
        try {
          meddling.before(Integer.parseInt(one.stage().substring("reproduce:".length())));
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    };
  }

  @Test
  void reproduce_whatChangesBetweenRuns_isNamed() throws Exception {
    Path archive = project.folder.resolve("channel/linux-64/" + TOOL.fileName());
    byte[] bytes = Files.readAllBytes(archive);
    Path program = project.file("app/run.sh", "run\n").folder.resolve("app/run.sh");
    project.files = List.of("app");
    TestPackage other =
        TestPackage.of("tool", "1.2")
            .withFile(PackageFile.text("a/data.txt", "weights\nscale 0.50000001\n"));
    Listener meddler =
        meddler(
            run -> {
              switch (run) {
                case 2 -> Files.delete(archive);
                case 3 -> {
                  Files.write(archive, bytes);
                  OciLayout.write(
                      project.folder.resolve("base"),
                      ImageProject.baseImage("2.37", "bin/sh"),
                      List.of());
                }
                case 4 -> {
                  project.base("bin/sh");
                  Files.setPosixFilePermissions(
                      program, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
                case 5 -> {
                  Files.setPosixFilePermissions(
                      program, PosixFilePermissions.fromString("rw-r--r--"));
                  project.lock(other, OTHER);
                }
                default -> {}
              }
            });

    ReproduceResult result = reproduce(request(5, true, true), meddler);

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
            tuple(3, Question.IMAGE, Optional.of(Cause.BASE)),
            tuple(4, Question.PREFIX, Optional.empty()),
            tuple(4, Question.IMAGE, Optional.of(Cause.PERMISSIONS)),
            tuple(5, Question.PREFIX, Optional.of(Cause.CHANNEL)),
            tuple(5, Question.IMAGE, Optional.of(Cause.FLOATING_POINT)));
    assertThat(result.experiments().get(2).result()).isEmpty();
    assertThat(result.rates())
        .extracting(Rate::identical, Rate::total)
        .containsExactly(tuple(3, 5), tuple(0, 5));
    FirstDifference mode = result.experiments().get(7).difference();
    assertThat(mode.path()).isEqualTo("app/run.sh");
    assertThat(mode.why()).isEqualTo("its mode is 0644 and 0755");
    assertFilesOfCommand(mode);
    for (int experiment : List.of(8, 9)) {
      FirstDifference content = result.experiments().get(experiment).difference();
      assertThat(content.path()).endsWith("a/data.txt");
      assertThat(content.owner()).isEqualTo("tool-1.2-0");
      assertThat(content.offset()).isEqualTo(17);
      assertThat(content.excerpt()).isEqualTo(new Excerpt(true, "scale 0.5", "scale 0.50000001"));
      assertFilesOfCommand(content);
    }
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
        .startsWith("nothing came out: HERM-REPRODUCE-005 ")
        .contains("; see what it printed in ")
        .endsWith("experiment.log");
  }
}
