package dev.hermetic.archive;

import dev.hermetic.archive.PackageEntry.Kind;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks the tar streams of one package. Files go to disk with their digests taken on the way;
 * symbolic links are noted and never made, so nothing can be reached through one.
 */
final class TarUnpacker {
  static final String ABOUT = "info/about.json";

  private static final int BUFFER = 1 << 16;

  /** What has to be known of a package, apart from its members. */
  private static final Set<String> METADATA =
      Set.of(
          InfoReader.INDEX,
          InfoReader.LINK,
          PathsReader.PATHS,
          PathsReader.FILES,
          PathsReader.HAS_PREFIX,
          PathsReader.NO_LINK,
          PathsReader.NO_SOFTLINK);

  private final String subject;
  private final TreeWriter writer;
  private final Limits limits;
  private final MemberTree tree = new MemberTree();
  private final Map<String, byte[]> metadata = new HashMap<>();
  private final byte[] buffer = new byte[1 << 17];
  private final MessageDigest digest = sha256();
  private long left;
  private int entries;

  /**
   * @param subject the package file, for problems
   * @param packed size of the archive in bytes
   */
  TarUnpacker(String subject, TreeWriter writer, Limits limits, long packed) {
    this.subject = subject;
    this.writer = writer;
    this.limits = limits;
    this.left = limits.unpackedBytes(packed);
  }

  Map<String, Member> members() {
    return tree.members();
  }

  /** Contents of the files of info/ that tell how to install, by path. */
  Map<String, byte[]> metadata() {
    return metadata;
  }

  /**
   * Unpacks one stream.
   *
   * @throws IOException when the disk fails
   * @throws HermeticException HERM-PKG-001 to 003, 006
   */
  void unpack(InputStream unpacked) throws IOException {
    // Headers are read in pieces of 512 bytes: without a buffer each is a call into the native decoder.
    LimitedInput limited =
        new LimitedInput(new BufferedInputStream(unpacked, BUFFER), left);
    try (TarArchiveInputStream tar = new TarArchiveInputStream(limited, "UTF-8")) {
      for (TarArchiveEntry entry = next(tar, limited);
          entry != null;
          entry = next(tar, limited)) {
        if (++entries > limits.entries()) {
          throw new HermeticException(
              ArchiveProblems.limit(
                  subject, "the archive has more than " + limits.entries() + " members"));
        }
        take(entry, tar);
      }
    }
  }

  private @Nullable TarArchiveEntry next(TarArchiveInputStream tar, LimitedInput limited) {
    limited.header(limits.headerBytes());
    try {
      return tar.getNextEntry();
    } catch (IOException | RuntimeException e) {
      // The tar reader throws what it likes on nonsense.
      throw unreadable(e);
    } finally {
      limited.header(-1);
    }
  }

  private void take(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    String name = entry.getName();
    try {
      String path = MemberPath.normalize(name);
      Kind kind = kind(entry);
      if (path.isEmpty()) {
        if (kind != Kind.DIRECTORY) {
          throw new MemberPath.Unsafe("has no name");
        }
        return;
      }
      tree.check(path, kind);
      if (kind == Kind.DIRECTORY) {
        directory(path, entry);
      } else {
        tree.enter(path, writer::directory);
        tree.add(path, member(path, kind, entry, tar));
      }
    } catch (MemberPath.Unsafe e) {
      throw new HermeticException(ArchiveProblems.member(subject, name, e.fact()), e);
    }
  }

  private void directory(String path, TarArchiveEntry entry)
      throws IOException, MemberPath.Unsafe {
    // Entering what lies in it makes it.
    tree.enter(path + "/", writer::directory);
    tree.add(path, new Member(Kind.DIRECTORY, mode(entry), time(entry), 0, null, null));
  }

