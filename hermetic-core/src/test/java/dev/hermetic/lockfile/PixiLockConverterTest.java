package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.record.PackageRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PixiLockConverterTest {
  @Test
  void environment_becomesACondaLockThatReadsBack() {
    Lockfile lock = convert(PixiSamples.V6, "default").lockfile();
    String text = new String(CondaLockWriter.write(lock), StandardCharsets.UTF_8);
    assertThat(CondaLockReader.parse(text, "conda-lock.yml")).isEqualTo(lock);
    assertThat(lock.packages())
        .extracting(
            p -> p.manager().key() + " " + p.name() + " " + p.version() + " " + p.platform())
        .containsExactly(
            "conda pip 24.0 linux-64",
            "conda pip 24.0 osx-arm64",
            "conda python 3.12.0 linux-64",
            "pip idna 3.6 linux-64",
            "pip requests 2.31.0 linux-64");
    assertThat(lock.metadata().sources()).containsExactly("pixi.lock");
    assertThat(lock.metadata().custom()).containsEntry("pixi_environment", "default");
    assertThat(lock.metadata().contentHash()).isEmpty();
  }

  @Test
  void condaPackage_keepsAddressDigestsAndDependencies() {
    LockedPackage python = named("python", convert(PixiSamples.V6, "default").lockfile());
    assertThat(python.url())
        .endsWith("/conda-forge/linux-64/python-3.12.0-hab00c5b_0_cpython.conda");
    assertThat(python.md5()).isEqualTo(PixiSamples.MD5);
    assertThat(python.sha256()).isEqualTo(PixiSamples.SHA);
    assertThat(python.dependencies())
        .containsEntry("libffi", ">=3.4,<4.0a0")
        .containsEntry("__glibc", ">=2.17,<3.0.a0");
    assertThat(python.category()).isEqualTo("main");
  }

  /** Neither the extra's nor what a marker kept out; the marker that let a package in counts. */
  @Test
  void pythonDependencies_areThoseThatTheEnvironmentHolds() {
    LockedPackage requests = named("requests", convert(PixiSamples.V6, "default").lockfile());
    assertThat(requests.manager()).isEqualTo(Manager.PIP);
    assertThat(requests.dependencies()).containsOnlyKeys("idna");
    assertThat(requests.dependencies().get("idna")).isEqualTo("<4,>=2.5");
  }

  @Test
  void records_areAtHandByPlatform() {
    var records = convert(PixiSamples.V7, "default").records();
    assertThat(records).containsOnlyKeys(Platform.LINUX_64, Platform.OSX_64);
    assertThat(records.get(Platform.OSX_64))
        .extracting(PackageRecord::name)
        .containsExactly("tool", "tzdata");
  }

  @Test
  void explicitFile_followsFromIt() {
    Lockfile lock = convert(PixiSamples.V7, "default").lockfile();
    byte[] file = ExplicitLockWriter.write(lock, Platform.LINUX_64);
    assertThat(new String(file, StandardCharsets.UTF_8))
        .contains(
            "@EXPLICIT\nhttps://conda.anaconda.org/conda-forge/linux-64/zlib-1.3.1-"
                + "hb9d3cd8_2.conda#"
                + PixiSamples.MD5);
  }

  @Test
  void whatCannotBeHeld_isToldAllAtOnce() {
    assertThat(problems(PixiSamples.V7, "build"))
        .isEqualTo(
            """
            HERM-LOCK-034 pixi.lock:48:3: app is built from source, which a conda-lock.yml cannot \
            hold
              Fix: use a package from a channel or an index instead, or install with pixi
            HERM-LOCK-034 pixi.lock:58:3: two is built from source, which a conda-lock.yml cannot \
            hold
              Fix: use a package from a channel or an index instead, or install with pixi
            HERM-LOCK-034 pixi.lock:62:3: local is a file beside the lock, which a conda-lock.yml \
            cannot hold
              Fix: use a package from a channel or an index instead, or install with pixi
            HERM-LOCK-034 pixi.lock:65:3: own is no file of a web server, which a conda-lock.yml \
            cannot hold
              Fix: use a package from a channel or an index instead, or install with pixi""");
  }

  @Test
  void missingMd5_isLocated() {
    String md5 = "  md5: " + PixiSamples.MD5 + "\n";
    String text = PixiSamples.V7.replace(md5 + "  license: Zlib", "  license: Zlib");
    assertThat(problems(text, "default"))
        .isEqualTo(
            "HERM-LOCK-009 pixi.lock:31:3: the conda package zlib has no md5, which CEP-37"
                + " requires\n  Fix: run `pixi lock` to write the file anew");
  }

  @Test
  void packageTwice_isAProblem() {
    String line =
        "      - conda: https://conda.anaconda.org/conda-forge/linux-64/zlib-1.3.1-"
            + "hb9d3cd8_2.conda\n";
    String text = PixiSamples.V7.replaceFirst(line, line + line);
    assertThat(problems(text, "default"))
        .startsWith(
            "HERM-LOCK-035 pixi.lock:32:3: zlib is locked twice for linux-64\n"
                + "  Fix: run `pixi lock`");
  }

  @Test
  void twoPlatformsOfOneKind_areAProblem() {
    String text = PixiSamples.V7.replace("subdir: osx-64\nenv", "subdir: linux-64\nenv");
    assertThat(problems(text, "default"))
        .isEqualTo(
            "HERM-LOCK-036 pixi.lock:17:7: the platforms linux-64 and old-mac are both linux-64,"
                + " and a conda-lock.yml holds one of a kind\n  Fix: leave one of them out of the"
                + " environment's platforms in pixi.toml, then run `pixi lock`");
  }

  @Test
  void unknownEnvironment_listsTheOthers() {
    assertThat(problems(PixiSamples.V6, "prod"))
        .isEqualTo(
            "HERM-LOCK-037 pixi.lock: there is no environment prod\n"
                + "  Fix: name one of default, test");
  }

  private static PixiLockConverter.Converted convert(String text, String environment) {
    return PixiLockConverter.convert(
        PixiLockReader.parse(text, "pixi.lock"), environment, "pixi.lock");
  }

  private static LockedPackage named(String name, Lockfile lock) {
    List<LockedPackage> found =
        lock.packages().stream().filter(one -> one.name().equals(name)).toList();
    return found.get(0);
  }

  private static String problems(String text, String environment) {
    var thrown =
        assertThatExceptionOfType(HermeticException.class)
            .isThrownBy(() -> convert(text, environment));
    return thrown.actual().problems().stream()
        .map(Problem::render)
        .collect(Collectors.joining("\n"));
  }
}
