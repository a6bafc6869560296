package dev.hermetic.archive;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Writes files below a folder that is empty and nobody else's. */
final class TreeWriter {
  private static final FileAttribute<?>[] NONE = {};
  private static final Set<StandardOpenOption> NEW =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final String subject;
  private final Path folder;
  private final boolean posix;
  private final Map<Integer, Set<PosixFilePermission>> permissions = new HashMap<>();

  /** What a file is made with, by its mode. */
  private final Map<Integer, FileAttribute<?>[]> attributes = new HashMap<>();

  /** Modes of which the process's umask takes bits away; learnt from the first file of each. */
  private final Map<Integer, Boolean> masked = new HashMap<>();

  /**
   * @param subject the package file, for problems
   */
  TreeWriter(String subject, Path folder) {
    this.subject = subject;
    this.folder = folder;
    this.posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Makes a directory whose parent is there. */
  void directory(String path) throws IOException {
    try {
      Files.createDirectory(resolve(path));
    } catch (FileAlreadyExistsException e) {
      throw cannotHold(path, e);
    }
  }

  /** Begins a file whose parent is there; to be closed, then {@linkplain #finish finished}. */
  FileChannel file(String path, int mode) throws IOException {
    try {
      return FileChannel.open(resolve(path), NEW, posix ? attributes(mode) : NONE);
    } catch (FileAlreadyExistsException e) {
      throw cannotHold(path, e);
    }
  }

  static void write(FileChannel out, byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  /** Gives a file its mode and time, whatever the umask. */
  void finish(String path, int mode, long mtime) throws IOException {
    Path file = resolve(path);
    if (posix) {
      Boolean known = masked.get(mode);
      if (known == null) {
        known = !Files.getPosixFilePermissions(file).equals(permissions(mode));
        masked.put(mode, known);
      }
      if (known) {
        Files.setPosixFilePermissions(file, permissions(mode));
      }
    }
    // Unlike the view of attributes, which is there to say what went wrong, it does not open the file.
    if (mtime < 0 || !file.toFile().setLastModified(TimeUnit.SECONDS.toMillis(mtime))) {
      FileTime time = FileTime.from(mtime, TimeUnit.SECONDS);
      Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, null);
    }
  }

  /** Another name for a file that is there, or a copy with its mode and time. */
  void link(String path, String existing, int mode, long mtime) throws IOException {
    try {
      Files.createLink(resolve(path), resolve(existing));
    } catch (FileAlreadyExistsException e) {
      throw cannotHold(path, e);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(resolve(existing), resolve(path));
      finish(path, mode, mtime);
    }
  }

  private FileAttribute<?>[] attributes(int mode) {
    return attributes.computeIfAbsent(
        mode,
        key ->
            new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(mode))});
  }

  private Set<PosixFilePermission> permissions(int mode) {
    return permissions.computeIfAbsent(mode, TreeWriter::permissionSet);
  }

  private static Set<PosixFilePermission> permissionSet(int mode) {
    PosixFilePermission[] all = PosixFilePermission.values();
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < all.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        set.add(all[bit]);
      }
    }
    return set;
  }

  private Path resolve(String path) {
    // On Windows a backslash would be one more separator.
    char separator = folder.getFileSystem().getSeparator().charAt(0);
    if (separator != '/' && path.indexOf(separator) >= 0) {
      throw new HermeticException(ArchiveProblems.cannotHold(subject, path, "a separator in it"));
    }
    try {
      return folder.resolve(path);
    } catch (InvalidPathException e) {
      throw new HermeticException(
          ArchiveProblems.cannotHold(subject, path, e.getReason()), e);
    }
  }

  private HermeticException cannotHold(String path, IOException e) {
    return new HermeticException(
        ArchiveProblems.cannotHold(
            subject, path, "it is the same as another, perhaps but for upper and lower case"),
        e);
  }
}
