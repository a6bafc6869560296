package dev.hermetic.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hermetic.license.LicenseExpression.Single;
import dev.hermetic.sbom.Component.Kind;
import dev.hermetic.sbom.Component.Link;
import dev.hermetic.text.JsonText;
import dev.hermetic.text.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.ExternalReference;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.Property;
import org.cyclonedx.model.license.Expression;
import org.cyclonedx.model.metadata.ToolInformation;

/**
 * Bills as CycloneDX 1.6 in JSON. The model and its order of fields are those of cyclonedx-core-java;
 * line ends, serial number and time come from the content alone. A conda package that is a project of
 * PyPI holds that as a component of its own, since a component has one purl: scanners know advisories
 * of the inner one.
 */
public final class CycloneDxWriter {
  private static final String PREFIX = "hermetic:";

  /** More the schema does not allow. */
  private static final int LONGEST_VERSION = 1024;

  private static final JsonMapper MAPPER = new JsonMapper();

  private CycloneDxWriter() {}

  /** The document; the same text for the same bill and facts. */
  public static String write(Bill bill, DocumentFacts facts) {
    ObjectNode document = document(bill, facts);
    ObjectNode numbered = MAPPER.createObjectNode();
    document
        .properties()
        .forEach(
            field -> {
              if (field.getKey().equals("version")) {
                numbered.put("serialNumber", "urn:uuid:" + ContentId.of(document.toString()));
              }
              numbered.set(field.getKey(), field.getValue());
            });
    ObjectNode metadata = MAPPER.createObjectNode();
    facts.created().ifPresent(time -> metadata.put("timestamp", ContentId.text(time)));
    metadata.setAll((ObjectNode) document.required("metadata"));
    numbered.set("metadata", metadata);
    return JsonText.of(json -> write(json, numbered));
  }

