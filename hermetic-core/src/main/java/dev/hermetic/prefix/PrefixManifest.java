package dev.hermetic.prefix;

import dev.hermetic.platform.Platform;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All that is in a prefix, and its digest. Kept in the prefix itself as {@link #PATH}, which is in
 * neither: a table of UTF-8 lines with tabs, after five lines that say what the whole is.
 *
 * @param prefix the path that is patched into what was written
 * @param targetPrefix the path that the digest is for, equal to {@code prefix} or not
 * @param digest see {@link PrefixDigest}; 64 lower-case hex digits
 * @param entries sorted by path, by code points
 */
public record PrefixManifest(
    Platform platform,
    String prefix,
    String targetPrefix,
    String digest,
    List<ManifestEntry> entries) {
  /** What tools of conda read about a prefix (CEP-32), relative to it. */
  public static final String FOLDER = "conda-meta";

  /** Relative to the prefix. No .json: conda takes those for packages. */
  public static final String PATH = FOLDER + "/hermetic-manifest.tsv";

  static final String FORMAT = "hermetic-manifest\t1";
  static final String SAME = "=";

  public PrefixManifest {
    entries = List.copyOf(entries);
  }

  static PrefixManifest of(TargetPrefix prefix, TargetPrefix target, List<ManifestEntry> entries) {
    List<ManifestEntry> sorted = new ArrayList<>(entries);
    sorted.sort(ManifestEntry.ORDER);
    return new PrefixManifest(
        prefix.platform(), prefix.path(), target.path(), PrefixDigest.ofSorted(sorted), sorted);
  }

  /** The manifest as a file. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(entries.size() * 160 + 500);
    Utf8Pieces lines = new Utf8Pieces(bytes::writeBytes);
    StringBuilder text = lines.text();
    text.append(FORMAT).append('\n');
    text.append("platform\t").append(platform).append('\n');
    text.append("prefix\t").append(PrefixDigest.escape(prefix)).append('\n');
    text.append("target-prefix\t").append(PrefixDigest.escape(targetPrefix)).append('\n');
    text.append("digest\tsha256:").append(digest).append('\n');
    for (ManifestEntry entry : entries) {
      text = lines.text();
      String sha256 = Objects.toString(entry.sha256(), "");
      String target = Objects.toString(entry.targetSha256(), "");
      String link = entry.linkTarget();
      text.append(PrefixDigest.escape(entry.path())).append('\t');
      text.append(entry.kind().word()).append('\t');
      PrefixDigest.octal(entry.mode(), text);
      text.append('\t').append(entry.mtime()).append('\t').append(entry.size()).append('\t');
      text.append(sha256).append('\t').append(target.equals(sha256) ? SAME : target).append('\t');
      text.append(link == null ? "" : PrefixDigest.escape(link)).append('\t');
      text.append(PrefixDigest.escape(entry.owner())).append('\t');
      text.append(entry.origin().word()).append('\n');
    }
    lines.flush();
    return bytes.toByteArray();
  }

  /**
   * Reads a manifest.
   *
   * @param file what to call it in problems
   * @throws dev.hermetic.problem.HermeticException when it is none, is cut off, or its digest does
   *     not fit its lines
   */
  public static PrefixManifest parse(byte[] bytes, String file) {
    return new ManifestReader(file).read(new String(bytes, StandardCharsets.UTF_8));
  }
}
