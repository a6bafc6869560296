package dev.hermetic.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Locks of one project that were made at different times: the modules of OpenScPCA. */
class RealLockDiffTest {
  private static List<Lockfile> locks() throws IOException {
    List<Lockfile> locks = new ArrayList<>();
    try (Stream<Path> folders = Files.list(SharedData.data("lockfiles/pairs"))) {
      for (Path folder :
          folders.filter(f -> f.toString().contains("-openscpca-")).sorted().toList()) {
        try (Stream<Path> files = Files.walk(folder)) {
          Path file = files.filter(f -> f.endsWith("conda-lock.yml")).findFirst().orElseThrow();
          locks.add(CondaLockReader.read(file, folder.getFileName().toString()));
        }
      }
    }
    assertThat(locks).hasSize(6);
    return locks;
  }

  private static Map<String, String> packages(Lockfile lock, Platform platform) {
    return lock.canonical().packages().stream()
        .filter(locked -> locked.platform().equals(platform))
        .collect(
            Collectors.toMap(
                locked -> locked.manager() + " " + locked.name(),
                LockedPackage::url,
                (one, other) -> one,
                TreeMap::new));
  }

  @Test
  void everyLock_equalsItself() throws IOException {
    for (Lockfile lock : locks()) {
      assertThat(LockDiff.of(lock, lock).isEmpty()).isTrue();
    }
  }

  @Test
  void changes_turnTheOlderLockIntoTheNewer() throws IOException {
    List<Lockfile> locks = locks();
    for (Lockfile from : locks) {
      for (Lockfile to : locks) {
        LockDiff diff = LockDiff.of(from, to);
        for (Platform platform : diff.platforms()) {
          Map<String, String> replayed = packages(from, platform);
          for (Change change : diff.changes()) {
            Move move = change.moves().get(platform);
            if (move != null) {
              String key = change.manager() + " " + change.name();
              assertThat(replayed.remove(key) != null).isEqualTo(move.from().isPresent());
              move.to().ifPresent(pinned -> replayed.put(key, pinned.url()));
            }
          }
          assertThat(replayed).isEqualTo(packages(to, platform));
        }
      }
    }
  }

  @Test
  void otherDirection_isTheMirrorImage() throws IOException {
    List<Lockfile> locks = locks();
    LockDiff there = LockDiff.of(locks.get(0), locks.get(4));
    LockDiff back = LockDiff.of(locks.get(4), locks.get(0));
    assertThat(there.count(Change.Kind.DOWN)).isEqualTo(back.count(Change.Kind.UP)).isPositive();
    assertThat(there.count(Change.Kind.UP)).isEqualTo(back.count(Change.Kind.DOWN));
    assertThat(there.count(Change.Kind.ADDED)).isEqualTo(back.count(Change.Kind.REMOVED));
    assertThat(there.count(Change.Kind.REBUILT)).isEqualTo(back.count(Change.Kind.REBUILT));
    assertThat(there.unchanged()).isEqualTo(back.unchanged());
  }

  @Test
  void reasons_nameTheFamilyThatMovedTogether() throws IOException {
    List<Lockfile> locks = locks();
    LockDiff diff = LockDiff.of(locks.get(0), locks.get(4));
    assertThat(
            DiffText.lines(
                Reasons.explain(diff, locks.get(0), locks.get(4), new TreeMap<>()),
                TextStyle.ASCII))
        .startsWith(
            "51 down, 19 removed, 56 added, 19 rebuilt; unchanged: 269 packages on 3 platforms")
        .contains("      awscli 2.15.62 needs `awscrt >=0.19.18,<=0.19.19`");
  }
}
