package dev.hermetic.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinimizePolicyTest {
  @TempDir Path temp;

  @Test
  void builtIn_each_removesMoreThanTheOneBefore() {
    List<Integer> kinds =
        MinimizePolicy.BUILT_IN.stream()
            .map(name -> MinimizePolicy.builtIn(name).kinds().size())
            .toList();

    assertThat(kinds).isSorted().doesNotHaveDuplicates().startsWith(0);
  }

  @Test
  void builtIn_each_isPrintedInTheDocuments() throws Exception {
    String document = Files.readString(Path.of("../docs/minimizing.md"));
    for (String name : MinimizePolicy.BUILT_IN) {
      assertThat(document)
          .contains("### " + name + "\n\n```yaml\n" + MinimizePolicy.text(name) + "```\n");
    }
  }

  @Test
  void read_ownPolicy_changesTheOneBelow() throws Exception {
    MinimizePolicy policy =
        read(
            """
            extends: safe
            remove:
              headers: []
              models: ["share/models/**"]
              caches:
                paths: [tmp/*]
                unless-locked: [ccache]
            keep: [share/models/small.bin]
            """);

    assertThat(policy.name()).isEqualTo("policy.yml");
    assertThat(policy.kinds())
        .extracting(RemovedKind::name)
        .contains("static libraries", "models", "caches")
        .doesNotContain("headers");
    RemovedKind caches =
        policy.kinds().stream().filter(kind -> kind.name().equals("caches")).findAny().get();
    assertThat(caches.matches("tmp/a")).isTrue();
    assertThat(caches.matches("pkgs/a")).isFalse();
    assertThat(caches.unlessLocked()).containsExactly("ccache");
    assertThat(policy.keeps("share/models/small.bin")).isTrue();
    assertThat(policy.keeps("share/models/large.bin")).isFalse();
  }

  @Test
  void read_badPolicy_tellsAllThatIsWrongAndWhere() {
    HermeticException failure =
        catchThrowableOfType(
            HermeticException.class,
            () ->
                read(
                    """
                    extends: tiny
                    removes: {}
                    remove:
                      headers: include/**
                      models: [/share/**, ../x, conda-meta/history]
                      caches: {path: []}
                    keep: [{a: b}]
                    """));

    assertThat(failure.problems()).extracting(Problem::code).containsOnly("HERM-MIN-001");
    assertThat(failure.problems().stream().map(Problem::render).collect(Collectors.joining("\n")))
        .isEqualTo(
            List.of(
                    "1:10: extends: names no policy of Hermetic's: tiny",
                    "2:1: removes: is no key of a policy",
                    "4:12: headers: is a string, not a list",
                    "5:12: the path `/share/**` does not start at the prefix",
                    "5:23: the path `../x` does not start at the prefix",
                    "5:29: the path `conda-meta/history` takes conda-meta away, by which scanners"
                        + " know the packages",
                    "6:12: path: is no key of a kind",
                    "7:8: an item of keep: is a mapping, not a text")
                .stream()
                .map(
                    line ->
                        "HERM-MIN-001 policy.yml:"
                            + line
                            + "\n  Fix: write the policy as docs/minimizing.md shows it: extends:"
                            + " small, remove: with a list of paths for each kind, keep: with a list"
                            + " of paths")
                .collect(Collectors.joining("\n")));
  }

  private MinimizePolicy read(String text) throws Exception {
    Path file = Files.writeString(temp.resolve("policy.yml"), text);
    return MinimizePolicy.read(file, "policy.yml");
  }
}
