package dev.hermetic.repodata;

import java.io.IOException;

/** A value that does not count. */
final class SkippedField extends FieldReader {
  @Override
  boolean read(JsonScanner json) throws IOException {
    json.skip();
    return true;
  }
}
