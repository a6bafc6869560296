package dev.hermetic.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.license.License;
import dev.hermetic.platform.Platform;
import dev.hermetic.sbom.Component.Kind;
import dev.hermetic.sbom.Component.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentsTest {
  private static final DocumentFacts FACTS =
      new DocumentFacts("0.1.0", Optional.of(Instant.parse("2026-11-01T12:00:00Z")));
  private static final DocumentFacts TIMELESS = new DocumentFacts("0.1.0", Optional.empty());

  @ParameterizedTest
  @EnumSource(SbomFormat.class)
  void write_everyKindOfComponent_isValid(SbomFormat format) throws Exception {
    Bill bill = new Bills(TestBills.request(1, Optional.empty())).whole();
    Judges.judge(format, format.write(bill, FACTS));
    Judges.judge(format, format.write(bill, TIMELESS));
  }

  @ParameterizedTest
  @EnumSource(SbomFormat.class)
  void write_otherOrderTimeZoneAndLocale_isTheSameText(SbomFormat format) {
    String first = format.write(new Bills(TestBills.request(1, Optional.empty())).whole(), FACTS);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        Bill bill = new Bills(TestBills.request(tag.hashCode(), Optional.empty())).whole();
        assertThat(format.write(bill, FACTS)).isEqualTo(first);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(first).isEqualTo(first.replace("\r", "")).endsWith("}\n");
  }

  @Test
  void write_names_followTheContent() throws Exception {
    Bill whole = new Bills(TestBills.request(1, Optional.empty())).whole();
    Bill other = new Bills(TestBills.request(1, Optional.empty())).of(new Platform("osx-arm64"));
    String number = json(CycloneDxWriter.write(whole, FACTS)).path("serialNumber").textValue();
    assertThat(number).matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(json(CycloneDxWriter.write(other, FACTS)).path("serialNumber").textValue())
        .isNotEqualTo(number);
    assertThat(json(SpdxWriter.write(whole, FACTS)).path("documentNamespace").textValue())
        .startsWith("https://spdx.org/spdxdocs/environment-")
        .isNotEqualTo(json(SpdxWriter.write(other, FACTS)).path("documentNamespace").textValue());
  }

  @Test
  void write_withoutTime_saysNone() throws Exception {
    Bill bill = new Bills(TestBills.request(1, Optional.empty())).whole();
    assertThat(json(CycloneDxWriter.write(bill, TIMELESS)).path("metadata").has("timestamp"))
        .isFalse();
    assertThat(json(CycloneDxWriter.write(bill, FACTS)).at("/metadata/timestamp").textValue())
        .isEqualTo("2026-11-01T12:00:00Z");
    assertThat(json(SpdxWriter.write(bill, TIMELESS)).at("/creationInfo/created").textValue())
        .isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void cycloneDx_condaPackage_holdsItsProject() throws Exception {
    Bill bill = new Bills(TestBills.request(1, Optional.empty())).of(Platform.LINUX_64);
    JsonNode numpy = named(json(CycloneDxWriter.write(bill, FACTS)).path("components"), "numpy");
    assertThat(numpy.path("purl").textValue()).startsWith("pkg:conda/numpy@1.24.2?build=");
    assertThat(numpy.at("/components/0/purl").textValue()).isEqualTo("pkg:pypi/numpy@1.24.2");
    assertThat(numpy.at("/externalReferences/0/url").textValue())
        .isEqualTo("https://conda.anaconda.org/conda-forge/linux-64/numpy-1.24.2-py311_0.conda");
  }

  @Test
  void spdx_condaPackage_hasBothPurlsAndItsNeeds() throws Exception {
    Bill bill = new Bills(TestBills.request(1, Optional.empty())).of(Platform.LINUX_64);
    JsonNode document = json(SpdxWriter.write(bill, FACTS));
    JsonNode numpy = named(document.path("packages"), "numpy");
    assertThat(numpy.path("externalRefs").findValuesAsText("referenceLocator"))
        .hasSize(2)
        .contains("pkg:pypi/numpy@1.24.2");
    List<String> needs = new ArrayList<>();
    document
        .path("relationships")
        .forEach(
            one -> {
              if (one.path("spdxElementId").equals(numpy.path("SPDXID"))) {
                needs.add(one.path("relatedSpdxElement").textValue().replaceFirst("-[0-9a-f]+$", ""));
              }
            });
    assertThat(needs).containsExactly("SPDXRef-libzlib", "SPDXRef-python");
  }

  /** What a package may say of itself, all of it under the control of whoever made it. */
  @ParameterizedTest
  @EnumSource(SbomFormat.class)
  void write_hostilePackages_isValid(SbomFormat format) throws Exception {
    List<String> texts =
        List.of(
            "\"><script>\u0000\u001b[31m",
            "../../etc/passwd",
            "日本\u202e\ud83d\ude00",
            "a".repeat(5000),
            " ",
            "LicenseRef-x",
            "NOASSERTION",
            "NONE");
    List<Component> components = new ArrayList<>();
    for (String text : texts) {
      components.add(hostile(text));
    }
    Bill bill =
        new Bill(hostile("subject"), components, new TreeMap<>(), new TreeSet<>(texts));
    Judges.judge(format, format.write(bill, FACTS));
  }

  private static Component hostile(String text) {
    TreeMap<Link, String> links = new TreeMap<>();
    for (Link kind : Link.values()) {
      Links.put(links, kind, text);
      Links.put(links, kind, "https://example.org/" + text);
      Links.put(links, kind, "http://a b/");
      Links.put(links, kind, "javascript:alert(1)");
    }
    String purl = Purls.of("conda", "", text, text, Map.of("build", text));
    return new Component(
        purl,
        Kind.CONDA,
        text,
        text,
        new TreeSet<>(List.of(Platform.LINUX_64)),
        purl,
        Optional.empty(),
        new TreeMap<>(),
        License.of(text + " and more of it"),
        "https://$USER:$TOKEN@example.org/" + text,
        links,
        new TreeMap<>(Map.of("hermetic:test", text)));
  }

  private static JsonNode json(String document) throws Exception {
    return new JsonMapper().readTree(document);
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode one : list) {
      if (one.path("name").textValue().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name);
  }
}
