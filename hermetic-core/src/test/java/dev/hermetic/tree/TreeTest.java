package dev.hermetic.tree;

import static dev.hermetic.platform.Platform.LINUX_64;
import static dev.hermetic.platform.Platform.OSX_64;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.diff.Locks;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.text.TextStyle;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {
  private static Locks sample() {
    return Locks.on(LINUX_64, OSX_64)
        .spec("python=3.11")
        .spec("numpy")
        .spec("missing>=1")
        .has("python", "3.11.9", "0", "openssl >=3.3,<4", "__glibc >=2.17")
        .has("openssl", "3.3.1", "0", "ca-certificates")
        .has("ca-certificates", "2024.7", "0")
        .has("numpy", "1.26", "0", "python >=3.11,<3.12", "blas *", "gone >=2")
        .has("blas", "2", "0", "openssl >=3")
        .has("left", "1", "0", "python");
  }

  private static List<String> lines(Locks locks, int depth, TextStyle style) {
    return TreeText.lines(DependencyTree.of(locks.graphs(), depth), style);
  }

  @Test
  void lines_tellEachSubtreeOnce_andWhatStandsOut() {
    assertThat(lines(sample(), 9, TextStyle.ASCII))
        .containsExactly(
            "linux-64, osx-64: 2 asked for, 3 brought along, 1 needed by nothing",
            "python 3.11.9  `python=3.11` (environment.yml:5)",
            "`- openssl 3.3.1  >=3.3,<4",
            "   `- ca-certificates 2024.7",
            "numpy 1.26  `numpy` (environment.yml:6)",
            "|- blas 2",
            "|  `- openssl 3.3.1  >=3 ...",
            "|- gone, which is not in the lock  >=2",
            "`- * python 3.11.9  >=3.11,<3.12 ...",
            "",
            "Asked for but not in the lock: `missing>=1` (environment.yml:7)",
            "In the lock, but needed by nothing: left",
            "Asked for, and needed anyway: python, by numpy",
            "",
            "* asked for too",
            "... what it needs is told above, or lies deeper");
  }

  @Test
  void lines_inUnicode_haveBranches() {
    assertThat(lines(sample(), 9, TextStyle.UNICODE))
        .contains("│  └─ openssl 3.3.1  >=3 …", "├─ blas 2", "└─ * python 3.11.9  >=3.11,<3.12 …");
  }

  @Test
  void depth_cutsTheTree() {
    assertThat(lines(sample(), 0, TextStyle.ASCII))
        .contains("python 3.11.9  `python=3.11` (environment.yml:5) ...")
        .doesNotContain("`- openssl 3.3.1  >=3.3,<4");
    assertThat(lines(sample(), 1, TextStyle.ASCII))
        .contains("`- openssl 3.3.1  >=3.3,<4 ...")
        .noneMatch(line -> line.contains("ca-certificates"));
  }

  @Test
  void platforms_thatDiffer_haveTreesOfTheirOwn() {
    Locks locks =
        Locks.on(LINUX_64, OSX_64)
            .spec("a")
            .hasOn(LINUX_64, "a", "1", "h1_0")
            .hasOn(OSX_64, "a", "2", "h2_0");
    assertThat(lines(locks, 9, TextStyle.ASCII))
        .containsExactly(
            "linux-64: 1 asked for, 0 brought along",
            "a 1  `a` (environment.yml:5)",
            "",
            "osx-64: 1 asked for, 0 brought along",
            "a 2  `a` (environment.yml:5)");
  }

  @Test
  void circles_end() {
    Locks locks =
        Locks.on(LINUX_64).spec("pip").has("pip", "1", "0", "python").has("python", "3", "0", "pip");
    assertThat(lines(locks, 9, TextStyle.ASCII))
        .contains("`- python 3", "   `- * pip 1 ...");
  }

  @Test
  void veryDeepChains_areCutWithoutOverflow() {
    Locks locks = Locks.on(LINUX_64).spec("p0");
    for (int i = 0; i < 5000; i++) {
      locks.has("p" + i, "1", "0", "p" + (i + 1));
    }
    List<String> lines = lines(locks, Integer.MAX_VALUE, TextStyle.ASCII);
    assertThat(lines).hasSizeLessThan(120).allMatch(line -> line.length() <= 120);
  }

  @Test
  void order_ofPackagesInTheFile_changesNothing() {
    Locks locks = sample();
    List<String> expected = lines(locks, 9, TextStyle.ASCII);
    for (long seed = 0; seed < 10; seed++) {
      List<LockGraph> graphs = locks.graphs(locks.shuffled(seed));
      assertThat(TreeText.lines(DependencyTree.of(graphs, 9), TextStyle.ASCII)).isEqualTo(expected);
    }
  }

  @Test
  void hostileTexts_areCleanedAndEscaped() {
    Locks locks = Locks.on(LINUX_64).spec("a").has("a", "1\u001b[2J", "0", "b|<img> >=1\u202e");
    List<DependencyTree> trees = DependencyTree.of(locks.graphs(), 9);
    assertThat(String.join("\n", TreeText.lines(trees, TextStyle.UNICODE)))
        .contains("\\u001B[2J", "\\u202E")
        .doesNotContain("\u001b", "\u202e");
    assertThat(TreeMarkdown.of(trees))
        .contains("<code>b&#124;&#60;img&#62;</code>")
        .doesNotContain("<img", "\u001b", "\u202e");
  }

  @Test
  void markdown_isANestedList() {
    assertThat(TreeMarkdown.of(DependencyTree.of(sample().graphs(), 9)))
        .contains(
            "## Dependencies on linux-64, osx-64: 2 asked for",
            "- **`python`** 3.11.9 asked for by `python=3.11` (environment.yml:5)\n",
            "  - `openssl` 3.3.1 `>=3.3,<4`\n    - `ca-certificates` 2024.7\n",
            "  - **`python`** 3.11.9 `>=3.11,<3.12` …\n");
  }

  @Test
  void json_isTheWholeGraph() throws Exception {
    JsonNode linux =
        new ObjectMapper()
            .readTree(GraphJson.of(sample().graphs()))
            .path("platforms")
            .path("linux-64");
    assertThat(linux.path("unneeded").path(0).asText()).isEqualTo("left");
    assertThat(linux.path("implied").path("python").path(0).asText()).isEqualTo("numpy");
    assertThat(linux.path("missing").path(0).path("spec").asText()).isEqualTo("missing>=1");
    assertThat(linux.path("packages").size()).isEqualTo(6);
    JsonNode python = linux.path("packages").path(5);
    assertThat(python.path("asked").path(0).path("location").asText())
        .isEqualTo("environment.yml:5:5");
    assertThat(python.path("dependencies").path(0).path("virtual").asBoolean()).isTrue();
  }
}
