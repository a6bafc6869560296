package dev.hermetic.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of BoringSSL, in the native library that Conscrypt brings for Linux and macOS (x86_64,
 * aarch64) and Windows (x86_64). It is unpacked into the temporary folder and loaded when it is first asked
 * for, and registered nowhere: connections stay with Java's own.
 */
final class NativeSha256 {
  private static final String NAME = "SHA-256";

  private NativeSha256() {}

  /** Loads the library, once; the class is initialised when the first digest is asked of it. */
  private static final class Library {
    static final @Nullable Provider PROVIDER = load();

    private static @Nullable Provider load() {
      try {
        return Conscrypt.newProviderBuilder().provideTrustManager(false).build();
      } catch (LinkageError | RuntimeException e) {
        // Another processor, or a temporary folder from which nothing may be run: Java's own is as
        // good, and slower.
        return null;
      }
    }
  }

  /** From the library where it can be loaded, else from Java. */
  static MessageDigest create() {
    Provider provider = Library.PROVIDER;
    if (provider == null) {
      return java();
    }
    try {
      return MessageDigest.getInstance(NAME, provider);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Conscrypt has SHA-256", e);
    }
  }

  /** Java's own. */
  static MessageDigest java() {
    try {
      return MessageDigest.getInstance(NAME);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether the library can be loaded. */
  static boolean isThere() {
    return Library.PROVIDER != null;
  }

  /** Whether it makes this digest. */
  static boolean isFrom(MessageDigest digest) {
    return digest.getProvider() == Library.PROVIDER;
  }
}
