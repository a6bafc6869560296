package dev.hermetic.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.sbom.Component.Kind;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bills of locks that projects use. */
class RealLocksTest {
  private static final DocumentFacts FACTS = new DocumentFacts("0.1.0", Optional.empty());

  @Test
  void golden_eachFormatAndPlatform_isValid() throws Exception {
    Path file = SharedData.data("golden/conda-lock/nlp/conda-lock.yml");
    Bills bills = bills(file);
    for (SbomFormat format : SbomFormat.values()) {
      Judges.judge(format, format.write(bills.whole(), FACTS));
      Judges.judge(format, format.write(bills.of(Platform.LINUX_64), FACTS));
    }
  }

  @Test
  void bills_ofRealLocks_haveEveryPackage() throws Exception {
    int locks = 0;
    List<Path> all = locks(SharedData.data("lockfiles/pairs"));
    // Every fourth, for reading them takes seconds each.
    for (int i = 0; i < all.size(); i += 4) {
      Path file = all.get(i);
      Lockfile lock = CondaLockReader.read(file, file.toString());
      Bill whole = bills(file).whole();
      assertThat(whole.components(Kind.CONDA))
          .as(file.toString())
          .extracting(Component::name)
          .containsAll(names(lock, Manager.CONDA));
      assertThat(
              whole.components().stream().map(one -> String.join(" ", one.hashes().values()))
                  .collect(Collectors.toSet()))
          .as(file.toString())
          .hasSameSizeAs(
              lock.packages().stream()
                  .filter(one -> !one.name().startsWith("__"))
                  .map(RealLocksTest::hashes)
                  .collect(Collectors.toSet()));
      for (SbomFormat format : SbomFormat.values()) {
        assertThat(format.write(whole, FACTS)).as(file.toString()).doesNotContain("\r");
      }
      locks++;
    }
    assertThat(locks).isGreaterThan(8);
  }

  private static List<String> names(Lockfile lock, Manager manager) {
    return lock.packages().stream()
        .filter(one -> one.manager() == manager && !one.name().startsWith("__"))
        .map(LockedPackage::name)
        .toList();
  }

  private static String hashes(LockedPackage one) {
    String md5 = one.md5() == null ? "" : one.md5();
    String sha256 = one.sha256() == null || one.sha256().length() != 64 ? "" : one.sha256();
    return (md5 + " " + sha256).strip();
  }

  private static Bills bills(Path file) {
    Lockfile lock = CondaLockReader.read(file, file.toString());
    List<LockGraph> graphs =
        lock.metadata().platforms().stream()
            .map(one -> LockGraph.of(lock, one, List.of()))
            .toList();
    return new Bills(
        new BillRequest(
            "", "real", "", lock, graphs, Optional.empty(), List.of(), Optional.empty()));
  }

  private static List<Path> locks(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(one -> one.getFileName().toString().endsWith("conda-lock.yml"))
          // Of version 3, which is not read.
          .filter(one -> !one.toString().contains("30-rattler-v3"))
          .sorted()
          .toList();
    }
  }
}
