package dev.hermetic.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.advisory.Advisory.Affected;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisoryReaderTest {
  private final List<Malformed> told = new ArrayList<>();

  private Optional<Advisory> read(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new AdvisoryReader(told::add).read(bytes, bytes.length, "db.jsonl:7");
  }

  @Test
  void read_wholeEntry_saysNothing() {
    Advisory advisory =
        read(
                Osv.of("PYSEC-1")
                    .aliases("GHSA-b", "CVE-1", "CVE-1")
                    .field("published", "\"2026-01-02T03:04:05.678Z\"")
                    .field("details", "\"# Title\\nmore\"")
                    .affects("PyPI", "Foo.Bar_baz", "introduced 0", "fixed 1.2")
                    .toString())
            .orElseThrow();
    assertThat(told).isEmpty();
    assertThat(advisory.aliases()).containsExactly("CVE-1", "GHSA-b");
    assertThat(advisory.summary()).isEqualTo("Title");
    assertThat(advisory.published()).hasToString("2026-01-02T03:04:05.678Z");
    assertThat(advisory.affected()).extracting(Affected::key)
        .containsExactly(new PackageKey("PyPI", "foo-bar-baz"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2] | no JSON object",
        "{\"id\":\"../../x\",\"modified\":\"2026-01-01T00:00:00Z\"} | it has no id",
        "{\"modified\":\"2026-01-01T00:00:00Z\"} | it has no id",
        "{} {} | no JSON: Trailing token",
      })
  void read_uselessEntry_isNamedAndLost(String json, String reason) {
    assertThat(read(json)).isEmpty();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).loss()).isEqualTo(Malformed.Loss.ALL);
    assertThat(told.get(0).place()).isEqualTo("db.jsonl:7");
    assertThat(told.get(0).reason()).startsWith(reason);
  }

  @Test
  void read_cutOffEntry_isNamedAndLost() {
    assertThat(read("{\"id\":\"X-1\",\"affec")).isEmpty();
    assertThat(told.get(0).reason()).startsWith("no JSON: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"modified\":\"yesterday\" | modified is no time: yesterday",
        "\"modified\":\"2026-01-01T00:00:00Z\",\"aliases\":\"CVE-1\" | aliases is no list",
        "\"modified\":\"2026-01-01T00:00:00Z\",\"affected\":{} | affected is no list",
        "\"modified\":\"2026-01-01T00:00:00Z\",\"affected\":[{\"versions\":[\"1\"]}]"
            + " | affected[0] names neither a package nor a repository",
        "\"modified\":\"2026-01-01T00:00:00Z\",\"affected\":[{\"package\":{\"ecosystem\":\"PyPI\","
            + "\"name\":\"x\"},\"ranges\":[{\"type\":\"ROMAN\"}]}]"
            + " | affected[0] has a range of an unknown type: ROMAN",
        "\"modified\":\"2026-01-01T00:00:00Z\",\"affected\":[{\"package\":{\"ecosystem\":\"PyPI\","
            + "\"name\":\"x\"},\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[{\"broken\":\"1\"}]}]}]"
            + " | affected[0] has an unknown event: broken",
        "\"modified\":\"2026-01-01T00:00:00Z\",\"affected\":[{\"package\":{\"ecosystem\":\"PyPI\","
            + "\"name\":\"x\"},\"versions\":[1]}] | affected[0].versions has something that is no text",
        "\"modified\":\"2026-01-01T00:00:00Z\",\"withdrawn\":\"soon\" | withdrawn is no time: soon",
        "\"modified\":\"2026-01-01T00:00:00Z\",\"severity\":[{\"type\":\"CVSS_V3\",\"score\":\"bad\"}]"
            + " | severity is no CVSS vector: bad",
      })
  void read_flawedEntry_isNamedAndTheRestCounts(String fields, String reason) {
    assertThat(read("{\"id\":\"X-1\"," + fields + "}")).isPresent();
    assertThat(told).extracting(Malformed::reason).contains(reason);
    assertThat(told).allSatisfy(one -> assertThat(one.loss()).isNotEqualTo(Malformed.Loss.ALL));
    assertThat(told).allSatisfy(one -> assertThat(one.id()).isEqualTo("X-1"));
  }

  @Test
  void read_flawInWhatItIsAbout_mayHideAPackage() {
    read("{\"id\":\"X-1\",\"modified\":\"yesterday\",\"aliases\":\"CVE-1\"}");
    assertThat(told).hasSize(2).noneMatch(Malformed::hides);
    told.clear();
    read(
        "{\"id\":\"X-1\",\"modified\":\"2026-01-01T00:00:00Z\",\"affected\":[{\"package\":{\"ecosystem\":"
            + "\"PyPI\",\"name\":\"x\"},\"versions\":[1],\"ranges\":[{\"type\":\"ROMAN\"}]}]}");
    assertThat(told)
        .extracting(Malformed::loss)
        .containsExactly(Malformed.Loss.AFFECTED, Malformed.Loss.AFFECTED);
  }

  @Test
  void read_withdrawnAtATimeThatCannotBeRead_stillCounts() {
    assertThat(read("{\"id\":\"X-1\",\"modified\":\"2026-01-01T00:00:00Z\",\"withdrawn\":\"soon\"}"))
        .hasValueSatisfying(one -> assertThat(one.isWithdrawn()).isFalse());
  }

  @Test
  void read_repositoryWithoutPackage_isKnownByItsAddress() {
    Advisory advisory =
        read(Osv.of("CVE-1").repository("https://GitHub.com/openssl/openssl.git/", "v1").toString())
            .orElseThrow();
    assertThat(told).isEmpty();
    assertThat(advisory.affected().get(0).key())
        .isEqualTo(PackageKey.repository("git://github.com/openssl/openssl"));
  }

  @ParameterizedTest
  @CsvSource({
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8, CRITICAL",
    "CVSS:3.1/AV:L/AC:L/PR:L/UI:R/S:U/C:N/I:L/A:L, 3.9, LOW",
    "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N, 6.1, MEDIUM",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N, 0.0, NONE",
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, 9.3, CRITICAL",
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N, 6.9, MEDIUM",
  })
  void score_ofAVector_isThatOfFirst(String vector, double score, Severity severity) {
    assertThat(Score.of("X-1", vector))
        .hasValueSatisfying(
            one -> {
              assertThat(one.value()).isEqualTo(score);
              assertThat(one.severity()).isEqualTo(severity);
            });
  }

  @Test
  void bytes_ofAnAdvisory_giveTheSameAdvisory() {
    Advisory advisory =
        read(
                Osv.of("X-1")
                    .aliases("CVE-1")
                    .field("published", "\"1969-01-02T03:04:05.678Z\"")
                    .field("summary", "\"Ünïcode\"")
                    .cvss("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
                    .affects("PyPI", "x", "introduced 0", "fixed 1", "last_affected 2", "limit 3")
                    .commits("OSS-Fuzz", "y", "https://github.com/y/y", "v1", "v2")
                    .withdrawn()
                    .toString())
            .orElseThrow();
    AdvisoryBytes.Writer out = new AdvisoryBytes.Writer();
    AdvisoryBytes.write(advisory, out);
    assertThat(AdvisoryBytes.read(java.nio.ByteBuffer.wrap(out.toByteArray()))).isEqualTo(advisory);
  }
}
