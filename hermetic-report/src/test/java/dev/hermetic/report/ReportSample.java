package dev.hermetic.report;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.environment.Requirement;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.SpecTable;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.request.PipSection;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.report.model.LockPart;
import dev.hermetic.report.model.ReportModel;
import dev.hermetic.solve.Proof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A small lock with one of everything that the page can show; parts of it can be made hostile. */
final class ReportSample {
  static final Platform LINUX = Platform.LINUX_64;
  static final Platform WIN = Platform.WIN_64;
  private static final String BASE = "https://conda.anaconda.org/conda-forge/";

  final List<Platform> platforms = new ArrayList<>(List.of(LINUX, WIN));
  final List<LockedPackage> packages = new ArrayList<>();
  final List<Requirement> linuxSpecs = new ArrayList<>();
  final List<Requirement> winSpecs = new ArrayList<>();
  final List<PipRequirement> pip = new ArrayList<>();
  final SortedMap<Platform, PipRequest> pipRequests = new TreeMap<>();
  final List<Problem> warnings = new ArrayList<>();
  final SortedMap<String, String> custom = new TreeMap<>();
  final SortedMap<Platform, List<VirtualPackage>> given = new TreeMap<>();
  final SortedMap<Platform, List<PackageRecord>> records = new TreeMap<>();
  final SortedMap<Platform, Proof> proofs = new TreeMap<>();
  String environmentName = "nlp";
  String channel = "conda-forge";

  ReportSample() {
    spec("python=3.11", 5, true);
    spec("pytorch", 6, true);
    spec("scikit-learn", 7, false);
    pip.add(
        new PipRequirement("sentencepiece==0.2", "main", new Location("environment.yml", 9, 7)));
    locked(LINUX, "python", "3.11.9", "hb806964_0_cpython", 30_600_000, "openssl");
    locked(WIN, "python", "3.11.8", "h2628c8c_0_cpython", 18_100_000, "openssl");
    locked(LINUX, "openssl", "3.3.1", "h4ab18f5_0", 2_900_000);
    locked(WIN, "openssl", "3.3.1", "h2466b09_0", 8_300_000);
    locked(LINUX, "pytorch", "2.5.1", "cuda126_py311h1_300", 90_000_000, "__cuda", "python");
    locked(WIN, "pytorch", "2.5.1", "cpu_mkl_py311h2_100", 40_000_000, "python");
    locked(LINUX, "scikit-learn", "1.5.1", "py311hd632256_0", -1, "python", "joblib");
    locked(LINUX, "joblib", "1.4.2", "noarch", "pyhd8ed1ab_0", 220_000, "python");
    given.put(
        LINUX,
        List.of(new VirtualPackage("__glibc", "2.28"), new VirtualPackage("__cuda", "12.4")));
    given.put(WIN, List.of(new VirtualPackage("__win", "0")));
    custom.put("hermetic.channel_priority", "strict");
    warnings.add(
        new Problem(
            "HERM-ENV-010", Problem.Kind.INPUT, "environment.yml:2:1", "unknown key", "remove it"));
  }

  void spec(String text, int line, boolean everywhere) {
    Requirement requirement =
        new Requirement(
            MatchSpec.parse(text), text, "main", new Location("environment.yml", line, 5));
    linuxSpecs.add(requirement);
    if (everywhere) {
      winSpecs.add(requirement);
    }
  }

  void locked(
      Platform platform, String name, String version, String build, long size, String... needs) {
    locked(platform, name, version, platform.subdir(), build, size, needs);
  }

  private void locked(
      Platform platform,
      String name,
      String version,
      String subdir,
      String build,
      long size,
      String... needs) {
    SortedMap<String, String> dependencies = new TreeMap<>();
    for (String need : needs) {
      dependencies.put(need, "");
    }
    String file = name + "-" + version + "-" + build + ".conda";
    String url = BASE + subdir + "/" + file;
    packages.add(
        new LockedPackage(
            name,
            version,
            Manager.CONDA,
            platform,
            dependencies,
            url,
            "0".repeat(32),
            "1".repeat(64),
            null,
            null,
            "main"));
    records
        .computeIfAbsent(platform, key -> new ArrayList<>())
        .add(
            new PackageRecord(
                name, version, build, 0, List.of(), List.of(), subdir, null, -1, List.of(), null,
                null, null, null, size, file, BASE, url, null));
  }

