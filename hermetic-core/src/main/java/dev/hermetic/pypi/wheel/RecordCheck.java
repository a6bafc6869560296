package dev.hermetic.pypi.wheel;

import dev.hermetic.archive.MemberPath;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.digest.Sha256;
import dev.hermetic.text.Count;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a wheel's {@code RECORD} with what is in the wheel: every file but RECORD itself and its
 * signatures has to be listed with a digest of SHA-256 or better that is its own (PEP 427, "The
 * .dist-info directory"), and nothing else may be.
 */
final class RecordCheck {
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

  /** Of a wheel that is made to deceive, a few lines say enough. */
  private static final int MOST_FACTS = 5;

  private final Path folder;
  private final String record;
  private final Map<String, PackageEntry> files = new TreeMap<>();
  private final List<String> facts = new ArrayList<>();

  private RecordCheck(Path folder, String record, List<PackageEntry> entries) {
    this.folder = folder;
    this.record = record;
    entries.forEach(entry -> files.put(entry.path(), entry));
  }

  /**
   * What is wrong, at most a few facts; empty when nothing is.
   *
   * @param folder holds the files
   * @param record path of RECORD
   */
  static List<String> check(Path folder, String record, List<PackageEntry> entries, String text)
      throws IOException {
    return new RecordCheck(folder, record, entries).check(text);
  }

  private List<String> check(String text) throws IOException {
    Map<String, RecordRow> listed = new TreeMap<>();
    for (RecordRow row : RecordRow.read(text)) {
      String path = normalized(row.path());
      RecordRow before = path == null ? null : listed.put(path, row);
      if (path == null) {
        add(shown(row.path()) + " leads out of it");
      } else if (before != null && !before.equals(row)) {
        add(shown(path) + " is listed twice, in two ways");
      }
    }
    for (Map.Entry<String, RecordRow> one : listed.entrySet()) {
      PackageEntry file = files.get(one.getKey());
      if (file == null) {
        add(shown(one.getKey()) + " is listed, but is not in the wheel");
      } else if (!isUnlisted(file.path())) {
        compare(file, one.getValue());
      }
    }
    for (String path : files.keySet()) {
      if (!listed.containsKey(path) && !isUnlisted(path)) {
        add(shown(path) + " is in the wheel, but not listed");
      }
    }
    return facts;
  }

  /** RECORD cannot hold its own digest, and its signatures come after it. */
  private boolean isUnlisted(String path) {
    return path.equals(record) || path.equals(record + ".jws") || path.equals(record + ".p7s");
  }

  private void compare(PackageEntry file, RecordRow row) throws IOException {
    int equals = row.hash().indexOf('=');
    String algorithm = ALGORITHMS.get(row.hash().substring(0, Math.max(0, equals)));
    if (algorithm == null) {
      add(shown(file.path()) + " is listed without a digest of SHA-256 or better");
    } else if (!digest(file, algorithm).equals(unpadded(row.hash().substring(equals + 1)))) {
      add(shown(file.path()) + " is not what the digest says");
    } else if (!row.size().isEmpty() && !row.size().equals(Long.toString(file.size()))) {
      add(shown(file.path()) + " has " + Count.of(file.size(), "byte") + ", not " + shown(row.size()));
    }
  }

  private static String unpadded(String digest) {
    return digest.replaceFirst("=+$", "");
  }

  private String digest(PackageEntry file, String algorithm) throws IOException {
    if (algorithm.equals("SHA-256")) {
      return text(HexFormat.of().parseHex(String.valueOf(file.sha256())));
    }
    try (InputStream in = Files.newInputStream(folder.resolve(file.path()))) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      Sha256.update(digest, in);
      return text(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  private static String text(byte[] digest) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static @Nullable String normalized(String path) {
    try {
      return MemberPath.normalize(path);
    } catch (MemberPath.Unsafe e) {
      return null;
    }
  }

  private void add(String fact) {
    if (facts.size() < MOST_FACTS) {
      facts.add(fact);
    }
  }

  private static String shown(String text) {
    return WheelProblems.shown(text);
  }
}
