package dev.hermetic.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.lock.LockResult.Outcome;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.platform.Platform;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.version.Version;
import dev.hermetic.version.VersionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real requests on real records, beside what conda-lock 4.0.2 with mamba 2.8.1 wrote. */
class LockRealDataTest {
  private static final String UNION = "http://127.0.0.1:18766/conda-forge";
  private static final String RECONSTRUCTED = "https://example.org/conda-forge-reconstructed";

  /** Shared by the tests: the index of each repodata file is built once. */
  @TempDir static Path cache;

  @TempDir Path directory;

  private LockProject project() {
    Path channels = SharedData.data("channels");
    return new LockProject(directory.resolve("project"))
        .cache(cache)
        .mirror(UNION, TestChannel.url(channels.resolve("conda-forge")))
        .mirror(RECONSTRUCTED, TestChannel.url(channels.resolve("conda-forge-reconstructed")));
  }

  @Test
  void lock_small_differsFromCondaLockByPipAndATie() throws IOException {
    assertThat(differences("small"))
        .containsExactly(
            "linux-64: libsqlite-3.53.4-h0737f62_1 -> libsqlite-3.53.4-h13e7031_1",
            "linux-64: packaging-26.3-pyhc364b38_0 -> none",
            "linux-64: pip-26.2.1-pyh8b19718_0 -> none",
            "linux-64: wheel-0.48.0-pyhd8ed1ab_0 -> none",
            "linux-64: none -> icu-78.3-py310h44b86e0_2",
            "win-64: packaging-26.3-pyhc364b38_0 -> none",
            "win-64: pip-26.2.1-pyh8b19718_0 -> none",
            "win-64: setuptools-84.0.0-pyh332efcf_0 -> none",
            "win-64: wheel-0.48.0-pyhd8ed1ab_0 -> none");
  }

  /**
   * The real variant of the case study. On macOS the references pay for NumPy 2 with an
   * older transformers, which stands before it in the request, and with a datasets of 2023.
   */
  @Test
  void lock_nlp_differsFromCondaLockByPipTiesAndOlderTransformers() throws IOException {
    List<String> differences = differences("nlp");
    assertThat(differences)
        .filteredOn(line -> line.startsWith("linux-64") || line.startsWith("win-64"))
        .containsExactly(
            "linux-64: libsqlite-3.53.4-h0737f62_1 -> libsqlite-3.53.4-h13e7031_1",
            "linux-64: pip-26.2.1-pyh8b19718_0 -> none",
            "linux-64: wheel-0.48.0-pyhd8ed1ab_0 -> none",
            "linux-64: yaml-0.2.5-hebe6cf0_3 -> yaml-0.2.5-h280c20c_3",
            "win-64: libffi-3.5.2-h52bdfb6_0 -> libffi-3.5.2-h3d046cb_0",
            "win-64: pip-26.2.1-pyh8b19718_0 -> none",
            "win-64: wheel-0.48.0-pyhd8ed1ab_0 -> none");
    assertThat(differences)
        .contains(
            "osx-64: transformers-4.41.2-pyhd8ed1ab_0 -> transformers-4.44.2-pyhd8ed1ab_0",
            "osx-64: numpy-2.4.6-py311h2c4eb96_0 -> numpy-1.26.4-py311hc43a94b_0",
            "osx-arm64: datasets-2.14.4-pyhd8ed1ab_0 -> datasets-4.8.4-pyhcf101f3_0")
        .filteredOn(line -> line.startsWith("osx-arm64: "))
        .as("no root differs, and conda-lock lost the implicit pip there")
        .noneMatch(line -> line.matches("osx-arm64: (python|pytorch|spacy|numpy|pandas|pip)-.*"));
  }

