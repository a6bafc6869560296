package dev.hermetic.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.advisory.AdvisoryDatabase;
import dev.hermetic.advisory.AdvisorySource;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.lock.MappingFile;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.testkit.TestChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real advisories of PyPI and real locks: what is found is what a plain count has too. The numbers
 * were counted a third time by a script of Python with the library packaging.
 */
class ScanRealDataTest {
  @TempDir static Path cache;

  @TempDir Path folder;

  private ScanProject project;
  private PlainCount plain;

  @BeforeEach
  void begin() throws IOException {
    project = new ScanProject(folder.resolve("project"));
    project.cache = cache;
    project.database = SharedData.data("advisories/osv-pypi.jsonl.zst").toString();
    project.mapping = SharedData.data("mapping/compressed_mapping.json").toString();
    plain = PlainCount.of(Path.of(project.database), Path.of(project.mapping));
  }

  @Test
  void scan_locksOfOthers_findsWhatAPlainCountFinds() throws IOException {
    // Those of the small ones in which there is anything to find.
    List<Path> locks;
    try (Stream<Path> all = Files.walk(SharedData.data("lockfiles/pairs"))) {
      locks = all.filter(one -> one.toString().matches(".*/(01|11|16|18|20|21)-.*conda-lock.yml")).sorted().toList();
    }
    int found = 0;
    for (Path one : locks) {
      Lockfile lock = CondaLockReader.read(one, one.getFileName().toString());
      SortedSet<String> ours = told(found(lock));
      assertThat(ours).as(one.toString()).isNotEmpty().isEqualTo(plain.count(lock));
      found += ours.size();
    }
    assertThat(locks).hasSize(6);
    assertThat(found).isEqualTo(69);
  }

  /** As the reference solves it: pyarrow is older on one platform. */
  @Test
  void scan_caseStudy_findsWhatAPlainCountFinds() throws IOException {
    Lockfile lock = caseStudy();
    List<Finding> findings = found(lock);
    assertThat(told(findings))
        .isEqualTo(plain.count(lock))
        .containsExactly("pyarrow 14.0.0: PYSEC-2023-238");
    Finding pyarrow = findings.get(0);
    assertThat(pyarrow.subject().platforms()).containsExactly("osx-64");
    assertThat(pyarrow.fixedIn()).isEqualTo("14.0.1");
    assertThat(pyarrow.isCalled("CVE-2023-47248")).isTrue();
  }

  private static Lockfile caseStudy() throws IOException {
    List<LockedPackage> packages = new ArrayList<>();
    TreeSet<Platform> platforms = new TreeSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new ZstdInputStream(
                    Files.newInputStream(SharedData.data("golden/solve/solutions.jsonl.zst"))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode one = new ObjectMapper().readTree(line);
        if (one.get("id").asText().startsWith("case-study-")) {
          Platform platform = new Platform(one.get("platform").asText());
          platforms.add(platform);
          one.get("mamba_2_8_1").forEach(locked -> packages.add(locked(locked, platform)));
        }
      }
    }
    return new Lockfile(
        new Lockfile.Metadata(
            new TreeMap<>(),
            List.of(),
            List.copyOf(platforms),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>()),
        packages);
  }

  private static LockedPackage locked(JsonNode one, Platform platform) {
    TreeMap<String, String> needs = new TreeMap<>();
    needs.put("python", "");
    return new LockedPackage(
        one.get(0).asText(),
        one.get(1).asText(),
        Manager.CONDA,
        platform,
        needs,
        "https://conda.example.org/x/" + one.get(0).asText() + ".conda",
        null,
        null,
        null,
        one.get(2).asText(),
        "main");
  }

  @Test
  void scan_debian12_findsWhatAPlainCountFinds() throws IOException {
    String channel = "https://conda.example.org/debian12";
    project.mirrors.put(channel, TestChannel.url(SharedData.data("channels/debian12")));
    project.virtualPackages = "virtual-packages.yml";
    project.file(
        "virtual-packages.yml",
        "subdirs:",
        "  linux-64:",
        "    packages:",
        "      __glibc: '2.36'");
    project.file(
        "environment.yml",
        "channels: [" + channel + "]",
        "dependencies: [python=3.11, scikit-learn, pandas, flask, pip, pyyaml]",
        "platforms: [linux-64]");
    project.lock();
    ScanResult result = project.scan();
    assertThat(told(result.findings()))
        .isEqualTo(
            plain.count(
                CondaLockReader.read(project.folder.resolve("conda-lock.yml"), "conda-lock.yml")))
        .contains("flask 2.2.2: PYSEC-2023-62");
    assertThat(result.undecided()).isEmpty();
    assertThat(result.database().advisories()).isEqualTo(2651);
    assertThat(result.database().withdrawn()).isEqualTo(10);
    assertThat(result.database().malformed()).isEmpty();
    assertThat(ScanText.verdict(result))
        .isEqualTo(
            "5 vulnerabilities: 1 high, 1 low, 3 of unknown severity in 22 of 46 packages;"
                + " nothing is known of the other 24");
  }

  private List<Finding> found(Lockfile lock) {
    AdvisoryDatabase database =
        AdvisorySource.of(project.database, folder, project.settings(), Listener.SILENT)
            .ask(new TreeSet<>());
    MappingFile mapping =
        MappingFile.read(project.mapping, folder, new Fetcher(project.settings(), Listener.SILENT));
    LockPackages packages =
        LockPackages.of(
            lock.metadata().platforms().stream()
                .map(platform -> LockGraph.of(lock, platform, List.of()))
                .toList());
    Matching matching = new Matching(database, packages::ways);
    packages.identified(new LockIdentities(mapping.names())).forEach(matching::add);
    return matching.findings();
  }

  private static SortedSet<String> told(List<Finding> findings) {
    return findings.stream()
        .map(one -> one.subject() + ": " + ids(one))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All advisories that say so are PYSEC's here. */
  private static String ids(Finding finding) {
    return Stream.concat(Stream.of(finding.id()), finding.aliases().stream())
        .filter(id -> id.startsWith("PYSEC-"))
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
