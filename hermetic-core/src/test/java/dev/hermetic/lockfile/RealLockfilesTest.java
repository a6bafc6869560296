package dev.hermetic.lockfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The conda-lock.yml files of real projects. */
class RealLockfilesTest {
  private record Pair(String name, Path file, JsonNode info) {
    String text() throws IOException {
      return Files.readString(file);
    }

    Lockfile read() {
      return CondaLockReader.read(file, name);
    }
  }

  /** All real locks of version 1. */
  private static List<Pair> pairs() throws IOException {
    Path folder = SharedData.data("lockfiles");
    List<Pair> pairs = new ArrayList<>();
    for (JsonNode info : new ObjectMapper().readTree(folder.resolve("index.json").toFile())) {
      String name = info.get("dir").asText().substring("pairs/".length());
      Path tree = folder.resolve(info.get("dir").asText()).resolve("tree");
      Path file = tree.resolve(info.get("lock").asText());
      if (!name.equals("30-rattler-v3")) {
        pairs.add(new Pair(name, file, info));
      }
    }
    assertThat(pairs).hasSize(42);
    return pairs;
  }

  @Test
  void read_everyRealLock_findsWhatIsInIt() throws IOException {
    for (Pair pair : pairs()) {
      Lockfile lockfile = pair.read();
      assertThat(lockfile.packages().stream().filter(p -> p.manager() == Manager.CONDA))
          .as(pair.name())
          .hasSize(pair.info().get("conda_entries").asInt());
      assertThat(lockfile.packages().stream().filter(p -> p.manager() == Manager.PIP))
          .as(pair.name())
          .hasSize(pair.info().get("pip_entries").asInt());
      pair.info()
          .get("content_hash")
          .properties()
          .forEach(
              hash ->
                  assertThat(lockfile.metadata().contentHash())
                      .as(pair.name())
                      .anySatisfy(
                          (platform, value) -> {
                            assertThat(platform.subdir()).isEqualTo(hash.getKey());
                            assertThat(value).isEqualTo(hash.getValue().asText());
                          }));
    }
  }

  @Test
  void read_whatWeWroteOfEveryRealLock_isTheSameLock() throws IOException {
    for (Pair pair : pairs()) {
      Lockfile lockfile = pair.read();
      byte[] written = CondaLockWriter.write(lockfile);
      assertThat(CondaLockReader.parse(new String(written, UTF_8), pair.name()))
          .as(pair.name())
          .isEqualTo(lockfile.canonical());
      assertThat(CondaLockWriter.write(lockfile.canonical())).as(pair.name()).isEqualTo(written);
    }
  }

  /**
   * conda-lock sorts dependencies since 2.5.8. When it locks again only some platforms, the order
   * of the content hashes tells so; ours does not. All other locks differ by the order of keys,
   * packages or dependencies that an older conda-lock or another tool chose.
   */
  @Test
  void write_locksOfRecentCondaLock_givesTheSameBytes() throws IOException {
    TreeSet<String> same = new TreeSet<>();
    TreeSet<String> sameButForHashOrder = new TreeSet<>();
    for (Pair pair : pairs()) {
      String number = pair.name().substring(0, 2);
      String theirs = LockFiles.body(pair.text());
      String ours = LockFiles.body(CondaLockWriter.write(pair.read()));
      if (ours.equals(theirs)) {
        same.add(number);
      } else if (sortedHashes(ours).equals(sortedHashes(theirs))) {
        sameButForHashOrder.add(number);
      }
    }
    assertThat(same)
        .containsExactly(
            "04", "05", "08", "12", "19", "22", "23", "25", "26", "31", "35", "36", "38", "39",
            "40", "43");
    assertThat(sameButForHashOrder).containsExactly("14", "15", "32", "42");
  }

  private static String sortedHashes(String lock) {
    int start = lock.indexOf("  content_hash:\n");
    int end = lock.indexOf("  channels:\n");
    if (start < 0 || end < start) {
      return lock;
    }
    String hashes =
        lock.substring(start, end).lines().sorted().collect(Collectors.joining("\n"));
    return lock.substring(0, start) + hashes + lock.substring(end);
  }

  @Test
  void read_lockOfRattlerVersion3_namesVersionAndFix() {
    Path file =
        SharedData.data(
            "lockfiles/pairs/30-rattler-v3/tree/test-data/conda-lock/v3/"
                + "robostack-turtlesim-conda-lock.yml");
    assertThatThrownBy(() -> CondaLockReader.read(file, "old.yml"))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-LOCK-002 old.yml:1:10: has lock format version 3, but only version 1 (CEP-37) is"
                + " read\n  Fix: use a tool that reads it, or delete the file and run"
                + " `mvn hermetic:lock` to solve afresh");
  }

  @Test
  void read_everyRealExplicitFile_findsItsUrls() throws IOException {
    Path folder = SharedData.data("lockfiles");
    int files = 0;
    for (JsonNode info :
        new ObjectMapper().readTree(folder.resolve("explicit/index.json").toFile())) {
      if (info.get("urls") == null) {
        continue;
      }
      files++;
      String name = info.get("file").asText();
      String text = Files.readString(folder.resolve(name));
      ExplicitLockfile lockfile = ExplicitLockReader.read(name, text);
      assertThat(lockfile.packages()).as(name).hasSize(info.get("urls").asInt());
      assertThat(lockfile.warnings())
          .as(name)
          .hasSize(text.contains("@EXPLICIT") ? 0 : 1 + lockfile.packages().size());
      assertThat(lockfile.pip())
          .as(name)
          .hasSize((int) text.lines().filter(line -> line.startsWith("# pip ")).count());
      assertThat(lockfile.platform().isPresent()).as(name).isEqualTo(text.contains("# platform:"));
      assertThat(lockfile.toString()).doesNotContain("password_a").doesNotContain("username_a");
    }
    assertThat(files).isEqualTo(24);
  }
}