  /**
   * Locks the golden request and says how the chosen files differ from conda-lock's. Whatever was
   * chosen alike must be written alike to the byte, save that mamba lets python depend on pip.
   */
  private List<String> differences(String name) throws IOException {
    Path golden = SharedData.data("golden/conda-lock/" + name);
    LockProject project =
        project().file("environment.yml", Files.readString(golden.resolve("environment.yml")));
    assertThat(project.lock().outcome()).isEqualTo(Outcome.WRITTEN);
    String theirs = Files.readString(golden.resolve("conda-lock.yml"));
    String ours = project.lockText();
    assertThat(metadata(ours)).isEqualTo(metadata(theirs));

    SortedMap<String, Entry> wanted = entries(theirs);
    SortedMap<String, Entry> found = entries(ours);
    List<String> differences = new ArrayList<>();
    wanted.forEach(
        (key, entry) -> {
          Entry other = found.get(key);
          if (other == null || !other.file.equals(entry.file)) {
            String file = other == null ? "none" : other.file;
            differences.add(entry.platform + ": " + entry.file + " -> " + file);
          } else {
            assertThat(other.text).isEqualTo(entry.text.replaceFirst("    pip: ''\n", ""));
          }
        });
    found.forEach(
        (key, entry) -> {
          if (!wanted.containsKey(key)) {
            differences.add(entry.platform + ": none -> " + entry.file);
          }
        });
    assertThat(found.keySet().stream().toList())
        .as("in the order of the file")
        .isEqualTo(found.keySet().stream().sorted().toList());
    for (Platform platform : CondaLockReader.parse(theirs, "theirs").metadata().platforms()) {
      assertExplicit(project, golden, platform, differences);
    }
    differences.sort(Comparator.comparing(line -> line.substring(0, line.indexOf(':'))));
    return differences;
  }

  private static void assertExplicit(
      LockProject project, Path golden, Platform platform, List<String> differences)
      throws IOException {
    String name = "conda-" + platform + ".lock";
    List<String> ours = urls(project.text(name));
    List<String> theirs = urls(Files.readString(golden.resolve(name)));
    List<String> both = theirs.stream().filter(ours::contains).toList();
    long more = differences.stream().filter(d -> d.startsWith(platform + ": none")).count();
    long fewer = differences.stream().filter(d -> d.matches(platform + ": .* -> none")).count();
    long others = differences.stream().filter(d -> d.startsWith(platform + ": ")).count();
    assertThat(ours).hasSize((int) (theirs.size() - fewer + more));
    assertThat(both).hasSize((int) (theirs.size() - others + more));
  }

  private static List<String> urls(String explicit) {
    return explicit.lines().filter(line -> line.startsWith("http")).toList();
  }

  /** From {@code version: 1} to the sources. */
  private static String metadata(String lock) {
    int end = lock.indexOf("  custom_metadata:\n");
    return lock.substring(
        lock.indexOf("version: 1\n"), end < 0 ? lock.indexOf("package:\n") : end);
  }

  private record Entry(String platform, String file, String text) {}

