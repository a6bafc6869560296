package dev.hermetic.activate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationTest {
  @TempDir Path temp;

  private void file(String path, String text) throws Exception {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Activation read() {
    return ActivationReader.read(temp, "/opt/conda/envs/ml", Platform.LINUX_64);
  }

  @Test
  void variables_haveTheOrderOfConda() throws Exception {
    file("etc/conda/env_vars.d/b.json", "{\"A\": \"b\", \"B\": 1}");
    file("etc/conda/env_vars.d/a.json", "{\"A\": \"a\", \"C\": \"of a\"}");
    file("conda-meta/state", "{\"version\": 1, \"env_vars\": {\"C\": \"state\", \"D\": \"***unset***\"}}");
    file("etc/conda/activate.d/2.sh", "export E=\"${C}/$CONDA_PREFIX\"\n");
    file("etc/conda/activate.d/1.sh", "export C=script\n");
    assertThat(read().variables(Map.of("PATH", "/bin", "X", "kept")))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "PATH", "/opt/conda/envs/ml/bin:/bin",
                    "A", "b",
                    "B", "1",
                    "C", "script",
                    "CONDA_PREFIX", "/opt/conda/envs/ml",
                    "CONDA_DEFAULT_ENV", "ml",
                    "CONDA_SHLVL", "1",
                    "CONDA_PROMPT_MODIFIER", "(ml) ",
                    "E", "script//opt/conda/envs/ml",
                    "X", "kept")));
    assertThat(read().left()).isEmpty();
  }

  @Test
  void variables_onWindows_haveItsFolders() {
    SortedMap<String, String> variables =
        ActivationReader.read(temp, "C:\\envs\\ml", Platform.WIN_64).variables(Map.of());
    assertThat(variables.get("PATH"))
        .isEqualTo(
            "C:\\envs\\ml;C:\\envs\\ml\\Library\\mingw-w64\\bin;C:\\envs\\ml\\Library\\usr\\bin;"
                + "C:\\envs\\ml\\Library\\bin;C:\\envs\\ml\\Scripts;C:\\envs\\ml\\bin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A=$(date)", "A=`date`", "if true; then A=1; fi", "export", "export -p", "export A=~/x",
        "export A=*", "export A={a,b}", "A=${B:-x}", "A=$1", "A='x", "A=\"x", "touch x",
        "A=1 touch x", "A=1 && B=2", "A=1 | cat", "A=1 & B=2", "unset -f A", ". other.sh",
        "PS1=x", "export IFS=x", "A=$((1+1))", "A+=1", "A=x>y", "A=a\\b", "export \"A=1\"", "A=1;;",
        "export A$B", "cd /", "A=$PWD", "f() { :; }"
      })
  void script_thatDoesMore_isLeft(String script) throws Exception {
    file("etc/conda/activate.d/x.sh", "B=1\n" + script + "\n");
    Activation activation = read();
    assertThat(activation.left()).hasSize(1);
    assertThat(activation.left().get(0).path()).isEqualTo("etc/conda/activate.d/x.sh");
    assertThat(activation.left().get(0).why()).startsWith("line 2 ");
    assertThat(activation.variables(Map.of())).doesNotContainKeys("A", "B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{", "{\"A\": {}}", "{\"A B\": \"x\"}", "{\"A\": null}", "{}x{"})
  void json_notOfTheForm_isTold(String json) throws Exception {
    file("etc/conda/env_vars.d/x.json", json);
    if (json.equals("{}x{")) {
      // What follows the object is nobody's business.
      assertThat(read().variables(Map.of())).containsKey("PATH");
      return;
    }
    assertThatThrownBy(this::read)
        .hasMessage(
            "HERM-ACT-001 etc/conda/env_vars.d/x.json: the variables that it sets on activation"
                + " cannot be read: is no JSON object of names and texts\n  Fix: lock another build"
                + " of the package that brings the file, and tell its maintainers");
  }

  @Test
  void file_behindALinkOutOfThePrefix_isNotRead() throws Exception {
    Path secret = Files.writeString(temp.resolve("secret"), "export A=secret\n");
    Path env = Files.createDirectories(temp.resolve("env/etc/conda/activate.d"));
    Files.createSymbolicLink(env.resolve("x.sh"), secret);
    assertThatThrownBy(
            () -> ActivationReader.read(temp.resolve("env"), "/e", Platform.LINUX_64))
        .hasMessageContaining("is no file of the prefix");
  }

  /** What is read as data is what a shell makes of it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void scripts_readAsData_areWhatAShellDoes() throws Exception {
    Random random = new Random(5);
    String[] parts = {
      "export ", "A", "B", "C", "=", "=", "x", "/y:z", "'a b'", "\"q $A\"", "\"${B}\"", "$C", "\n",
      "\n", ";", " ", "unset ", "# c", "\"\\$ \\\\ \\n\"", "\\", "$", "1", "\t", "''", "{", "&"
    };
    int accepted = 0;
    StringBuilder all = new StringBuilder();
    List<Map<String, String>> expected = new ArrayList<>();
    for (int round = 0; round < 200_000 && accepted < 300; round++) {
      String text =
          random.ints(3 + random.nextInt(12), 0, parts.length)
              .mapToObj(i -> parts[i])
              .collect(Collectors.joining());
      Files.createDirectories(temp.resolve("etc/conda/activate.d"));
      List<Step> steps;
      try {
        steps = ScriptReader.read(text);
      } catch (ScriptReader.NotData e) {
        continue;
      }
      if (steps.isEmpty()) {
        continue;
      }
      accepted++;
      Map<String, String> variables =
          new Activation(steps, List.of()).variables(Map.of("B", "of b"));
      expected.add(new TreeMap<>(variables));
      all.append("(\n").append(text).append("\nenv -0 | LC_ALL=C sort -z; printf '\\0'\n)\n");
    }
    assertThat(accepted).isEqualTo(300);
    Path script = Files.writeString(temp.resolve("all.sh"), all);
    ProcessBuilder shell = new ProcessBuilder("/bin/bash", "--norc", "--posix", script.toString());
    shell.environment().clear();
    shell.environment().putAll(Map.of("B", "of b", "PATH", "/usr/bin:/bin"));
    Process process = shell.redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] answers = output.split("\0\0");
    assertThat(answers).hasSize(300);
    for (int i = 0; i < 300; i++) {
      TreeMap<String, String> seen = new TreeMap<>();
      for (String one : answers[i].split("\0")) {
        String name = one.substring(0, one.indexOf('='));
        if (!List.of("PATH", "PWD", "OLDPWD", "SHLVL", "_").contains(name)) {
          seen.put(name, one.substring(name.length() + 1));
        }
      }
      assertThat(seen).as(all.toString().split("\nenv -0")[i]).isEqualTo(expected.get(i));
    }
  }
}
