package dev.hermetic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> NAMES =
      List.of("numpy", "numba", "scikit-learn", "scikit-image", "pytorch", "pandas", "r-base");

  @ParameterizedTest
  @CsvSource({
    "nunpy, numpy",
    "numyp, numpy",
    "scikitlearn, scikit-learn",
    "scikit_learn, scikit-learn",
    "torch, pytorch",
    "sklearn, scikit-learn",
    "skimage, scikit-image",
    "numba-gpu, numba",
    "panda, pandas"
  })
  void nearest_ofAMisspeltName_isTheNameMeant(String wrong, String meant) {
    assertThat(Spelling.nearest(wrong, NAMES).get(0)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"tensorflow", "xx"})
  void nearest_ofAnUnrelatedName_isNothing(String wrong) {
    assertThat(Spelling.nearest(wrong, NAMES)).isEmpty();
  }
}
