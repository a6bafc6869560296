package dev.hermetic.base;

import java.io.IOException;
import java.io.InputStream;

/** Sees what the layers of an image bring, from the bottom up. Paths have no slash at the beginning. */
public interface RootVisitor {
  /**
   * A regular file; it takes the place of one with the same path that was seen before.
   *
   * @param size in bytes
   * @param content need not be read
   */
  void file(String path, long size, InputStream content) throws IOException;

  /** Another name of a file that was seen before (a hard link). */
  void link(String path, String target);
}
