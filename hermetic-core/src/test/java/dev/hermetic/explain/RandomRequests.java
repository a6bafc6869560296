package dev.hermetic.explain;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.solve.golden.GoldenData;
import dev.hermetic.solve.golden.GoldenRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes an environment file of each seed, half of whose specs have a version. */
final class RandomRequests {
  private final SortedMap<String, GoldenRequest> platforms = new TreeMap<>();
  private final List<String> names;
  private final Map<String, List<String>> versions = new TreeMap<>();

  RandomRequests(GoldenData data) throws IOException {
    TreeSet<String> asked = new TreeSet<>();
    for (GoldenRequest golden : data.requests()) {
      golden.specs().forEach(root -> asked.add(root.spec().name()));
      if (golden.id().startsWith("075-")) {
        platforms.put(golden.platform().subdir(), golden);
      }
    }
    names = List.copyOf(asked);
    SolveRequest request = data.asSolveRequest(platforms.get("linux-64"));
    for (String name : names) {
      TreeSet<String> keys = new TreeSet<>();
      for (List<Repodata> channel : request.channels()) {
        for (Repodata repodata : channel) {
          for (PackageRecord record : repodata.records(name)) {
            String[] parts = record.version().split("\\.");
            keys.add(parts.length > 1 ? parts[0] + "." + parts[1] : parts[0]);
          }
        }
      }
      versions.put(name, List.copyOf(keys));
    }
  }

  List<GoldenRequest> requests(int seed) {
    Random random = new Random(seed);
    List<String> written = new ArrayList<>();
    Set<String> used = new TreeSet<>();
    for (int left = 3 + random.nextInt(7); left > 0; left--) {
      String name = random.nextInt(6) == 0 ? "python" : names.get(random.nextInt(names.size()));
      if (used.add(name)) {
        written.add(spec(name, random));
      }
    }
    int some = 1 + random.nextInt(4);
    List<String> chosen = new ArrayList<>(platforms.keySet());
    Collections.shuffle(chosen, random);
    String glibc = random.nextBoolean() ? "2.17" : "2.28";
    return chosen.subList(0, some).stream()
        .sorted()
        .map(platform -> with(platforms.get(platform), written, glibc))
        .toList();
  }

  private String spec(String name, Random random) {
    List<String> keys = versions.get(name);
    return keys.isEmpty() || random.nextBoolean()
        ? name
        : name
            + (random.nextInt(4) == 0 ? ">=" : "=")
            + keys.get(random.nextInt(keys.size()));
  }

  private static GoldenRequest with(GoldenRequest golden, List<String> written, String glibc) {
    return new GoldenRequest(
        golden.id(),
        golden.platform(),
        List.of(),
        written,
        golden.virtualPackages().stream()
            .map(
                given ->
                    given.name().equals("__glibc")
                        ? new VirtualPackage("__glibc", glibc, given.build())
                        : given)
            .toList(),
        golden.channels(),
        ChannelPriority.STRICT,
        false,
        List.of(),
        false,
        Map.of());
  }
}
