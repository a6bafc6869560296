package dev.hermetic.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.license.License;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.sbom.Component.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BillsTest {
  private static final String NUMPY =
      "pkg:conda/numpy@1.24.2?build=py311_0&channel=conda-forge&subdir=linux-64&type=conda";
  private static final String ZLIB =
      "pkg:conda/libzlib@1.2.13?build=h0_0&channel=conda-forge&subdir=linux-64&type=tar.bz2";
  private static final String PYTHON =
      "pkg:conda/python@3.11.2?build=h0_0_cpython&channel=conda-forge&subdir=linux-64&type=conda";
  private static final String TZDATA =
      "pkg:conda/tzdata@2024a?build=h0_0&channel=conda-forge&subdir=noarch&type=conda";
  private static final String ZOPE =
      "pkg:pypi/zope-interface@5.0?file_name=zope.interface-5.0-cp311-cp311-manylinux.whl";

  private final Bills bills = new Bills(TestBills.request(1, Optional.empty()));
  private final Bill linux = bills.of(Platform.LINUX_64);

  @Test
  void of_platform_hasItsPackagesWithPurlsHashesAndProjects() {
    assertThat(linux.components(Kind.CONDA))
        .extracting(Component::id)
        .containsExactly(ZLIB, NUMPY, PYTHON, TZDATA);
    Component numpy = linux.component(NUMPY).orElseThrow();
    assertThat(numpy.purl()).isEqualTo(NUMPY);
    assertThat(numpy.project())
        .contains(new MappedProject("numpy", "1.24.2", CondaNames.Source.SAME_NAME));
    assertThat(numpy.project().orElseThrow().purl()).isEqualTo("pkg:pypi/numpy@1.24.2");
    assertThat(numpy.hashes())
        .containsEntry("SHA-256", "a".repeat(64))
        .containsEntry("MD5", "1".repeat(32));
    assertThat(linux.component(ZLIB).orElseThrow().project()).isEmpty();
    assertThat(linux.component(ZLIB).orElseThrow().properties())
        .containsEntry("hermetic:category", "dev");
    // On another platform it is in main.
    assertThat(linux.component(TZDATA).orElseThrow().properties())
        .doesNotContainKey("hermetic:category");
  }

  @Test
  void of_pipPackages_haveTheirFileOrTheirPlace_andNoCredentials() {
    assertThat(linux.components(Kind.PYPI))
        .extracting(Component::id)
        .containsExactly(
            "pkg:pypi/ours@1.0%2Blocal?download_url="
                + "https:%2F%2F%2A%2A%2A%40pypi.example.org%2Ffiles%2Fours-1.0%2Blocal-py3-none-any.whl",
            ZOPE);
    assertThat(linux.toString()).doesNotContain("secret");
  }

  @Test
  void of_platform_hasTheGraph() {
    assertThat(linux.needs(NUMPY)).containsExactly(ZLIB, PYTHON);
    // A pip package finds the conda package that is the project.
    assertThat(linux.needs(ZOPE)).containsExactly(NUMPY);
    assertThat(linux.needs(linux.subject().id()))
        .contains(TZDATA, ZOPE)
        .doesNotContain(NUMPY, ZLIB);
  }

  @Test
  void of_image_hasBaseAndItsDistribution() {
    Component base = linux.components(Kind.BASE_IMAGE).get(0);
    assertThat(base.purl())
        .isEqualTo(
            "pkg:oci/debian@sha256:"
                + "8".repeat(64)
                + "?repository_url=docker.io%2Flibrary%2Fdebian&tag=12-slim");
    String libc = "pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12&upstream=glibc";
    String libgcc = "pkg:deb/debian/libgcc-s1@12.2.0-14?arch=amd64&distro=debian-12&upstream=gcc-12";
    assertThat(linux.needs(base.id())).containsExactly(libc, libgcc);
    assertThat(linux.needs(libc)).containsExactly(libgcc);
    assertThat(linux.component(libc).flatMap(Component::license).map(License::text))
        .contains("LGPL-2.1-or-later AND GPL-2.0-or-later");
    assertThat(linux.component(libgcc).orElseThrow().links()).isEmpty();
    assertThat(linux.subject().properties())
        .containsEntry("hermetic:image", "sha256:" + "9".repeat(64));
    assertThat(linux.gaps()).contains("base image: the base has files that no package owns");
  }

  @Test
  void of_mavenProject_hasItsDependencies() {
    String jackson = "pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.17.0?type=jar";
    String annotations = "pkg:maven/com.fasterxml.jackson.core/jackson-annotations@2.17.0?type=jar";
    assertThat(linux.needs(linux.subject().id())).contains(jackson).doesNotContain(annotations);
    assertThat(linux.needs(jackson)).containsExactly(annotations);
    assertThat(linux.component(jackson).flatMap(Component::license).map(License::text))
        .contains("Apache-2.0");
    assertThat(linux.component(annotations).flatMap(Component::license).map(License::text))
        .hasValueSatisfying(text -> assertThat(text).matches("LicenseRef-Ours-\\S+ OR MIT"));
  }

  @Test
  void of_otherPlatform_hasNoBaseAndSaysSo() {
    Bill mac = bills.of(new Platform("osx-arm64"));
    assertThat(mac.components(Kind.CONDA)).extracting(Component::id).containsExactly(TZDATA);
    assertThat(mac.components(Kind.DISTRIBUTION)).isEmpty();
    assertThat(mac.gaps())
        .contains(
            "no image was made of this lock here, so no base image is listed",
            "osx-arm64: licence and origin of 1 of 1 package are not known, because only the lock"
                + " was asked");
  }

  @Test
  void whole_hasTheSameFileOnce() {
    Bill whole = bills.whole();
    assertThat(whole.component(TZDATA).orElseThrow().platforms())
        .extracting(Platform::toString)
        .containsExactly("linux-64", "osx-arm64");
    assertThat(whole.components()).hasSameSizeAs(linux.components());
  }

  @Test
  void bills_anyOrderOfInputs_areEqual() {
    for (long seed = 2; seed < 12; seed++) {
      Bills other = new Bills(TestBills.request(seed, Optional.empty()));
      assertThat(other.of(Platform.LINUX_64)).isEqualTo(linux);
      assertThat(other.whole()).isEqualTo(bills.whole());
    }
  }

  @Test
  void lines_tellWhatIsInItAndWhatIsNot() {
    assertThat(SbomText.lines(linux))
        .containsExactly(
            "10 packages: 4 conda, 2 PyPI, 2 JVM, 2 of the base image",
            "Licences: 2 of the SPDX list, 1 other, 7 unknown",
            "Not in it: base image: the base has files that no package owns",
            "Not in it: linux-64: licence and origin of 6 of 6 packages are not known, because only"
                + " the lock was asked");
  }
}
