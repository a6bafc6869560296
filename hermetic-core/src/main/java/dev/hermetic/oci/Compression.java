package dev.hermetic.oci;

import java.util.Locale;

/** How the tar of a layer is packed. */
public enum Compression {
  NONE(""),
  GZIP("+gzip"),
  /** Since image-spec 1.1 (layer.md, "+zstd Media Types"); Docker's format has none. */
  ZSTD("+zstd");

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  /**
   * Told by the first four bytes.
   *
   * @param head of a layer, at least four bytes unless it is shorter
   */
  static Compression of(byte[] head) {
    if (head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
      return GZIP;
    }
    boolean zstd =
        head.length >= 4
            && head[0] == 0x28
            && head[1] == (byte) 0xb5
            && head[2] == 0x2f
            && head[3] == (byte) 0xfd;
    return zstd ? ZSTD : NONE;
  }

  /** The word by which a user names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
