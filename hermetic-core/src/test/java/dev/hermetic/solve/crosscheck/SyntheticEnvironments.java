package dev.hermetic.solve.crosscheck;

import static dev.hermetic.solve.RecordSketch.pkg;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.JsonRepodata;
import dev.hermetic.solve.RecordSketch;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * Small channels full of quarrels: a dozen packages with a few versions and builds each, that depend
 * on and constrain each other at random. A request is a function of its seed.
 */
public final class SyntheticEnvironments implements LongFunction<SolveRequest> {
  private static final String HOST = "https://example.org/";

  private final int fewest;
  private final int most;

  /** Of 4 to 13 names. */
  public SyntheticEnvironments() {
    this(4, 13);
  }

  /**
   * @param fewest names of a channel
   * @param most names of a channel
   */
  public SyntheticEnvironments(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
  }

  @Override
  public SolveRequest apply(long seed) {
    Random random = new Random(seed);
    int names = fewest + random.nextInt(most - fewest + 1);
    int versions = 2 + random.nextInt(4);
    int channelCount = random.nextInt(3) == 0 ? 2 : 1;
    List<List<Repodata>> channels = new ArrayList<>();
    for (int channel = 0; channel < channelCount; channel++) {
      channels.add(List.of(repodata(HOST + "c" + channel, names, versions, random)));
    }
    List<RootSpec> specs = new ArrayList<>();
    int roots = 1 + random.nextInt(5);
    for (int i = 0; i < roots; i++) {
      specs.add(Requests.root(spec(random.nextInt(names), versions, random, i % 2 == 0)));
    }
    ChannelPriority[] priorities = ChannelPriority.values();
    return new SolveRequest(
        Platform.LINUX_64,
        specs,
        List.of(new VirtualPackage("__glibc", "2.28")),
        channels,
        priorities[random.nextInt(priorities.length)],
        null);
  }

  private static Repodata repodata(String channel, int names, int versions, Random random) {
    List<PackageRecord> records = new ArrayList<>();
    for (int name = 0; name < names; name++) {
      if (random.nextInt(12) == 0) {
        continue;
      }
      for (int version = 1; version <= versions; version++) {
        int builds = 1 + random.nextInt(2);
        for (int build = 0; build < builds; build++) {
          records.add(sketch(name, version, build, names, versions, random).in(channel));
        }
      }
    }
    return JsonRepodata.of(channel, Platform.LINUX_64.subdir(), records);
  }

  private static RecordSketch sketch(
      int name, int version, int build, int names, int versions, Random random) {
    RecordSketch sketch =
        pkg("p" + name + " " + version + " h" + random.nextInt(3) + "_" + build)
            .number(random.nextInt(2))
            .timestamp(1_700_000_000_000L + random.nextInt(3));
    List<String> depends = new ArrayList<>();
    List<String> constrains = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      depends.add(spec(random.nextInt(names), versions, random, random.nextInt(3) == 0));
    }
    for (int i = random.nextInt(6) - 3; i > 0; i--) {
      constrains.add(spec(random.nextInt(names), versions, random, false));
    }
    if (random.nextInt(20) == 0) {
      depends.add("__glibc >=2." + (20 + random.nextInt(20)));
    }
    if (random.nextInt(20) == 0) {
      constrains.add("__glibc >=2." + (20 + random.nextInt(20)));
    }
    sketch =
        sketch
            .depends(depends.toArray(String[]::new))
            .constrains(constrains.toArray(String[]::new));
    return random.nextInt(12) == 0 ? sketch.trackFeatures("slow") : sketch;
  }

  private static String spec(int name, int versions, Random random, boolean bare) {
    int version = 1 + random.nextInt(versions);
    if (bare) {
      return "p" + name;
    }
    return switch (random.nextInt(6)) {
      case 0 -> "p" + name + " >=" + version;
      case 1 -> "p" + name + " <" + (version + 1);
      case 2 -> "p" + name + " " + version + ".*";
      case 3 -> "p" + name + " !=" + version;
      case 4 -> "p" + name + " * h" + random.nextInt(3) + "_*";
      default -> "p" + name + " " + version + "|" + (1 + random.nextInt(versions));
    };
  }
}
