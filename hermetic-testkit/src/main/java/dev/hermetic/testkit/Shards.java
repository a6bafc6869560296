package dev.hermetic.testkit;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Writes the sharded form of repodata (CEP-16): an index, and a file for each package name. */
public final class Shards {
  /** The file of the index. */
  public static final String INDEX = "repodata_shards.msgpack.zst";

  private static final int ZSTD_LEVEL = 3;

  private Shards() {}

  /**
   * Writes index and shards of a subdir; shards go into its folder {@code shards}.
   *
   * @param records per section ({@code packages}, {@code packages.conda}) the records by file name,
   *     as repodata.json has them
   * @param baseUrl where packages lie, as the index says it
   * @param shardsBaseUrl where shards lie, as the index says it
   */
  static void write(
      Path folder,
      Map<String, Map<String, Object>> records,
      String baseUrl,
      String shardsBaseUrl)
      throws IOException {
    SortedMap<String, SortedMap<String, SortedMap<String, Object>>> byName = new TreeMap<>();
    records.forEach(
        (section, files) ->
            files.forEach(
                (file, record) ->
                    byName
                        .computeIfAbsent(name(record), n -> sections(records))
                        .get(section)
                        .put(file, binaryHashes(record))));
    SortedMap<String, byte[]> hashes = new TreeMap<>();
    for (Map.Entry<String, SortedMap<String, SortedMap<String, Object>>> shard :
        byName.entrySet()) {
      hashes.put(shard.getKey(), writeShard(folder.resolve("shards"), shard.getValue()));
    }
    writeIndex(folder, baseUrl, shardsBaseUrl, hashes);
  }

  /**
   * Writes a shard file under its digest.
   *
   * @return the SHA-256 of the file
   */
  public static byte[] writeShard(Path folder, Object content) throws IOException {
    byte[] file = Zstd.compress(bytes(content), ZSTD_LEVEL);
    byte[] hash = HexFormat.of().parseHex(Digests.sha256(file));
    Files.createDirectories(folder);
    Files.write(folder.resolve(HexFormat.of().formatHex(hash) + ".msgpack.zst"), file);
    return hash;
  }

  /** Writes an index of version 1. */
  public static void writeIndex(
      Path folder, String baseUrl, String shardsBaseUrl, Map<String, byte[]> hashes)
      throws IOException {
    writeIndex(
        folder,
        new TreeMap<>(
            Map.of(
                "version",
                1,
                "info",
                new TreeMap<>(
                    Map.of(
                        "base_url",
                        baseUrl,
                        "shards_base_url",
                        shardsBaseUrl,
                        "created_at",
                        "2026-11-01T00:00:00Z")),
                "shards",
                new TreeMap<>(hashes))));
  }

  /** Writes an index of any content. */
  public static void writeIndex(Path folder, Object content) throws IOException {
    Files.write(folder.resolve(INDEX), Zstd.compress(bytes(content), ZSTD_LEVEL));
  }

  private static String name(Object record) {
    return String.valueOf(((Map<?, ?>) record).get("name"));
  }

  private static SortedMap<String, SortedMap<String, Object>> sections(Map<String, ?> records) {
    SortedMap<String, SortedMap<String, Object>> sections = new TreeMap<>();
    records.keySet().forEach(section -> sections.put(section, new TreeMap<>()));
    return sections;
  }

  private static Object binaryHashes(Object record) {
    SortedMap<String, Object> copy = new TreeMap<>();
    ((Map<?, ?>) record)
        .forEach(
            (key, value) ->
                copy.put(
                    String.valueOf(key),
                    key.equals("md5") || key.equals("sha256")
                        ? HexFormat.of().parseHex(String.valueOf(value))
                        : value));
    return copy;
  }

  private static byte[] bytes(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MessagePacker packer = MessagePack.newDefaultPacker(bytes)) {
      pack(packer, value);
    }
    return bytes.toByteArray();
  }

  private static void pack(MessagePacker packer, Object value) throws IOException {
    if (value == null) {
      packer.packNil();
    } else if (value instanceof Map<?, ?> map) {
      packer.packMapHeader(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        packer.packString(String.valueOf(entry.getKey()));
        pack(packer, entry.getValue());
      }
    } else if (value instanceof Collection<?> list) {
      packer.packArrayHeader(list.size());
      for (Object item : list) {
        pack(packer, item);
      }
    } else if (value instanceof byte[] binary) {
      packer.packBinaryHeader(binary.length).writePayload(binary);
    } else if (value instanceof Boolean truth) {
      packer.packBoolean(truth);
    } else if (value instanceof Integer || value instanceof Long) {
      packer.packLong(((Number) value).longValue());
    } else if (value instanceof Double number) {
      packer.packDouble(number);
    } else {
      packer.packString(String.valueOf(value));
    }
  }
}
