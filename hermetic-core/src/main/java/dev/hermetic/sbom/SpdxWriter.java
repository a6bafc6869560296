package dev.hermetic.sbom;

import dev.hermetic.license.License;
import dev.hermetic.sbom.Component.Kind;
import dev.hermetic.sbom.Component.Link;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Bills as SPDX 2.3 in JSON, by own code: java-spdx-library 2.0.4 asks spdx.org for licences unless a
 * setting of the whole JVM forbids it, refuses addresses of hosts without a dot, and sorts relationships
 * by an order that is none. It reads what is written here in tests.
 */
public final class SpdxWriter {
  private static final String NO_ASSERTION = "NOASSERTION";
  private static final String DOCUMENT = "SPDXRef-DOCUMENT";

  /** {@code created} must be there; without a time of the project it is no time at all. */
  private static final Instant NO_TIME = Instant.EPOCH;

  private final Bill bill;
  private final DocumentFacts facts;
  private final Map<String, String> ids = new TreeMap<>();

  private SpdxWriter(Bill bill, DocumentFacts facts) {
    this.bill = bill;
    this.facts = facts;
    ids.put(bill.subject().id(), "SPDXRef-Environment");
    // A number would move with every package before it; a digest of the id stays.
    for (Component one : bill.components()) {
      ids.put(one.id(), "SPDXRef-" + slug(one.name()) + "-" + shortId(one.id()));
    }
  }

  /** The document; the same text for the same bill and facts. */
  public static String write(Bill bill, DocumentFacts facts) {
    SpdxWriter writer = new SpdxWriter(bill, facts);
    UUID content = ContentId.of(JsonText.of(json -> writer.document(json, "")));
    String namespace =
        "https://spdx.org/spdxdocs/" + slug(bill.subject().name()) + "-" + content;
    return JsonText.of(json -> writer.document(json, namespace));
  }

  private static String shortId(String id) {
    return ContentId.of(id).toString().replace("-", "");
  }

  private static String slug(String text) {
    String slug = text.replaceAll("[^A-Za-z0-9.-]+", "-");
    return slug.substring(0, Math.min(60, slug.length()));
  }

