package dev.hermetic.repodata;

import java.io.IOException;

/**
 * Reads what a record has for one key. Each kind of value has a class of its own, so that the
 * compiler sees a few small methods, and none that has all of them in it: compiling that took a good
 * part of the time of building an index.
 */
abstract class FieldReader {
  /**
   * Takes the value that comes next.
   *
   * @return false when the record cannot be used with it
   */
  abstract boolean read(JsonScanner json) throws IOException;
}
