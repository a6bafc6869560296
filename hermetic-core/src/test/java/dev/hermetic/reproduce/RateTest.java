package dev.hermetic.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hermetic.ledger.MachineClass;
import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateTest {
  private static List<Experiment> experiments(String inputs, String... results) {
    List<Experiment> experiments = new ArrayList<>();
    for (String result : results) {
      int run = experiments.size() + 1;
      TreeMap<String, String> conditions = new TreeMap<>();
      conditions.put("folder", "r" + run);
      experiments.add(
          new Experiment(
              Question.PREFIX, inputs, result, "machine " + run % 2, run, conditions, 1, null));
    }
    return experiments;
  }

  private static Rate rate(String... results) {
    return Rate.of(experiments("i", results)).get(0);
  }

  @Test
  void rate_mostFrequentResult_isWhatOthersAreHeldAgainst() {
    assertThat(rate("a", "a", "a")).isEqualTo(new Rate(Question.PREFIX, "i", "a", 3, 3, 2, 3));
    assertThat(rate("b", "a", "a").identical()).isEqualTo(2);
    assertThat(rate("a", "b").identical()).isZero();
    assertThat(rate("a", "", "").identical()).isZero();
    assertThat(rate("a", "b").proportion().orElseThrow().rate()).isZero();
    assertThat(rate("a").proportion()).isEmpty();
    assertThat(rate("a", "a", "b", "").proportion().orElseThrow().rate()).isEqualTo(0.5);
  }

  @Test
  void rates_ofOtherInputs_areApart() {
    List<Experiment> all = new ArrayList<>(experiments("i", "a", "a"));
    all.addAll(experiments("j", "b"));
    assertThat(Rate.of(all)).extracting(Rate::inputs, Rate::total).hasSize(2)
        .containsExactly(
            tuple("i", 2), tuple("j", 1));
    assertThat(Rate.of(List.of())).isEmpty();
  }

  @Test
  void below_oneExperiment_isNoFigure() {
    ReproduceResult one =
        new ReproduceResult(
            "linux-64", "", experiments("i", "a"), Rate.of(experiments("i", "a")), Optional.empty());
    assertThat(one.below(BigDecimal.ZERO))
        .singleElement()
        .extracting(problem -> problem.render())
        .isEqualTo(
            "HERM-REPRODUCE-002 R of the prefix: there is one experiment, which is compared with"
                + " nothing, but hermetic.minimumR asks for a figure\n"
                + "  Fix: set hermetic.reproduce.runs to 2 or more, or keep the experiments of"
                + " other machines in the ledger");
    // 2/3 is not 0.667, and no rounding makes it so.
    List<Experiment> three = experiments("i", "a", "a", "b");
    ReproduceResult result =
        new ReproduceResult("linux-64", "", three, Rate.of(three), Optional.empty());
    assertThat(result.below(new BigDecimal("0.667"))).hasSize(1);
    assertThat(result.below(new BigDecimal("0.666"))).isEmpty();
  }

  @Test
  void control_isToldWithAndWithoutFigure() {
    Control known =
        new Control(
            "2026-01-01",
            "2026-06-01",
            7,
            List.of(new Control.Drift("numpy", "1.26.4 py311_0", "2.0.0 py311_0")),
            "");
    Control missing = new Control("a", "b", 0, List.of(), "HERM-NET-001 cannot be reached");
    assertThat(ReproduceText.lines(result(known), TextStyle.ASCII))
        .containsExactly(
            "Without the lock, from 2026-01-01 to 2026-06-01: 1 of 7 packages is not the same",
            "  numpy: 1.26.4 py311_0 to 2.0.0 py311_0");
    assertThat(ReproduceText.lines(result(missing), TextStyle.ASCII))
        .containsExactly(
            "Without the lock, from a to b: not measured, HERM-NET-001 cannot be reached");
    assertThat(result(known).events().get(0).data("control").items("drifted"))
        .singleElement()
        .satisfies(one -> assertThat(one.text("from")).contains("1.26.4 py311_0"));
    assertThat(ReproduceJson.of(result(missing))).contains("\"missing\" : \"HERM-NET-001");
  }

  private static ReproduceResult result(Control control) {
    return new ReproduceResult("linux-64", "", List.of(), List.of(), Optional.of(control));
  }

  @Test
  void shuffledLock_hasTheSamePackagesInAnotherOrder() {
    String head = "version: 1\nmetadata:\n  x: 1\npackage:\n";
    String items = "- name: a\n  v: 1\n- name: b\n  v: 2\n- name: c\n  w:\n  - x\n";
    assertThat(ShuffledLock.of(head + items + "last: 1\n", 2).orElseThrow())
        .startsWith(head)
        .endsWith("last: 1\n")
        .contains("- name: a\n  v: 1\n", "- name: b\n  v: 2\n", "- name: c\n  w:\n  - x\n")
        .isNotEqualTo(head + items + "last: 1\n");
    assertThat(ShuffledLock.of("package: []\n", 2)).isEmpty();
  }

  @Test
  void machine_hasAnIdentityThatTellsNothing(@TempDir Path temp) throws IOException {
    Path id = Files.writeString(temp.resolve("id"), "0123456789abcdef0123456789abcdef\n");
    MachineClass kind = new MachineClass("linux", "amd64", "2", 17);
    assertThat(MachineIdentity.of(id, kind)).matches("[0-9a-f]{12}").isNotEqualTo("0123456789ab");
    assertThat(MachineIdentity.of(temp.resolve("none"), kind)).isEqualTo(kind.text());
  }

  @Test
  void problems_areTold(@TempDir Path temp) {
    assertThatThrownBy(() -> new Outputs(temp, temp, List.of("../out/*")))
        .hasMessage(
            "HERM-REPRODUCE-008 hermetic.reproduce.outputs: `../out/*` is no pattern of files in"
                + " the project's folder\n  Fix: write it relative to the project's folder and"
                + " without `..`, for example out/**/*.csv");
    assertThat(ReproduceProblems.noBuild(Path.of("/w/install.log"), "exit code 1"))
        .hasMessage(
            "HERM-REPRODUCE-004 /w/install.log: the process that rebuilds did not come to an end:"
                + " exit code 1\n  Fix: see that file; java and, but on Windows, /bin/sh have to"
                + " be there");
    assertThat(ReproduceProblems.cannotUse(Path.of("/w"), new IOException("disk full")))
        .hasMessage(
            "HERM-REPRODUCE-003 /w: cannot be read or written: disk full\n  Fix: make the folder"
                + " writable and give it free space, then run the goal again");
  }
}
