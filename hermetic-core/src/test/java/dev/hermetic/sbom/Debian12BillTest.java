package dev.hermetic.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.distro.Distro;
import dev.hermetic.distro.Distros;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.install.Training;
import dev.hermetic.license.License;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageFile;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.platform.Platform;
import dev.hermetic.sbom.Component.Kind;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.testkit.TestChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bill of packages that run, on a base that is there. */
class Debian12BillTest {
  private static final DocumentFacts FACTS = new DocumentFacts("0.1.0", Optional.empty());

  @TempDir Path temp;

  @Test
  void bill_ofInstalledPackages_knowsEveryLicenceAndIsValid() throws Exception {
    Path channel = SharedData.data("channels/debian12");
    Path base = SharedData.data("images/debian12-minimal.oci.tar");
    Training training = new Training(temp, TestChannel.url(channel));
    Lockfile lock = CondaLockReader.parse(training.lock(), "conda-lock.yml");
    CachedPackages.put(
        training.cache(),
        lock.packages().stream()
            .map(one -> CachedPackages.request(one.fileName(), one.url(), sha256(one)))
            .toList());
    Image image = ImageFile.read(base, new ImagePlatform("linux", "amd64", ""), null);
    Distro distro = Distros.of(image.layers(), "base", training.cache());
    Bill bill =
        new Bills(
                new BillRequest(
                    "",
                    "debian12",
                    "",
                    lock,
                    List.of(LockGraph.of(lock, Platform.LINUX_64, List.of())),
                    Optional.of(
                        new BaseParts(
                            Platform.LINUX_64,
                            "sha256:" + "1".repeat(64),
                            base.toString(),
                            image.digest().toString(),
                            false,
                            distro)),
                    List.of(),
                    Optional.of(training.cache())))
            .of(Platform.LINUX_64);

    assertThat(bill.components(Kind.CONDA)).hasSameSizeAs(lock.packages()).hasSizeGreaterThan(40);
    assertThat(bill.components(Kind.CONDA)).allSatisfy(one -> assertThat(one.license()).isPresent());
    assertThat(license(bill, "libgcc-ng")).isEqualTo("GPL-3.0-only WITH GCC-exception-3.1");
    assertThat(license(bill, "libsqlite")).isEqualTo("blessing");
    assertThat(bill.components(Kind.CONDA))
        .filteredOn(one -> one.project().isPresent())
        .extracting(one -> one.project().orElseThrow().purl())
        .contains("pkg:pypi/numpy@1.24.2", "pkg:pypi/flask@2.2.2", "pkg:pypi/scikit-learn@1.2.1");
    assertThat(bill.components(Kind.DISTRIBUTION)).hasSameSizeAs(distro.packages());
    assertThat(bill.components(Kind.BASE_IMAGE).get(0).id())
        .isEqualTo("base-image:" + image.digest());
    for (SbomFormat format : SbomFormat.values()) {
      String document = format.write(bill, FACTS);
      assertThat(document).doesNotContain(base.toString());
      Judges.judge(format, document);
    }
  }

  private static String sha256(LockedPackage locked) {
    return String.valueOf(locked.sha256());
  }

  private static String license(Bill bill, String name) {
    return bill.components(Kind.CONDA).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .flatMap(Component::license)
        .map(License::text)
        .orElseThrow();
  }
}
