package dev.hermetic.archive;

import dev.hermetic.archive.PackageEntry.Kind;
import dev.hermetic.digest.Sha256;
import dev.hermetic.problem.HermeticException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks the tar streams of one package. Files go to disk with their digests taken on the way;
 * symbolic links are noted and never made, so nothing can be reached through one.
 */
final class TarUnpacker {
  static final String ABOUT = "info/about.json";

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
  private final MessageDigest digest;
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
    this.digest = Sha256.create(packed);
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
    TarReader tar = new TarReader(unpacked, buffer, left, limits.headerBytes());
    try {
      for (TarMember member = tar.next(); member != null; member = tar.next()) {
        if (++entries > limits.entries()) {
          throw new HermeticException(
              ArchiveProblems.limit(
                  subject, "the archive has more than " + limits.entries() + " members"));
        }
        take(member, tar);
      }
    } catch (TarFault e) {
      throw new HermeticException(
          e.isTooLarge()
              ? ArchiveProblems.limit(subject, e.fact())
              : ArchiveProblems.damaged(subject, e.fact()),
          e);
    }
  }

  private void take(TarMember entry, TarReader tar) throws IOException, TarFault {
    String name = entry.name();
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

  private void directory(String path, TarMember entry)
      throws IOException, MemberPath.Unsafe {
    // Entering what lies in it makes it.
    tree.enter(path + "/", writer::directory);
    tree.add(path, new Member(Kind.DIRECTORY, mode(entry), entry.mtime(), 0, null, null));
  }

  private Member member(
      String path, Kind kind, TarMember entry, TarReader tar)
      throws IOException, MemberPath.Unsafe, TarFault {
    if (kind == Kind.SYMLINK) {
      String target = entry.linkName();
      if (target.isEmpty() || target.indexOf('\0') >= 0 || target.indexOf('\uFFFD') >= 0) {
        throw new MemberPath.Unsafe("is a symbolic link without a target");
      }
      return new Member(kind, 0777, entry.mtime(), 0, null, target);
    }
    return entry.type() == TarMember.HARD_LINK
        ? hardLink(path, entry)
        : file(path, entry, tar);
  }

  private Member hardLink(String path, TarMember entry)
      throws IOException, MemberPath.Unsafe {
    String existing = existing(entry);
    Member same = existing == null ? null : tree.members().get(existing);
    if (existing == null || same == null || same.kind() != Kind.FILE) {
      throw new MemberPath.Unsafe(
          "is a hard link to "
              + ArchiveProblems.shown(entry.linkName())
              + ", which is no file that came before it in the archive");
    }
    writer.link(path, existing, same.mode(), same.mtime());
    byte[] content = metadata.get(existing);
    if (content != null && METADATA.contains(path)) {
      metadata.put(path, content);
    }
    return same;
  }

  private static @Nullable String existing(TarMember entry) {
    try {
      return MemberPath.normalize(entry.linkName());
    } catch (MemberPath.Unsafe e) {
      return null;
    }
  }

  private Member file(String path, TarMember entry, TarReader tar)
      throws IOException, TarFault {
    if (entry.size() > left) {
      throw new HermeticException(
          ArchiveProblems.limit(subject, "the archive unpacks to far more than its size tells"));
    }
    left -= entry.size();
    int mode = mode(entry);
    ByteArrayOutputStream kept;
    try (FileChannel out = writer.file(path, mode)) {
      Copy copy = new Copy(path, out);
      tar.content(copy);
      kept = copy.kept;
    }
    writer.finish(path, mode, entry.mtime());
    if (kept != null) {
      metadata.put(path, kept.toByteArray());
    }
    String sha256 = HexFormat.of().formatHex(digest.digest());
    return new Member(Kind.FILE, mode, entry.mtime(), entry.size(), sha256, null);
  }

  /** Where the content of a file goes. */
  private final class Copy implements TarReader.Sink {
    private final String path;
    private final FileChannel out;
    private final @Nullable ByteArrayOutputStream kept;

    Copy(String path, FileChannel out) {
      this.path = path;
      this.out = out;
      this.kept = METADATA.contains(path) ? new ByteArrayOutputStream() : null;
    }

    @Override
    public void take(byte[] bytes, int offset, int length) throws IOException {
      digest.update(bytes, offset, length);
      TreeWriter.write(out, bytes, offset, length);
      if (kept == null) {
        return;
      }
      if (kept.size() + length > limits.metadataBytes()) {
        throw new HermeticException(
            ArchiveProblems.limit(
                subject, path + " has more than " + limits.metadataBytes() + " bytes"));
      }
      kept.write(bytes, offset, length);
    }
  }

  private static Kind kind(TarMember entry) throws MemberPath.Unsafe {
    byte type = entry.type();
    return switch (type) {
      case TarMember.SYMLINK -> Kind.SYMLINK;
      case TarMember.DIRECTORY -> Kind.DIRECTORY;
      case TarMember.HARD_LINK, TarMember.CONTIGUOUS, TarMember.GNU_SPARSE -> Kind.FILE;
      case TarMember.OLD_FILE, TarMember.FILE ->
          // Before POSIX a slash at the end made a directory.
          entry.name().endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
      case TarMember.CHARACTER_DEVICE, TarMember.BLOCK_DEVICE ->
          throw new MemberPath.Unsafe("is a device");
      case TarMember.FIFO -> throw new MemberPath.Unsafe("is a named pipe");
      default ->
          throw new MemberPath.Unsafe(
              "is neither file, directory nor link (tar type " + (char) (type & 0x7f) + ")");
    };
  }

  /** Bits that lend the owner's rights are dropped; the owner may read. */
  private static int mode(TarMember entry) {
    return entry.mode() & 0777 | 0400;
  }
}
