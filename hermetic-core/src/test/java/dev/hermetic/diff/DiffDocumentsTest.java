package dev.hermetic.diff;

import static dev.hermetic.platform.Platform.LINUX_64;
import static dev.hermetic.platform.Platform.OSX_64;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffDocumentsTest {
  private static LockDiff sample() {
    Locks from =
        Locks.on(LINUX_64, OSX_64)
            .has("numpy", "2.0", "0")
            .has("zlib", "1.3", "0")
            .has("keep", "1", "0");
    Locks to =
        Locks.on(LINUX_64, OSX_64)
            .spec("numpy<2")
            .has("numpy", "1.26", "0")
            .has("keep", "1", "0")
            .has("zlib", "1.3", "0")
            .tampered()
            .setting("hermetic_cuda", "12.4");
    LockDiff diff = LockDiff.of(from.lock(), to.lock());
    return Reasons.explain(diff, from.lock(), to.lock(), to.roots());
  }

  @Test
  void markdown_readsAsACommentOnAPullRequest() {
    assertThat(DiffMarkdown.of(sample(), "HEAD", "working copy"))
        .isEqualTo(
            """
            ## Lock: HEAD → working copy

            **1 down, 1 with another file, 1 setting; unchanged: 2 packages on 2 platforms**

            > [!WARNING]
            > - zlib has other bytes under the same file name

            - cuda: not set → 12.4

            ### Down (1)

            | Package | Version | Platforms | Why |
            | --- | --- | --- | --- |
            | **`numpy`** | 2.0 → 1.26 | all platforms | `numpy<2` rules out 2.0 (environment.yml:5) |

            ### Same build, another file (1)

            | Package | Version | Platforms | Why |
            | --- | --- | --- | --- |
            | `zlib` | 1.3 | all platforms | other bytes |

            Bold: asked for in the environment file.
            """);
  }

  @Test
  void markdown_foldsLongSections() {
    Locks to = Locks.on(LINUX_64);
    IntStream.range(0, 16).forEach(i -> to.has("p" + i, "1", "0"));
    assertThat(DiffMarkdown.of(LockDiff.of(Locks.on(LINUX_64).lock(), to.lock()), "a", "b"))
        .contains("<details><summary><b>Added (16)</b></summary>\n\n| Package", "|\n\n</details>");
  }

  @Test
  void markdown_showsEachSpecAsCodeOfItsOwn() {
    Locks from = Locks.on(LINUX_64).setting("hermetic_specs", "numpy");
    Locks to =
        Locks.on(LINUX_64).setting("hermetic_specs", "blas[build=netlib]; numpy; python=3.11");
    assertThat(DiffMarkdown.of(LockDiff.of(from.lock(), to.lock()), "a", "b"))
        .contains("- specs: + `blas[build=netlib]`, + `python=3.11`\n");
  }

  @Test
  void markdown_showsHostileTextsAsTheyAre() {
    Locks to =
        Locks.on(LINUX_64)
            .has("a|b", "1|<img src=x>`", "0")
            .has("@org/team", "1", "0", "c [x](javascript:y)");
    String text =
        DiffMarkdown.of(
            LockDiff.of(Locks.on(LINUX_64).lock(), to.lock()), "https://x", "a\n# b");
    assertThat(text)
        .contains(
            "<code>a&#124;b</code>",
            "<code>1&#124;&#60;img</code> <code>src&#61;x&#62;&#96;</code>",
            "`@org/team`",
            "`https://x`")
        .doesNotContain("<img", "a|b", "\n# b", " @org");
  }

  @Test
  void json_hasEverythingPerPlatform() throws Exception {
    JsonNode json = new ObjectMapper().readTree(DiffJson.of(sample(), "HEAD", "wörk"));
    assertThat(json.path("format").asText()).isEqualTo("hermetic-lock-diff/1");
    assertThat(json.path("to").asText()).isEqualTo("wörk");
    assertThat(json.path("counts").path("down").asInt()).isEqualTo(1);
    assertThat(json.path("unchanged").asInt()).isEqualTo(2);
    JsonNode numpy = json.path("changes").path(0);
    assertThat(numpy.path("name").asText()).isEqualTo("numpy");
    assertThat(numpy.path("asked").asBoolean()).isTrue();
    assertThat(numpy.path("platforms").path("osx-64").path("from").path("version").asText())
        .isEqualTo("2.0");
    assertThat(numpy.path("reasons").path(0).path("location").asText())
        .isEqualTo("environment.yml:5:5");
    assertThat(
            json.path("changes")
                .path(1)
                .path("platforms")
                .path("linux-64")
                .path("same_name_other_bytes")
                .asBoolean())
        .isTrue();
  }

  @Test
  void json_isAscii() {
    assertThat(DiffJson.of(sample(), "wörk", "x")).matches("\\p{ASCII}*").endsWith("}\n");
  }
}
