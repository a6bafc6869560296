package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lock.BuildVariant.Kind;
import dev.hermetic.platform.VirtualPackage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildVariantTest {
  @ParameterizedTest
  @CsvSource({
    "cpu_mkl_py311h338015a_100, CPU",
    "cpu_generic_py311hbaf2b46_0, CPU",
    "py3.10_cpu_0, CPU",
    "py311h1_0_cpu, CPU",
    "cuda126_mkl_py311h1_300, CUDA",
    "py3.10_cuda11.8_cudnn8.7.0_0, CUDA",
    "py311h1_0_cuda, CUDA"
  })
  void build_saysTheVariant(String build, Kind kind) {
    assertThat(BuildVariant.of(build, List.of())).map(BuildVariant::kind).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"py311h338015a_0", "h1_cpython", "cpython_0", "cudnn8_0", "mkl", ""})
  void build_saysNothing(String build) {
    assertThat(BuildVariant.of(build, List.of("python"))).isEmpty();
  }

  @Test
  void dependencies_sayCuda() {
    assertThat(BuildVariant.of(null, List.of("cuda-version", "python")))
        .contains(new BuildVariant(Kind.CUDA, List.of("depends on cuda-version"), false));
    assertThat(BuildVariant.of("h1_0", List.of("__cuda")))
        .contains(new BuildVariant(Kind.CUDA, List.of("depends on __cuda"), true));
  }

  @Test
  void contradiction_makesNoClaim() {
    assertThat(BuildVariant.of("cpu_py311h1_0", List.of("cuda-version"))).isEmpty();
  }

  @Test
  void reason_saysNoMoreThanIsKnown() {
    BuildVariant cpu = new BuildVariant(Kind.CPU, List.of("build string says cpu"), false);
    BuildVariant cuda = new BuildVariant(Kind.CUDA, List.of("build string says cuda"), false);
    BuildVariant needing = new BuildVariant(Kind.CUDA, List.of("depends on __cuda"), true);
    List<VirtualPackage> driver = List.of(new VirtualPackage("__cuda", "11.4"));
    List<VirtualPackage> none = List.of(new VirtualPackage("__glibc", "2.28"));
    assertThat(VariantReason.of(cpu, null, null, null)).contains("not known here");
    assertThat(VariantReason.of(cpu, driver, null, null))
        .isEqualTo(
            "__cuda=11.4 is among the virtual packages; the lock does not record why no CUDA build"
                + " was taken");
    assertThat(VariantReason.of(cuda, driver, null, null))
        .isEqualTo("__cuda=11.4 is among the virtual packages");
    assertThat(VariantReason.of(cuda, none, null, null)).contains("does not record that it needs one");
    assertThat(VariantReason.of(needing, none, null, null)).contains("the lock does not fit them");
  }

  @Test
  void reason_namesTheSettingThatTheLockRecords() {
    BuildVariant cpu = new BuildVariant(Kind.CPU, List.of("build string says cpu"), false);
    BuildVariant cuda = new BuildVariant(Kind.CUDA, List.of("depends on __cuda"), true);
    List<VirtualPackage> driver = List.of(new VirtualPackage("__cuda", "12.4"));
    assertThat(VariantReason.of(cpu, List.of(), "none", null))
        .isEqualTo(
            "no __cuda is among the virtual packages (set with hermetic.cuda), so no build that"
                + " needs it can be taken");
    assertThat(VariantReason.of(cuda, driver, "12.4", null))
        .isEqualTo(
            "it needs __cuda, and __cuda=12.4 (set with hermetic.cuda) is among the virtual"
                + " packages");
    assertThat(VariantReason.of(cuda, driver, "11.8", null)).doesNotContain("hermetic.cuda");
  }

  @Test
  void unknownBuild_isNoEvidence() {
    assertThat(BuildVariant.of(null, List.of())).isEqualTo(Optional.empty());
  }

  @Test
  void reason_ofACpuBuildBesideADriver_isTheOneThatWasFound() {
    BuildVariant cpu = BuildVariant.of("cpu_py311", List.of()).orElseThrow();
    List<VirtualPackage> driver = List.of(new VirtualPackage("__cuda", "11.4"));
    assertThat(VariantReason.of(cpu, driver, null, "its CUDA build has a lower build number"))
        .isEqualTo(
            "__cuda=11.4 is among the virtual packages; its CUDA build has a lower build number");
  }
}
