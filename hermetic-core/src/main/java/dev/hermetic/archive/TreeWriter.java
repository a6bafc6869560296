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
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Writes files below a folder that is empty and nobody else's. */
final class TreeWriter {
  private static final String MODE = "unix:mode";
  private static final FileAttribute<?>[] NONE = {};
  private static final Set<StandardOpenOption> NEW =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final String subject;
  private final Path folder;
  private final char separator;

  /** Whether files have modes; Windows has none. */
  private final boolean modes;

  /** The mode of a file that is made without one. */
  private final int usual;

  /**
   * @param subject the package file, for problems
   * @throws IOException when nothing can be written there
   */
  TreeWriter(String subject, Path folder) throws IOException {
    this.subject = subject;
    this.folder = folder;
    this.separator = folder.getFileSystem().getSeparator().charAt(0);
    this.modes = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    this.usual = modes ? usualMode(folder) : 0;
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
      return FileChannel.open(resolve(path), NEW, attributes(mode));
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
    if (modes && mode != usual) {
      // As a number: as a set of permissions it would be taken apart for each of thousands of files.
      Files.setAttribute(file, MODE, mode);
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

  /** With which a file is made: with a mode only if it could do more without one, until it is finished. */
  private FileAttribute<?>[] attributes(int mode) {
    return !modes || (usual & ~mode) == 0
        ? NONE
        : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(mode))};
  }

  /** The umask decides it, or the access list of a folder above: so a file is made to see it, and goes. */
  private static int usualMode(Path folder) throws IOException {
    Path seen = Files.createFile(folder.resolve("mode"));
    int mode = (Integer) Files.getAttribute(seen, MODE) & 07777;
    Files.delete(seen);
    return mode;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
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
