package dev.hermetic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.text.TextTree;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoingTogetherTest {
  private static final GoingTogether TOGETHER =
      new GoingTogether(Plan.of(Map.of()), new Wording(root -> root.spec().name()));

  private static Told told(String spec, Edit... edits) {
    Finding finding =
        new Finding(
            new TreeSet<>(List.of(Platform.LINUX_64)),
            List.of(new RootSpec(MatchSpec.parse(spec), new Location("environment.yml", 2, 5))),
            List.of(),
            Explanation.Kind.CLASH,
            spec + " cannot be met",
            "",
            "",
            new TextTree(""),
            true,
            List.of());
    return new Told(finding, List.of(edits), false);
  }

  private static Edit setting(String name, String value) {
    return new Edit.Setting(name, request -> request, false, "", "set " + name + "=" + value);
  }

  @Test
  void of_changesOfTheSameSettingInTwoWays_saysThatTheyAreForOneAfterTheOther() {
    assertThat(TOGETHER.of(List.of(told("a", setting("x", "1")), told("b", setting("x", "2")))))
        .extracting(Told::oneByOne)
        .containsExactly(true, true);
  }

  @Test
  void of_changesOfWhichTheSecondGoesTogether_putsItFirst() {
    List<Told> told =
        TOGETHER.of(
            List.of(
                told("a", setting("x", "1")), told("b", setting("x", "2"), setting("y", "3"))));
    assertThat(told).extracting(Told::oneByOne).containsExactly(false, false);
    assertThat(told)
        .extracting(Told::texts)
        .containsExactly(List.of("set x=1"), List.of("set y=3", "set x=2"));
  }

  @Test
  void of_changesThatGoTogether_leavesThemAsTheyAre() {
    List<Told> told = List.of(told("a", setting("x", "1")), told("b", setting("x", "1")));
    assertThat(TOGETHER.of(told)).isSameAs(told);
  }

  /** So many combinations would take for ever. */
  @Test
  void of_manyClashesThatContradictEachOther_endsSoon() {
    List<Told> told =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    told("a" + i, setting("x", "a" + i), setting("x", "b" + i), setting("y" + i, "1")))
            .toList();
    assertThat(TOGETHER.of(told)).hasSize(20);
  }
}
