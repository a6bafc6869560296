package dev.hermetic.solve;

import static dev.hermetic.solve.RecordSketch.pkg;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.golden.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeadEndTest {
  private static final String FORGE = "https://example.org/forge";

  private static SolveRequest request(List<PackageRecord> records, String spec) {
    return new SolveRequest(
        Platform.LINUX_64,
        List.of(new RootSpec(MatchSpec.parse(spec), Location.of("environment.yml"))),
        List.of(new VirtualPackage("__cuda", "11.4"), new VirtualPackage("__glibc", "2.28")),
        List.of(List.of(JsonRepodata.of(FORGE, "linux-64", records))),
        ChannelPriority.STRICT,
        null);
  }

  private static List<PackageRecord> records(RecordSketch... sketches) {
    return Stream.of(sketches).map(sketch -> sketch.in(FORGE)).toList();
  }

  private static Optional<List<String>> seen(
      List<PackageRecord> records, List<PackageRecord> locked, String spec) {
    return DeadEnd.reasons(request(records, spec), Engines.CHANNEL_MATCH::test, locked);
  }

  /** What a search tells; nothing where there is an answer. */
  private static Optional<List<String>> searched(List<PackageRecord> records, String spec) {
    try {
      new CdclSolver(Engines.CHANNEL_MATCH::test).solve(request(records, spec));
      return Optional.empty();
    } catch (UnsolvableException e) {
      return Optional.of(e.reasons());
    }
  }

  @Test
  void driver_thatIsTooOld_isSeenBehindWhatIsLocked() {
    List<PackageRecord> locked = records(pkg("python 3").depends("libz"), pkg("libz 1"));
    List<PackageRecord> records = new ArrayList<>(locked);
    records.addAll(
        records(
            pkg("torch 2 cuda").depends("python >=3", "cudart >=12"),
            pkg("cudart 12").depends("cuda-version 12.*"),
            pkg("cuda-version 12.1").constrains("__cuda >=12"),
            pkg("cuda-version 12.9").constrains("__cuda >=12")));
    assertThat(seen(records, locked, "torch"))
        .contains(
            List.of(
                "torch-2-cuda needs `cudart >=12`",
                "cudart-12-h0_0 needs `cuda-version 12.*`",
                "cuda-version-12.9-h0_0 works only with `__cuda >=12`, and the virtual packages have"
                    + " 11.4"))
        .isEqualTo(searched(records, "torch"));
  }

  @Test
  void whatCanBeMet_isNoDeadEnd() {
    List<PackageRecord> records = records(pkg("torch 2").depends("cudart"), pkg("cudart 11"));
    assertThat(seen(records, List.of(), "torch")).isEmpty();
  }

  @Test
  void needBeforeTheDeadEnd_thatIsNotLocked_isLeftToASearch() {
    List<PackageRecord> records =
        records(pkg("torch 2").depends("python", "cudart"), pkg("python 3"));
    assertThat(seen(records, List.of(), "torch")).isEmpty();
    assertThat(searched(records, "torch")).isPresent();
  }

  @Test
  void circle_isLeftToASearch() {
    List<PackageRecord> records = records(pkg("a 1").depends("b"), pkg("b 1").depends("a"));
    assertThat(seen(records, List.of(), "a")).isEmpty();
  }

  @Test
  void candidatesThatAreATie_areLeftToASearch() {
    List<PackageRecord> records =
        records(pkg("a 1 x").depends("ghost"), pkg("a 1 y").depends("phantom"));
    assertThat(seen(records, List.of(), "a")).isEmpty();
  }

  /** On small channels at random: the same as a search, or nothing. */
  @Test
  void whatIsTold_isWhatASearchTells() throws UnsolvableException {
    int told = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<PackageRecord> records = randomRecords(random);
      List<PackageRecord> locked = locked(records, random);
      for (int name = 0; name < 3; name++) {
        Optional<List<String>> seen = seen(records, locked, "p" + name);
        if (seen.isPresent()) {
          assertThat(seen).as("seed %s, p%s", seed, name).isEqualTo(searched(records, "p" + name));
          told++;
        }
      }
    }
    assertThat(told).isGreaterThan(200);
  }

  /** An answer to a part of the channel, so mostly one of the whole too. */
  private static List<PackageRecord> locked(List<PackageRecord> records, Random random)
      throws UnsolvableException {
    String spec = "p" + (3 + random.nextInt(4));
    return searched(records, spec).isPresent()
        ? List.of()
        : new CdclSolver(Engines.CHANNEL_MATCH::test).solve(request(records, spec)).records();
  }

  private static List<PackageRecord> randomRecords(Random random) {
    List<RecordSketch> sketches = new ArrayList<>();
    for (int name = 0; name < 7; name++) {
      for (int version = 1; version <= 2; version++) {
        for (int build = 0; build < 1 + random.nextInt(2); build++) {
          sketches.add(
              pkg("p" + name + " " + version + " b" + build)
                  .number(random.nextInt(2))
                  .depends(needs(random).toArray(String[]::new))
                  .constrains(limits(random).toArray(String[]::new)));
        }
      }
    }
    return records(sketches.toArray(RecordSketch[]::new));
  }

  private static List<String> needs(Random random) {
    List<String> needs = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      String bound = List.of("", " <=", " >=", " ==").get(random.nextInt(4));
      needs.add(
          "p" + (1 + random.nextInt(7)) + (bound.isEmpty() ? "" : bound + (1 + random.nextInt(2))));
    }
    return needs;
  }

  private static List<String> limits(Random random) {
    return random.nextInt(3) > 0
        ? List.of()
        : List.of(random.nextBoolean() ? "__cuda >=12" : "p" + random.nextInt(7) + " >1");
  }
}
