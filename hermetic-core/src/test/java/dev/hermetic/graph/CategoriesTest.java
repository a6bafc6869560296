package dev.hermetic.graph;

import static dev.hermetic.platform.Platform.LINUX_64;
import static dev.hermetic.platform.Platform.OSX_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.diff.Locks;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoriesTest {
  private static List<String> assigned(Locks locks) {
    return Categories.assign(locks.lock(), locks.roots()).packages().stream()
        .map(one -> one.name() + " " + one.category() + (one.optional() ? "?" : ""))
        .toList();
  }

  @Test
  void assign_mainWins_othersAddUp() {
    assertThat(
            assigned(
                Locks.on(LINUX_64)
                    .spec("app")
                    .category("dev")
                    .spec("pytest")
                    .category("docs")
                    .spec("sphinx")
                    .has("app", "1", "0", "zlib", "__glibc")
                    .has("pytest", "1", "0", "pluggy", "zlib")
                    .has("sphinx", "1", "0", "pluggy")
                    .has("pluggy", "1", "0", "pytest")
                    .has("zlib", "1", "0")))
        .containsExactly(
            "app main", "pluggy dev?", "pluggy docs?", "pytest dev?", "pytest docs?",
            "sphinx docs?", "zlib main");
  }

  @Test
  void assign_unreachedPackage_isMain() {
    Locks locks = Locks.on(LINUX_64).category("dev").spec("a").has("a", "1", "0").has("b", "1", "0");
    assertThat(assigned(locks)).containsExactly("a dev?", "b main");
  }

  /** Without the category of the pip package, its numpy would be left out with {@code dev}. */
  @Test
  void assign_whatPipPackagesNeedOfConda_isInTheirCategory() {
    assertThat(
            assigned(
                Locks.on(LINUX_64)
                    .category("dev")
                    .spec("numpy")
                    .spec("pandas")
                    .category("main")
                    .spec("python")
                    .pipSpec("app")
                    .category("docs")
                    .pipSpec("Pandas")
                    .has("python", "3.11.1", "0")
                    .has("blas", "1", "0")
                    .has("numpy", "2", "0", "python", "blas")
                    .has("pandas", "2", "0", "python")
                    .pip("app", "1", "numpy >=1", "helper")
                    .pip("helper", "1")))
        .containsExactly(
            "blas main", "numpy main", "pandas dev?", "pandas docs?", "python main", "app main",
            "helper main");
  }

  @Test
  void assign_isForEachPlatform_andForgetsWhatWas() {
    Locks locks =
        Locks.on(LINUX_64, OSX_64)
            .category("dev")
            .spec("a")
            .hasOn(LINUX_64, "a", "1", "0", "b")
            .hasOn(OSX_64, "a", "1", "0")
            .hasIn("docs", "b", "1", "0")
            .hasIn("dev", "b", "1", "0");
    assertThat(assigned(locks)).containsExactly("a dev?", "a dev?", "b dev?", "b main");
  }
}
