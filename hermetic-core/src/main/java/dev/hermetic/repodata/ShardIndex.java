package dev.hermetic.repodata;

import dev.hermetic.record.Utf8Order;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msgpack.value.ValueType;

/**
 * Which shard holds the records of which name (CEP-16).
 *
 * @param baseUrl where packages lie, null for beside the index
 * @param shardsBaseUrl where shards lie, absolute or relative to the index
 * @param relations channels that this one belongs together with
 * @param names in code-point order
 * @param hashes SHA-256 of each name's shard, 32 bytes
 */
record ShardIndex(
    @Nullable String baseUrl,
    String shardsBaseUrl,
    ChannelRelations relations,
    List<String> names,
    Map<String, byte[]> hashes) {
  static final String FILE = "repodata_shards.msgpack.zst";

  private static final String RELATIONS = "channel_relations.";

  private static final int VERSION = 1;
  private static final int HASH_BYTES = 32;

  /** Far beyond what channels have: a compressed bomb is larger. Bytes. */
  private static final int LIMIT = 256 << 20;

  /** @throws RepodataFormatException when the bytes are no shard index of version 1 */
  static ShardIndex parse(byte[] file) throws IOException {
    return MsgpackJson.read(unpack(file), ShardIndex::read);
  }

  /** The content of a {@code .zst} file. */
  static byte[] unpack(byte[] file) throws IOException {
    byte[] bytes;
    try (InputStream zstd = Zstandard.open(new ByteArrayInputStream(file))) {
      bytes = zstd.readNBytes(LIMIT + 1);
    } catch (IOException e) {
      throw new RepodataFormatException("it does not unpack", e);
    }
    if (bytes.length > LIMIT) {
      throw new RepodataFormatException("it unpacks to more than " + (LIMIT >> 20) + " MiB");
    }
    return bytes;
  }

  /** Hex digits of the SHA-256 of a name's shard; empty when the channel lacks the name. */
  Optional<String> sha256(String name) {
    return Optional.ofNullable(hashes.get(name)).map(HexFormat.of()::formatHex);
  }

  private static ShardIndex read(MsgpackJson in) throws IOException {
    if (in.next() != ValueType.MAP) {
      throw new RepodataFormatException("it is no shard index");
    }
    long version = -1;
    Map<String, String> info = Map.of();
    Map<String, byte[]> hashes = null;
    for (int left = in.mapSize(); left > 0; left--) {
      switch (in.text()) {
        case "version" -> version = in.integer();
        case "info" -> info = info(in);
        case "shards" -> hashes = hashes(in);
        default -> in.skip();
      }
    }
    if (version != VERSION) {
      throw new RepodataFormatException(
          version < 0
              ? "the shard index names no version"
              : "the shard index has version " + version + ", and only 1 is known");
    }
    if (hashes == null) {
      throw new RepodataFormatException("the shard index has no shards");
    }
    List<String> names = new ArrayList<>(hashes.keySet());
    names.sort(Utf8Order.INSTANCE);
    String baseUrl = info.get("base_url");
    return new ShardIndex(
        baseUrl == null || baseUrl.isBlank() ? null : baseUrl,
        info.getOrDefault("shards_base_url", ""),
        new ChannelRelations(info.get(RELATIONS + "base"), info.get(RELATIONS + "overrides")),
        List.copyOf(names),
        hashes);
  }

  /** Texts, those of the relations behind {@link #RELATIONS}. */
  private static Map<String, String> info(MsgpackJson in) throws IOException {
    Map<String, String> info = new HashMap<>();
    for (int left = in.mapSize(); left > 0; left--) {
      String key = in.text();
      if (in.next() == ValueType.STRING) {
        info.put(key, in.text());
      } else if (in.next() == ValueType.MAP && RELATIONS.equals(key + ".")) {
        texts(in).forEach((relation, channel) -> info.put(RELATIONS + relation, channel));
      } else {
        in.skip();
      }
    }
    return info;
  }

  private static Map<String, String> texts(MsgpackJson in) throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (int left = in.mapSize(); left > 0; left--) {
      String key = in.text();
      if (in.next() == ValueType.STRING) {
        texts.put(key, in.text());
      } else {
        in.skip();
      }
    }
    return texts;
  }

  private static Map<String, byte[]> hashes(MsgpackJson in) throws IOException {
    Map<String, byte[]> hashes = new HashMap<>();
    for (int left = in.mapSize(); left > 0; left--) {
      String name = in.text();
      if (in.next() == ValueType.NIL) {
        in.skip(); // a removed name, as in the update files that CEP-16 proposes
        continue;
      }
      byte[] hash = in.next() == ValueType.BINARY ? in.binary() : hex(in, name);
      if (hash.length != HASH_BYTES) {
        throw wrongHash(name);
      }
      hashes.put(name, hash);
    }
    return hashes;
  }

  /** Hex digits are not what CEP-16 says, but mean the same. */
  private static byte[] hex(MsgpackJson in, String name) throws IOException {
    if (in.next() != ValueType.STRING) {
      throw wrongHash(name);
    }
    try {
      return HexFormat.of().parseHex(in.text());
    } catch (IllegalArgumentException e) {
      throw wrongHash(name);
    }
  }

  private static RepodataFormatException wrongHash(String name) {
    return new RepodataFormatException(
        "the shard index has no SHA-256 of " + HASH_BYTES + " bytes for " + name);
  }
}
