package dev.hermetic.archive;

import dev.hermetic.archive.PackageEntry.Kind;
import dev.hermetic.digest.Sha256;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.Count;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a ZIP whose members are plain files, such as a wheel. What its directory says counts; a
 * member whose own header says another name is refused, so that no two readers see two archives.
 * Modes are those of pip: 0755 for what is a program on Unix, 0644 for the rest.
 */
public final class ZipUnpacker {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;

  private final String subject;
  private final Limits limits;
  private final TreeWriter writer;
  private final Predicate<String> programs;
  private final MemberTree tree = new MemberTree();
  private final MessageDigest digest;
  private final byte[] buffer = new byte[1 << 16];
  private long left;

  private ZipUnpacker(
      String subject, Path folder, Limits limits, long packed, Predicate<String> programs)
      throws IOException {
    this.subject = subject;
    this.limits = limits;
    this.writer = new TreeWriter(subject, folder);
    this.programs = programs;
    this.left = limits.unpackedBytes(packed);
    this.digest = Sha256.create(packed);
  }

  /**
   * Unpacks all files, and nothing else.
   *
   * @param archive its bytes have been verified by the caller
   * @param subject the archive in problems
   * @param folder empty; what is in it after a failure is of no use
   * @param programs paths of files that are to be programs whatever the archive says
   * @return the files in {@linkplain PackageEntry#ORDER order}; times are the archive's, which have
   *     no time zone, taken as UTC
   * @throws IOException when the disk fails, or is full
   * @throws HermeticException HERM-PKG-001, 002, 003 or 006
   */
  public static List<PackageEntry> unpack(
      Path archive, String subject, Path folder, Limits limits, Predicate<String> programs)
      throws IOException {
    return new ZipUnpacker(subject, folder, limits, Files.size(archive), programs)
        .unpack(archive);
  }

  private List<PackageEntry> unpack(Path archive) throws IOException {
    try (FileChannel channel = FileChannel.open(archive);
        ZipFile zip = open(channel)) {
      List<ZipArchiveEntry> members = Collections.list(zip.getEntries());
      if (members.size() > limits.entries()) {
        throw new HermeticException(
            ArchiveProblems.limit(
                subject, "the archive has more than " + limits.entries() + " members"));
      }
      for (ZipArchiveEntry member : members) {
        take(member, channel, zip);
      }
    }
    List<PackageEntry> entries = new ArrayList<>();
    tree.members()
        .forEach(
            (path, member) -> {
              if (member.kind() == Kind.FILE) {
                entries.add(EntryList.entry(path, false, null, member));
              }
            });
    entries.sort(PackageEntry.ORDER);
    return entries;
  }

  private ZipFile open(FileChannel channel) {
    try {
      return ZipFile.builder()
          .setSeekableByteChannel(channel)
          .setIgnoreLocalFileHeader(true)
          .setUseUnicodeExtraFields(false)
          .get();
    } catch (IOException | RuntimeException e) {
      throw damaged("no whole ZIP file: " + e.getMessage(), e);
    }
  }

  private void take(ZipArchiveEntry member, FileChannel channel, ZipFile zip) throws IOException {
    String name = member.getName();
    try {
      if (hasBackslash(member.getRawName())) {
        throw new MemberPath.Unsafe("has a backslash in its name, which some take for a separator");
      }
      String path = MemberPath.normalize(name);
      Kind kind = kind(member);
      if (path.isEmpty()) {
        if (kind == Kind.DIRECTORY) {
          return;
        }
        throw new MemberPath.Unsafe("has no name");
      }
      LocalHeader header = LocalHeader.read(channel, member);
      tree.check(path, kind);
      if (kind == Kind.DIRECTORY) {
        tree.enter(path + "/", writer::directory);
        tree.add(path, new Member(kind, 0755, header.time(), 0, null, null));
      } else {
        tree.enter(path, writer::directory);
        tree.add(path, file(path, member, header.time(), zip));
      }
    } catch (MemberPath.Unsafe e) {
      throw new HermeticException(ArchiveProblems.member(subject, name, e.fact()), e);
    }
  }

  /** The library's own name of a member may have slashes in their place. */
  private static boolean hasBackslash(byte[] name) {
    for (byte one : name) {
      if (one == '\\') {
        return true;
      }
    }
    return false;
  }

  private static Kind kind(ZipArchiveEntry member) throws MemberPath.Unsafe {
    int type = mode(member) & TYPE;
    if (type != 0 && type != REGULAR && type != FOLDER) {
      throw new MemberPath.Unsafe("is a link or a device, and only files may be in it");
    }
    if (member.getGeneralPurposeBit().usesEncryption()) {
      throw new MemberPath.Unsafe("is encrypted");
    }
    if (member.getMethod() != ZipEntry.STORED && member.getMethod() != ZipEntry.DEFLATED) {
      throw new MemberPath.Unsafe("is neither stored nor deflated");
    }
    return member.getName().endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
  }

  /** Of Unix, whatever system the archive says it was made on: so does Python. */
  private static int mode(ZipArchiveEntry member) {
    return (int) (member.getExternalAttributes() >> 16) & 0xffff;
  }

  private Member file(String path, ZipArchiveEntry member, long time, ZipFile zip)
      throws IOException {
    int is = mode(member);
    boolean program = (is & TYPE) == REGULAR && (is & 0111) != 0 || programs.test(path);
    int mode = program ? 0755 : 0644;
    long size = 0;
    try (InputStream in = open(zip, member);
        FileChannel out = writer.file(path, mode)) {
      for (int count = read(in); count > 0; count = read(in)) {
        size += count;
        if (size > left) {
          throw new HermeticException(
              ArchiveProblems.limit(
                  subject, "the archive unpacks to far more than its size tells"));
        }
        digest.update(buffer, 0, count);
        TreeWriter.write(out, buffer, 0, count);
      }
    }
    if (size != member.getSize()) {
      throw damaged(
          ArchiveProblems.shown(path) + " has " + size + " of " + Count.of(member.getSize(), "byte"),
          null);
    }
    left -= size;
    writer.finish(path, mode, time);
    String sha256 = HexFormat.of().formatHex(digest.digest());
    return new Member(Kind.FILE, mode, time, size, sha256, null);
  }

  private InputStream open(ZipFile zip, ZipArchiveEntry member) {
    try {
      return zip.getInputStream(member);
    } catch (IOException | RuntimeException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
  }

  private int read(InputStream in) {
    try {
      return in.readNBytes(buffer, 0, buffer.length);
    } catch (IOException | RuntimeException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
  }

  private HermeticException damaged(String fact, @Nullable Exception e) {
    return new HermeticException(ArchiveProblems.damaged(subject, fact), e);
  }
}
