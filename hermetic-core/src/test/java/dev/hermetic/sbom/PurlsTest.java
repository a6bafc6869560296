package dev.hermetic.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.packageurl.PackageURL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PurlsTest {
  @Test
  void of_conda_isTheExampleOfTheSpecification() {
    Map<String, String> qualifiers =
        Map.of(
            "build", "py36h06a4308_0",
            "channel", "main",
            "subdir", "linux-64",
            "type", "tar.bz2");
    assertThat(Purls.of("conda", "", "absl-py", "0.4.1", qualifiers))
        .isEqualTo(
            "pkg:conda/absl-py@0.4.1?build=py36h06a4308_0&channel=main&subdir=linux-64&type=tar.bz2");
  }

  @Test
  void pypi_normalisesTheName() {
    assertThat(Purls.pypi("Zope.Interface_x", "1.0+cpu"))
        .isEqualTo("pkg:pypi/zope-interface-x@1.0%2Bcpu");
    assertThat(Purls.pypi("x", "")).isEqualTo("pkg:pypi/x");
  }

  @Test
  void of_emptyQualifier_isLeftOut() {
    assertThat(Purls.of("conda", "", "a", "1", Map.of("build", "", "type", "conda")))
        .isEqualTo("pkg:conda/a@1?type=conda");
  }

  /** Not read with packageurl-java, whose release cannot. */
  @Test
  void of_whatIsNotAscii_isUtf8() {
    assertThat(Purls.of("conda", "", "ü日", "1", Map.of()))
        .isEqualTo("pkg:conda/%C3%BC%E6%97%A5@1");
  }

  @Test
  void of_anyText_isReadAsThatTextByPackageurlJava() throws Exception {
    for (String text :
        List.of("1!2.0+cu:1", "a/../b", "@?#&=%", "https://a.example/t/x y?z=1#f", "~._-")) {
      PackageURL read =
          new PackageURL(Purls.of("generic", "some/where", text, text, Map.of("q", text)));
      assertThat(read.getNamespace()).isEqualTo("some/where");
      assertThat(read.getName()).isEqualTo(text);
      assertThat(read.getVersion()).isEqualTo(text);
      assertThat(read.getQualifiers()).containsEntry("q", text);
    }
  }
}
