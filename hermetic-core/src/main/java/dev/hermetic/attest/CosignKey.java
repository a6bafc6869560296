package dev.hermetic.attest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The form in which {@code cosign generate-key-pair} keeps a private key: PKCS#8 in NaCl's secret
 * box, with a key that scrypt makes of the password (go-securesystemslib, package encrypted).
 */
final class CosignKey {
  /** Cosign's own keys take 64 MiB. */
  private static final long MOST_MEMORY = 512L << 20;

  private static final int MAC = 16;

  private CosignKey() {}

  /**
   * Opens a key.
   *
   * @param file what to call it in problems
   * @return PKCS#8; empty when the password is wrong
   * @throws dev.hermetic.problem.HermeticException HERM-ATTEST-003, 006
   */
  static Optional<byte[]> decrypt(byte[] json, char[] password, String file) {
    JsonNode key = AttestJson.parse(json, file);
    JsonNode kdf = key.path("kdf");
    JsonNode cipher = key.path("cipher");
    JsonNode params = kdf.path("params");
    long n = params.path("N").asLong();
    int r = params.path("r").asInt();
    int p = params.path("p").asInt();
    byte[] nonce = AttestJson.base64(cipher, "nonce", file);
    boolean usual =
        kdf.path("name").asText().equals("scrypt")
            && cipher.path("name").asText().equals("nacl/secretbox")
            && nonce.length == 24
            && n > 1
            && Long.bitCount(n) == 1
            && r > 0
            && r <= 64
            && p > 0
            && p <= 16
            && n <= MOST_MEMORY / 128 / r;
    if (!usual) {
      throw AttestProblems.otherKey(
          file,
          "it is encrypted in another way than cosign does it",
          "make a key with `cosign generate-key-pair`");
    }
    byte[] secret = new byte[0];
    byte[] words = utf8(password);
    try {
      secret =
          SCrypt.generate(words, AttestJson.base64(kdf, "salt", file), (int) n, r, p, 32);
      return open(AttestJson.base64(key, "ciphertext", file), nonce, secret);
    } finally {
      Arrays.fill(words, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** NaCl's crypto_secretbox_open: the first 32 bytes of the stream are the key of the MAC. */
  private static Optional<byte[]> open(byte[] box, byte[] nonce, byte[] secret) {
    if (box.length < MAC) {
      return Optional.empty();
    }
    XSalsa20Engine stream = new XSalsa20Engine();
    stream.init(false, new ParametersWithIV(new KeyParameter(secret), nonce));
    byte[] macKey = new byte[32];
    stream.processBytes(macKey, 0, macKey.length, macKey, 0);
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(macKey));
    mac.update(box, MAC, box.length - MAC);
    byte[] found = new byte[MAC];
    mac.doFinal(found, 0);
    if (!MessageDigest.isEqual(found, Arrays.copyOf(box, MAC))) {
      return Optional.empty();
    }
    byte[] plain = new byte[box.length - MAC];
    stream.processBytes(box, MAC, plain.length, plain, 0);
    return Optional.of(plain);
  }

  private static byte[] utf8(char[] password) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] exact = new byte[bytes.remaining()];
    bytes.get(exact);
    Arrays.fill(bytes.array(), (byte) 0);
    return exact;
  }
}
