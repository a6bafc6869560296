package dev.hermetic.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleChannelTest {
  /** Named only in constrains, to keep them out. */
  private static final Set<String> ABSENT =
      Set.of("pytorch-gpu", "pytorch-cpu", "numpy-base", "cudatoolkit");

  @ParameterizedTest
  @ValueSource(strings = {"linux-64", "osx-64", "osx-arm64", "win-64"})
  void packages_everyDependencyName_existsOnItsPlatform(String platform) {
    List<TestPackage> here =
        SampleChannel.packages().stream()
            .filter(p -> p.subdir().equals(platform) || p.subdir().equals("noarch"))
            .toList();
    Set<String> names = here.stream().map(TestPackage::name).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    for (TestPackage pack : here) {
      for (String spec : pack.depends()) {
        String name = spec.split(" ")[0];
        if (!name.startsWith("__") && !names.contains(name)) {
          missing.add(pack.distribution() + " -> " + spec);
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(names).doesNotContainAnyElementsOf(ABSENT);
    assertThat(names)
        .contains("python", "transformers", "spacy", "numpy", "pandas", "scikit-learn")
        .hasSizeGreaterThan(60);
  }

  @Test
  void packages_pytorch21_existsExceptOnWindows() {
    assertThat(SampleChannel.packages())
        .filteredOn(p -> p.name().equals("pytorch") && p.version().startsWith("2.1."))
        .extracting(TestPackage::subdir)
        .contains("linux-64", "osx-64", "osx-arm64")
        .doesNotContain("win-64");
  }

  @Test
  void packages_pythonBuild_needsThatPython() {
    TestPackage numpy =
        SampleChannel.packages().stream()
            .filter(p -> p.fileName().equals("numpy-1.26.4-py310_0.conda"))
            .filter(p -> p.subdir().equals("linux-64"))
            .findFirst()
            .orElseThrow();
    assertThat(numpy.depends())
        .containsExactly(
            "python >=3.10,<3.11.0a0",
            "python_abi 3.10.* *_cp310",
            "__glibc >=2.17,<3.0.a0",
            "libgcc >=14",
            "libstdcxx >=14",
            "libblas >=3.9.0,<4.0a0",
            "libcblas >=3.9.0,<4.0a0",
            "liblapack >=3.9.0,<4.0a0");
  }

  @Test
  void write_payloads_sayThatTheyAreSamples(@TempDir Path folder) {
    SampleChannel.main(new String[] {folder.toString()});
    assertThat(folder.resolve("linux-64/repodata.json.zst")).isNotEmptyFile();
    assertThat(folder.resolve("win-64/numpy-1.26.4-py310_0.conda")).exists();
    assertThat(SampleChannel.packages().get(0).files().get(0).content())
        .asString()
        .contains("holds no software");
    assertThat(Files.exists(folder.resolve("noarch/repodata.json"))).isTrue();
  }
}