  private void document(JsonWriter json, String namespace) {
    json.writeStartObject();
    json.writeStringField("SPDXID", DOCUMENT);
    json.writeStringField("spdxVersion", "SPDX-2.3");
    json.writeObjectFieldStart("creationInfo");
    if (!bill.gaps().isEmpty()) {
      json.writeStringField("comment", String.join("\n", bill.gaps()));
    }
    json.writeStringField("created", ContentId.text(facts.created().orElse(NO_TIME)));
    JsonText.texts(json, "creators", List.of("Tool: Hermetic-" + facts.tool()));
    json.writeEndObject();
    json.writeStringField("name", name());
    json.writeStringField("dataLicense", "CC0-1.0");
    json.writeStringField("documentNamespace", namespace);
    extractedLicenses(json);
    json.writeArrayFieldStart("packages");
    component(json, bill.subject());
    for (Component one : bill.components()) {
      component(json, one);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("relationships");
    relationship(json, DOCUMENT, "DESCRIBES", id(bill.subject().id()));
    relationships(json, bill.subject());
    for (Component one : bill.components()) {
      relationships(json, one);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private String name() {
    Component subject = bill.subject();
    return subject.version().isEmpty()
        ? subject.name()
        : subject.name() + " " + subject.version();
  }

  private String id(String id) {
    return ids.get(id);
  }

  private void extractedLicenses(JsonWriter json) {
    SortedMap<String, String> references = new TreeMap<>();
    List<Component> all = new ArrayList<>(bill.components());
    all.add(bill.subject());
    for (Component one : all) {
      one.license()
          .map(License::references)
          .orElse(Collections.emptySortedMap())
          // A text says more than that a package has none.
          .forEach((id, text) -> references.merge(id, text, SpdxWriter::longer));
    }
    if (references.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("hasExtractedLicensingInfos");
    for (Map.Entry<String, String> one : references.entrySet()) {
      json.writeStartObject();
      json.writeStringField("licenseId", one.getKey());
      json.writeStringField("extractedText", one.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String longer(String one, String other) {
    int order = Integer.compare(one.length(), other.length());
    return order > 0 || order == 0 && one.compareTo(other) < 0 ? one : other;
  }

  private void component(JsonWriter json, Component one) {
    json.writeStartObject();
    json.writeStringField("SPDXID", id(one.id()));
    json.writeStringField("name", one.name());
    if (!one.version().isEmpty()) {
      json.writeStringField("versionInfo", one.version());
    }
    json.writeStringField("primaryPackagePurpose", purpose(one.kind()));
    json.writeStringField(
        "downloadLocation", Links.isUri(one.url()) ? one.url() : NO_ASSERTION);
    json.writeBooleanField("filesAnalyzed", false);
    checksums(json, one);
    String website = one.links().get(Link.WEBSITE);
    if (website != null) {
      json.writeStringField("homepage", website);
    }
    json.writeStringField("licenseConcluded", NO_ASSERTION);
    json.writeStringField(
        "licenseDeclared", one.license().map(License::text).orElse(NO_ASSERTION));
    Optional<License> rewritten = one.license().filter(License::isRewritten);
    if (rewritten.isPresent()) {
      json.writeStringField(
          "licenseComments", "The package writes: " + rewritten.get().written());
    }
    json.writeStringField("copyrightText", NO_ASSERTION);
    references(json, one);
    comment(json, one);
    json.writeEndObject();
  }

  private static String purpose(Kind kind) {
    return switch (kind) {
      case ENVIRONMENT -> "APPLICATION";
      case BASE_IMAGE -> "CONTAINER";
      case CONDA, PYPI, MAVEN, DISTRIBUTION -> "LIBRARY";
    };
  }

  private static void checksums(JsonWriter json, Component one) {
    if (one.hashes().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("checksums");
    for (Map.Entry<String, String> hash : one.hashes().entrySet()) {
      json.writeStartObject();
      json.writeStringField("algorithm", hash.getKey().replace("-", ""));
      json.writeStringField("checksumValue", hash.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Both purls of a conda package that is a project of PyPI. */
  private static void references(JsonWriter json, Component one) {
    List<String> purls = new ArrayList<>();
    if (!one.purl().isEmpty()) {
      purls.add(one.purl());
    }
    one.project().ifPresent(project -> purls.add(project.purl()));
    if (purls.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("externalRefs");
    for (String purl : purls) {
      json.writeStartObject();
      json.writeStringField("referenceCategory", "PACKAGE-MANAGER");
      json.writeStringField("referenceType", "purl");
      json.writeStringField("referenceLocator", purl);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What SPDX has no field for, a line each. */
  private static void comment(JsonWriter json, Component one) {
    List<String> lines = new ArrayList<>();
    one.properties().forEach((name, value) -> lines.add(name + ": " + value));
    one.project()
        .ifPresent(project -> lines.add("hermetic:mapping: " + project.mappingText()));
    one.links().forEach((kind, url) -> lines.add(kind + ": " + url));
    if (!one.platforms().isEmpty()) {
      lines.add(
          "hermetic:platforms: "
              + String.join(" ", one.platforms().stream().map(Object::toString).toList()));
    }
    if (!lines.isEmpty()) {
      json.writeStringField("comment", String.join("\n", lines));
    }
  }

  private void relationships(JsonWriter json, Component from) {
    for (String to : bill.needs(from.id())) {
      relationship(json, id(from.id()), "DEPENDS_ON", id(to));
    }
  }

  private static void relationship(JsonWriter json, String from, String type, String to) {
    json.writeStartObject();
    json.writeStringField("spdxElementId", from);
    json.writeStringField("relationshipType", type);
    json.writeStringField("relatedSpdxElement", to);
    json.writeEndObject();
  }
}
