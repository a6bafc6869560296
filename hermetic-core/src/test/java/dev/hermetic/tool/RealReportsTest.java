package dev.hermetic.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.advisory.DatabaseFacts;
import dev.hermetic.advisory.Severity;
import dev.hermetic.scan.Coverage;
import dev.hermetic.scan.Covered;
import dev.hermetic.scan.Finding;
import dev.hermetic.scan.Origin;
import dev.hermetic.scan.ScanResult;
import dev.hermetic.scan.Subject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Entries with the fields and values of reports that Trivy and Grype really wrote, cut to what
 * matters: Trivy 0.69.1 on a jar (24 February 2026), Trivy's own expected reports of a Debian 10
 * image and of a CycloneDX bill (integration/testdata), Grype 0.36.0 on Debian 10 and Grype of 2024
 * and 2025 on programs without a package.
 */
class RealReportsTest {
  private static final String TRIVY_JAR =
      """
      {"SchemaVersion": 2, "Trivy": {"Version": "0.69.1"},
       "ReportID": "019c8e79-cf0f-75cc-8c6e-b806652074c5", "CreatedAt": "2026-02-24T07:07:53.487381Z",
       "ArtifactName": "lib/catalina.jar", "ArtifactType": "filesystem",
       "Results": [{"Target": "Java", "Class": "lang-pkgs", "Type": "jar",
        "Packages": [{"Name": "org.apache.tomcat:tomcat-catalina",
          "Identifier": {"PURL": "pkg:maven/org.apache.tomcat/tomcat-catalina@9.0.109",
                         "UID": "ac2f42ab8f82e098"}, "Version": "9.0.109", "AnalyzedBy": "jar"}],
        "Vulnerabilities": [
         {"VulnerabilityID": "CVE-2025-61795", "VendorIDs": ["GHSA-hgrr-935x-pq79"],
          "PkgName": "org.apache.tomcat:tomcat-catalina", "PkgPath": "catalina.jar",
          "PkgIdentifier": {"PURL": "pkg:maven/org.apache.tomcat/tomcat-catalina@9.0.109",
                            "UID": "ac2f42ab8f82e098"},
          "InstalledVersion": "9.0.109", "FixedVersion": "11.0.12, 10.1.47, 9.0.110",
          "Status": "fixed", "SeveritySource": "ghsa", "Severity": "LOW",
          "VendorSeverity": {"amazon": 2, "ghsa": 1, "rocky": 3},
          "CVSS": {
           "bitnami": {"V3Vector": "CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:H", "V3Score": 5.3},
           "ghsa": {"V40Vector": "CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N/E:U",
                    "V40Score": 2.3},
           "redhat": {"V3Vector": "CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:H", "V3Score": 5.3}}},
         {"VulnerabilityID": "CVE-2026-24733", "VendorIDs": ["GHSA-qq5r-98hh-rxc9"],
          "PkgName": "org.apache.tomcat:tomcat-catalina",
          "PkgIdentifier": {"PURL": "pkg:maven/org.apache.tomcat/tomcat-catalina@9.0.109"},
          "InstalledVersion": "9.0.109", "Status": "affected", "Severity": "UNKNOWN"}]}]}
      """;

  private static final String TRIVY_BILL =
      """
      {"SchemaVersion": 2, "ReportID": "017b7d41-e09f-7000-80ea-000000000001",
       "ArtifactName": "testdata/fixtures/sbom/fluentd-multiple-lockfiles-cyclonedx.json",
       "ArtifactType": "cyclonedx", "Metadata": {"OS": {"Family": "debian", "Name": "10.2"}},
       "Results": [
        {"Target": "fluentd-multiple-lockfiles-cyclonedx.json (debian 10.2)", "Class": "os-pkgs",
         "Type": "debian",
         "Vulnerabilities": [
          {"VulnerabilityID": "CVE-2019-18276", "PkgID": "bash@5.0-4", "PkgName": "bash",
           "PkgIdentifier": {"PURL": "pkg:deb/debian/bash@5.0-4?distro=debian-10.2",
             "UID": "8ca99d0ea2f4b0a3", "BOMRef": "pkg:deb/debian/bash@5.0-4?distro=debian-10.2"},
           "InstalledVersion": "5.0-4", "Status": "affected", "Severity": "LOW",
           "CVSS": {"nvd": {"V2Vector": "AV:L/AC:L/Au:N/C:C/I:C/A:C",
             "V3Vector": "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", "V2Score": 7.2, "V3Score": 7.8}}}]},
        {"Target": "Ruby", "Class": "lang-pkgs", "Type": "gemspec",
         "Vulnerabilities": [
          {"VulnerabilityID": "CVE-2020-8165", "PkgName": "activesupport",
           "PkgIdentifier": {"PURL": "pkg:gem/activesupport@6.0.2.1"},
           "InstalledVersion": "6.0.2.1", "FixedVersion": "6.0.3.1, 5.2.4.3", "Severity": "HIGH"}]}]}
      """;

