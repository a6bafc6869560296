package dev.hermetic.lock;

import dev.hermetic.digest.Sha256;
import dev.hermetic.lockfile.PythonJson;
import dev.hermetic.repodata.RepodataGateway.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is true of one run and no part of the lock: {@code target/hermetic/lock.json}. */
public final class RunFacts {
  /** Its name in the build folder of Hermetic. */
  public static final String FILE = "lock.json";

  private RunFacts() {}

  /** JSON in UTF-8: the lock's digest and the repodata that it was solved from. */
  static byte[] json(byte[] lockfile, List<Snapshot> snapshots) {
    // By hand: a generator would load several dozen classes for these few lines.
    StringBuilder json = new StringBuilder("{\n  \"format\" : 1,\n  ");
    text(json, "lockfile_sha256", Sha256.hex(lockfile));
    json.append("  \"repodata\" : [ ");
    String separator = "";
    for (Snapshot snapshot : snapshots) {
      json.append(separator).append("{\n    ");
      text(json, "channel", snapshot.channel());
      text(json.append("    "), "subdir", snapshot.subdir());
      text(json.append("    "), "file", snapshot.file());
      text(json.append("    "), "sha256", snapshot.sha256());
      json.append("    \"size\" : ").append(snapshot.size()).append("\n  }");
      separator = ", ";
    }
    return json.append(" ]\n}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void text(StringBuilder json, String field, String value) {
    json.append('"').append(field).append("\" : ");
    json.append(PythonJson.compactString(value)).append(",\n");
  }
}
