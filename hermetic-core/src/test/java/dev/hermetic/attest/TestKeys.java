package dev.hermetic.attest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One key in all forms, made for tests alone by other programs: Python's cryptography and, for the
 * form of cosign, hashlib.scrypt with PyNaCl's SecretBox.
 */
public final class TestKeys {
  /** Opens the encrypted forms. */
  public static final String PASSWORD = "s3cret";

  /** What the other program says of the public key: its SHA-256 in Base64. */
  static final String HINT = "XW88XOi+KhSMr/HXJc+6AXmPNYEw/V2JYzEyIxY21Xw=";

  static final String COSIGN =
      """
      -----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----
      eyJrZGYiOnsibmFtZSI6InNjcnlwdCIsInBhcmFtcyI6eyJOIjo2NTUzNiwiciI6
      OCwicCI6MX0sInNhbHQiOiJGUlA2WTZmM2ltSEtSYkNRU0o1M05TU1NYT25SQUNS
      RWl0cDF6MFpQZytzPSJ9LCJjaXBoZXIiOnsibmFtZSI6Im5hY2wvc2VjcmV0Ym94
      Iiwibm9uY2UiOiJYaDhMUWhWd3dDQS9EL0ZDTzM4dEJManNBQWg0S0pWRiJ9LCJj
      aXBoZXJ0ZXh0IjoiV3J1bGNtcnBpNDdqdlViWXREWkZKTjQwWFYvK1FwbkZuZ0Nx
      MFlZWmo2Y1MyV0U5OVJmNzVTM25pOGwyTUZHUVZqQytwUVlKWnphaUE5eEl2VTVP
      OEVkNFpUWWlvdTFUMEthVWpnWHBiNFB2RnMxMUdQd3Q1UFU1dENMdys3WXE3dm5p
      MWVOT0tsTUpGVlVUMitYYXdyMU0vM29CUDErMmZvdkdhRVNZeVJqVWlxTGtnM1Qv
      VnZDTjFxb2FFRzhDK2Rpd2s0ZUh0ZEZJTnc9PSJ9
      -----END ENCRYPTED SIGSTORE PRIVATE KEY-----
      """;

  static final String PLAIN =
      """
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWj6qO9JLPBqqMD8i
      nJSB9yD769puPhN7nMt/Sg5uoy2hRANCAAQ/k6jkj0jrl14Zc+tFA3JZEJZEUbji
      dhfz1//5FTUkxIdeH5bXpG8QghbZ8LoWGLKQ440W2lda8XZWN6u5ZtoW
      -----END PRIVATE KEY-----
      """;

  static final String ENCRYPTED =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBBNwx4W3z7EzBhi8y6q
      IXXXAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQ3yMBxn1Gb5yqfhei
      +5LyTwSBkMglPo/fxb3OTAHgV5YwUku252Fzky8Bow5OLsi21WFM46xV57uBvSVM
      RDPlT6md1YLSB08A8RYJbnNSEK81rmCXmnTBLipSVclYQYHDYNzxO+sNpgbQ3OGA
      g2W6OO2Tr5TrN/w9t/gnif5MiUTV956yKJdroJzgTf3KgOo+qu2oQMYAM6VPfTkl
      wUUanzvaeQ==
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  static final String PUBLIC =
      """
      -----BEGIN PUBLIC KEY-----
      MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEP5Oo5I9I65deGXPrRQNyWRCWRFG4
      4nYX89f/+RU1JMSHXh+W16RvEIIW2fC6FhiykOONFtpXWvF2VjeruWbaFg==
      -----END PUBLIC KEY-----
      """;

  /** Another key. */
  static final String OTHER =
      """
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgduxYpT5QbBmrPxMx
      XHx3EJ+2uNVV5Kv6mplMplVpzsmhRANCAASmZmi/N1Xl+BzPLiqs8sTkYyp5x25Z
      bjdgxujqAr8Xcco+C1EjWwUpHA81DsKmcVkAe8z2s+Q94VqKYiu/zPrq
      -----END PRIVATE KEY-----
      """;

  private TestKeys() {}

  /** The key. */
  public static SigningKey signing() {
    return key(PLAIN);
  }

  /** A key that the image was not signed with. */
  public static SigningKey other() {
    return key(OTHER);
  }

  /** A file with the key in the form of cosign. */
  public static Path file(Path folder) {
    return write(folder.resolve("cosign.key"), COSIGN);
  }

  /** A file with the public key. */
  public static Path publicFile(Path folder) {
    return write(folder.resolve("cosign.pub"), PUBLIC);
  }

  static SigningKey key(String pem) {
    try {
      Path file = write(Files.createTempFile("key", ".pem"), pem);
      try {
        return SigningKey.read(file, "key.pem", PASSWORD.toCharArray());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