  /** By name and platform. */
  private static SortedMap<String, Entry> entries(String lock) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    String packages = lock.substring(lock.indexOf("package:\n") + "package:\n".length());
    for (String text : packages.split("(?m)^(?=- name: )")) {
      String platform = value(text, "platform");
      String url = value(text, "url");
      String file = url.substring(url.lastIndexOf('/') + 1).replaceFirst("\\.(conda|tar.bz2)$", "");
      entries.put(value(text, "name") + " " + platform, new Entry(platform, file, text));
    }
    return entries;
  }

  private static String value(String entry, String key) {
    String start = key + ": ";
    return entry
        .lines()
        .map(line -> line.substring(2))
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow();
  }

  private LockProject caseStudy(String pytorch) {
    return project()
        .priority(ChannelPriority.DISABLED)
        .environment(
            "channels: [" + UNION + ", " + RECONSTRUCTED + "]",
            "dependencies:",
            "  - python=3.10",
            "  - " + pytorch,
            "  - transformers=4.36",
            "  - spacy=3.7",
            "  - numpy>=1.24",
            "  - pandas",
            "  - scikit-learn");
  }

  @Test
  void lock_caseStudy_isLockedOnFourPlatforms() {
    LockProject project = caseStudy("pytorch=2.1  # [unix]");
    LockResult result = project.lock();
    assertThat(result.records().keySet())
        .containsExactly(
            Platform.LINUX_64, Platform.OSX_64, Platform.OSX_ARM64, Platform.WIN_64);
    for (Platform platform : result.records().keySet()) {
      List<String> chosen = LockProject.chosen(result, platform);
      assertThat(chosen)
          .as(platform.toString())
          .anyMatch(line -> line.startsWith("python 3.10."))
          .anyMatch(line -> line.startsWith("transformers 4.36."))
          .anyMatch(line -> line.startsWith("spacy 3.7."));
      assertThat(chosen.stream().anyMatch(line -> line.startsWith("pytorch 2.1.")))
          .isEqualTo(!platform.isWindows());
      assertClosed(result, platform);
    }
    assertThat(project.lock().outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(project.mode(LockRequest.Mode.FROZEN).lock().outcome())
        .isEqualTo(Outcome.UP_TO_DATE);
  }

  /** Every dependency that the lock names is in the lock, in a version that meets it. */
  private static void assertClosed(LockResult result, Platform platform) {
    SortedMap<String, String> versions = new TreeMap<>();
    result.records().get(platform).forEach(one -> versions.put(one.name(), one.version()));
    for (LockedPackage one : result.lockfile().packages()) {
      if (one.platform().equals(platform)) {
        one.dependencies()
            .forEach(
                (name, constraint) -> {
                  if (!name.startsWith("__")) {
                    assertThat(versions).as(one.url()).containsKey(name);
                    assertThat(VersionSpec.parse(constraint.isEmpty() ? "*" : constraint))
                        .as(one.url() + " needs " + name)
                        .matches(spec -> spec.matches(Version.parse(versions.get(name))));
                  }
                });
      }
    }
  }

  @Test
  void lock_caseStudyWithPytorchOnWindows_saysThatThereIsNone() {
    LockProject project = caseStudy("pytorch=2.1");
    assertThat(project.failure())
        .isEqualTo(
            """
            HERM-SOLVE-001 environment.yml:4:5: `pytorch=2.1` cannot be met on win-64:
              └─ `pytorch=2.1` (environment.yml:4)
                 ├─ there is only pytorch 2.5.1 to 2.13.0
                 └─ linux-64, osx-64 and osx-arm64 have it
              Fix: write `pytorch=2.5` instead of `pytorch=2.1` (environment.yml:4)
                   or limit `pytorch=2.1` (environment.yml:4) to linux-64, osx-64 and osx-arm64: `- pytorch=2.1  # [unix]`""")
        .containsOnlyOnce("HERM-");
    assertThat(project.lockFiles()).isEmpty();
  }

  @Test
  void lock_caseStudyWithStrictPriority_namesTheClash() {
    LockProject project = caseStudy("pytorch=2.1").platforms(Platform.LINUX_64);
    assertThat(project.priority(ChannelPriority.STRICT).failure())
        .startsWith(
            """
            HERM-SOLVE-001 environment.yml:3:5: neither `python=3.10` with `pytorch=2.1` nor `spacy=3.7` can be met on linux-64: strict channel priority hides what they need
              ├─ `python=3.10` (environment.yml:3)
              ├─ `pytorch=2.1` (environment.yml:4)
              │  └─ every pytorch 2.1.0 and 2.1.2 needs `python >=3.11,<3.12.0a0`
              └─ `spacy=3.7` (environment.yml:6)
                 ├─ there is only spacy 3.8.2
            """)
        .contains("  Fix: set -Dhermetic.channelPriority=flexible\n");
  }
}
