package dev.hermetic.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.yaml.YamlFile;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads OpenVEX documents (0.0.1 to 0.2.0). Statements that do not hold together are problems. */
public final class VexReader {
  private static final Set<String> STATUSES =
      Set.of("not_affected", "affected", "fixed", "under_investigation");
  private static final String CONTEXT = "https://openvex.dev/ns";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;

  private VexReader(String file) {
    this.file = file;
  }

  /**
   * The statements of a document.
   *
   * @param shown the file as problems name it
   * @throws dev.hermetic.problem.HermeticException HERM-POLICY-002, HERM-YAML-001 to 004
   */
  public static List<VexStatement> read(Path file, String shown) {
    return new VexReader(shown).parse(YamlFile.readText(file, shown));
  }

  private List<VexStatement> parse(String text) {
    JsonNode root;
    try {
      root = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw PolicyProblems.vex(file, "it is not JSON, line " + line);
    }
    if (root == null || !root.path("@context").asText("").startsWith(CONTEXT)) {
      throw PolicyProblems.vex(file, "its `@context` does not begin with " + CONTEXT);
    }
    if (!root.path("statements").isArray()) {
      throw PolicyProblems.vex(file, "it has no `statements`");
    }
    String author = root.path("author").asText("");
    Instant since = time(root.path("timestamp"), Instant.EPOCH, "the document");
    List<VexStatement> statements = new ArrayList<>();
    int number = 0;
    for (JsonNode node : root.path("statements")) {
      number++;
      statements.add(statement(node, author, since, "statement " + number));
    }
    return statements;
  }

  private VexStatement statement(JsonNode node, String author, Instant since, String which) {
    List<String> ids = new ArrayList<>();
    JsonNode vulnerability = node.path("vulnerability");
    // A text before 0.2.0.
    add(ids, vulnerability.isTextual() ? vulnerability : vulnerability.path("name"));
    vulnerability.path("aliases").forEach(alias -> add(ids, alias));
    if (ids.isEmpty()) {
      throw PolicyProblems.vex(file, which + " names no vulnerability");
    }
    List<String> products = new ArrayList<>();
    node.path("products").forEach(product -> products(products, product));
    if (products.isEmpty()) {
      throw PolicyProblems.vex(file, which + " names no product by a package URL");
    }
    String status = node.path("status").asText("");
    if (!STATUSES.contains(status)) {
      throw PolicyProblems.vex(file, which + " has no status that OpenVEX knows");
    }
    String justification = node.path("justification").asText("");
    String impact = node.path("impact_statement").asText("");
    if (status.equals("not_affected") && justification.isEmpty() && impact.isEmpty()) {
      throw PolicyProblems.vex(file, which + " is `not_affected` and does not say why");
    }
    if (!justification.isEmpty() && Justification.of(justification).isEmpty()) {
      throw PolicyProblems.vex(file, which + " has no justification that OpenVEX knows");
    }
    return new VexStatement(
        file,
        ids,
        products,
        status,
        justification,
        impact.isEmpty() ? node.path("status_notes").asText("") : impact,
        author,
        time(node.path("timestamp"), since, which));
  }

  /** What a product is made of is what is meant, where it says so. */
  private static void products(List<String> products, JsonNode product) {
    JsonNode parts = product.path("subcomponents");
    if (parts.isArray() && !parts.isEmpty()) {
      parts.forEach(part -> products(products, part));
      return;
    }
    JsonNode purl = product.path("identifiers").path("purl");
    JsonNode own = product.isTextual() ? product : purl.isTextual() ? purl : product.path("@id");
    if (own.asText("").startsWith("pkg:")) {
      products.add(own.asText());
    }
  }

  private static void add(List<String> ids, JsonNode node) {
    if (node.isTextual() && !node.asText().isBlank()) {
      ids.add(node.asText().strip());
    }
  }

  private Instant time(JsonNode node, Instant fallback, String which) {
    if (!node.isTextual()) {
      return fallback;
    }
    try {
      return OffsetDateTime.parse(node.asText()).toInstant();
    } catch (DateTimeException e) {
      throw PolicyProblems.vex(file, which + " has a `timestamp` that is no time");
    }
  }
}