  /** With proofs, one of which has a trade-off. */
  ReportSample proven() {
    proofs.put(WIN, new Proof(Proof.Verdict.PROVEN_NEWEST, List.of(), List.of(), List.of()));
    Proof.TradeOff tradeOff =
        new Proof.TradeOff(
            new Proof.Change("pytorch", "2.5.1", "2.6<b>"),
            List.of(new Proof.Change("python", "3.11.9", "3.10.2")),
            List.of(),
            List.of("pytorch>=2.6"));
    proofs.put(
        LINUX,
        new Proof(Proof.Verdict.TRADE_OFFS, List.of(), List.of(tradeOff), List.of()));
    return this;
  }

  ReportSample shuffle(long seed) {
    Random random = new Random(seed);
    Collections.shuffle(packages, random);
    records.values().forEach(list -> Collections.shuffle(list, random));
    List<VirtualPackage> virtual = new ArrayList<>(given.get(LINUX));
    Collections.reverse(virtual);
    given.put(LINUX, virtual);
    return this;
  }

  /** Locks the pip section: a wheel on Linux, a conda package on Windows. */
  ReportSample withPip() {
    pip.add(new PipRequirement("torch>=2", "main", new Location("environment.yml", 10, 7)));
    for (Platform platform : List.of(LINUX, WIN)) {
      pipRequests.put(platform, PipSection.read(pip, List.of(), Path.of(""), Map.of()));
    }
    locked(WIN, "sentencepiece", "0.2", "py311h1_0", 400_000, "python");
    packages.add(
        new LockedPackage(
            "sentencepiece",
            "0.2",
            Manager.PIP,
            LINUX,
            new TreeMap<>(Map.of("torch", ">=2")),
            "https://me:secret@files.example/sentencepiece-0.2-cp311-cp311-linux_x86_64.whl",
            null,
            "b".repeat(64),
            null,
            null,
            "main"));
    return this;
  }

  LockResult result() {
    SortedMap<Platform, PlatformRequest> requests =
        new TreeMap<>(
            Map.of(
                LINUX, new PlatformRequest(LINUX, linuxSpecs, pip),
                WIN, new PlatformRequest(WIN, winSpecs, pip)));
    requests.keySet().retainAll(platforms);
    Environment environment =
        new Environment(
            Optional.of(environmentName),
            List.of(Path.of("environment.yml")),
            List.of(),
            List.of(),
            platforms,
            Location.of("environment.yml"),
            new TreeMap<>(),
            requests,
            warnings);
    SortedMap<Platform, String> hashes = new TreeMap<>();
    platforms.forEach(platform -> hashes.put(platform, "a1b2".repeat(16)));
    Lockfile lockfile =
        new Lockfile(
            new Lockfile.Metadata(
                hashes,
                List.of(new LockedChannel(channel, List.of())),
                platforms,
                List.of("environment.yml"),
                custom,
                new TreeMap<>()),
            packages);
    return LockResult.of(LockResult.Outcome.WRITTEN, lockfile, environment, pipRequests, given)
        .with(records, new TreeMap<>(), proofs, List.of());
  }

  LockReportRequest request() {
    return LockReportRequest.of("Sample project", result());
  }

  /** The lock and nothing else. */
  ReportModel model() {
    return model(request());
  }

  static ReportModel model(LockReportRequest request) {
    ReportModel empty = ReportModel.empty(request.title(), request.generator());
    return new ReportModel(
        empty.title(),
        empty.generator(),
        empty.track(),
        request.timestamp(),
        Optional.of(lock(request, new TreeMap<>())),
        empty.changes(),
        empty.image(),
        empty.removed(),
        empty.scan(),
        empty.verdict(),
        empty.bills(),
        empty.signatures(),
        empty.ledger(),
        empty.limits(),
        empty.problems());
  }

  /** With the graphs that the rows of the table ask for. */
  static LockPart lock(
      LockReportRequest request, SortedMap<Platform, List<PackageRecord>> records) {
    List<LockGraph> graphs = new ArrayList<>();
    for (Platform platform : request.lockfile().metadata().platforms()) {
      List<Root> roots = new ArrayList<>();
      for (SpecTable.Row row : request.table().rows()) {
        if (row.manager() == Manager.CONDA
            && !(row.cells().get(platform) instanceof SpecTable.Cell.Absent)) {
          roots.add(
              new Root(
                  Manager.CONDA, row.name(), row.text(), row.category(), row.location(),
                  Optional.of(MatchSpec.parse(row.text())), Optional.empty(), false));
        }
      }
      graphs.add(LockGraph.of(request.lockfile(), platform, roots));
    }
    return new LockPart(request, "5".repeat(64), graphs, records, new TreeMap<>());
  }
}
