package dev.hermetic.solve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Repodata read whole and simply, so that tests of the solver do not lean on the production index.
 */
public final class JsonRepodata implements Repodata {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String channel;
  private final String subdir;
  private final TreeMap<String, List<PackageRecord>> records = new TreeMap<>();

  private JsonRepodata(String channel, String subdir) {
    this.channel = channel;
    this.subdir = subdir;
  }

  /** Reads {@code repodata.json} or {@code repodata.json.zst}. */
  public static JsonRepodata read(Path file, String channel, String subdir) throws IOException {
    JsonNode root;
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".zst") ? new ZstdInputStream(raw) : raw) {
      root = MAPPER.readTree(in);
    }
    List<PackageRecord> all = new ArrayList<>();
    Map<List<String>, List<String>> lists = new HashMap<>();
    for (String section : List.of("packages.conda", "packages")) {
      for (Map.Entry<String, JsonNode> entry : root.path(section).properties()) {
        all.add(record(entry.getKey(), entry.getValue(), channel, subdir, lists));
      }
    }
    return of(channel, subdir, all);
  }

  /** Repodata of these records; of one build in both formats only the {@code .conda} stays. */
  public static JsonRepodata of(String channel, String subdir, Collection<PackageRecord> all) {
    Map<String, PackageRecord> kept = new LinkedHashMap<>();
    all.stream()
        .sorted(Comparator.comparing(record -> !record.isConda()))
        .forEach(record -> kept.putIfAbsent(record.distribution(), record));
    JsonRepodata repodata = new JsonRepodata(channel, subdir);
    for (PackageRecord record : kept.values()) {
      repodata.records.computeIfAbsent(record.name(), name -> new ArrayList<>()).add(record);
    }
    repodata.records.replaceAll((name, records) -> List.copyOf(records));
    return repodata;
  }

  private static PackageRecord record(
      String fileName,
      JsonNode node,
      String channel,
      String subdir,
      Map<List<String>, List<String>> lists) {
    JsonNode noarch = node.path("noarch");
    long timestamp = node.path("timestamp").asLong(-1);
    return new PackageRecord(
        node.path("name").asText().intern(),
        node.path("version").asText().intern(),
        node.path("build").asText(),
        node.path("build_number").asLong(),
        one(texts(node.path("depends")), lists),
        one(texts(node.path("constrains")), lists),
        subdir,
        noarch.isTextual() ? noarch.asText().intern() : noarch.asBoolean() ? "generic" : null,
        timestamp > 0 && timestamp < 100_000_000_000L ? timestamp * 1000 : timestamp,
        features(node.path("track_features")),
        text(node.path("license")),
        text(node.path("license_family")),
        text(node.path("md5")),
        text(node.path("sha256")),
        node.path("size").asLong(-1),
        fileName,
        channel,
        channel + "/" + subdir + "/" + fileName,
        text(node.path("python_site_packages_path")));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private static List<String> texts(JsonNode array) {
    List<String> result = new ArrayList<>();
    array.forEach(element -> result.add(element.asText().intern()));
    return result;
  }

  /** Equal lists are one object, as {@link Candidate} asks for. */
  private static List<String> one(List<String> list, Map<List<String>, List<String>> lists) {
    return lists.computeIfAbsent(list, List::copyOf);
  }

  private static List<String> features(JsonNode node) {
    if (node.isArray()) {
      return texts(node);
    }
    return Arrays.stream(node.asText("").split("[\\s,]+")).filter(s -> !s.isEmpty()).toList();
  }

  @Override
  public String channel() {
    return channel;
  }

  @Override
  public String subdir() {
    return subdir;
  }

  @Override
  public Collection<String> names() {
    return records.keySet();
  }

  @Override
  public List<PackageRecord> records(String name) {
    return records.getOrDefault(name, List.of());
  }

  @Override
  public Optional<PackageRecord> record(String name, String fileName) {
    return records(name).stream().filter(one -> one.fileName().equals(fileName)).findFirst();
  }
}
