package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestIndex;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.testkit.TestWheel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pip packages of an index that takes its time. */
class LockPipRemoteTest {
  private static final int LEVELS = 4;
  private static final int WIDTH = 6;

  @TempDir Path directory;
  private LockProject project;

  @BeforeEach
  void serveConda() {
    TestChannel channel = TestChannel.create();
    channel.add(TestPackage.of("python", "3.12.4").withSubdir("linux-64"));
    channel.add(TestPackage.of("pip", "24.0", "python").withNoarch("python"));
    Path served = channel.write(directory.resolve("served/sample"));
    project =
        new LockProject(directory.resolve("project")).from(TestChannel.url(served));
    project.environment(
        "channels: [" + LockProject.CHANNEL + "]",
        "platforms: [linux-64]",
        "dependencies:",
        "- python",
        "- pip: [p0_0, p0_1, p0_2]");
  }

  /** Each project needs two of the next level, old versions of which the newest rule out. */
  private static List<TestWheel> wheels() {
    List<TestWheel> wheels = new ArrayList<>();
    for (int level = 0; level < LEVELS; level++) {
      for (int i = 0; i < WIDTH; i++) {
        for (int version = 1; version <= 3; version++) {
          String next = "p" + (level + 1) + "_";
          String limit = version == 3 && i % 2 == 0 ? "<2" : version == 3 ? "<3" : "";
          String[] needs =
              level == LEVELS - 1
                  ? new String[0]
                  : new String[] {next + i + limit, next + (i + 1) % WIDTH + ">=1"};
          wheels.add(TestWheel.of("p" + level + "_" + i, version + ".0", needs));
        }
      }
    }
    return wheels;
  }

  @Test
  void lock_pagesAndAnswersInAnyOrder_sameBytes() throws IOException {
    Path folder = directory.resolve("index");
    List<String> locks = new ArrayList<>();
    try (ChannelServer server = ChannelServer.serving(folder)) {
      project.pip(
          new PipSettings(server.url() + "/simple", List.of(), null, IndexStrategy.FIRST_INDEX));
      for (int seed = 0; seed < 4; seed++) {
        List<TestWheel> wheels = wheels();
        Collections.shuffle(wheels, new Random(seed));
        TestIndex.in(folder, seed % 2 == 0 ? TestIndex.Form.JSON : TestIndex.Form.HTML)
            .add(wheels.toArray(TestWheel[]::new));
        server.delay(path -> ThreadLocalRandom.current().nextInt(8));
        LockResult result = project.cache(directory.resolve("cache" + seed)).lock();
        assertThat(result.lockfile().packages())
            .filteredOn(one -> one.manager() == Manager.PIP)
            .hasSizeGreaterThan(10);
        locks.add(project.lockText());
      }
    }
    assertThat(locks).containsOnly(locks.get(0));
  }

  @Test
  void lock_likelyMetadata_areFetchedAhead() throws IOException {
    Path folder = directory.resolve("index");
    TestIndex index = TestIndex.in(folder, TestIndex.Form.JSON);
    for (TestWheel wheel : wheels()) {
      index.add(wheel.name(), TestIndex.Entry.of(wheel).withMetadataBeside());
    }
    try (ChannelServer server = ChannelServer.serving(folder)) {
      CountDownLatch others = new CountDownLatch(2);
      AtomicBoolean alone = new AtomicBoolean();
      server.delay(
          path -> {
            if (path.matches(".*/p1_.*\\.metadata")) {
              others.countDown();
              alone.compareAndSet(false, !await(others));
            }
            return 0;
          });
      project.pip(
          new PipSettings(server.url() + "/simple", List.of(), null, IndexStrategy.FIRST_INDEX));
      project.lock();

      assertThat(others.getCount()).isZero();
      assertThat(alone).isFalse();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
