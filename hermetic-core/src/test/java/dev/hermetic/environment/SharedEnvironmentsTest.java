package dev.hermetic.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real and odd files of other tools' test suites and of public repositories. */
class SharedEnvironmentsTest {
  private static SortedMap<String, Path> files(Path base) throws IOException {
    try (Stream<Path> walk = Files.walk(base)) {
      SortedMap<String, Path> files = new TreeMap<>();
      walk.filter(Files::isRegularFile)
          .forEach(file -> files.put(base.relativize(file).toString().replace('\\', '/'), file));
      return files;
    }
  }

  private static Environment read(Path base, String file) {
    return EnvironmentReader.read(new EnvironmentSource(base, List.of(Path.of(file))));
  }

  /** {@code ok}, or the codes of the warnings, or {@code fails} with the codes of the problems. */
  private static String outcome(Path base, String file) {
    try {
      List<Problem> warnings = read(base, file).warnings();
      return warnings.isEmpty() ? "ok" : codes(warnings);
    } catch (HermeticException e) {
      assertThat(e.problems()).allSatisfy(p -> assertThat(p.subject()).startsWith(file));
      return "fails " + codes(e.problems());
    }
  }

  private static String codes(List<Problem> problems) {
    return problems.stream().map(Problem::code).collect(Collectors.joining(" "));
  }

  @Test
  void read_unusualFiles_readOrFailClearly() throws IOException {
    Path base = SharedData.data("lockfiles/unusual");
    SortedMap<String, Path> files = files(base);
    SortedMap<String, String> outcomes = new TreeMap<>();
    files.keySet().forEach(file -> outcomes.put(file, outcome(base, file)));

    assertThat(outcomes).hasSize(122);
    Map<String, String> others = new TreeMap<>(outcomes);
    others.values().removeIf("ok"::equals);
    others.keySet().removeIf(file -> file.endsWith("pyproject.toml") || file.endsWith("meta.yaml"));
    assertThat(others)
        .containsOnly(
            entry("conda/support/empty_deps.yml", "HERM-ENV-107"),
            entry("conda/support/empty_env.yml", "fails HERM-ENV-004"),
            entry("conda/support/invalid_keys.yml", "fails HERM-ENV-004"),
            entry("conda/support/valid_keys.yml", "HERM-ENV-102"),
            entry("mamba/env-requires-pip-install-with-spaces.yaml", "HERM-ENV-105"),
            entry("mamba/pre_commit_conda_hooks_repo/.pre-commit-hooks.yaml", "fails HERM-ENV-003"),
            entry("quetz/dev_config.toml", "fails HERM-YAML-006"),
            entry("test-archspec/virtual-packages.yaml", "fails HERM-ENV-004"),
            entry("test-cuda/virtual-packages-old-glibc.yaml", "fails HERM-ENV-004"),
            entry("test-cuda/virtual-packages.yaml", "fails HERM-ENV-004"),
            entry("test-env-yaml-allow-pypi-requests/env.explicit.yml", "HERM-ENV-101"),
            entry("test-env-yaml-allow-pypi-requests/env.no-pypi-requests.yml", "HERM-ENV-101"),
            entry("test-lookup/emoji-to-python-dateutil-lookup.yml", "fails HERM-ENV-004"),
            entry("test-lookup/empty-lookup.yml", "fails HERM-ENV-004"),
            entry("test-pip-respects-glibc-version/virtual-packages.yml", "fails HERM-ENV-004"),
            entry("test-pypi-resolve-gh155/environment.yml", "HERM-ENV-101"));
    outcomes.forEach(
        (file, outcome) -> {
          if (file.endsWith("pyproject.toml") || file.endsWith(".txt")) {
            // What is in it is read with the pip sections.
            assertThat(outcome).as(file).isEqualTo("ok");
          }
          if (file.endsWith("meta.yaml")) {
            assertThat(outcome).as(file).isEqualTo("fails HERM-ENV-002");
          }
        });
  }

