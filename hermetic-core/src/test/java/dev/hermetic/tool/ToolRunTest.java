package dev.hermetic.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hermetic.advisory.DatabaseFacts;
import dev.hermetic.advisory.PackageKey;
import dev.hermetic.advisory.Severity;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.scan.Coverage;
import dev.hermetic.scan.Covered;
import dev.hermetic.scan.Finding;
import dev.hermetic.scan.Origin;
import dev.hermetic.scan.ScanResult;
import dev.hermetic.scan.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Stand-ins for the programs write reports of the form that Trivy 0.6x and Grype 0.9x write. */
@DisabledOnOs(OS.WINDOWS)
class ToolRunTest {
  private static final Subject LIBIDN =
      new Subject(Origin.DEB, "libidn2-0", "2.0.5-1", List.of());
  private static final Subject PILLOW =
      new Subject(Origin.CONDA, "pillow", "9.0.0", List.of("linux-64"));
  private static final Subject WHEEL =
      new Subject(Origin.PIP, "Jinja2", "3.1.2", List.of("linux-64"));

  private static final String TRIVY =
      """
      {"SchemaVersion": 2, "ArtifactName": "layout", "ArtifactType": "container_image",
       "Metadata": {"OS": {"Family": "debian", "Name": "10.1"}},
       "Results": [
        {"Target": "layout (debian 10.1)", "Class": "os-pkgs", "Type": "debian",
         "Vulnerabilities": [
          {"VulnerabilityID": "CVE-2019-18224", "VendorIDs": ["DSA-4613-1"],
           "PkgID": "libidn2-0@2.0.5-1", "PkgName": "libidn2-0",
           "PkgIdentifier": {"PURL": "pkg:deb/debian/libidn2-0@2.0.5-1?arch=amd64&distro=debian-10.1"},
           "InstalledVersion": "2.0.5-1", "FixedVersion": "2.0.5-1+deb10u1", "Status": "fixed",
           "Title": "libidn2: heap-based buffer overflow", "Severity": "CRITICAL",
           "CVSS": {"nvd": {"V2Vector": "AV:N/AC:L/Au:N/C:P/I:P/A:P",
                            "V3Vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                            "V2Score": 7.5, "V3Score": 9.8},
                    "redhat": {"V3Vector": "CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:L",
                               "V3Score": 5.6}}},
          {"VulnerabilityID": "CVE-2000-1", "PkgName": "bash", "InstalledVersion": "5.0-4",
           "Severity": "HIGH"}]},
        {"Target": "Python", "Class": "lang-pkgs", "Type": "python-pkg",
         "Vulnerabilities": [
          {"VulnerabilityID": "CVE-2022-22817", "PkgName": "Pillow",
           "PkgIdentifier": {"PURL": "pkg:pypi/pillow@9.0.0"},
           "InstalledVersion": "9.0.0", "FixedVersion": "9.0.1", "Severity": "CRITICAL"}]},
        {"Target": "app", "Class": "lang-pkgs", "Type": "gobinary",
         "Vulnerabilities": [
          {"VulnerabilityID": "CVE-2023-1", "PkgName": "stdlib", "InstalledVersion": "1.20"}]},
        {"Target": "empty", "Class": "lang-pkgs", "Type": "node-pkg"}]}
      """;

  private static final String GRYPE =
      """
      {"matches": [
        {"vulnerability": {"id": "GHSA-h5c8-rqwp-cp95", "dataSource": "x", "namespace": "github:language:python",
           "severity": "Medium", "urls": [], "description": "Jinja vulnerable to XSS\\nmore",
           "cvss": [{"source": "x", "type": "Secondary", "version": "3.1",
              "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:N", "metrics": {"baseScore": 6.5}}],
           "fix": {"versions": ["3.1.3"], "state": "fixed"}},
         "relatedVulnerabilities": [{"id": "CVE-2024-22195", "cvss": []}],
         "matchDetails": [],
         "artifact": {"name": "jinja2", "version": "3.1.2", "type": "python", "purl": "pkg:pypi/jinja2@3.1.2"}},
        {"vulnerability": {"id": "CVE-2019-18224", "severity": "Critical",
           "fix": {"versions": [], "state": "wont-fix"}},
         "relatedVulnerabilities": [],
         "artifact": {"name": "libidn2-0", "version": "2.0.5-1", "type": "deb",
           "purl": "pkg:deb/debian/libidn2-0@2.0.5-1"}},
        {"vulnerability": {"id": "GHSA-jfh8-c2jp-5v3q", "fix": {"versions": ["2.15.0"], "state": "fixed"}},
         "artifact": {"name": "log4j-core", "version": "2.14.1", "type": "java-archive",
           "purl": "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"}}],
       "source": {}, "distro": {}, "descriptor": {"name": "grype", "version": "0.90.0"}}
      """;

