package dev.hermetic.pypi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.requirement.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PyprojectFileTest {
  @TempDir Path directory;

  private PyprojectFile read(String... lines) throws IOException {
    Files.writeString(directory.resolve("pyproject.toml"), String.join("\n", lines));
    return PyprojectFile.read("pyproject.toml", directory);
  }

  private static List<String> texts(Iterable<AskedRequirement> all) {
    List<String> texts = new ArrayList<>();
    all.forEach(one -> texts.add(one.requirement() + " " + one.category() + " " + one.location()));
    return texts;
  }

  @Test
  void read_findsDependenciesExtrasAndGroups() throws IOException {
    PyprojectFile file =
        read(
            "[project]",
            "name = 'My_Project'",
            "requires-python = '>=3.10'",
            "dependencies = [",
            "  'numpy>=2',",
            "  \"pandas; os_name == 'nt'\"]",
            "[project.optional-dependencies]",
            "Fast_IO = ['pyarrow']",
            "all = ['my-project[fast-io]']",
            "[dependency-groups]",
            "test = ['pytest', {include-group = 'Base.Group'}]",
            "base-group = ['coverage']",
            "[tool.other]",
            "anything = 1");
    assertThat(file.name()).contains(ProjectName.of("my-project"));
    assertThat(file.requiresPython().orElseThrow().specifiers()).hasToString(">=3.10");
    assertThat(file.requiresPython().orElseThrow().location()).hasToString("pyproject.toml:3:1");
    assertThat(file.isProject()).isTrue();
    assertThat(texts(file.dependencies()))
        .containsExactly(
            "numpy>=2 main pyproject.toml:5:3",
            "pandas; os_name == \"nt\" main pyproject.toml:6:3");
    assertThat(file.optionalDependencies().keySet())
        .containsExactly(ProjectName.of("all"), ProjectName.of("fast-io"));
    assertThat(texts(file.groups().get(ProjectName.of("test"))))
        .containsExactly("pytest test pyproject.toml:11:9", "coverage test pyproject.toml:12:15");
  }

  @Test
  void read_ofAnEmptyFile_findsNothing() throws IOException {
    PyprojectFile file = read("");
    assertThat(file.dependencies()).isEmpty();
    assertThat(file.groups()).isEmpty();
    assertThat(file.requiresPython()).isEmpty();
    assertThat(file.isProject()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[project|HERM-REQ-010 pyproject.toml:1:9: is not valid TOML: ",
        "project = 1|HERM-REQ-011 pyproject.toml:1:1: project is not a table",
        "project.dependencies = 'a'|HERM-REQ-011 pyproject.toml:1:1: dependencies is not a list",
        "project.dependencies = [1]"
            + "|HERM-REQ-011 pyproject.toml:1:25: an entry of dependencies is not a string",
        "project.optional-dependencies.'a b' = []"
            + "|HERM-REQ-013 pyproject.toml:1:1: \"a b\" is no name of an extra",
        "dependency-groups.a = [{include-group='b'}]"
            + "|HERM-REQ-014 pyproject.toml:1:24: there is no group b",
        "dependency-groups.a = [{include-group='A'}]"
            + "|HERM-REQ-015 pyproject.toml:1:24: these groups include each other: a → a",
        "dependency-groups.a = [{other='A'}]"
            + "|HERM-REQ-011 pyproject.toml:1:24: an entry of a is not a string or {include-group",
        "project.requires-python = '3.10'"
            + "|HERM-REQ-016 pyproject.toml:1:1: requires-python is not a version specifier",
        "project.dependencies = ['a; os_name']" + "|HERM-REQ-017 pyproject.toml:1:36: one of =="
      })
  void problem_namesThePlace(String content, String message) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  @Timeout(20)
  void read_ofDeepNesting_isAProblem() {
    assertThatThrownBy(() -> read("a = " + "[".repeat(200_000)))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-REQ-010");
  }
}
