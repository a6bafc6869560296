package dev.hermetic.lock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hermetic.repodata.RepodataGateway.Snapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What is true of one run and no part of the lock: {@code target/hermetic/lock.json}. */
final class RunFacts {
  static final String FILE = "lock.json";

  private RunFacts() {}

  /** JSON in UTF-8: the lock's digest and the repodata that it was solved from. */
  static byte[] json(byte[] lockfile, List<Snapshot> snapshots) {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    root.put("format", 1);
    root.put("lockfile_sha256", sha256(lockfile));
    ArrayNode list = root.putArray("repodata");
    for (Snapshot snapshot : snapshots) {
      list.addObject()
          .put("channel", snapshot.channel())
          .put("subdir", snapshot.subdir())
          .put("file", snapshot.file())
          .put("sha256", snapshot.sha256())
          .put("size", snapshot.size());
    }
    try {
      String text = mapper.writeValueAsString(root).replace("\r\n", "\n");
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is JSON", e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
