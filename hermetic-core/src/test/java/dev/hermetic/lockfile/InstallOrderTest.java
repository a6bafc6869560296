package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallOrderTest {
  @Test
  void sort_chain_putsDependenciesFirst() {
    assertThat(
            InstallOrder.sort(
                Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of(), "d", List.of())))
        .containsExactly("c", "d", "b", "a");
  }

  @Test
  void sort_namesOnlyDependedOn_takePartInTheRounds() {
    assertThat(InstallOrder.sort(Map.of("a", List.of("__unix"), "b", List.of())))
        .containsExactly("__unix", "b", "a");
  }

  @Test
  void sort_pythonAndPip_putsPythonFirst() {
    assertThat(
            InstallOrder.sort(
                Map.of("python", List.of("pip"), "pip", List.of("python"), "x", List.of())))
        .containsExactly("python", "x", "pip");
  }

  @Test
  void sort_cycle_breaksItAtFewestThenName() {
    assertThat(
            InstallOrder.sort(
                Map.of("a", List.of("b", "c"), "b", List.of("c"), "c", List.of("b"), "d",
                    List.of("d"))))
        .containsExactly("d", "b", "c", "a");
  }
}
