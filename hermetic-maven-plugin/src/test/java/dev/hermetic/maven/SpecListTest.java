package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpecListTest {
  @Test
  void split_leavesCommasOfConstraintsAlone() {
    assertThat(SpecList.split("pytorch,numpy>=1.26,<2, openssl ,"))
        .containsExactly("pytorch", "numpy>=1.26,<2", "openssl");
    assertThat(SpecList.split("a[version='>=1,<2',build=x],b")).containsExactly(
        "a[version='>=1,<2',build=x]", "b");
    assertThat(SpecList.split(" , ")).isEmpty();
  }
}