  @Test
  void read_unusualEnvironments_haveTheExpectedRequests() {
    Path base = SharedData.data("lockfiles/unusual");

    assertThat(requests(base, "test-env-filter-platform/environment.yml"))
        .containsOnly(
            entry("linux-64", "python <3.11, gcc_linux-64>=6"),
            entry("osx-64", "python <3.11, clang_osx-64"),
            entry("osx-arm64", "python <3.11, clang_osx-arm64"));
    assertThat(requests(base, "test-pip-with-platform-selector/environment.yml"))
        .containsOnly(entry("linux-64", "tomli, pip * + psutil"), entry("osx-arm64", "tomli"));
    assertThat(requests(base, "mamba/env_2.yaml"))
        .containsEntry("linux-64", "test1-unix, test1-linux, test2-linux, test4")
        .containsEntry("win-64", "test1-win, test4");
    assertThat(requests(base, "gdal/environment.yml"))
        .containsEntry("win-64", "python >= 3.8, < 3.9, gdal, pip * + toolz");
    assertThat(requests(base, "conda/support/advanced-pip/env_template.yml"))
        .containsEntry(
            "linux-64",
            "pip + --index-url https://pypi.doubanio.com/simple,"
                + " --extra-index-url https://pypi.python.org/simple, xmltodict==0.10.2,"
                + " -e git+{ARGH_PATH_PLACEHOLDER}#egg=argh,"
                + " -e ./module_to_install_in_editable_mode,"
                + " -r another-project-requirements.txt");
    assertThat(requests(base, "test-pip-full-url/environment.yml").get("osx-64"))
        .startsWith("pip + requests @ https://github.com/psf/requests/releases/")
        .endsWith("3605faa0");
  }

  private static SortedMap<String, String> requests(Path base, String file) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (PlatformRequest request : read(base, file).requests().values()) {
      String conda = join(request.conda().stream().map(Requirement::text));
      String pip = join(request.pip().stream().map(PipRequirement::text));
      Platform platform = request.platform();
      texts.put(platform.subdir(), pip.isEmpty() ? conda : conda + " + " + pip);
    }
    return texts;
  }

  private static String join(Stream<String> texts) {
    return texts.collect(Collectors.joining(", "));
  }

  @Test
  void read_environmentsOfRealLocks_readWithoutProblems() throws IOException {
    Path base = SharedData.data("lockfiles/pairs");
    SortedMap<String, String> outcomes = new TreeMap<>();
    for (String file : files(base).keySet()) {
      boolean lock = file.replaceFirst(".*/", "").contains("conda-lock");
      if (file.matches(".*\\.ya?ml") && !lock && !file.contains("rattler-v")) {
        outcomes.put(file.substring(0, 3) + file.replaceFirst(".*/", ""), outcome(base, file));
      }
    }

    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(45);
    outcomes.values().removeIf("ok"::equals);
    assertThat(outcomes)
        .containsOnly(
            entry("35-environment-gpu.yml", "HERM-ENV-101"),
            entry("35-environment.yml", "HERM-ENV-101"),
            entry("36-environment.yml", "HERM-ENV-101"),
            entry("43-environment.yml", "HERM-ENV-103"));
  }

  @Test
  void readVirtualPackages_filesOfCondaLock_read() {
    Path base = SharedData.data("lockfiles/unusual");
    SortedMap<String, String> texts = new TreeMap<>();
    for (String file :
        List.of(
            "test-archspec/virtual-packages.yaml",
            "test-cuda/virtual-packages.yaml",
            "test-cuda/virtual-packages-old-glibc.yaml",
            "test-pip-respects-glibc-version/virtual-packages.yml")) {
      VirtualPackageResult result =
          VirtualPackageReader.read(
              VirtualPackageSource.of(
                  base, List.of(Platform.LINUX_64), Path.of(file), Map.of(), null));
      texts.put(file, result.platforms().get(Platform.LINUX_64).hashed().toString());
    }

    assertThat(texts.values())
        .containsExactly(
            "[__archspec=1=x86_64_v2]", "[__glibc=2.11]", "[__glibc=2.17]", "[__glibc=2.17]");
  }
}
