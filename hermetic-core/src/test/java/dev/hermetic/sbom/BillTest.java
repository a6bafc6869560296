package dev.hermetic.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.sbom.Component.Kind;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BillTest {
  private static final Component SUBJECT = component("subject", Kind.ENVIRONMENT);
  private static final Component A = component("a", Kind.CONDA);
  private static final Component B = component("b", Kind.PYPI);

  @Test
  void bill_inAnyOrder_isEqual() {
    Bill one = bill(List.of(B, A), "a", "b");
    Bill other = bill(List.of(A, B), "a", "b");
    assertThat(one).isEqualTo(other);
    assertThat(one.components()).containsExactly(A, B);
    assertThat(one.needs("a")).containsExactly("b");
    assertThat(one.needs("b")).isEmpty();
    assertThat(one.components(Kind.PYPI)).containsExactly(B);
    assertThat(one.component("a")).contains(A);
    assertThat(one.component("subject")).isEmpty();
  }

  @Test
  void bill_whatIsNotAComponent_isRefused() {
    assertThatThrownBy(() -> bill(List.of(A), "a", "c"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bill(List.of(A, A), "a", "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Bill bill(List<Component> components, String from, String to) {
    TreeMap<String, SortedSet<String>> needs = new TreeMap<>();
    needs.put(from, new TreeSet<>(List.of(to)));
    return new Bill(SUBJECT, components, needs, new TreeSet<>());
  }

  private static Component component(String id, Kind kind) {
    return new Component(
        id,
        kind,
        id,
        "1",
        new TreeSet<>(),
        "",
        Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        "",
        new TreeMap<>(),
        new TreeMap<>());
  }
}
