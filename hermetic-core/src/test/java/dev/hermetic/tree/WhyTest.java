package dev.hermetic.tree;

import static dev.hermetic.platform.Platform.LINUX_64;
import static dev.hermetic.platform.Platform.OSX_64;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.diff.Locks;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyTest {
  @TempDir private Path directory;

  /** Repodata by hand. */
  private static final class Repodata implements Known {
    private final List<PackageRecord> records = new ArrayList<>();

    Repodata has(String name, String version, List<String> depends, List<String> constrains) {
      String file = name + "-" + version + "-0.conda";
      records.add(
          new PackageRecord(
              name, version, "0", 0, depends, constrains, "linux-64", null, -1, List.of(), null,
              null, null, null, -1, file, "https://example/c", "https://example/c/" + file, null));
      return this;
    }

    @Override
    public Optional<PackageRecord> record(LockedPackage locked) {
      return records.stream()
          .filter(record -> record.name().equals(locked.name()))
          .filter(record -> record.version().equals(locked.version()))
          .findFirst();
    }

    @Override
    public List<PackageRecord> candidates(Platform platform, String name) {
      return records.stream().filter(record -> record.name().equals(name)).toList();
    }
  }

  private static Locks sample() {
    return Locks.on(LINUX_64, OSX_64)
        .spec("python=3.11")
        .spec("numpy<2")
        .has("python", "3.11.9", "0", "openssl >=3.3,<4")
        .has("openssl", "3.3.1", "0")
        .has("numpy", "1.26", "0", "python >=3.11,<3.12", "openssl");
  }

  private static List<Why> why(Locks locks, String name, Known known) {
    return Why.of(locks.lock(), locks.graphs(), name, known);
  }

  private static List<String> lines(Locks locks, String name, Known known) {
    return WhyText.lines(why(locks, name, known), TextStyle.ASCII);
  }

  @Test
  void shadow_isTracedToTheLinesThatLeadToIt() {
    assertThat(lines(sample(), "openssl", new Repodata()))
        .containsExactly(
            "openssl 3.3.1 on linux-64, osx-64",
            "  openssl 3.3.1 is not asked for: it came along",
            "  Specs that lead to it",
            "    `python=3.11` (environment.yml:5): python 3.11.9 -> openssl 3.3.1",
            "    `numpy<2` (environment.yml:6): numpy 1.26 -> openssl 3.3.1",
            "  Constraints on it",
            "    python 3.11.9 needs `openssl >=3.3,<4`",
            "  1 package takes any version of it",
            "  Whether it could be newer is unknown: no repodata of it is in the cache");
  }

  @Test
  void askedFor_thatOthersNeedToo_saysBoth() {
    assertThat(lines(sample(), "python", new Repodata()))
        .contains(
            "  python 3.11.9 is asked for: `python=3.11` (environment.yml:5); others need it too",
            "  Other specs that lead to it",
            "    `numpy<2` (environment.yml:6): numpy 1.26 -> python 3.11.9");
  }

  @Test
  void newer_isHeldBySpecsAndConstraints_andTheBestThatIsFreeIsNamed() {
    Repodata known =
        new Repodata()
            .has("openssl", "3.3.1", List.of(), List.of())
            .has("openssl", "3.5.0", List.of(), List.of())
            .has("openssl", "3.6.0", List.of("numpy >=2"), List.of())
            .has("openssl", "4.0.0", List.of("python >=3.13"), List.of("numpy >=2"));
    assertThat(lines(sample(), "openssl", known))
        .containsSubsequence(
            "  4.0.0 is known, but held back",
            "    python 3.11.9 needs `openssl >=3.3,<4`",
            "    openssl 4.0.0 itself needs `python >=3.13`, locked is 3.11.9",
            "    openssl 4.0.0 itself rules out all but `numpy >=2`, locked is 1.26",
            "    3.5.0 is ruled out by nothing: `mvn hermetic:update"
                + " \"-Dhermetic.packages=openssl>=3.5.0\"` tries it");
    assertThat(lines(sample(), "numpy", new Repodata().has("numpy", "2.1", List.of(), List.of())))
        .containsSubsequence("  2.1 is known, but held back", "    `numpy<2` (environment.yml:6)");
  }

  @Test
  void newer_isHeldByWhatOthersConstrain() {
    Repodata known =
        new Repodata()
            .has("openssl", "3.5.0", List.of(), List.of())
            .has("python", "3.11.9", List.of("openssl >=3.3,<4"), List.of("openssl <3.4"));
    assertThat(lines(sample(), "openssl", known))
        .contains("    python 3.11.9 rules out all but `openssl <3.4`");
  }

  @Test
  void newer_ofSeveralBuilds_theLeastHeldCounts() {
    Repodata known =
        new Repodata()
            .has("openssl", "3.5.0", List.of("python >=3.13"), List.of())
            .has("openssl", "3.5.0", List.of(), List.of());
    assertThat(lines(sample(), "openssl", known))
        .contains("  3.5.0 is known, and no spec or locked package rules it out");
  }

  @Test
  void newest_saysSo() {
    Repodata known = new Repodata().has("openssl", "3.3.1", List.of(), List.of());
    assertThat(lines(sample(), "openssl", known)).contains("  No newer version is known");
  }

  @Test
  void unneeded_saysSo() {
    assertThat(lines(Locks.on(LINUX_64).has("left", "1", "0"), "left", new Repodata()))
        .contains("  left 1 is needed by nothing");
  }

  @Test
  void pip_isFoundByAnySpelling() {
    Locks locks = Locks.on(LINUX_64).pip("typing-extensions", "4.0");
    assertThat(lines(locks, "Typing_Extensions", new Repodata()))
        .contains("typing-extensions 4.0 (pip) on linux-64");
  }

  @Test
  void pip_limitsAndConstraints_areThoseOfPep440() throws IOException {
    Files.writeString(directory.resolve("limits.txt"), "numpy<3\n");
    Locks locks =
        Locks.on(LINUX_64)
            .pipSpec("app")
            .pipSpec("-c limits.txt")
            .has("python", "3.11.9", "0")
            .has("numpy", "2.0", "0", "python")
            .pip("app", "1.0", "numpy ~=2.0");
    List<LockGraph> graphs =
        List.of(LockGraph.of(locks.lock(), LINUX_64, locks.roots(directory).get(LINUX_64)));
    Repodata known =
        new Repodata()
            .has("numpy", "2.0", List.of(), List.of())
            .has("numpy", "2.4", List.of(), List.of())
            .has("numpy", "3.1", List.of(), List.of());
    assertThat(WhyText.lines(Why.of(locks.lock(), graphs, "numpy", known), TextStyle.ASCII))
        .containsSubsequence(
            "  Specs that lead to it",
            "    `app` (environment.yml:5): app 1.0 (pip) -> numpy 2.0",
            "  Constraints on it",
            "    `numpy<3` (limits.txt:1)",
            "    app 1.0 (pip) needs `numpy ~=2.0`",
            "  3.1 is known, but held back",
            "    `numpy<3` (limits.txt:1)",
            "    app 1.0 (pip) needs `numpy ~=2.0`",
            "    2.4 is ruled out by nothing: `mvn hermetic:update"
                + " \"-Dhermetic.packages=numpy>=2.4\"` tries it");
    assertThat(WhyText.lines(Why.of(locks.lock(), graphs, "app", known), TextStyle.ASCII))
        .containsSubsequence(
            "  Whether it could be newer, its index tells",
            "    `mvn hermetic:update -Dhermetic.packages=app -Dhermetic.dryRun=true` asks it");
  }

  @Test
  void otherName_hasNoAnswer() {
    assertThat(why(sample(), "opens", new Repodata())).isEmpty();
  }

  @Test
  void markdown_escapesAndJsonIsComplete() throws Exception {
    Locks locks =
        Locks.on(LINUX_64).spec("a").has("a", "1|<b>", "0", "x >=1|<i>").has("x", "2", "0");
    assertThat(WhyMarkdown.of(why(locks, "x", new Repodata())))
        .startsWith("## Why x 2 on linux-64\n\n- x 2 is not asked for: it came along\n")
        .contains("<code>1&#124;&#60;b&#62;</code>")
        .doesNotContain("<b>", "<i>");
    JsonNode linux =
        new ObjectMapper()
            .readTree(WhyJson.of("x", why(locks, "x", new Repodata())))
            .path("platforms")
            .path("linux-64");
    assertThat(linux.path("shadow").asBoolean()).isTrue();
    assertThat(linux.path("routes").path(0).path("packages").path(1).asText()).isEqualTo("x");
    assertThat(linux.path("constraints").path(0).path("constraint").asText()).isEqualTo(">=1|<i>");
    assertThat(linux.path("newer").path("state").asText()).isEqualTo("unknown");
  }
}
