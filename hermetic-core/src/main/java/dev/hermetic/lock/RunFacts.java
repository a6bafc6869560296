package dev.hermetic.lock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.hermetic.repodata.RepodataGateway.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Streamed: binding a tree would load several hundred classes for these few lines.
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      json.writeNumberField("format", 1);
      json.writeStringField("lockfile_sha256", sha256(lockfile));
      json.writeArrayFieldStart("repodata");
      for (Snapshot snapshot : snapshots) {
        json.writeStartObject();
        json.writeStringField("channel", snapshot.channel());
        json.writeStringField("subdir", snapshot.subdir());
        json.writeStringField("file", snapshot.file());
        json.writeStringField("sha256", snapshot.sha256());
        json.writeNumberField("size", snapshot.size());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("a write into memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
