package dev.hermetic.oci;

import dev.hermetic.archive.LimitedInput;
import dev.hermetic.archive.MemberPath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/** Where the members of a tar of images lie. Nothing is unpacked. */
final class TarMembers {
  private static final int MOST_MEMBERS = 20_000;
  private static final int MOST_OF_HEADER = 1 << 20;
  private static final int MOST_LINKS = 8;

  private final Path tar;
  private final String subject;
  private final Map<String, Member> files = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();

  /**
   * A file in the tar.
   *
   * @param offset of its content in the tar, in bytes
   * @param size in bytes
   */
  record Member(long offset, long size) {}

  private TarMembers(Path tar) {
    this.tar = tar;
    this.subject = OciProblems.shown(tar);
  }

  /**
   * Looks through the tar.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-OCI-002, 003, 005, 008, 011
   */
  static TarMembers of(Path tar) {
    if (!Files.exists(tar)) {
      throw OciProblems.missing(tar);
    }
    TarMembers members = new TarMembers(tar);
    try (SeekableByteChannel channel = Files.newByteChannel(tar)) {
      members.checkHead(channel);
      members.read(channel);
    } catch (IOException e) {
      throw OciProblems.cannotRead(members.subject, e);
    }
    return members;
  }

  private void checkHead(SeekableByteChannel channel) throws IOException {
    byte[] head = Channels.newInputStream(channel).readNBytes(TarConstants.DEFAULT_RCDSIZE);
    channel.position(0);
    Compression packed = Compression.of(Arrays.copyOf(head, 4));
    if (packed != Compression.NONE) {
      throw OciProblems.unsupported(
          subject, "the tar is packed in " + packed, "unpack it to a plain .tar");
    }
    if (!isHeader(head)) {
      throw OciProblems.noTar(subject);
    }
  }

  private static boolean isHeader(byte[] bytes) {
    try {
      return bytes.length == TarConstants.DEFAULT_RCDSIZE && TarUtils.verifyCheckSum(bytes);
    } catch (IllegalArgumentException e) {
      // Where the sum should be there is no number.
      return false;
    }
  }

  private void read(SeekableByteChannel channel) throws IOException {
    LimitedInput limited = new LimitedInput(new SkippingInput(channel), channel.size());
    try (TarArchiveInputStream in = new TarArchiveInputStream(limited, "UTF-8")) {
      int count = 0;
      for (TarArchiveEntry entry = next(in, limited); entry != null; entry = next(in, limited)) {
        if (++count > MOST_MEMBERS) {
          throw OciProblems.limit(subject, "the tar has more than " + MOST_MEMBERS + " members");
        }
        add(entry, in.getBytesRead(), channel.size());
        in.skip(entry.getSize());
      }
    }
  }

  private @Nullable TarArchiveEntry next(
      TarArchiveInputStream in, LimitedInput limited) {
    limited.header(MOST_OF_HEADER);
    try {
      return in.getNextEntry();
    } catch (LimitedInput.Exceeded e) {
      throw OciProblems.limit(subject, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      // The tar reader throws what it likes on nonsense.
      throw OciProblems.damaged(subject, "the tar cannot be read: " + e.getMessage(), e);
    } finally {
      limited.header(-1);
    }
  }

  private void add(TarArchiveEntry entry, long offset, long length) {
    String path;
    try {
      path = MemberPath.normalize(entry.getName());
    } catch (MemberPath.Unsafe e) {
      throw OciProblems.damaged(
          subject, "its member `" + OciProblems.shown(entry.getName()) + "` " + e.fact(), e);
    }
    if (entry.isDirectory()) {
      return;
    }
    if (files.containsKey(path) || links.containsKey(path)) {
      throw OciProblems.damaged(subject, "`" + OciProblems.shown(path) + "` comes twice", null);
    }
    if (entry.isSymbolicLink() || entry.isLink()) {
      // Docker wrote a layer that an image has twice as a link (docker save before 25).
      String target = entry.getLinkName();
      links.put(path, entry.isLink() ? target : sibling(path, target));
    } else if (entry.isSparse() || !entry.isFile()) {
      throw OciProblems.damaged(
          subject, "`" + OciProblems.shown(path) + "` is neither file nor link", null);
    } else if (entry.getSize() > length - offset) {
      throw OciProblems.damaged(
          subject, "it is cut off within `" + OciProblems.shown(path) + "`", null);
    } else {
      files.put(path, new Member(offset, entry.getSize()));
    }
  }

  private static String sibling(String path, String target) {
    return path.substring(0, path.lastIndexOf('/') + 1) + target;
  }

  /** Parts that go up, taken away: only names of members are looked up, no files. */
  private static String plain(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  Path tar() {
    return tar;
  }

  /** What the path names, through links. */
  Optional<Member> find(String path) {
    String at = plain(path);
    for (int i = 0; i < MOST_LINKS && links.containsKey(at); i++) {
      at = plain(links.get(at));
    }
    return Optional.ofNullable(files.get(at));
  }

  /** The content of a small member that has to be there. */
  byte[] bytes(String path, int most) {
    Member member =
        find(path)
            .orElseThrow(
                () ->
                    OciProblems.damaged(
                        subject, "it has no member `" + OciProblems.shown(path) + "`", null));
    if (member.size() > most) {
      throw OciProblems.limit(
          subject, "`" + OciProblems.shown(path) + "` has " + member.size() + " bytes");
    }
    try (InputStream in = open(member)) {
      byte[] bytes = in.readNBytes((int) member.size());
      if (bytes.length < member.size()) {
        throw OciProblems.damaged(subject, "it is cut off", null);
      }
      return bytes;
    } catch (IOException e) {
      throw OciProblems.cannotRead(subject, e);
    }
  }

  /** The bytes of a member. */
  InputStream open(Member member) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(tar);
    channel.position(member.offset());
    return new FirstBytes(
        new BufferedInputStream(Channels.newInputStream(channel), 1 << 16), member.size());
  }
}
