package dev.hermetic.layer;

import dev.hermetic.digest.Sha256;
import dev.hermetic.fetch.DigestNotes;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.TarEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Layers that were written before, in a folder: {@code KEY.layer} says of which bytes a layer is, and
 * {@code HEX.blob} holds them. The key is the digest of all that decides on the bytes.
 */
final class LayerCache {
  static final String FORM = "hermetic layer 1";
  private static final String NOTE = ".layer";
  private static final String BLOB = ".blob";
  private static final String PART = ".part";

  /** Characters of a key's text that are put together before they are digested. */
  private static final int PIECE = 1 << 14;

  private static final Pattern LINES =
      Pattern.compile(
          FORM + "\nblob (sha256:[0-9a-f]{64}) ([0-9]{1,18})\ntar (sha256:[0-9a-f]{64}) ([0-9]{1,18})\n");

  private final Path folder;
  private final DigestNotes digests;

  /** @param clock to tell which files were changed just now */
  LayerCache(Path folder, InstantSource clock) {
    this.folder = folder;
    this.digests = new DigestNotes(folder, clock);
  }

  /**
   * A layer in the folder.
   *
   * @param blob the packed bytes
   * @param diffId of the tar
   * @param tarBytes of the tar
   */
  record Kept(BlobSource blob, Digest diffId, long tarBytes) {}

  /** The digest of all that decides on the bytes of a layer. */
  static Digest key(PlannedLayer layer, Compression compression) {
    MessageDigest digest = Sha256.create();
    StringBuilder text = new StringBuilder(LayerWriter.form(compression));
    for (LayerEntry entry : layer.entries()) {
      TarEntry head = entry.head();
      LayerContent content = entry.content();
      // No path or link target has a NUL.
      text.append("\0\0").append(head.path()).append('\0').append(head.kind());
      text.append('\0').append(head.mode()).append('\0').append(head.mtime());
      text.append('\0').append(head.size()).append('\0').append(head.linkTarget());
      text.append('\0').append(head.uid()).append('\0').append(head.gid()).append('\0');
      text.append(content == null ? "" : content.digest().hex());
      if (text.length() > PIECE) {
        update(digest, text);
        text.setLength(0);
      }
    }
    update(digest, text);
    return Digest.of(digest);
  }

  private static void update(MessageDigest digest, StringBuilder text) {
    digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A layer whose bytes are still those that were written. */
  Optional<Kept> find(Digest key) throws IOException {
    Path note = folder.resolve(key.hex() + NOTE);
    if (!Files.isRegularFile(note)) {
      return Optional.empty();
    }
    Matcher lines = LINES.matcher(new String(Files.readAllBytes(note), StandardCharsets.UTF_8));
    if (!lines.matches()) {
      return Optional.empty();
    }
    Digest digest = Digest.parse(lines.group(1));
    long size = Long.parseLong(lines.group(2));
    Path blob = blob(digest);
    if (!Files.isRegularFile(blob) || Files.size(blob) != size) {
      return Optional.empty();
    }
    return digests.sha256(blob).equals(digest.hex())
        ? Optional.of(
            new Kept(
                BlobSource.verifiedFile(blob, digest, size),
                Digest.parse(lines.group(3)),
                Long.parseLong(lines.group(4))))
        : Optional.empty();
  }

  /** Where to write a layer before its digest is known. */
  Path part(Digest key) {
    return folder.resolve(key.hex() + PART);
  }

  /** Keeps what was written at {@link #part}. */
  Kept keep(Digest key, Digest blob, long size, Digest diffId, long tarBytes) throws IOException {
    Path file = blob(blob);
    // One in its place may be linked to from a layout: it is replaced, never written to.
    Files.deleteIfExists(file);
    Files.move(part(key), file);
    String note =
        FORM + "\nblob " + blob + " " + size + "\ntar " + diffId + " " + tarBytes + "\n";
    AtomicFiles.write(
        Map.of(folder.resolve(key.hex() + NOTE), note.getBytes(StandardCharsets.UTF_8)));
    return new Kept(BlobSource.verifiedFile(file, blob, size), diffId, tarBytes);
  }

  private Path blob(Digest digest) {
    return folder.resolve(digest.hex() + BLOB);
  }

  /** Deletes all layers but these, and what was left unfinished. */
  void sweep(Set<String> keys, Set<String> blobs) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean stale =
            name.endsWith(PART)
                || name.endsWith(NOTE) && !keys.contains(stem(name, NOTE))
                || name.endsWith(BLOB) && !blobs.contains(stem(name, BLOB));
        if (stale) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static String stem(String name, String ending) {
    return name.substring(0, name.length() - ending.length());
  }
}
