package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Groups against what their members say one by one. */
class GroupsTest {
  private static final int ROUNDS = 300;
  private static final int MOST = 40;

  private final Name name = new Name(0);
  private int variables = 100;

  @Test
  void groups_splitByRandomSpecs_areTheMembersOfBefore() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(MOST);
      List<Group> expected = randomGroups(random, size);
      Groups groups = new Groups();
      expected.forEach(groups::add);
      for (int spec = 0; spec < 5; spec++) {
        Matching matching = random(random, size);
        List<Group> parted = expected.stream().filter(one -> matching.parts(one.members)).toList();
        assertThat(groups.parted(matching)).isEqualTo(parted);
        for (Group group : parted) {
          int[][] parts = matching.partition(group.members);
          boolean matchedFirst = matching.has(group.members[0]);
          Group first = group(parts[matchedFirst ? 0 : 1]);
          Group second = group(parts[matchedFirst ? 1 : 0]);
          groups.replace(group, first, second);
          expected.remove(group);
          expected.addAll(List.of(first, second));
          expected.sort(Comparator.comparingInt(one -> one.members[0]));
        }
        assertThat(IntStream.range(0, groups.size()).mapToObj(groups::get)).isEqualTo(expected);
        assertThat(groups.variablesWithout(matching))
            .containsExactly(
                expected.stream()
                    .filter(one -> !matching.has(one.members[0]))
                    .mapToInt(one -> one.variable)
                    .toArray());
      }
      groups.clear();
      assertThat(groups.size()).isZero();
      assertThat(groups.variablesWithout(Matching.all(size))).isEmpty();
    }
  }

  private List<Group> randomGroups(Random random, int size) {
    List<Ints> members = new ArrayList<>();
    for (int candidate = 0; candidate < size; candidate++) {
      int of = random.nextInt(members.size() + 1);
      if (of == members.size()) {
        members.add(new Ints());
      }
      members.get(of).add(candidate);
    }
    List<Group> groups = new ArrayList<>();
    members.forEach(of -> groups.add(group(of.toArray())));
    return groups;
  }

  private Group group(int... members) {
    return new Group(variables++, name, null, members, new int[0], new int[0]);
  }

  private static Matching random(Random random, int size) {
    int one = random.nextInt(4);
    return Matching.of(size, i -> one == 0 || random.nextInt(4) < one);
  }
}
