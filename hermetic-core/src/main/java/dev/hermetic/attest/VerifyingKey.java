package dev.hermetic.attest;

import dev.hermetic.digest.Sha256;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A public key of the curve P-256, whose signatures are ECDSA over SHA-256, in DER. */
public final class VerifyingKey {
  /** What stands before the point in a SubjectPublicKeyInfo of the curve P-256 (RFC 5480). */
  private static final byte[] PREFIX =
      Base64.getDecoder().decode("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgA=");

  private static final int LENGTH = PREFIX.length + 65;

  private final ECPublicKey key;
  private final byte[] encoded;

  private VerifyingKey(ECPublicKey key, byte[] encoded) {
    this.key = key;
    this.encoded = encoded;
  }

  /**
   * Reads {@code PUBLIC KEY} in PEM, as {@code cosign.pub} has it.
   *
   * @param file what to call it in problems
   * @throws dev.hermetic.problem.HermeticException HERM-ATTEST-001 to 003
   */
  public static VerifyingKey read(Path path, String file) {
    List<PemBlock> blocks = PemBlock.read(path, file);
    for (PemBlock block : blocks) {
      if (block.label().equals("PUBLIC KEY")) {
        return of(block.bytes(), file);
      }
    }
    for (PemBlock block : blocks) {
      if (block.label().endsWith("PRIVATE KEY")) {
        throw AttestProblems.isPrivate(file);
      }
      if (block.label().equals("CERTIFICATE")) {
        throw AttestProblems.isCertificate(file);
      }
      KeyKind.ofLabel(block.label())
          .ifPresent(
              kind -> {
                throw AttestProblems.notP256(file, kind);
              });
    }
    throw AttestProblems.noKey(file, "public key");
  }

  /** Of a SubjectPublicKeyInfo. */
  private static VerifyingKey of(byte[] encoded, String file) {
    if (encoded.length != LENGTH
        || !Arrays.equals(encoded, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
      String kind =
          KeyKind.ofPublic(encoded).orElseThrow(() -> AttestProblems.noKey(file, "public key"));
      throw kind.equals("ECDSA P-256")
          ? AttestProblems.otherKey(
              file,
              "its point is compressed, which cosign does not read everywhere",
              "write it anew: `openssl pkey -pubin -in " + file
                  + " -ec_conv_form uncompressed -pubout -out cosign.pub`")
          : AttestProblems.notP256(file, kind);
    }
    try {
      return new VerifyingKey(
          (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)),
          encoded.clone());
    } catch (GeneralSecurityException e) {
      throw AttestProblems.noKey(file, "public key");
    }
  }

  /** Of a point, not compressed, 65 bytes. */
  static VerifyingKey ofPoint(byte[] point, String file) {
    byte[] encoded = Arrays.copyOf(PREFIX, LENGTH);
    System.arraycopy(point, 0, encoded, PREFIX.length, point.length);
    return of(encoded, file);
  }

  /** Whether the signature is this key's over these bytes; false for what is no signature at all. */
  public boolean verifies(byte[] content, byte[] signature) {
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(content);
      return check.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has ECDSA", e);
    }
  }

  /** How a Sigstore bundle names the key: the SHA-256 of its DER, in Base64. */
  public String hint() {
    return Base64.getEncoder().encodeToString(Sha256.create().digest(encoded));
  }

  /** The key in PEM, as {@code cosign.pub} has it. */
  public String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END PUBLIC KEY-----\n";
  }
}
