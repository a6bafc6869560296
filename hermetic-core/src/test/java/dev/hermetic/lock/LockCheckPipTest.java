package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.check.CheckResult;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check says of the pip packages of a lock that another tool wrote. */
class LockCheckPipTest {
  private static final String FIX = "\n  Fix: run `mvn hermetic:lock` and commit conda-lock.yml";
  private static final String FILES = "https://files.example.org/";

  @TempDir Path directory;
  private LockProject project;
  private final List<String> packages = new ArrayList<>();

  @BeforeEach
  void lockPython() {
    project = new LockProject(directory).withoutWorkDirectory();
    conda("python", "3.11.4");
    conda("pip", "23.1", "python *");
  }

  private void ask(String... entries) {
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies:",
        "  - python",
        "  - pip:",
        "    - " + String.join("\n    - ", entries));
  }

  private void conda(String name, String version, String... needs) {
    entry(
        name,
        version,
        "conda",
        LockProject.CHANNEL + "/linux-64/" + name + "-" + version + "-0.conda",
        "    md5: " + "0".repeat(32) + "\n",
        needs);
  }

  private void wheel(String name, String version, String tags, String... needs) {
    entry(
        name,
        version,
        "pip",
        FILES + name.replace('-', '_') + "-" + version + "-" + tags + ".whl",
        "    sha256: " + "a".repeat(64) + "\n",
        needs);
  }

  private void pure(String name, String version, String... needs) {
    wheel(name, version, "py3-none-any", needs);
  }

  private void entry(
      String name, String version, String manager, String url, String hash, String... needs) {
    StringBuilder dependencies = new StringBuilder();
    for (String need : needs) {
      String[] parts = need.split(" ", 2);
      dependencies.append("    ").append(parts[0]).append(": '").append(parts[1]).append("'\n");
    }
    packages.add(
        "- name: " + name + "\n  version: '" + version + "'\n  manager: " + manager
            + "\n  platform: linux-64\n  dependencies:" + (needs.length == 0 ? " {}" : "") + "\n"
            + dependencies + "  url: " + url + "\n  hash:\n" + hash
            + "  category: main\n  optional: false\n");
  }

  private CheckResult check() {
    project.file(
        "conda-lock.yml",
        "version: 1\nmetadata:\n  content_hash:\n    linux-64: " + "0".repeat(64)
            + "\n  channels:\n  - url: " + LockProject.CHANNEL
            + "\n    used_env_vars: []\n  platforms:\n  - linux-64\n  sources:\n  - environment.yml\n"
            + "package:\n"
            + String.join("", packages));
    return project.service().check(project.request());
  }

  private List<String> found() {
    return check().problems().stream().map(Problem::render).toList();
  }

  @Test
  void check_requirementsThatAreMet_passes() {
    conda("pytorch", "2.1.2", "python >=3.11");
    pure("requests", "2.31.0", "urllib3 >=1.21.1,<3", "certifi *", "idna 3.4");
    pure("urllib3", "2.0.0");
    pure("certifi", "2023.1");
    wheel("idna", "3.4", "cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64");
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies:",
        "  - python",
        "  - pytorch",
        "  - pip:",
        "    - requests >=2,<3",
        "    - torch >=2",
        "    - pywin32; sys_platform == \"win32\"",
        "    - tomli; python_version < \"3.11\"");

    assertThat(found()).isEmpty();
    assertThat(check().notes()).isEmpty();
  }

  @Test
  void check_requirementThatIsNotLocked_isNamed() {
    ask("requests ==2.0", "tomli; python_version < \"3.11\"");

    assertThat(found())
        .containsExactly(
            "HERM-CHECK-008 environment.yml:6:7: the pip entry `requests ==2.0` is not in the lock"
                + " (linux-64)"
                + FIX);
  }

  @Test
  void check_requirementThatIsNotMet_isNamedWithBothPlaces() {
    ask("requests ~=2.32");
    pure("requests", "2.31.0");

    assertThat(found())
        .containsExactly(
            "HERM-CHECK-008 environment.yml:6:7: the pip entry `requests ~=2.32` is not met by"
                + " requests 2.31.0, locked at conda-lock.yml:34 (linux-64)"
                + FIX);
  }

  @Test
  void check_requirementsFile_isReadAndItsConstraintsToo() {
    ask("-r requirements.txt");
    project.file("requirements.txt", "requests\n-c limits.txt\n");
    project.file("limits.txt", "urllib3<2\n");
    pure("requests", "2.31.0", "urllib3 *");
    pure("urllib3", "2.0.0");

    assertThat(found())
        .singleElement()
        .asString()
        .startsWith(
            "HERM-CHECK-008 limits.txt:1:1: the pip entry `urllib3<2` is not met by urllib3 2.0.0");
  }

  @Test
  void check_directUrl_isMetByThatFileAlone() {
    ask("requests @ " + FILES + "requests-2.31.0-py3-none-any.whl");
    pure("requests", "2.31.0");
    assertThat(found()).isEmpty();

    ask("requests @ https://other.example.org/requests-2.31.0-py3-none-any.whl");
    assertThat(found())
        .singleElement()
        .asString()
        .contains("is not met by requests 2.31.0 from " + FILES);
  }

  @Test
  void check_hashThatWasAskedFor_isCompared() {
    ask("requests==2.31.0 --hash=sha256:" + "b".repeat(64));
    pure("requests", "2.31.0");

    assertThat(found())
        .singleElement()
        .asString()
        .contains("is not met by requests 2.31.0, whose checksum is none of those");
  }

  @Test
  void check_dependencies_areLookedForAndCompared() {
    ask("requests");
    pure("requests", "2.31.0", "urllib3 >=1.21.1,<2 || >2.5", "certifi *", "idna 3.4");
    pure("urllib3", "2.0.0");
    pure("idna", "3.5");

    assertThat(found())
        .containsExactly(
            "HERM-CHECK-014 conda-lock.yml:40: requests 2.31.0 needs certifi, which is not locked"
                + " (linux-64)"
                + FIX,
            "HERM-CHECK-015 conda-lock.yml:41: requests 2.31.0 needs idna 3.4, but 3.5 is locked"
                + " (linux-64)"
                + FIX,
            "HERM-CHECK-015 conda-lock.yml:39: requests 2.31.0 needs urllib3 >=1.21.1,<2 || >2.5,"
                + " but 2.0.0 is locked (linux-64)"
                + FIX);
  }

  @Test
  void check_wheelForAnotherPython_isNamed() {
    ask("fast");
    wheel("fast", "1.0", "cp39-cp39-manylinux_2_17_x86_64");

    assertThat(found())
        .containsExactly(
            "HERM-CHECK-022 conda-lock.yml:39: fast 1.0 cannot be installed:"
                + " fast-1.0-cp39-cp39-manylinux_2_17_x86_64.whl is for cp39-cp39, not for Python"
                + " 3.11 (linux-64)"
                + FIX
                + ", or correct virtual-packages.yml");
  }

  @Test
  void check_pipPackagesWithoutPython_areNamed() {
    packages.remove(0);
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies:",
        "  - pip:",
        "    - tool");
    pure("tool", "1.0");

    assertThat(found())
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith(
                        "HERM-CHECK-022 conda-lock.yml:24: pip packages are locked, but no CPython"
                            + " to install them with"));
  }

  @Test
  void check_projectOfPipAndCondaInTwoVersions_isNamed() {
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies:",
        "  - python",
        "  - pytorch",
        "  - pip:",
        "    - torch");
    conda("pytorch", "1.13.1", "python >=3.11");
    pure("torch", "2.3.1");
    assertThat(found())
        .containsExactly(
            "HERM-CHECK-023 conda-lock.yml:45: torch 2.3.1 of pip would be installed over pytorch"
                + " 1.13.1 of conda (linux-64)"
                + FIX);

    packages.remove(3);
    pure("torch", "1.13.1");
    assertThat(found()).isEmpty();
  }

  @Test
  void check_noChecksum_isNamed() {
    ask("tool");
    entry("tool", "1.0", "pip", FILES + "tool-1.0-py3-none-any.whl", "    md5: " + "0".repeat(32) + "\n");

    assertThat(found())
        .singleElement()
        .asString()
        .startsWith(
            "HERM-CHECK-024 conda-lock.yml:34: tool 1.0 has no sha256: nobody can tell its file from"
                + " another");
  }

  @Test
  void check_fileOfAnotherProjectOrVersion_isNamed() {
    ask("tool", "other");
    entry("tool", "1.0", "pip", FILES + "tool-1.1-py3-none-any.whl", "    sha256: " + "a".repeat(64) + "\n");
    entry("other", "1.0", "pip", FILES + "evil-1.0-py3-none-any.whl", "    sha256: " + "a".repeat(64) + "\n");

    assertThat(found())
        .hasSize(2)
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("tool 1.0 is locked, but its address is that of version 1.1"))
        .anySatisfy(
            text -> assertThat(text).contains("other 1.0 is locked, but its address is that of evil"));
  }

  @Test
  void check_packageThatNothingNeeds_isNamed() {
    ask("tool");
    pure("tool", "1.0");
    pure("left", "1.0");

    assertThat(found())
        .singleElement()
        .asString()
        .startsWith("HERM-CHECK-013 conda-lock.yml:44: left 1.0 is locked, but nothing needs it");
  }

  @Test
  void check_categoriesWhereThePipSectionIsIgnored_areNotTold() {
    ask("app");
    conda("numpy", "2.0", "python *");
    pure("app", "1.0", "numpy *");
    project.ignoringPip();
    packages.set(2, packages.get(2).replace("category: main", "category: dev"));
    CheckResult result = check();
    assertThat(result.notes())
        .contains(
            "categories unchecked: not all that asks for the locked pip packages is known");
    assertThat(result.problems()).noneMatch(one -> one.code().equals("HERM-CHECK-009"));
  }

  @Test
  void check_sourceDistributionAndExtras_areNoted() {
    ask("tool[all]");
    entry("tool", "1.0", "pip", FILES + "tool-1.0.tar.gz", "    sha256: " + "a".repeat(64) + "\n");

    assertThat(found()).isEmpty();
    assertThat(check().notes())
        .containsExactly(
            "extras unchecked: which packages they stand for, a lock of another tool does not say",
            "pip packages to be built: what a source distribution installs, depends on the machine"
                + " that builds it");
  }

  @Test
  void check_requirementThatIsNone_isNamedWithItsPlace() {
    ask("requests >>2");
    pure("requests", "2.31.0");

    assertThatThrownBy(this::check)
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining("HERM-REQ-017")
        .hasMessageContaining("environment.yml:6");
  }
}
