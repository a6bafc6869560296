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
import java.util.Comparator;
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

  /** A folder with a grown channel; kept from run to run, for it is a function of the data. */
  static Path kept(Setting setting, int records) throws IOException {
    Path folder = setting.repository().resolve("benchmarks/target/big/" + records);
    // Files of before were not in order of their records' file names.
    Path done = folder.resolve("done-in-order");
    if (!Files.exists(done)) {
      Path source = setting.channels().resolve("conda-forge");
      Path target = folder.resolve("conda-forge");
      grow(source, target, "linux-64", records / 3 * 2);
      grow(source, target, "noarch", records / 3);
      Files.createFile(done);
      System.err.println("grew " + records + " records");
    }
    return folder;
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

  /**
   * A record or a repetition of it.
   *
   * @param number 0 for the record itself
   */
  private record Copy(String file, Map.Entry<String, JsonNode> of, int number) {}

  /** In order of the file names, as channels list them. */
  private static void copies(
      JsonGenerator out, List<Map.Entry<String, JsonNode>> records, int count)
      throws IOException {
    List<Copy> copies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Map.Entry<String, JsonNode> entry = records.get(i % records.size());
      int number = i / records.size();
      copies.add(new Copy(file(entry, number), entry, number));
    }
    copies.sort(Comparator.comparing(Copy::file));
    for (Copy copy : copies) {
      out.writeFieldName(copy.file);
      out.writeTree(copy.number == 0 ? copy.of.getValue() : record(copy));
    }
  }

  private static String file(Map.Entry<String, JsonNode> entry, int number) {
    JsonNode record = entry.getValue();
    return number == 0
        ? entry.getKey()
        : String.join("-", record.get("name").asText(), version(record, number), build(record, number))
            + ".conda";
  }

  /** Odd copies are builds, even ones versions. */
  private static String build(JsonNode record, int number) {
    String build = record.get("build").asText();
    return number % 2 == 1 ? "c" + number + "_" + build : build;
  }

  private static String version(JsonNode record, int number) {
    String version = record.get("version").asText();
    return number % 2 == 0 ? version + ".dev" + number : version;
  }

  /** Copies are older than what they repeat. */
  private static ObjectNode record(Copy copy) {
    ObjectNode record = copy.of.getValue().deepCopy();
    int number = copy.number;
    record.put("version", version(copy.of.getValue(), number));
    record.put("build", build(copy.of.getValue(), number));
    if (number % 2 == 1) {
      record.put("build_number", Math.max(0, record.path("build_number").asLong() - number));
    }
    if (record.has("timestamp")) {
      record.put("timestamp", record.get("timestamp").asLong() - number * 1000L);
    }
    record.put("md5", digest("MD5", copy.of.getKey() + number));
    record.put("sha256", digest("SHA-256", copy.of.getKey() + number));
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
