package dev.hermetic.solve.crosscheck;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.JsonRepodata;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Random environments over the real records, without those that have no timestamp: what is left out
 * of them makes nonsense solvable. A request is a function of its seed.
 */
public final class RealEnvironments implements LongFunction<SolveRequest> {
  private static final String CHANNEL = "https://conda.anaconda.org/conda-forge";
  private static final int POPULAR = 60;

  private final Path channel;
  private final List<Platform> platforms;
  private final Map<String, Repodata> repodata = new TreeMap<>();

  /**
   * @param channel folder with a folder a subdir
   * @param platforms those that are drawn from
   */
  public RealEnvironments(Path channel, List<Platform> platforms) {
    this.channel = channel;
    this.platforms = platforms;
  }

  @Override
  public SolveRequest apply(long seed) {
    Random random = new Random(seed);
    Platform platform = platforms.get(random.nextInt(platforms.size()));
    List<Repodata> parts = List.of(part(platform.subdir()), part(Platform.NOARCH));
    List<String> names = names(parts);
    List<String> popular = popular(parts, names);
    TreeSet<String> chosen = new TreeSet<>();
    int count = 1 + random.nextInt(12);
    while (chosen.size() < count) {
      List<String> from = random.nextInt(5) < 2 ? popular : names;
      chosen.add(from.get(random.nextInt(from.size())));
    }
    if (random.nextInt(3) == 0) {
      chosen.add("python");
    }
    List<RootSpec> specs = new ArrayList<>();
    for (String name : chosen) {
      specs.add(Requests.root(spec(name, parts, random)));
      if (random.nextInt(12) == 0) {
        specs.add(Requests.root(spec(name, parts, random)));
      }
    }
    return new SolveRequest(
        platform,
        specs,
        VirtualPackages.forPlatform(platform).packages(),
        List.of(parts),
        ChannelPriority.STRICT,
        null);
  }

  /** A bare name in half of the cases, else one bound to a version that exists. */
  private static String spec(String name, List<Repodata> parts, Random random) {
    List<PackageRecord> records =
        parts.stream().flatMap(part -> part.records(name).stream()).toList();
    String version = records.get(random.nextInt(records.size())).version();
    String series = version.replaceFirst("^(\\d+!)?(\\d+\\.\\d+).*", "$1$2");
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> name + ">=" + version;
      case 3 -> name + "<" + version;
      case 4 -> name + "<=" + version;
      case 5, 6 -> name + "=" + series;
      case 7 -> name + "==" + version;
      default -> name;
    };
  }

  private Repodata part(String subdir) {
    return repodata.computeIfAbsent(subdir, this::read);
  }

  private Repodata read(String subdir) {
    try {
      Path file = channel.resolve(subdir).resolve("repodata.json.zst");
      Repodata whole = JsonRepodata.read(file, CHANNEL, subdir);
      return JsonRepodata.of(
          CHANNEL,
          subdir,
          whole.names().stream()
              .map(whole::records)
              .flatMap(Collection::stream)
              .filter(record -> record.timestamp() > 0)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(List<Repodata> parts) {
    TreeSet<String> names = new TreeSet<>();
    parts.forEach(part -> names.addAll(part.names()));
    return List.copyOf(names);
  }

  /** What many builds exist of is what many environments ask for, and where conflicts are. */
  private static List<String> popular(List<Repodata> parts, List<String> names) {
    Map<String, Integer> builds = new TreeMap<>();
    for (String name : names) {
      builds.put(name, parts.stream().mapToInt(part -> part.records(name).size()).sum());
    }
    return names.stream().filter(name -> builds.get(name) >= POPULAR).toList();
  }
}