  @TempDir private Path folder;
  private Path layout;
  private Path bill;

  @BeforeEach
  void prepare() throws IOException {
    layout = Files.createDirectories(folder.resolve("layout"));
    Files.writeString(layout.resolve("oci-layout"), "{}");
    bill = Files.writeString(folder.resolve("bill.cdx.json"), "{}");
    program("trivy", TRIVY, "--output");
    program("grype", GRYPE, "--file");
  }

  /** Writes the report after the option that names the file, and its arguments beside it. */
  private void program(String name, String report, String option) throws IOException {
    Path source = Files.writeString(folder.resolve(name + ".report"), report);
    script(
        name,
        "echo \"$@\" > '"
            + folder.resolve(name + ".arguments")
            + "'\nenv > '"
            + folder.resolve(name + ".environment")
            + "'\nwhile [ \"$1\" != "
            + option
            + " ]; do shift; done\ncp '"
            + source
            + "' \"$2\"\n");
  }

  private void script(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static ScanResult own() {
    Finding known =
        new Finding(
            PILLOW, "GHSA-8vj2-vxx3-667w", List.of("CVE-2022-22817"), Optional.empty(), "", "",
            Optional.empty(), List.of(), List.of(Finding.OWN));
    return new ScanResult(
        new DatabaseFacts("x", "", 1, 0, Optional.empty(), List.of(), List.of()),
        "",
        List.of(
            new Covered(LIBIDN, Coverage.none("x")),
            new Covered(WHEEL, Coverage.none("x")),
            new Covered(
                PILLOW,
                new Coverage(
                    Coverage.Kind.MAPPED, List.of(new PackageKey(PackageKey.PYPI, "pillow")), "x"))),
        List.of(known),
        List.of(),
        List.of(),
        List.of());
  }

  private ToolRun tools(boolean offline) {
    return new ToolRun(folder.resolve("work"), offline, Duration.ofSeconds(20), folder);
  }

  private ScanResult run(Scanner... scanners) {
    return tools(false).extend(own(), List.of(scanners), layout, bill);
  }

  @Test
  void extend_findings_areJoinedByAlias() {
    ScanResult result = run(Scanner.TRIVY, Scanner.GRYPE);

    assertThat(result.findings())
        .extracting(
            one -> one.subject().origin() + " " + one.subject(),
            Finding::id,
            one -> String.join(" ", one.aliases()),
            Finding::severity,
            Finding::fixedIn,
            one -> String.join(" ", one.sources()))
        .containsExactlyInAnyOrder(
            tuple("DEB libidn2-0 2.0.5-1", "CVE-2019-18224", "DSA-4613-1", Severity.CRITICAL,
                "2.0.5-1+deb10u1", "grype trivy"),
            tuple("DEB bash 5.0-4", "CVE-2000-1", "", Severity.UNKNOWN, "", "trivy"),
            tuple("CONDA pillow 9.0.0", "GHSA-8vj2-vxx3-667w", "CVE-2022-22817", Severity.UNKNOWN,
                "9.0.1", "hermetic trivy"),
            tuple("PIP Jinja2 3.1.2", "GHSA-h5c8-rqwp-cp95", "CVE-2024-22195", Severity.MEDIUM,
                "3.1.3", "grype"),
            tuple("MAVEN org.apache.logging.log4j:log4j-core 2.14.1", "GHSA-jfh8-c2jp-5v3q", "",
                Severity.UNKNOWN, "2.15.0", "grype"));
    assertThat(result.findings().get(0).score().orElseThrow().value()).isEqualTo(9.8);
    assertThat(result.notes())
        .containsExactly(
            "trivy reports 1 vulnerability of packages of the kind gobinary, which are neither locked"
                + " nor of a distribution; see its own report.");
  }

  @Test
  void extend_otherOrder_findsTheSame() {
    assertThat(run(Scanner.GRYPE, Scanner.TRIVY).findings())
        .extracting(one -> one.subject() + " " + one.sources())
        .containsExactlyInAnyOrderElementsOf(
            run(Scanner.TRIVY, Scanner.GRYPE).findings().stream()
                .map(one -> one.subject() + " " + one.sources())
                .toList());
  }

  @Test
  void command_isOfTheImage_elseOfTheBill() throws IOException {
    run(Scanner.TRIVY, Scanner.GRYPE);
    assertThat(arguments("trivy"))
        .isEqualTo(
            "image --input " + layout + " --format json --scanners vuln --quiet --output "
                + folder.resolve("work/trivy.json"));
    assertThat(arguments("grype"))
        .isEqualTo(
            "oci-dir:" + layout + " --output json --file " + folder.resolve("work/grype.json")
                + " -q");
    assertThat(Files.readString(folder.resolve("grype.environment")))
        .doesNotContain("GRYPE_DB_AUTO_UPDATE");

    Files.delete(layout.resolve("oci-layout"));
    tools(true).extend(own(), List.of(Scanner.TRIVY, Scanner.GRYPE), layout, bill);
    assertThat(arguments("trivy")).startsWith("sbom " + bill).endsWith("--skip-java-db-update");
    assertThat(arguments("grype")).startsWith("sbom:" + bill);
    assertThat(Files.readString(folder.resolve("grype.environment")))
        .contains("GRYPE_DB_AUTO_UPDATE=false");
  }

  private String arguments(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".arguments")).strip();
  }

  @Test
  void extend_notInstalled_isTold() throws IOException {
    Files.delete(folder.resolve("trivy"));

    assertThatThrownBy(() -> run(Scanner.TRIVY))
        .isInstanceOf(HermeticException.class)
        .hasMessage(
            "HERM-TOOL-001 trivy: there is no such program, or it cannot be run\n"
                + "  Fix: install it, or take it out of hermetic.scan.tools");
  }

  @Test
  void extend_failure_isToldWithItsLastLines() throws IOException {
    script("trivy", "echo one; echo two; echo three; echo FATAL no database >&2; exit 1\n");

    assertThatThrownBy(() -> run(Scanner.TRIVY))
        .hasMessage(
            "HERM-TOOL-002 trivy: it failed: two three FATAL no database\n"
                + "  Fix: mend what it says, or take it out of hermetic.scan.tools; offline it needs"
                + " its own database");
  }

  @Test
  void extend_neverEnds_isStopped() throws IOException {
    script("trivy", "sleep 60\n");

    assertThatThrownBy(
            () ->
                new ToolRun(folder.resolve("work"), false, Duration.ofMillis(300), folder)
                    .extend(own(), List.of(Scanner.TRIVY), layout, bill))
        .hasMessageContaining("HERM-TOOL-002 trivy: it failed: it did not end within 0 seconds");
  }

  @Test
  void extend_reportOfAnotherForm_isTold() throws IOException {
    for (String report : List.of("{", "[]", "{\"SchemaVersion\": 3}", "",
        "{\"SchemaVersion\": 2, \"Results\": [{\"Vulnerabilities\": [{}]}]}")) {
      program("trivy", report, "--output");
      assertThatThrownBy(() -> run(Scanner.TRIVY))
          .as(report)
          .hasMessage(
              "HERM-TOOL-003 trivy: its report has another form than the known ones\n"
                  + "  Fix: take another version of it, or take it out of hermetic.scan.tools");
    }
    script("grype", "exit 0\n");
    assertThatThrownBy(() -> run(Scanner.GRYPE))
        .hasMessageContaining("HERM-TOOL-003 grype: it has written no report");
  }

  @Test
  void extend_nothingToLookAt_isTold() throws IOException {
    Files.delete(layout.resolve("oci-layout"));

    assertThatThrownBy(() -> tools(false).extend(own(), List.of(Scanner.GRYPE), layout, null))
        .hasMessage(
            "HERM-TOOL-004 grype: there is neither an image nor a bill of materials for it to look"
                + " at\n  Fix: run hermetic:image or hermetic:sbom before, or take it out of"
                + " hermetic.scan.tools");
  }
}