  private static final String GRYPE =
      """
      {"matches": [
        {"vulnerability": {"id": "CVE-2021-33574",
           "dataSource": "https://security-tracker.debian.org/tracker/CVE-2021-33574",
           "namespace": "debian:distro:debian:10", "severity": "Negligible", "urls": [], "cvss": [],
           "fix": {"versions": [], "state": "not-fixed"}, "advisories": []},
         "relatedVulnerabilities": [
           {"id": "CVE-2021-33574", "dataSource": "https://nvd.nist.gov/vuln/detail/CVE-2021-33574",
            "namespace": "nvd:cpe", "severity": "Critical", "urls": [],
            "cvss": [
             {"source": "nvd@nist.gov", "type": "Primary", "version": "3.1",
              "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
              "metrics": {"baseScore": 9.8, "exploitabilityScore": 3.9, "impactScore": 5.9},
              "vendorMetadata": {}},
             {"source": "nvd@nist.gov", "type": "Primary", "version": "2.0",
              "vector": "AV:N/AC:L/Au:N/C:P/I:P/A:P", "metrics": {"baseScore": 7.5},
              "vendorMetadata": {}}]}],
         "matchDetails": [{"type": "exact-indirect-match", "matcher": "dpkg-matcher",
           "found": {"versionConstraint": "none (deb)"}}],
         "artifact": {"name": "libc6", "version": "2.28-10", "type": "deb",
           "locations": [{"path": "/usr/lib/x86_64-linux-gnu/libc.so.6"}], "language": "", "licenses": [],
           "cpes": [], "purl": "pkg:deb/debian/libc6@2.28-10?arch=amd64&upstream=glibc&distro=debian-10",
           "upstreams": [{"name": "glibc"}], "metadataType": "DpkgMetadata"}},
        {"vulnerability": {"id": "CVE-2021-33574", "severity": "Negligible", "cvss": [],
           "fix": {"versions": [], "state": "not-fixed"}},
         "relatedVulnerabilities": [],
         "artifact": {"name": "libc6", "version": "2.28-10", "type": "deb",
           "locations": [{"path": "/lib/x86_64-linux-gnu/libc.so.6"}],
           "purl": "pkg:deb/debian/libc6@2.28-10?arch=amd64"}},
        {"vulnerability": {"id": "CVE-2009-3882", "namespace": "nvd:cpe", "severity": "High",
           "cvss": [{"source": "nvd@nist.gov", "type": "Primary", "version": "2.0",
             "vector": "AV:N/AC:L/Au:N/C:P/I:P/A:P", "metrics": {"baseScore": 7.5}}],
           "fix": {"versions": [], "state": "unknown"}},
         "relatedVulnerabilities": [],
         "matchDetails": [{"type": "cpe-match", "matcher": "stock-matcher"}],
         "artifact": {"name": "java", "version": "17.0.10+7\\u0000-J-ms8m", "type": "binary",
           "purl": "pkg:generic/java@17.0.10%2B7\\u0000-J-ms8m"}},
        {"vulnerability": {"id": "GHSA-fpj8-gq4v-p354", "namespace": "github:language:java",
           "severity": "Medium", "cvss": [], "knownExploited": [],
           "epss": [{"cve": "CVE-2025-66614", "epss": 0.03, "percentile": 0.42, "date": "2026-02-24"}],
           "fix": {"versions": ["1.2.1", "9.0.112", "10.1.49"], "state": "fixed",
                   "available": [{"version": "9.0.112", "date": "2026-01-20", "kind": "first-observed"}]},
           "risk": 1.68},
         "relatedVulnerabilities": [{"id": "CVE-2025-66614", "cvss": []}],
         "artifact": {"name": "tomcat-catalina", "version": "9.0.109", "type": "java-archive",
           "purl": "pkg:maven/org.apache.tomcat/tomcat-catalina@9.0.109"}}],
       "source": {"type": "image", "target": {}},
       "distro": {"name": "debian", "version": "10", "idLike": []},
       "descriptor": {"name": "grype", "version": "0.36.0"}}
      """;

