package dev.hermetic.base;

import static dev.hermetic.base.BaseKit.base;
import static dev.hermetic.base.BaseKit.image;
import static dev.hermetic.base.BaseKit.libc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hermetic.base.BaseKit.Layer;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaseGateTest {
  private static final Layer GLIBC_228 =
      new Layer().file("lib64/libc.so.6", libc("2.28"));

  private static BaseNeeds needs(Map<String, String> glibc, String... paths) {
    return new BaseNeeds(new TreeMap<>(glibc), null, List.of(paths));
  }

  private static String refusal(BaseImage base, BaseNeeds needs) {
    return catchThrowable(() -> BaseGate.check(base, needs)).getMessage();
  }

  @Test
  void check_newEnough_passes() {
    assertThatCode(
            () ->
                BaseGate.check(
                    base(GLIBC_228),
                    needs(Map.of("numpy 1.24.2", ">=2.17,<3.0.a0"), "/opt/conda/envs/ml")))
        .doesNotThrowAnyException();
  }

  @Test
  void check_olderGlibc_isTold() {
    assertThat(
            refusal(
                base(new Layer().file("lib64/libc.so.6", libc("2.31"))),
                needs(
                    Map.of(
                        "numpy 1.24.2", ">=2.34",
                        "python 3.11.2", ">=2.34,<3.0.a0",
                        "zlib 1.2", ">=2.17"))))
        .isEqualTo(
            "HERM-BASE-001 base:1: it has glibc 2.31 (lib64/libc.so.6), which is too old for numpy"
                + " 1.24.2 (`__glibc >=2.34`), python 3.11.2 (`__glibc >=2.34,<3.0.a0`)\n"
                + "  Fix: take a newer base (hermetic.image.from), or lock for an older glibc in"
                + " virtual-packages.yml");
  }

  @Test
  void check_musl_isTold() {
    assertThat(
            refusal(
                base(new Layer().file("lib/ld-musl-x86_64.so.1", "x")),
                needs(Map.of("python 3.11.2", ">=2.17"))))
        .isEqualTo(
            "HERM-BASE-002 base:1: it has musl in place of glibc, and without it nothing of this"
                + " runs: python 3.11.2 (`__glibc >=2.17`)\n"
                + "  Fix: take a base with glibc (hermetic.image.from), for example debian:12-slim");
  }

  @Test
  void check_manyPackages_areCounted() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 8; i++) {
      many.put("p" + i, ">=2.17");
    }
    assertThat(refusal(scratch(), needs(many)))
        .contains("it has no glibc", "p4 (`__glibc >=2.17`), 3 more")
        .doesNotContain("p5");
  }

  private static BaseImage scratch() {
    return new BaseImage(
        "scratch", Optional.empty(), Optional.empty(), Optional.empty(), BaseFiles.NONE);
  }

  @Test
  void check_nothingNeedsGlibc_passesFromScratch() {
    assertThatCode(() -> BaseGate.check(scratch(), needs(Map.of(), "/opt/env")))
        .doesNotThrowAnyException();
  }

  @Test
  void check_prefixThroughLink_isTold() {
    assertThat(
            refusal(
                base(new Layer().link("opt", "usr/opt").folder("usr/opt")),
                needs(Map.of(), "/opt/conda/envs/ml")))
        .isEqualTo(
            "HERM-BASE-003 base:1: /opt is a symbolic link there (to usr/opt), and"
                + " /opt/conda/envs/ml in the image would put a folder in its place, for all that the"
                + " base has behind it\n"
                + "  Fix: name a place that is behind no link of the base (hermetic.image.prefix,"
                + " hermetic.image.workdir)");
  }

  @Test
  void check_prefixIsALinkItself_isTold() {
    assertThat(
            refusal(base(new Layer().link("opt/env", "/data")), needs(Map.of(), "/opt/env")))
        .contains("/opt/env is a symbolic link there (to /data)");
  }

  @Test
  void check_prefixOnAFile_isTold() {
    assertThat(refusal(base(new Layer().file("app", "x")), needs(Map.of(), "/app/src")))
        .isEqualTo(
            "HERM-BASE-004 base:1: /app is a file there, and /app/src in the image needs a folder in"
                + " its place\n"
                + "  Fix: name another place (hermetic.image.prefix, hermetic.image.workdir)");
  }

  @Test
  void check_baseForNewerCuda_isTold() {
    BaseNeeds needs = new BaseNeeds(new TreeMap<>(), "11.4", List.of());
    String required = "cuda>=12.2 brand=tesla,driver>=470,driver<471";

    assertThat(refusal(base(image(Map.of("NVIDIA_REQUIRE_CUDA", required), new Layer())), needs))
        .isEqualTo(
            "HERM-BASE-005 base:1: it starts only where the driver has CUDA 12.2"
                + " (NVIDIA_REQUIRE_CUDA), and the lock is for machines with 11.4\n"
                + "  Fix: take a base for CUDA 11.4 or one without CUDA (the packages bring it), or"
                + " lock with a newer hermetic.cuda");
    assertThatCode(
            () ->
                BaseGate.check(
                    base(image(Map.of("NVIDIA_REQUIRE_CUDA", "cuda>=11.4"), new Layer())), needs))
        .doesNotThrowAnyException();
  }

  @Test
  void check_severalThings_areToldAtOnce() {
    assertThat(
            refusal(
                base(new Layer().file("lib64/libc.so.6", libc("2.17")).link("opt", "x")),
                needs(Map.of("a 1", ">=2.28"), "/opt/env")))
        .contains("HERM-BASE-001", "HERM-BASE-003");
  }

  @Test
  void needs_ofLockedPackages_areTheirConstraints() {
    BaseNeeds needs =
        BaseNeeds.of(
            List.of(
                conda("python", Map.of("__glibc", ">=2.17,<3.0.a0")),
                conda("tzdata", Map.of()),
                conda("pytorch", Map.of("__cuda", ""))),
            Optional.of(
                List.of(new VirtualPackage("__cuda", "11.4"), new VirtualPackage("__glibc", "2.28"))),
            List.of("/opt/b", "/opt/a", "/opt/a"));

    assertThat(needs.glibc()).containsExactly(Map.entry("python 1", ">=2.17,<3.0.a0"));
    assertThat(needs.cuda()).isEqualTo("11.4");
    assertThat(needs.paths()).containsExactly("opt/a", "opt/b");
  }

  @Test
  void needs_noPackageWithCuda_asksForNoDriver() {
    assertThat(
            BaseNeeds.of(
                    List.of(conda("python", Map.of())),
                    Optional.of(List.of(new VirtualPackage("__cuda", "11.4"))),
                    List.of())
                .cuda())
        .isNull();
  }

  @Test
  void needs_ofWheels_areInTheirNames() {
    BaseNeeds needs =
        BaseNeeds.of(
            List.of(
                wheel("a", "a-1-cp311-cp311-manylinux_2_28_x86_64.whl"),
                wheel("b", "b-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"),
                wheel("c", "c-1-cp311-cp311-manylinux_2_5_x86_64.manylinux1_x86_64.whl"),
                wheel("d", "d-1-py3-none-any.whl"),
                wheel("e", "e-1.tar.gz")),
            Optional.empty(),
            List.of());

    assertThat(needs.glibc())
        .containsExactly(
            Map.entry("a 1", ">=2.28"), Map.entry("b 1", ">=2.17"), Map.entry("c 1", ">=2.5"));
  }

  private static LockedPackage conda(String name, Map<String, String> dependencies) {
    return locked(name, LockedPackage.Manager.CONDA, name + "-1-0.conda", dependencies);
  }

  private static LockedPackage wheel(String name, String file) {
    return locked(name, LockedPackage.Manager.PIP, file, Map.of());
  }

  private static LockedPackage locked(
      String name, LockedPackage.Manager manager, String file, Map<String, String> dependencies) {
    return new LockedPackage(
        name,
        "1",
        manager,
        Platform.LINUX_64,
        new TreeMap<>(dependencies),
        "https://example.org/" + file,
        null,
        null,
        null,
        null,
        "main");
  }
}
