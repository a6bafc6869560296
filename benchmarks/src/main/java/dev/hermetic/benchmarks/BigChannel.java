package dev.hermetic.benchmarks;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Grows the snapshot of conda-forge to the real channel's size. Each record is repeated as further
 * builds and versions, all a little older than itself, with the dependencies of its own: so the
 * structure of the dependencies stays, what other records pin to the letter is still there, and what
 * is added is the past that the real channel has more of than the snapshot.
 *
 * <p>Usage: {@code BigChannel FOLDER-OF-THE-SNAPSHOT TARGET LINUX-64-RECORDS NOARCH-RECORDS}.
 */
public final class BigChannel {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BigChannel() {}

  public static void main(String[] arguments) throws IOException {
    Path source = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    grow(source, target, "linux-64", Integer.parseInt(arguments[2]));
    grow(source, target, "noarch", Integer.parseInt(arguments[3]));
  }

  /** Writes {@code TARGET/SUBDIR/repodata.json.zst} with that many records. */
  static void grow(Path source, Path target, String subdir, int count) throws IOException {
    JsonNode repodata;
    try (InputStream in =
        new ZstdInputStream(
            new BufferedInputStream(
                Files.newInputStream(source.resolve(subdir).resolve("repodata.json.zst"))))) {
      repodata = MAPPER.readTree(in);
    }
    Path folder = Files.createDirectories(target.resolve(subdir));
    try (JsonGenerator out =
        new JsonFactory()
            .createGenerator(
                new ZstdOutputStream(
                    new BufferedOutputStream(
                        Files.newOutputStream(folder.resolve("repodata.json.zst"))),
                    3),
                JsonEncoding.UTF8)) {
      out.setCodec(MAPPER);
      out.writeStartObject();
      out.writeObjectFieldStart("info");
      out.writeStringField("subdir", subdir);
      out.writeEndObject();
      out.writeObjectFieldStart("packages");
      List<Map.Entry<String, JsonNode>> old = fields(repodata.get("packages"));
      for (Map.Entry<String, JsonNode> entry : old) {
        out.writeFieldName(entry.getKey());
        out.writeTree(entry.getValue());
      }
      out.writeEndObject();
      out.writeObjectFieldStart("packages.conda");
      copies(out, fields(repodata.get("packages.conda")), count - old.size());
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  private static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
    node.properties().forEach(fields::add);
    return fields;
  }

  private static void copies(
      JsonGenerator out, List<Map.Entry<String, JsonNode>> records, int count)
      throws IOException {
    for (int written = 0; written < count; written++) {
      int copy = written / records.size();
      Map.Entry<String, JsonNode> entry = records.get(written % records.size());
      ObjectNode record = copy == 0 ? (ObjectNode) entry.getValue() : copy(entry, copy);
      String fileName =
          record.get("name").asText()
              + "-"
              + record.get("version").asText()
              + "-"
              + record.get("build").asText()
              + ".conda";
      out.writeFieldName(fileName);
      out.writeTree(record);
    }
  }

  /** Odd copies are builds, even ones versions; copies are older than what they repeat. */
  private static ObjectNode copy(Map.Entry<String, JsonNode> entry, int copy) {
    ObjectNode record = entry.getValue().deepCopy();
    if (copy % 2 == 1) {
      record.put("build", "c" + copy + "_" + record.get("build").asText());
      record.put("build_number", Math.max(0, record.path("build_number").asLong() - copy));
    } else {
      record.put("version", record.get("version").asText() + ".dev" + copy);
    }
    if (record.has("timestamp")) {
      record.put("timestamp", record.get("timestamp").asLong() - copy * 1000L);
    }
    record.put("md5", digest("MD5", entry.getKey() + copy));
    record.put("sha256", digest("SHA-256", entry.getKey() + copy));
    return record;
  }

  private static String digest(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