  private static ScanResult merged(String trivy, String grype) throws Exception {
    Subject jar =
        new Subject(Origin.MAVEN, "org.apache.tomcat:tomcat-catalina", "9.0.109", List.of());
    FindingMerge merge =
        new FindingMerge(
            new ScanResult(
                new DatabaseFacts("x", "", 1, 0, Optional.empty(), List.of(), List.of()), "",
                List.of(new Covered(jar, Coverage.none("x"))),
                List.of(), List.of(), List.of(), List.of()));
    JsonMapper mapper = new JsonMapper();
    if (!trivy.isEmpty()) {
      merge.add("trivy", Scanner.TRIVY.parse(mapper.readTree(trivy)));
    }
    if (!grype.isEmpty()) {
      merge.add("grype", Scanner.GRYPE.parse(mapper.readTree(grype)));
    }
    return merge.result();
  }

  @Test
  void trivy_severalSourcesAndFixes_takesTheHighestScoreAndTheNearestFix() throws Exception {
    assertThat(merged(TRIVY_JAR, "").findings())
        .extracting(Finding::id, Finding::severity, Finding::fixedIn, Finding::aliases)
        .containsExactly(
            tuple("CVE-2025-61795", Severity.MEDIUM, "9.0.110", List.of("GHSA-hgrr-935x-pq79")),
            tuple("CVE-2026-24733", Severity.UNKNOWN, "", List.of("GHSA-qq5r-98hh-rxc9")));
  }

  @Test
  void trivy_bill_isReadAsAnImageIs() throws Exception {
    ScanResult result = merged(TRIVY_BILL, "");

    assertThat(result.findings())
        .extracting(one -> one.subject().origin() + " " + one.subject(), Finding::severity, Finding::isFixable)
        .containsExactly(tuple("DEB bash 5.0-4", Severity.HIGH, false));
    assertThat(result.notes())
        .containsExactly(
            "trivy reports 1 vulnerability of packages of the kind gem, which are neither locked nor of"
                + " a distribution; see its own report.");
  }

  @Test
  void trivy_nothingToReport_hasNoResults() throws Exception {
    assertThat(merged("{\"SchemaVersion\": 2, \"ArtifactType\": \"container_image\"}", "").findings())
        .isEmpty();
  }

  @Test
  void grype_sameInSeveralPlaces_isOneFinding_withTheScoreOfWhatIsRelated() throws Exception {
    ScanResult result = merged("", GRYPE);

    assertThat(result.findings())
        .extracting(
            one -> one.subject().toString(), Finding::id, Finding::severity, Finding::fixedIn,
            Finding::aliases)
        .containsExactly(
            tuple("libc6 2.28-10", "CVE-2021-33574", Severity.CRITICAL, "", List.of()),
            tuple("org.apache.tomcat:tomcat-catalina 9.0.109", "GHSA-fpj8-gq4v-p354",
                Severity.UNKNOWN, "9.0.112", List.of("CVE-2025-66614")));
    assertThat(result.notes()).singleElement().asString().contains("of the kind generic");
  }

  @Test
  void both_sameVulnerability_isOneFinding() throws Exception {
    String trivy = TRIVY_JAR.replace("CVE-2025-61795", "CVE-2025-66614");

    assertThat(merged(trivy, GRYPE).findings())
        .filteredOn(one -> one.isCalled("CVE-2025-66614"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.sources()).containsExactly("grype", "trivy");
              assertThat(one.aliases()).contains("GHSA-fpj8-gq4v-p354");
              assertThat(one.fixedIn()).isEqualTo("9.0.110");
            });
  }
}
