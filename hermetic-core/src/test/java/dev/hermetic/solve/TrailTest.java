package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.platform.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrailTest {
  private static final int[] NONE = {};

  private final Pool pool =
      new Pool(
          new SolveRequest(
              Platform.LINUX_64, List.of(), List.of(), List.of(), ChannelPriority.STRICT, null),
          (asked, base) -> true);

  private final Assignment assignment = new Assignment();
  private final Model model = new Model(pool, assignment);
  private final Trail trail = new Trail(pool, assignment, model, new NeededNames(model));
  private final Name name = model.name(0);
  private final int pair;
  private final int single;
  private final int rest;

  TrailTest() {
    name.variables = new int[6];
    name.open = 6;
    pair = group(null, 0, 1).variable;
    single = group(null, 2).variable;
    rest = group(null, 3, 4, 5).variable;
  }

  private Group group(@Nullable Group parent, int... members) {
    return model.newGroup(name, parent, members, NONE, NONE);
  }

  @Test
  void ruleOut_othersOfAName_countsThemUntilTheyAreTakenBack() {
    trail.decide(Assignment.positive(pair));
    assertThat(name.open).isEqualTo(4);

    assertThat(ruleOut(pair, pair, single, rest)).isEqualTo(-1);
    assertThat(ruleOut(pair, pair, single, rest)).isEqualTo(-1);

    assertThat(name.open).isZero();
    assertThat(name.chosen).isEqualTo(pair);
    assertThat(assignment.value(single)).isNegative();
    assertThat(assignment.reason(rest))
        .isEqualTo(Assignment.because(Assignment.positive(pair)));
    assertThat(assignment.level(rest)).isEqualTo(1);

    trail.backtrack(0);
    assertThat(name.open).isEqualTo(6);
    assertThat(name.chosen).isEqualTo(Name.NONE_CHOSEN);
    assertThat(assignment.value(rest)).isZero();
  }

  @Test
  void ruleOut_oneThatIsTrue_isTold() {
    trail.decide(Assignment.positive(single));

    assertThat(ruleOut(-1, pair, single, rest)).isEqualTo(single);

    assertThat(name.open).isEqualTo(3);
    assertThat(assignment.value(rest)).isZero();
    trail.backtrack(0);
    assertThat(name.open).isEqualTo(6);
  }

  @Test
  void ruleOut_groupWithParts_countsTheParts() {
    Group whole = model.group(rest);
    List<Group> parts = List.of(group(whole, 3), group(whole, 4, 5));
    model.part(whole, parts);
    trail.decide(Assignment.positive(pair));

    assertThat(ruleOut(pair, pair, single, rest)).isEqualTo(-1);
    assertThat(name.open).isEqualTo(3);
    assertThat(ruleOut(-1, parts.get(0).variable, parts.get(1).variable)).isEqualTo(-1);
    assertThat(name.open).isZero();

    trail.backtrack(0);
    assertThat(name.open).isEqualTo(6);
  }

  private int ruleOut(int but, int... groups) {
    return trail.ruleOut(groups, but, Assignment.positive(pair));
  }
}