  private Member member(
      String path, Kind kind, TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException, MemberPath.Unsafe {
    if (kind == Kind.SYMLINK) {
      String target = entry.getLinkName();
      if (target.isEmpty() || target.indexOf('\0') >= 0 || target.indexOf('\uFFFD') >= 0) {
        throw new MemberPath.Unsafe("is a symbolic link without a target");
      }
      return new Member(kind, 0777, time(entry), 0, null, target);
    }
    return entry.isLink() ? hardLink(path, entry) : file(path, entry, tar);
  }

  private Member hardLink(String path, TarArchiveEntry entry)
      throws IOException, MemberPath.Unsafe {
    String existing = existing(entry);
    Member same = existing == null ? null : tree.members().get(existing);
    if (existing == null || same == null || same.kind() != Kind.FILE) {
      throw new MemberPath.Unsafe(
          "is a hard link to "
              + ArchiveProblems.shown(entry.getLinkName())
              + ", which is no file that came before it in the archive");
    }
    writer.link(path, existing, same.mode(), same.mtime());
    byte[] content = metadata.get(existing);
    if (content != null && METADATA.contains(path)) {
      metadata.put(path, content);
    }
    return same;
  }

  private static @Nullable String existing(TarArchiveEntry entry) {
    try {
      return MemberPath.normalize(entry.getLinkName());
    } catch (MemberPath.Unsafe e) {
      return null;
    }
  }

  private Member file(String path, TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException {
    long claimed = entry.getRealSize();
    if (claimed > left) {
      throw new HermeticException(
          ArchiveProblems.limit(subject, "the archive unpacks to far more than its size tells"));
    }
    ByteArrayOutputStream kept =
        METADATA.contains(path) ? new ByteArrayOutputStream() : null;
    int mode = mode(entry);
    long size = 0;
    try (FileChannel out = writer.file(path, mode)) {
      for (int count = fill(tar); count > 0; count = fill(tar)) {
        size += count;
        if (size > left) {
          throw new HermeticException(
              ArchiveProblems.limit(
                  subject, "the archive unpacks to far more than its size tells"));
        }
        digest.update(buffer, 0, count);
        TreeWriter.write(out, buffer, count);
        if (kept != null) {
          keep(path, kept, count);
        }
      }
    }
    if (size != claimed) {
      throw new HermeticException(
          ArchiveProblems.damaged(
              subject,
              ArchiveProblems.shown(path) + " has " + size + " of " + claimed + " bytes"));
    }
    left -= size;
    writer.finish(path, mode, time(entry));
    if (kept != null) {
      metadata.put(path, kept.toByteArray());
    }
    String sha256 = HexFormat.of().formatHex(digest.digest());
    return new Member(Kind.FILE, mode, time(entry), size, sha256, null);
  }

  private void keep(String path, ByteArrayOutputStream kept, int count) {
    if (kept.size() + count > limits.metadataBytes()) {
      throw new HermeticException(
          ArchiveProblems.limit(
              subject, path + " has more than " + limits.metadataBytes() + " bytes"));
    }
    kept.write(buffer, 0, count);
  }

  /** Fills the buffer as far as there is content: one write for small files. */
  private int fill(TarArchiveInputStream tar) {
    int filled = 0;
    try {
      while (filled < buffer.length) {
        int count = tar.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
          break;
        }
        filled += count;
      }
      return filled;
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private HermeticException unreadable(Exception e) {
    Problem problem =
        e instanceof LimitedInput.Exceeded
            ? ArchiveProblems.limit(subject, String.valueOf(e.getMessage()))
            : ArchiveProblems.damaged(subject, String.valueOf(e.getMessage()));
    return new HermeticException(problem, e);
  }

  private static Kind kind(TarArchiveEntry entry) throws MemberPath.Unsafe {
    byte flag = entry.getLinkFlag();
    return switch (flag) {
      case TarConstants.LF_SYMLINK -> Kind.SYMLINK;
      case TarConstants.LF_DIR -> Kind.DIRECTORY;
      case TarConstants.LF_LINK, TarConstants.LF_CONTIG, TarConstants.LF_GNUTYPE_SPARSE ->
          Kind.FILE;
      case TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL ->
          // Before POSIX a slash at the end made a directory.
          entry.getName().endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
      case TarConstants.LF_CHR, TarConstants.LF_BLK -> throw new MemberPath.Unsafe("is a device");
      case TarConstants.LF_FIFO -> throw new MemberPath.Unsafe("is a named pipe");
      default ->
          throw new MemberPath.Unsafe(
              "is neither file, directory nor link (tar type " + (char) (flag & 0x7f) + ")");
    };
  }

  /** Bits that lend the owner's rights are dropped; the owner may read. */
  private static int mode(TarArchiveEntry entry) {
    return entry.getMode() & 0777 | 0400;
  }

  private static long time(TarArchiveEntry entry) {
    return Math.floorDiv(entry.getLastModifiedTime().toMillis(), 1000L);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
