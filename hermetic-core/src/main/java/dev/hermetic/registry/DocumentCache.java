package dev.hermetic.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.fetch.ContentStore;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.MediaTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Manifests and indexes by digest, in the shared cache. A cache that may only be read serves too. */
final class DocumentCache {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ContentStore store;

  DocumentCache(Path cacheDirectory) {
    this.store = new ContentStore(cacheDirectory);
  }

  Optional<Document> read(Digest digest) {
    try {
      return store.read(digest.hex(), Instant.now()).map(bytes -> new Document(mediaType(bytes), bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void write(Document document) {
    try {
      store.write(document.digest().hex(), document.bytes());
    } catch (IOException e) {
      // It is in memory, and fetched again next time.
      return;
    }
  }

  /** OCI's documents may leave it out; what they hold tells it then. */
  private static String mediaType(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      return json.path("mediaType")
          .asText(json.has("manifests") ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST);
    } catch (IOException e) {
      return "";
    }
  }
}
