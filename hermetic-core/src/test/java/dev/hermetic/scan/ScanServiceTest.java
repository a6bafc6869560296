package dev.hermetic.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.advisory.Osv;
import dev.hermetic.advisory.Severity;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.text.TextStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanServiceTest {
  private static final String HIGH = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  private static final String CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

  @TempDir Path folder;

  private ScanProject project;

  @BeforeEach
  void begin() {
    project = new ScanProject(folder);
    project.file(
        "environment.yml",
        "channels: [https://conda.example.org/sample]",
        "dependencies:",
        "  - app",
        "  - openssl",
        "  - r-yaml",
        "  - pip: [Flask>=1]",
        "platforms: [linux-64]");
    project.locked(
        "app 1.0 lib python",
        "lib 1.5.0 python python_abi",
        "openssl 3.0.1",
        "python 3.11.2",
        "python_abi 3.11",
        "r-yaml 2.3.7 r-base",
        "pip:flask 2.2.2");
  }

  private void advisories(Object... all) {
    project.file(
        "advisories.jsonl", Stream.of(all).map(Object::toString).toArray(String[]::new));
  }

  private static List<String> told(ScanResult result) {
    return result.findings().stream()
        .map(one -> one.subject() + " " + one.id() + " " + one.severity().word())
        .toList();
  }

  @Test
  void scan_everyKindOfPackage_isJudgedInItsOwnEcosystem() {
    advisories(
        Osv.of("PYSEC-1").aliases("CVE-1").affects("PyPI", "lib", "introduced 1", "fixed 1.6").cvss(HIGH),
        Osv.of("PYSEC-2").affects("PyPI", "Flask", "introduced 0", "fixed 2.2.5"),
        Osv.of("RSEC-1").affects("CRAN", "Yaml", "introduced 0", "fixed 2.3-8"),
        Osv.of("OSV-1").commits("OSS-Fuzz", "openssl", "https://github.com/openssl/openssl", "openssl-3.0.1"),
        Osv.of("CVE-9").repository("https://github.com/python/cpython", "v3.11.2", "v3.11.1"),
        Osv.of("GHSA-1").affects("Maven", "org.example:web", "introduced 0", "fixed 2.0.0").cvss(CRITICAL));
    project.others.add(new Subject(Origin.MAVEN, "org.example:web", "2.0.0-rc1", List.of()));
    ScanResult result = project.scan();
    assertThat(told(result))
        .containsExactly(
            "org.example:web 2.0.0-rc1 GHSA-1 critical",
            "lib 1.5.0 PYSEC-1 high",
            "openssl 3.0.1 OSV-1 unknown",
            "python 3.11.2 CVE-9 unknown",
            "r-yaml 2.3.7 RSEC-1 unknown",
            "flask 2.2.2 PYSEC-2 unknown");
    assertThat(result.findings()).extracting(Finding::fixedIn)
        .containsExactly("2.0.0", "1.6", "", "", "2.3-8", "2.2.5");
    assertThat(result.findings().get(1).ways())
        .containsExactly(new Way(List.of("linux-64"), "app", List.of("app", "lib")));
    assertThat(result.coverage().toString()).isEqualTo("{DIRECT=2, MAPPED=5, NONE=1}");
    assertThat(ScanText.verdict(result))
        .isEqualTo(
            "6 vulnerabilities: 1 critical, 1 high, 4 of unknown severity in 7 of 8 packages;"
                + " nothing is known of the other 1");
  }

  @Test
  void scan_ecosystemThatIsNotInTheDatabase_isNotCoveredAndNotClean() {
    advisories(Osv.of("PYSEC-1").affects("PyPI", "other", "introduced 0"));
    ScanResult result = project.scan();
    assertThat(result.findings()).isEmpty();
    assertThat(result.packages())
        .extracting(one -> one.subject().name() + ": " + one.coverage().kind().word() + ", " + one.coverage().reason())
        .containsExactly(
            "app: mapped, PyPI/app by its own name",
            "lib: mapped, PyPI/lib by its own name",
            "openssl: none, OSS-Fuzz/openssl by the table of native libraries, but the database has"
                + " no advisories of OSS-Fuzz or GIT",
            "python: none, OSS-Fuzz/cpython3 by the table of native libraries, but the database has"
                + " no advisories of OSS-Fuzz or GIT",
            "python_abi: none, no mapping knows what it is made from",
            "r-yaml: none, CRAN/yaml by its own name, but the database has no advisories of"
                + " CRAN",
            "flask: direct, a project of PyPI");
    assertThat(ScanText.verdict(result))
        .isEqualTo(
            "No known vulnerability in 3 of 7 packages; nothing is known of the other 4");
  }

  @Test
  void scan_withdrawnAdvisory_isNoFindingAndGivesNoScore() {
    advisories(
        Osv.of("PYSEC-1").affects("PyPI", "lib", "introduced 0").withdrawn(),
        Osv.of("PYSEC-2").aliases("CVE-2").affects("PyPI", "lib", "introduced 0"),
        Osv.of("CVE-2").cvss(HIGH).withdrawn());
    ScanResult result = project.scan();
    assertThat(told(result)).containsExactly("lib 1.5.0 PYSEC-2 unknown");
    assertThat(result.database().withdrawn()).isEqualTo(2);
  }

  @Test
  void scan_aliases_areOneFindingWithTheHighestScoreAndTheLastFix() {
    advisories(
        Osv.of("PYSEC-1").aliases("CVE-1").affects("PyPI", "lib", "introduced 0", "fixed 1.6"),
        Osv.of("GHSA-1").aliases("CVE-1").affects("PyPI", "lib", "introduced 0", "fixed 1.7").cvss(HIGH),
        Osv.of("OTHER-1").aliases("CVE-1").affects("npm", "lib", "introduced 0").cvss(CRITICAL));
    ScanResult result = project.scan();
    Finding finding = result.findings().get(0);
    assertThat(result.findings()).hasSize(1);
    assertThat(finding.id()).isEqualTo("GHSA-1");
    assertThat(finding.aliases()).containsExactly("CVE-1", "PYSEC-1");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.score().orElseThrow().advisory()).isEqualTo("OTHER-1");
    assertThat(finding.fixedIn()).isEqualTo("1.7");
  }

  @Test
  void scan_aliasesThatMeetLate_areOneFinding() {
    advisories(
        Osv.of("A-1").aliases("CVE-1").affects("PyPI", "lib", "introduced 0"),
        Osv.of("A-2").aliases("CVE-2").affects("PyPI", "lib", "introduced 0"),
        Osv.of("A-3").aliases("CVE-1", "CVE-2").affects("PyPI", "lib", "introduced 0"));
    assertThat(told(project.scan())).containsExactly("lib 1.5.0 A-1 unknown");
  }

  @Test
  void scan_advisoryNobodyCanJudgeBy_isUndecidedAndCounted() {
    advisories(
        Osv.of("OSV-1").commits("OSS-Fuzz", "openssl", "https://github.com/openssl/openssl"),
        Osv.of("PYSEC-1").affects("PyPI", "lib", "introduced 0", "fixed banana"));
    ScanResult result = project.scan();
    assertThat(result.findings()).isEmpty();
    assertThat(result.undecided())
        .extracting(one -> one.subject().name() + " " + one.advisory() + ": " + one.reason())
        .containsExactly(
            "lib PYSEC-1: 'banana' in its ranges is no version",
            "openssl OSV-1: it names commits and no release");
    assertThat(ScanText.verdict(result)).endsWith("; 2 advisories undecided");
    assertThat(String.join("\n", ScanText.lines(result, TextStyle.ASCII, ScanProject.NOW)))
        .contains("Undecided, neither a finding nor none:\n  lib 1.5.0: 'banana' in its ranges");
  }

  @Test
  void scan_mappingOfTheUser_isOverTheBuiltInNames() {
    project.file("map.json", "{\"lib\": \"real-lib\", \"app\": null}");
    project.mapping = "map.json";
    advisories(Osv.of("PYSEC-1").affects("PyPI", "real_lib", "introduced 0"));
    ScanResult result = project.scan();
    assertThat(told(result)).containsExactly("lib 1.5.0 PYSEC-1 unknown");
    assertThat(result.mapping()).matches("map\\.json sha256:[0-9a-f]{64}");
    assertThat(result.packages().get(0).coverage().kind()).isEqualTo(Coverage.Kind.NONE);
    assertThat(result.packages().get(1).coverage().reason())
        .isEqualTo("PyPI/real-lib by the mapping of names");
  }

  @Test
  void scan_packageOlderOnPurpose_isToldWithTheChangeThatFixesIt() throws IOException {
    Path channel = folder.resolve("channel");
    TestChannel.create()
        .add(
            TestPackage.of("python", "3.11.2"),
            TestPackage.of("lib", "1.5.0", "python"),
            TestPackage.of("lib", "1.6.1", "python"),
            TestPackage.of("app", "1.0", "lib"),
            TestPackage.of("stuck", "1.0", "python"))
        .write(channel);
    project.mirrors.put("https://conda.example.org/sample", TestChannel.url(channel));
    String[] lines = {
      "channels: [https://conda.example.org/sample]", "dependencies:", "  - app", "  - stuck",
      "platforms: [linux-64]"
    };
    project.file("environment.yml", lines);
    project.file("environment.yml", String.join("\n", lines).replace("  - app", "  - app\n  - lib<1.6"));
    project.lock();
    // Asked for no more, but still locked.
    project.file("environment.yml", lines);
    advisories(
        Osv.of("PYSEC-1").affects("PyPI", "lib", "introduced 0", "fixed 1.6").cvss(HIGH),
        Osv.of("PYSEC-2").affects("PyPI", "stuck", "introduced 0", "fixed 2"));
    project.fixes = true;
    ScanResult result = project.scan();
    assertThat(result.fixes())
        .satisfiesExactly(
            fix -> {
              assertThat(fix.command())
                  .isEqualTo("mvn hermetic:update -Dhermetic.packages=\"lib>=1.6\"");
              assertThat(fix.moves()).containsExactly("lib 1.5.0 → 1.6.1 (linux-64)");
              assertThat(fix.fixes()).containsExactly("PYSEC-1 (lib 1.5.0)");
              assertThat(fix.remains()).isEqualTo(1);
            },
            fix -> {
              assertThat(fix.works()).isFalse();
              assertThat(fix.packages()).containsExactly("stuck>=2");
              assertThat(fix.problem()).isNotBlank();
            });
    assertThat(String.join("\n", ScanText.lines(result, TextStyle.ASCII, ScanProject.NOW)))
        .contains(
            """
            The smallest change that fixes 1 of them (tried, 1 remains):
              mvn hermetic:update -Dhermetic.packages="lib>=1.6"
              lib 1.5.0 -> 1.6.1 (linux-64)""")
        .contains("No change of the lock gives stuck>=2:");
  }

  @Test
  void scan_text_tellsTheVerdictFirstThenTheAgeThenTheTable() {
    List<Object> all = new ArrayList<>();
    all.add("{\"id\":\"BAD");
    all.add(
        Osv.of("PYSEC-1").aliases("CVE-1").affects("PyPI", "lib", "introduced 1", "fixed 1.6").cvss(HIGH));
    for (int i = 0; i < 9; i++) {
      all.add(Osv.of("X-" + i).affects("PyPI", "other", "introduced 0"));
    }
    advisories(all.toArray());
    assertThat(String.join("\n", ScanText.lines(project.scan(), TextStyle.ASCII, ScanProject.NOW)))
        .startsWith(
            """
            1 vulnerability: 1 high in 3 of 7 packages; nothing is known of the other 4
            Advisories: advisories.jsonl, 10, the newest of 2026-09-01 (61 days old)
            1 fault in the advisories, 1 entry of no use:
              (advisories.jsonl:1): no JSON: """)
        .contains(
            """

            Package    Severity  Advisory  Also   Fixed in  Needed by
            lib 1.5.0  high 7.5  PYSEC-1   CVE-1  1.6       app -> lib

            Nothing is known of openssl, python, python_abi, r-yaml; scan.json has the reasons.""");
  }

  @Test
  void scan_json_isTheSameInEveryLocaleAndZone() {
    advisories(
        Osv.of("PYSEC-1").affects("PyPI", "lib", "introduced 1", "fixed 1.6").cvss(HIGH),
        Osv.of("PYSEC-2").affects("PyPI", "flask", "introduced 1"));
    String first = ScanJson.of(project.scan());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      advisories(
          Osv.of("PYSEC-1").affects("PyPI", "lib", "introduced 1", "fixed 1.6").cvss(HIGH),
          Osv.of("PYSEC-2").affects("PyPI", "flask", "introduced 1"));
      assertThat(ScanJson.of(project.scan())).isEqualTo(first);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(first)
        .contains("\"score\" : 7.5", "\"severity\" : \"unknown\"")
        .contains("\"newest\" : \"2026-09-01T00:00:00Z\"");
  }

  @Test
  void scan_withoutDatabase_saysWhatToName() {
    project.database = " ";
    assertThatThrownBy(project::scan)
        .hasMessage(
            """
            HERM-SCAN-001 hermetic.scan.database: no advisories are named, so nothing can be said of any package
              Fix: name a snapshot in OSV format, a mirror, or the service with -Dhermetic.scan.database=osv""");
  }

  @Test
  void scan_offlineWithoutSnapshot_failsClosed() {
    project.offline = true;
    project.database = "https://mirror.example.org/osv/PyPI/all.zip";
    assertThatThrownBy(project::scan).hasMessageContaining("not in the cache, and Maven works offline");
    project.database = "osv";
    assertThatThrownBy(project::scan).hasMessageStartingWith("HERM-ADVISORY-005 https://api.osv.dev: ");
  }

  @Test
  void scan_offlineWithSnapshot_works() {
    advisories(Osv.of("PYSEC-1").affects("PyPI", "lib", "introduced 0"));
    project.offline = true;
    assertThat(told(project.scan())).containsExactly("lib 1.5.0 PYSEC-1 unknown");
  }

  @Test
  void nativeLibraries_eachNameIsInTheTableOnce() {
    assertThat(NativeLibraries.names()).contains("openssl", "libsqlite", "libxml2", "libzlib", "xz").hasSizeGreaterThan(70);
    assertThat(NativeLibraries.names())
        .allSatisfy(
            name -> assertThat(NativeLibraries.find(name).orElseThrow().keys()).isNotEmpty());
    assertThat(NativeLibraries.find("libfreetype").orElseThrow().identities("2.13.0").get(0).question().version())
        .isEqualTo("VER-2.13.0");
  }
}
