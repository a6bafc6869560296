package dev.hermetic.prefix;

import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.Placeholder;
import java.nio.file.Path;

/** Where the bytes of a planned path come from. */
public sealed interface Content {
  /** A folder. */
  record Folder() implements Content {}

  /**
   * A symbolic link.
   *
   * @param target as the package says; see {@link OutwardLink}
   */
  record Link(String target) implements Content {}

  /**
   * A file as it lies in the cache.
   *
   * @param folder of the package in the cache
   */
  record Stored(PackageEntry entry, Path folder) implements Content {
    /** In the cache. */
    Path file() {
      return folder.resolve(entry.path());
    }
  }

  /**
   * A file in which the prefix is replaced.
   *
   * @param file in the cache
   */
  record Patched(PackageEntry entry, Placeholder placeholder, Path file) implements Content {}

  /** The script of an entry point. */
  record Script(EntryPoint entryPoint) implements Content {}

  /**
   * A script of a wheel whose first line stands for Python.
   *
   * @param firstLine as Latin-1, without its end
   * @param file in the cache
   */
  record PythonScript(PackageEntry entry, String firstLine, Path file) implements Content {}

  /** The script of an entry point of a wheel. */
  record Command(EntryPoint entryPoint) implements Content {}

  /** A text that we write, the same in every prefix. */
  record Text(String text) implements Content {}

  /** What is installed of a wheel, which is known when all else is written. */
  record WheelRecord() implements Content {}

  /** A file that describes the prefix. */
  record Generated() implements Content {}
}
