package dev.hermetic.solve;

import static dev.hermetic.solve.RecordSketch.pkg;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.NewestProof.Proven;
import dev.hermetic.solve.Proof.Change;
import dev.hermetic.solve.Proof.Verdict;
import dev.hermetic.solve.golden.Engines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NewestProofTest {
  private static final String FORGE = "https://example.org/forge";
  private static final String OTHER = "https://example.org/other";

  private final NewestProof proof = new NewestProof(Engines.CHANNEL_MATCH::test);
  private final CdclSolver fast = new CdclSolver(Engines.CHANNEL_MATCH::test);

  private static List<PackageRecord> in(String channel, RecordSketch... sketches) {
    return Stream.of(sketches).map(sketch -> sketch.in(channel)).toList();
  }

  private static SolveRequest request(List<PackageRecord> records, String... specs) {
    return request(ChannelPriority.STRICT, List.of(records), specs);
  }

  private static SolveRequest request(
      ChannelPriority priority, List<List<PackageRecord>> channels, String... specs) {
    List<List<Repodata>> parts = new ArrayList<>();
    for (List<PackageRecord> records : channels) {
      parts.add(List.of(JsonRepodata.of(records.get(0).channel(), "linux-64", records)));
    }
    return new SolveRequest(
        Platform.LINUX_64,
        Stream.of(specs)
            .map(text -> new RootSpec(MatchSpec.parse(text), Location.of("environment.yml")))
            .toList(),
        List.of(new VirtualPackage("__glibc", "2.28")),
        parts,
        priority,
        null);
  }

  private Proven prove(SolveRequest request) throws UnsolvableException {
    return proof.prove(request, fast.solve(request).records());
  }

  private static List<PackageRecord> named(List<PackageRecord> records, String... distributions) {
    return records.stream()
        .filter(
            record -> List.of(distributions).contains(record.name() + " " + record.version()))
        .toList();
  }

  /** Roots a and b want different x; c follows a. */
  private static List<PackageRecord> rivals() {
    return in(
        FORGE,
        pkg("a 3").depends("x 1.*"),
        pkg("a 2").depends("x 2.*"),
        pkg("b 3").depends("x 2.*"),
        pkg("b 2").depends("x <2"),
        pkg("b 1"),
        pkg("c 2").depends("x 1.*"),
        pkg("c 1"),
        pkg("x 1"),
        pkg("x 2"));
  }

  @Test
  void prove_ofRootsThatAreAllNewest_saysSo() throws UnsolvableException {
    SolveRequest request = request(in(FORGE, pkg("a 2"), pkg("a 1"), pkg("b 1")), "a", "b");
    Proven proven = prove(request);
    assertThat(proven.records()).extracting(PackageRecord::toString).contains("a-2-h0_0");
    assertThat(proven.proof())
        .isEqualTo(new Proof(Verdict.PROVEN_NEWEST, List.of(), List.of(), List.of()));
  }

  @Test
  void prove_ofAnAnswerThatIsOlderForNothing_mendsIt() {
    List<PackageRecord> records =
        in(
            FORGE,
            pkg("sqlite 3.53").depends("libsqlite 3.*", "ncurses"),
            pkg("sqlite 3.32").depends("libsqlite 3.*"),
            pkg("libsqlite 3.53"),
            pkg("ncurses 6"),
            pkg("ncurses 5"));
    SolveRequest request = request(records, "sqlite", "libsqlite");
    List<PackageRecord> old = named(records, "sqlite 3.32", "libsqlite 3.53");
    Proven proven = proof.prove(request, old);
    assertThat(proven.records())
        .extracting(PackageRecord::toString)
        .containsExactly("libsqlite-3.53-h0_0", "ncurses-6-h0_0", "sqlite-3.53-h0_0");
    assertThat(proven.proof())
        .isEqualTo(
            new Proof(
                Verdict.PROVEN_NEWEST,
                List.of(new Change("sqlite", "3.32", "3.53")),
                List.of(),
                List.of()));
    assertThat(proof.inspect(request, old))
        .contains(
            new Proof(
                Verdict.NOT_NEWEST,
                List.of(new Change("sqlite", "3.32", "3.53")),
                List.of(),
                List.of()));
  }

  @Test
  void prove_mendsOnlyWhatCostsNoOtherRoot() {
    List<PackageRecord> records = rivals();
    SolveRequest request = request(records, "a", "b", "c");
    Proven proven = proof.prove(request, named(records, "a 3", "b 1", "c 1", "x 1"));
    assertThat(proven.records())
        .extracting(PackageRecord::toString)
        .containsExactly("a-3-h0_0", "b-2-h0_0", "c-2-h0_0", "x-1-h0_0");
    assertThat(proven.proof())
        .isEqualTo(
            new Proof(
                Verdict.TRADE_OFFS,
                List.of(new Change("b", "1", "2"), new Change("c", "1", "2")),
                List.of(
                    new Proof.TradeOff(
                        new Change("b", "2", "3"),
                        List.of(new Change("a", "3", "2"), new Change("c", "2", "1")),
                        List.of(),
                        List.of("b>=3"))),
                List.of()));
  }

  @Test
  void prove_ofATradeOff_namesWhatTheOtherAnswerCostsAndBrings() {
    List<PackageRecord> records = rivals();
    SolveRequest request = request(records, "a", "b", "c");
    Proof found = proof.prove(request, named(records, "a 2", "b 3", "c 1", "x 2")).proof();
    assertThat(found.improved()).isEmpty();
    assertThat(found.held()).isEmpty();
    assertThat(found.tradeOffs())
        .containsExactly(
            new Proof.TradeOff(
                new Change("a", "2", "3"),
                List.of(new Change("b", "3", "2")),
                List.of(new Change("c", "1", "2")),
                List.of("a>=3")),
            new Proof.TradeOff(
                new Change("c", "1", "2"),
                List.of(new Change("b", "3", "2")),
                List.of(new Change("a", "2", "3")),
                List.of("c>=2")));
  }

  @Test
  void prove_ofATradeOff_keepsWhatTheFirstEngineWouldGiveAway() {
    List<PackageRecord> records =
        in(
            FORGE,
            pkg("a 2").depends("x 2.*"),
            pkg("a 1"),
            pkg("b 2").depends("x 1.*"),
            pkg("b 1"),
            pkg("c 2").depends("x 2.*", "k 2.*"),
            pkg("c 1"),
            pkg("k 2").trackFeatures("slow"),
            pkg("k 1"),
            pkg("x 1"),
            pkg("x 2"));
    SolveRequest request = request(records, "a", "b", "c", "k");
    List<PackageRecord> answer = named(records, "a 1", "b 2", "c 1", "k 1", "x 1");
    assertThat(proof.prove(request, answer).proof().tradeOffs().get(0))
        .isEqualTo(
            new Proof.TradeOff(
                new Change("a", "1", "2"),
                List.of(new Change("b", "2", "1")),
                List.of(),
                List.of("a>=2", "k==1=h0_0")));
  }

  @Test
  void prove_ofATradeOff_isWhatOneGetsWhoTakesIt() throws UnsolvableException {
    Random random = new Random(11);
    int seen = 0;
    for (int seed = 0; seed < 40; seed++) {
      SolveRequest request = request(tangle(seed), "p0", "p1", "p2", "p3", "p4");
      List<PackageRecord> answer = fast.solve(request).records();
      for (Proof.TradeOff tradeOff : proof.prove(request, answer).proof().tradeOffs()) {
        List<RootSpec> specs = new ArrayList<>(request.specs());
        tradeOff
            .specs()
            .forEach(s -> specs.add(new RootSpec(MatchSpec.parse(s), Location.of("added"))));
        Collections.shuffle(specs, random);
        List<PackageRecord> other = fast.solve(with(request, specs)).records();
        List<Change> told = new ArrayList<>(tradeOff.older());
        told.addAll(tradeOff.alsoNewer());
        told.add(tradeOff.newer());
        assertThat(told).allMatch(c -> version(answer, c.name()).equals(c.from()));
        assertThat(told).allMatch(c -> version(other, c.name()).equals(c.to()));
        assertThat(tradeOff.older()).isNotEmpty();
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(20);
  }

  private static SolveRequest with(SolveRequest request, List<RootSpec> specs) {
    return new SolveRequest(
        request.platform(),
        specs,
        request.virtualPackages(),
        request.channels(),
        request.priority(),
        request.excludeNewer());
  }

  private static String version(List<PackageRecord> records, String name) {
    return records.stream()
        .filter(record -> record.name().equals(name))
        .map(PackageRecord::version)
        .findFirst()
        .orElseThrow();
  }

  /** Roots p0 to p4, each version of which wants its own range of a few libraries. */
  private static List<PackageRecord> tangle(int seed) {
    Random random = new Random(seed);
    List<PackageRecord> records = new ArrayList<>();
    for (int root = 0; root < 5; root++) {
      records.add(pkg("p" + root + " 1").in(FORGE));
      for (int version = 2; version < 6; version++) {
        records.add(
            pkg("p" + root + " " + version)
                .depends(
                    "l" + random.nextInt(3) + " " + (1 + random.nextInt(3)) + ".*",
                    "l" + random.nextInt(3) + " >=" + (1 + random.nextInt(3)))
                .in(FORGE));
      }
    }
    for (int library = 0; library < 3; library++) {
      for (int version = 1; version < 4; version++) {
        records.add(pkg("l" + library + " " + version).in(FORGE));
      }
    }
    return records;
  }

  @Test
  void prove_ofARootThatASpecHolds_namesTheSpec() throws UnsolvableException {
    SolveRequest request =
        request(
            in(
                FORGE,
                pkg("numpy 3").depends("python 3.12.*"),
                pkg("numpy 2").depends("__glibc >=2.36"),
                pkg("numpy 1"),
                pkg("python 3.12"),
                pkg("python 3.11"),
                pkg("tool 1")),
            "numpy",
            "python=3.11",
            "tool");
    Proof found = prove(request).proof();
    assertThat(found.verdict()).isEqualTo(Verdict.PROVEN_NEWEST);
    assertThat(found.held())
        .containsExactly(
            new Proof.Held(new Change("numpy", "1", "3"), List.of(request.specs().get(1))));
  }

  @Test
  void prove_ofARootWhoseNewerVersionsCannotBeInstalledHere_saysNothingOfThem()
      throws UnsolvableException {
    SolveRequest request =
        request(in(FORGE, pkg("a 2").depends("__glibc >=2.36"), pkg("a 1")), "a");
    assertThat(prove(request).proof())
        .isEqualTo(new Proof(Verdict.PROVEN_NEWEST, List.of(), List.of(), List.of()));
  }

  @Test
  void prove_ofTrackedFeatures_doesNotCallThemNewer() throws UnsolvableException {
    List<PackageRecord> records = in(FORGE, pkg("a 2").trackFeatures("slow"), pkg("a 1"));
    SolveRequest request = request(records, "a");
    assertThat(prove(request).proof())
        .isEqualTo(new Proof(Verdict.PROVEN_NEWEST, List.of(), List.of(), List.of()));
    assertThat(proof.prove(request, named(records, "a 2")).proof().improved())
        .containsExactly(new Change("a", "2", "1"));
  }

  @Test
  void prove_withoutPriority_doesNotLetTheChannelOfABuildHoldAnotherRootBack() {
    List<PackageRecord> forge =
        in(FORGE, pkg("a 1 one_1").number(1).depends("x 1.*"), pkg("x 1"), pkg("x 2"));
    List<PackageRecord> other =
        in(OTHER, pkg("a 1 two_0").depends("x 2.*"), pkg("b 2").depends("x 2.*"), pkg("b 1"));
    List<PackageRecord> answer = new ArrayList<>(named(forge, "a 1", "x 1"));
    answer.addAll(named(other, "b 1"));
    List<List<PackageRecord>> channels = List.of(forge, other);
    Proven free =
        proof.prove(request(ChannelPriority.DISABLED, channels, "a", "b"), answer);
    assertThat(free.records())
        .extracting(PackageRecord::toString)
        .containsExactly("a-1-two_0", "b-2-h0_0", "x-2-h0_0");
    assertThat(free.proof().improved()).containsExactly(new Change("b", "1", "2"));

    Proven flexible =
        proof.prove(request(ChannelPriority.FLEXIBLE, channels, "a", "b"), answer);
    assertThat(flexible.records()).containsExactlyInAnyOrderElementsOf(answer);
    assertThat(flexible.proof().tradeOffs())
        .containsExactly(
            new Proof.TradeOff(
                new Change("b", "1", "2"),
                List.of(new Change("a", "1", "1")),
                List.of(),
                List.of("b>=2")));
  }

  @Test
  void prove_doesNotDependOnTheOrderOfSpecsAndRecords() throws UnsolvableException {
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      List<PackageRecord> records = tangle(3);
      SolveRequest request = request(records, "p0", "p1", "p2", "p3", "p4");
      List<PackageRecord> shuffled = new ArrayList<>(records);
      Collections.shuffle(shuffled, random);
      List<RootSpec> specs = new ArrayList<>(request.specs());
      Collections.shuffle(specs, random);
      SolveRequest again = with(request(shuffled), specs);
      assertThat(prove(again)).isEqualTo(prove(request));
    }
  }

  @Test
  void prove_ofSomethingElse_isRefused() {
    List<PackageRecord> records = rivals();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> proof.prove(request(records, "a=3"), named(records, "a 2", "x 2")))
        .withMessageContaining("a-2-h0_0");
    assertThat(proof.inspect(request(records, "a=3"), named(records, "a 2", "x 2"))).isEmpty();
    assertThat(proof.inspect(request(records, "a", "b"), named(records, "a 2", "x 2"))).isEmpty();
  }

  @Test
  void prove_withoutRoots_hasNothingToProve() throws UnsolvableException {
    assertThat(prove(request(rivals())).proof().verdict()).isEqualTo(Verdict.PROVEN_NEWEST);
  }
}