  private static void write(JsonWriter json, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          json.writeFieldName(field.getKey());
          write(json, field.getValue());
        }
        json.writeEndObject();
      }
      case ARRAY -> {
        json.writeStartArray();
        node.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case NUMBER -> json.writeNumber(node.asText());
      case BOOLEAN -> json.writeBoolean(node.booleanValue());
      case STRING -> json.writeString(node.textValue());
      case NULL -> json.writeNull();
      default -> throw new IllegalStateException("bills have no values of that kind");
    }
  }

  private static ObjectNode document(Bill bill, DocumentFacts facts) {
    Bom bom = new Bom();
    bom.setVersion(1);
    Metadata metadata = new Metadata();
    metadata.setTimestamp(null);
    ToolInformation tools = new ToolInformation();
    tools.setComponents(List.of(tool(facts)));
    metadata.setToolChoice(tools);
    metadata.setComponent(component(bill.subject()));
    bill.gaps().forEach(gap -> metadata.addProperty(new Property(PREFIX + "gap", gap)));
    bom.setMetadata(metadata);
    List<org.cyclonedx.model.Component> components = new ArrayList<>();
    bill.components().forEach(one -> components.add(component(one)));
    bom.setComponents(components);
    List<Dependency> dependencies = new ArrayList<>();
    dependencies.add(dependency(bill, bill.subject().id()));
    bill.components().forEach(one -> dependencies.add(dependency(bill, one.id())));
    bom.setDependencies(dependencies);
    try {
      JsonNode document =
          MAPPER.readTree(
              BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString(false));
      return (ObjectNode) document;
    } catch (GeneratorException e) {
      throw new IllegalStateException("bills are plain values", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a read from memory failed", e);
    }
  }

  private static org.cyclonedx.model.Component tool(DocumentFacts facts) {
    org.cyclonedx.model.Component tool = new org.cyclonedx.model.Component();
    tool.setType(org.cyclonedx.model.Component.Type.APPLICATION);
    tool.setName("Hermetic");
    tool.setVersion(facts.tool());
    return tool;
  }

  private static Dependency dependency(Bill bill, String id) {
    Dependency dependency = new Dependency(id);
    bill.needs(id).forEach(needed -> dependency.addDependency(new Dependency(needed)));
    return dependency;
  }

  private static org.cyclonedx.model.Component component(Component one) {
    org.cyclonedx.model.Component to = new org.cyclonedx.model.Component();
    to.setType(type(one.kind()));
    to.setBomRef(one.id());
    SortedMap<String, String> properties = new TreeMap<>(one.properties());
    String group = properties.remove(PREFIX + "group");
    if (group != null) {
      to.setGroup(group);
    }
    to.setName(one.name());
    to.setVersion(version(one.version()));
    if (!one.purl().isEmpty()) {
      to.setPurl(one.purl());
    }
    one.hashes().forEach((algorithm, hex) -> to.addHash(new Hash(algorithm, hex)));
    one.license().ifPresent(license -> license(license, to, properties));
    references(one).forEach(to::addExternalReference);
    one.project().ifPresent(project -> to.addComponent(project(one, project)));
    if (!one.platforms().isEmpty()) {
      properties.put(
          PREFIX + "platforms",
          one.platforms().stream().map(Object::toString).collect(Collectors.joining(" ")));
    }
    properties.forEach((name, value) -> to.addProperty(new Property(name, value)));
    return to;
  }

  private static String version(String version) {
    return version.substring(0, Math.min(LONGEST_VERSION, version.length()));
  }

  private static org.cyclonedx.model.Component.Type type(Kind kind) {
    return switch (kind) {
      case ENVIRONMENT -> org.cyclonedx.model.Component.Type.APPLICATION;
      case BASE_IMAGE -> org.cyclonedx.model.Component.Type.CONTAINER;
      case CONDA, PYPI, MAVEN, DISTRIBUTION -> org.cyclonedx.model.Component.Type.LIBRARY;
    };
  }

  private static org.cyclonedx.model.Component project(Component of, MappedProject project) {
    org.cyclonedx.model.Component inner = new org.cyclonedx.model.Component();
    inner.setType(org.cyclonedx.model.Component.Type.LIBRARY);
    inner.setBomRef(of.id() + "#pypi");
    inner.setName(project.name());
    inner.setVersion(version(project.version()));
    inner.setPurl(project.purl());
    inner.addProperty(new Property(PREFIX + "mapping", project.mappingText()));
    return inner;
  }

  /** An identifier where it is one licence of the list, a name where it is another one. */
  private static void license(
      dev.hermetic.license.License license,
      org.cyclonedx.model.Component to,
      SortedMap<String, String> properties) {
    LicenseChoice choice = new LicenseChoice();
    boolean single =
        license.expression() instanceof Single one && !one.orLater() && one.exception().isEmpty();
    if (single) {
      License plain = new License();
      if (license.references().isEmpty()) {
        plain.setId(license.text());
      } else {
        plain.setName(license.text());
      }
      choice.addLicense(plain);
    } else {
      choice.setExpression(new Expression(license.text()));
    }
    to.setLicenses(choice);
    if (license.isRewritten()) {
      properties.put(PREFIX + "license-as-written", license.written());
    }
    license.references().forEach((id, text) -> properties.put(PREFIX + "license:" + id, text));
  }

  private static List<ExternalReference> references(Component one) {
    List<ExternalReference> references = new ArrayList<>();
    if (Links.isUri(one.url())) {
      references.add(reference(ExternalReference.Type.DISTRIBUTION, one.url()));
    }
    one.links().forEach((kind, url) -> references.add(reference(type(kind), url)));
    return references;
  }

  private static ExternalReference.Type type(Link kind) {
    return switch (kind) {
      case WEBSITE -> ExternalReference.Type.WEBSITE;
      case SOURCE -> ExternalReference.Type.VCS;
      case DOCUMENTATION -> ExternalReference.Type.DOCUMENTATION;
      case RECIPE -> ExternalReference.Type.BUILD_META;
    };
  }

  private static ExternalReference reference(ExternalReference.Type type, String url) {
    ExternalReference reference = new ExternalReference();
    reference.setType(type);
    reference.setUrl(url);
    return reference;
  }
}
