package dev.hermetic.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Manifests and indexes of a {@link LoopbackRegistry}, and who refers to them. */
final class RegistryManifests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private RegistryManifests() {}

  static void handle(
      RegistryExchange call, RegistryRoute route, RegistryStore store, boolean referrers)
      throws IOException {
    switch (call.method()) {
      case "PUT" -> put(call, route, store, referrers);
      case "GET", "HEAD" -> {
        Optional<RegistryStore.Manifest> found =
            store.manifest(route.repository(), route.reference());
        if (found.isEmpty()) {
          call.error(404, "MANIFEST_UNKNOWN", "no such manifest");
          return;
        }
        call.header("Docker-Content-Digest", found.get().digest());
        call.send(200, found.get().mediaType(), found.get().bytes());
      }
      default -> call.error(405, "UNSUPPORTED", "no such method here");
    }
  }

  /** A registry refuses a manifest whose blobs it does not have. */
  private static void put(
      RegistryExchange call, RegistryRoute route, RegistryStore store, boolean referrers)
      throws IOException {
    byte[] bytes = call.body();
    String digest = RegistryStore.digestOf(bytes);
    if (route.reference().contains(":") && !route.reference().equals(digest)) {
      call.error(400, "DIGEST_INVALID", "the bytes have another digest");
      return;
    }
    JsonNode manifest = JSON.readTree(bytes);
    List<String> blobs = new ArrayList<>();
    manifest.path("layers").forEach(layer -> blobs.add(layer.path("digest").asText()));
    if (manifest.has("config")) {
      blobs.add(manifest.path("config").path("digest").asText());
    }
    for (String blob : blobs) {
      if (store.blob(route.repository(), blob).isEmpty()) {
        call.error(400, "MANIFEST_BLOB_UNKNOWN", blob);
        return;
      }
    }
    for (JsonNode child : manifest.path("manifests")) {
      if (store.manifest(route.repository(), child.path("digest").asText()).isEmpty()) {
        call.error(400, "MANIFEST_UNKNOWN", child.path("digest").asText());
        return;
      }
    }
    String type = call.requestHeaders().getFirst("Content-Type");
    store.addManifest(
        route.repository(),
        route.reference(),
        new RegistryStore.Manifest(type == null ? "" : type, bytes));
    call.header("Location", "/v2/" + route.repository() + "/manifests/" + digest);
    call.header("Docker-Content-Digest", digest);
    if (referrers && manifest.has("subject")) {
      call.header("OCI-Subject", manifest.path("subject").path("digest").asText());
    }
    call.send(201, "text/plain", new byte[0]);
  }

  /** The specification's "Listing Referrers". */
  static void referrers(RegistryExchange call, RegistryRoute route, RegistryStore store)
      throws IOException {
    String wanted = call.query("artifactType");
    List<Object> found = new ArrayList<>();
    for (Map.Entry<String, RegistryStore.Manifest> entry :
        store.manifests(route.repository()).entrySet()) {
      JsonNode manifest = JSON.readTree(entry.getValue().bytes());
      String type =
          manifest.path("artifactType").asText(manifest.path("config").path("mediaType").asText());
      if (manifest.path("subject").path("digest").asText().equals(route.reference())
          && (wanted.isEmpty() || wanted.equals(type))) {
        Map<String, Object> descriptor = new TreeMap<>();
        descriptor.put("mediaType", entry.getValue().mediaType());
        descriptor.put("digest", entry.getKey());
        descriptor.put("size", entry.getValue().bytes().length);
        descriptor.put("artifactType", type);
        if (manifest.has("annotations")) {
          descriptor.put("annotations", manifest.get("annotations"));
        }
        found.add(descriptor);
      }
    }
    if (!wanted.isEmpty()) {
      call.header("OCI-Filters-Applied", "artifactType");
    }
    call.send(
        200, INDEX, Json.bytes(Map.of("schemaVersion", 2, "mediaType", INDEX, "manifests", found)));
  }
}
