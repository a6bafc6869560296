package dev.hermetic.repodata;

import java.io.IOException;

/** Hex digits as bytes; anything else is as if it were not there. */
final class DigestField extends FieldReader {
  private final RecordRows rows;
  private final int digest;
  private final int bytes;
  private final int flag;

  /**
   * @param digest {@link RecordRows#MD5} or {@link RecordRows#SHA256}
   * @param bytes how many it has
   * @param flag says that it is there
   */
  DigestField(RecordRows rows, int digest, int bytes, int flag) {
    this.rows = rows;
    this.digest = digest;
    this.bytes = bytes;
    this.flag = flag;
  }

  @Override
  boolean read(JsonScanner json) throws IOException {
    if (json.peek() != '"') {
      json.skip();
      return true;
    }
    json.text();
    if (json.length() == 2 * bytes) {
      rows.setDigest(digest, bytes, flag, json.source(), json.start());
    }
    return true;
  }
}
