package dev.hermetic.attest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an image came to be (SLSA, provenance v1). There is no time in it: the same build says the
 * same.
 *
 * @param builder who made it, a URI
 * @param version of the builder
 * @param parameters what the build was asked for, texts by name; what is not text is not ours
 * @param resolved all that went in
 * @param products the layers that were made, from the bottom up
 */
public record Provenance(
    String builder,
    String version,
    SortedMap<String, String> parameters,
    List<Resource> resolved,
    List<Resource> products) {
  /** What is done from {@code parameters} and {@code resolved}: see docs/trust.md. */
  public static final String BUILD_TYPE =
      "pkg:maven/dev.hermetic/hermetic-maven-plugin?type=maven-plugin#docs/trust.md";

  /** Who builds, where nobody says more. */
  public static final String BUILDER =
      "pkg:maven/dev.hermetic/hermetic-maven-plugin?type=maven-plugin";

  /**
   * Something that went in or came out (in-toto, resource descriptor).
   *
   * @param name for people; for a package its kind, for example {@code conda numpy}
   * @param uri where it is; empty where it has no address
   * @param digest algorithm, for example {@code sha256}, to hex digits
   */
  public record Resource(String name, String uri, SortedMap<String, String> digest) {
    public Resource {
      digest = Collections.unmodifiableSortedMap(new TreeMap<>(digest));
    }

    private Map<String, Object> tree() {
      Map<String, Object> tree = new TreeMap<>();
      tree.put("name", name);
      tree.put("digest", digest);
      if (!uri.isEmpty()) {
        tree.put("uri", uri);
      }
      return tree;
    }

    private static Resource read(JsonNode json) {
      SortedMap<String, String> digest = new TreeMap<>();
      json.path("digest").properties().forEach(one -> digest.put(one.getKey(), one.getValue().asText()));
      return new Resource(json.path("name").asText(), json.path("uri").asText(), digest);
    }
  }

  public Provenance {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    resolved = List.copyOf(resolved);
    products = List.copyOf(products);
  }

  /** As the predicate of a statement. */
  public JsonNode predicate() {
    Map<String, Object> definition = new TreeMap<>();
    definition.put("buildType", BUILD_TYPE);
    definition.put("externalParameters", parameters);
    definition.put("resolvedDependencies", resolved.stream().map(Resource::tree).toList());
    Map<String, Object> run = new TreeMap<>();
    run.put("builder", Map.of("id", builder, "version", Map.of("hermetic", version)));
    run.put("byproducts", products.stream().map(Resource::tree).toList());
    return AttestJson.node(Map.of("buildDefinition", definition, "runDetails", run));
  }

  /**
   * Reads a predicate.
   *
   * @param subject what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-ATTEST-006 when it is of another build type
   */
  public static Provenance parse(JsonNode predicate, String subject) {
    JsonNode definition = predicate.path("buildDefinition");
    if (!definition.path("buildType").asText().equals(BUILD_TYPE)) {
      throw AttestProblems.damaged(
          subject,
          "its build type is " + AttestProblems.shown(definition.path("buildType").asText("none"))
              + ", not that of Hermetic",
          null);
    }
    SortedMap<String, String> parameters = new TreeMap<>();
    definition
        .path("externalParameters")
        .properties()
        .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
    JsonNode run = predicate.path("runDetails");
    return new Provenance(
        run.path("builder").path("id").asText(),
        run.path("builder").path("version").path("hermetic").asText(),
        parameters,
        resources(definition.path("resolvedDependencies")),
        resources(run.path("byproducts")));
  }

  private static List<Resource> resources(JsonNode list) {
    List<Resource> resources = new ArrayList<>();
    list.forEach(one -> resources.add(Resource.read(one)));
    return resources;
  }
}
