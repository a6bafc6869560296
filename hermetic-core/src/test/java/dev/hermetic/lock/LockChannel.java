package dev.hermetic.lock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The channel that lock tests lock from: small, with a choice to make for every name. */
final class LockChannel {
  static final List<String> SUBDIRS = List.of("linux-64", "win-64", "noarch");

  static final Instant OLD = Instant.parse("2024-01-01T00:00:00Z");
  static final Instant YOUNG = Instant.parse("2026-10-30T00:00:00Z");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LockChannel() {}

  static TestChannel sample() {
    TestChannel channel = TestChannel.create();
    both(channel, TestPackage.of("libzlib", "1.2.13"));
    both(channel, TestPackage.of("libzlib", "1.3.1"));
    both(channel, TestPackage.of("python", "3.10.14", "libzlib >=1.2", "tzdata"));
    both(channel, TestPackage.of("python", "3.11.9", "libzlib >=1.2", "tzdata"));
    for (String version : List.of("1.24.4", "1.26.4", "2.0.1")) {
      TestPackage numpy = TestPackage.of("numpy", version, "python >=3.10,<3.12.0a0", "libblas");
      both(channel, version.equals("2.0.1") ? numpy.withTimestamp(YOUNG.toEpochMilli()) : numpy);
    }
    both(channel, TestPackage.of("libblas", "3.9.0").withBuild("1_openblas", 1));
    both(
        channel,
        TestPackage.of("libblas", "3.9.0").withBuild("2_mkl", 2).withTrackFeatures("blas_mkl"));
    both(channel, TestPackage.of("torch", "2.3.0", "python", "__cuda >=12").withBuild("cuda_1", 1));
    both(channel, TestPackage.of("torch", "2.3.0", "python").withBuild("cpu_0", 0));
    both(channel, TestPackage.of("modern", "1.0", "__glibc >=2.34"));
    both(channel, TestPackage.of("undated", "1.0").withTimestamp(-1));
    channel.add(
        TestPackage.of("tzdata", "2024a").withNoarch("generic"),
        TestPackage.of("pip", "24.0", "python").withNoarch("python"),
        TestPackage.of("app", "1.0", "python >=3.10").withNoarch("python"),
        TestPackage.of("app", "1.1", "python >=3.11", "numpy <2").withNoarch("python"),
        TestPackage.of("legacy", "1.0", "middle").withNoarch("python"),
        TestPackage.of("middle", "1.0", "python <3.11").withNoarch("python"),
        TestPackage.of("broken", "1.0", "outer").withNoarch("python"),
        TestPackage.of("outer", "1.0", "tzdata", "nowhere >=2").withNoarch("python"));
    return channel;
  }

  private static void both(TestChannel channel, TestPackage pack) {
    channel.add(pack, pack.withSubdir("win-64"));
  }

  /** Writes the same repodata with all keys in another order; packages.conda comes before info. */
  static void shuffle(Path channel, long seed) {
    rewrite(channel, root -> shuffle(root, new Random(seed)));
  }

  /** Changes the repodata of every subdir, in every form in which it is offered. */
  static void rewrite(Path channel, Consumer<ObjectNode> change) {
    for (String subdir : SUBDIRS) {
      Path folder = channel.resolve(subdir);
      try {
        ObjectNode root =
            (ObjectNode) MAPPER.readTree(folder.resolve("repodata.json").toFile());
        change.accept(root);
        byte[] json = MAPPER.writeValueAsBytes(root);
        Files.write(folder.resolve("repodata.json"), json);
        Files.write(folder.resolve("repodata.json.zst"), Zstd.compress(json));
        Files.deleteIfExists(folder.resolve("repodata.json.bz2"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void shuffle(JsonNode node, Random random) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      Collections.shuffle(names, random);
      for (String name : names) {
        object.set(name, object.remove(name));
      }
    }
    node.forEach(child -> shuffle(child, random));
  }

  /** Leaves one form of the repodata in each subdir. */
  static void offerOnly(Path channel, String file) throws IOException {
    for (String subdir : SUBDIRS) {
      for (String one : List.of("repodata.json", "repodata.json.zst", "repodata.json.bz2")) {
        if (!one.equals(file)) {
          Files.delete(channel.resolve(subdir).resolve(one));
        }
      }
    }
  }
}
