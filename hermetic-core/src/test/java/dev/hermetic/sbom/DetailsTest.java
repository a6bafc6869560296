package dev.hermetic.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.license.License;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.oci.Digest;
import dev.hermetic.platform.Platform;
import dev.hermetic.sbom.Component.Link;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import dev.hermetic.testkit.TestWheel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetailsTest {
  @TempDir Path temp;
  private Path cache;

  @BeforeEach
  void cache() {
    cache = temp.resolve("cache");
  }

  @Test
  void find_notInTheCache_isEmpty() {
    assertThat(Details.find(cache, locked(Manager.CONDA, "a".repeat(64)))).isEmpty();
    assertThat(Details.find(cache, locked(Manager.CONDA, "no digest"))).isEmpty();
  }

  @Test
  void find_condaPackage_saysLicenceAndOrigin() throws Exception {
    Details details =
        conda(
            """
            {"license": "BSD 3-Clause", "home": ["https://numpy.org/", "https://other.example"],
             "dev_url": "https://user:secret@github.com/numpy/numpy",
             "doc_url": "javascript:alert(1)",
             "extra": {"remote_url": "https://github.com/conda-forge/numpy-feedstock",
                       "sha": "0123456789012345678901234567890123456789"}}
            """);
    assertThat(details.license().map(License::text)).contains("BSD-3-Clause");
    assertThat(details.links())
        .containsExactly(
            Map.entry(Link.WEBSITE, "https://numpy.org/"),
            Map.entry(Link.SOURCE, "https://***@github.com/numpy/numpy"),
            Map.entry(Link.RECIPE, "https://github.com/conda-forge/numpy-feedstock"));
    assertThat(details.recipeRevision()).isEqualTo("0123456789012345678901234567890123456789");
  }

  @Test
  void license_ofAPackageInTheCache() throws Exception {
    Path file = temp.resolve(TestWheel.of("x", "1").fileName());
    Files.write(file, TestWheel.of("x", "1").withHeader("License-Expression: MIT").bytes());
    CachedLicenses licenses = new CachedLicenses(cache);
    assertThat(licenses.license(unpacked(file, Manager.PIP)).map(License::text)).contains("MIT");
    assertThat(licenses.license(locked(Manager.PIP, "a".repeat(64)))).isEmpty();
  }

  @Test
  void find_condaPackageWithoutAbout_hasTheLicenceOfItsIndex() throws Exception {
    for (String about : List.of("{}", "[]", "not json", "", "{\"license\": 7, \"extra\": 1}")) {
      Details details = conda(about);
      assertThat(details.license().map(License::text)).contains("MIT");
      assertThat(details.links()).isEmpty();
    }
  }

  @Test
  void find_wheel_saysLicenceAndOrigin() throws Exception {
    assertThat(wheel("License-Expression: MIT OR Apache-2.0", "License: BSD")).contains("MIT OR Apache-2.0");
    assertThat(wheel("Classifier: License :: OSI Approved :: MIT License", "License: see file"))
        .contains("MIT");
    assertThat(wheel("Classifier: License :: OSI Approved :: BSD License", "License: BSD-3-Clause"))
        .contains("BSD-3-Clause");
    assertThat(wheel("Classifier: License :: OSI Approved", "License: Apache 2.0"))
        .contains("Apache-2.0");
    assertThat(
            wheel(
                "Classifier: License :: OSI Approved :: MIT License",
                "Classifier: License :: OSI Approved :: GNU General Public License v2 (GPLv2)"))
        .contains("MIT AND GPL-2.0-only");
    assertThat(wheel("License: UNKNOWN")).isEmpty();
  }

  @Test
  void find_wheel_hasItsAddresses() throws Exception {
    Details details =
        details(
            TestWheel.of("x", "1")
                .withHeader("Project-URL: Homepage, https://x.example/")
                .withHeader("Project-URL: Source Code, https://git.example/x")
                .withHeader("Project-URL: Funding, https://money.example/"));
    assertThat(details.links())
        .containsExactly(
            Map.entry(Link.WEBSITE, "https://x.example/"),
            Map.entry(Link.SOURCE, "https://git.example/x"));
  }

  private Details conda(String about) throws Exception {
    TestPackage pack =
        TestPackage.of("x", "1").withLicense("MIT").withFile(PackageFile.text("lib/x", about));
    TestChannel.create().add(pack).write(temp.resolve("channel"));
    Path file = temp.resolve("channel").resolve(pack.subdir()).resolve(pack.fileName());
    LockedPackage locked = unpacked(file, Manager.CONDA);
    // The test kit writes an about.json of its own; the cache keeps what was unpacked.
    Path kept = cache.resolve("packages/unpacked/" + locked.sha256() + "/files/info/about.json");
    assertThat(kept).isRegularFile();
    Files.writeString(kept, about);
    return Details.find(cache, locked).orElseThrow();
  }

  private Optional<String> wheel(String... headers) throws Exception {
    TestWheel wheel = TestWheel.of("x", "1");
    for (String header : headers) {
      wheel = wheel.withHeader(header);
    }
    return details(wheel).license().map(License::text);
  }

  private Details details(TestWheel wheel) throws Exception {
    Path file = temp.resolve(wheel.fileName());
    Files.write(file, wheel.bytes());
    return Details.find(cache, unpacked(file, Manager.PIP)).orElseThrow();
  }

  private LockedPackage unpacked(Path file, Manager manager) throws Exception {
    String sha256 = Digest.of(Files.readAllBytes(file)).hex();
    CachedPackages.put(
        cache,
        List.of(
            CachedPackages.request(
                file.getFileName().toString(), file.toUri().toString(), sha256)));
    return locked(manager, sha256);
  }

  private static LockedPackage locked(Manager manager, String sha256) {
    return new LockedPackage(
        "x", "1", manager, Platform.LINUX_64, new TreeMap<>(), "https://example.org/x", null,
        sha256, null, null, "main");
  }
}
