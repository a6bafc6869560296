package dev.hermetic.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "debian,docker.io/library/debian,registry-1.docker.io,latest",
    "debian:12-slim,docker.io/library/debian:12-slim,registry-1.docker.io,12-slim",
    "mambaorg/micromamba:2,docker.io/mambaorg/micromamba:2,registry-1.docker.io,2",
    "index.docker.io/a/b,docker.io/a/b,registry-1.docker.io,latest",
    "localhost/a,localhost/a,localhost,latest",
    "localhost:5000/a/b__c:V1.0,localhost:5000/a/b__c:V1.0,localhost:5000,V1.0",
    "127.0.0.1:5000/a,127.0.0.1:5000/a,127.0.0.1:5000,latest",
    "[::1]:5000/a:1,[::1]:5000/a:1,[::1]:5000,1",
    "GHCR.io/owner/x-y,ghcr.io/owner/x-y,ghcr.io,latest",
    "localhost:5000,docker.io/library/localhost:5000,registry-1.docker.io,5000",
  })
  void reference_isReadAsDockerReadsIt(String text, String whole, String host, String asks) {
    ImageReference reference = ImageReference.parse(text);

    assertThat(reference).hasToString(whole);
    assertThat(reference.host()).isEqualTo(host);
    assertThat(reference.identifier()).isEqualTo(asks);
    assertThat(ImageReference.parse(whole)).isEqualTo(reference);
  }

  @Test
  void digest_countsMoreThanTheTag() {
    ImageReference reference = ImageReference.parse("debian:12@sha256:" + HEX);

    assertThat(reference.identifier()).isEqualTo("sha256:" + HEX);
    assertThat(reference.tag()).isEqualTo("12");
    assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ":1", "a:", "a:-x", "/a", "a//b", "a/", "a..b", "a b", "-a", "a:b:c", "http://x.org/a",
        "x.org:port/a", "x.org:123456/a", "a@sha256:12", "a@md5:x", "a@", "x.org/", "_a/b",
        "ä/b", "a\nb", "x_y.org/a", "../a", "a/../b", "x.org/%2e%2e/a", "a@b@c", "x.org/a?b", "a#b"
      })
  void text_thatIsNone_isAProblem(String text) {
    assertThatThrownBy(() -> ImageReference.parse(text))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-OCI-001 ");
  }

  @Test
  void sixtyFourHexDigits_areTheNumberOfAnImage() {
    assertThatThrownBy(() -> ImageReference.parse(HEX)).hasMessageContaining("64 hex digits");
  }

  @Test
  void name_hasABound() {
    String part = "a".repeat(127);
    assertThat(ImageReference.parse("x.org/" + part + "/" + "b".repeat(121)).repository())
        .hasSize(249);
    assertThatThrownBy(() -> ImageReference.parse("x.org/" + part + "/" + "b".repeat(122)))
        .hasMessageContaining("more than 255 characters");
  }
}
