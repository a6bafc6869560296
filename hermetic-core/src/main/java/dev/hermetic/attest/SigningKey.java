package dev.hermetic.attest;

import dev.hermetic.digest.Sha256;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/**
 * A private key of the curve P-256. It signs with ECDSA over SHA-256 and takes the secret number of
 * each signature from key and content (RFC 6979): the same content has the same signature, so that
 * signing again changes nothing. Holds no text of the key.
 */
public final class SigningKey {
  private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(P256);

  private final ECPrivateKeyParameters key;
  private final VerifyingKey verifying;

  private SigningKey(ECPrivateKeyParameters key, VerifyingKey verifying) {
    this.key = key;
    this.verifying = verifying;
  }

  /**
   * Reads PKCS#8, encrypted (PBES2) or not, or a key of {@code cosign generate-key-pair}, in PEM.
   *
   * @param file what to call it in problems
   * @param password null for none
   * @throws dev.hermetic.problem.HermeticException HERM-ATTEST-001 to 006
   */
  public static SigningKey read(Path path, String file, char @Nullable [] password) {
    List<PemBlock> blocks = PemBlock.read(path, file);
    for (PemBlock block : blocks) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return of(block.bytes(), file);
        }
        case "ENCRYPTED PRIVATE KEY" -> {
          return of(decrypted(block.bytes(), required(password, file), file), file);
        }
        case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY" -> {
          Optional<byte[]> opened =
              CosignKey.decrypt(block.bytes(), required(password, file), file);
          return of(opened.orElseThrow(() -> AttestProblems.wrongPassword(file)), file);
        }
        case "EC PRIVATE KEY" ->
            throw AttestProblems.otherKey(
                file,
                "the key is in SEC 1, the old form of OpenSSL",
                "turn it into PKCS#8: `openssl pkcs8 -topk8 -in " + file + " -out cosign.key`");
        default ->
            KeyKind.ofLabel(block.label())
                .ifPresent(
                    kind -> {
                      throw AttestProblems.notP256(file, kind);
                    });
        // Parameters of the curve, or a certificate, may stand before the key.
      }
    }
    for (PemBlock block : blocks) {
      if (block.label().endsWith("PUBLIC KEY")) {
        throw AttestProblems.isPublic(file);
      }
      if (block.label().equals("CERTIFICATE")) {
        throw AttestProblems.isCertificate(file);
      }
    }
    throw AttestProblems.noKey(file, "private key");
  }

  private static char[] required(char @Nullable [] password, String file) {
    if (password == null) {
      throw AttestProblems.noPassword(file);
    }
    return password;
  }

  private static byte[] decrypted(byte[] encrypted, char[] password, String file) {
    PBEKeySpec words = new PBEKeySpec(password);
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
      AlgorithmParameters parameters = info.getAlgParameters();
      // The parameters of PBES2 say which of its many algorithms it is.
      String name = parameters == null ? info.getAlgName() : parameters.toString();
      SecretKeyFactory keys;
      Cipher cipher;
      try {
        keys = SecretKeyFactory.getInstance(name);
        cipher = Cipher.getInstance(name);
      } catch (GeneralSecurityException e) {
        throw AttestProblems.otherKey(
            file,
            "it is encrypted in a way that Java does not know",
            "encrypt it anew: `openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + file
                + " -out cosign.key`");
      }
      cipher.init(Cipher.DECRYPT_MODE, keys.generateSecret(words), parameters);
      byte[] pkcs8 = cipher.doFinal(info.getEncryptedData());
      // One wrong password of some hundreds leaves bytes that end as they should.
      if (KeyKind.ofPrivate(pkcs8).isEmpty()) {
        throw AttestProblems.wrongPassword(file);
      }
      return pkcs8;
    } catch (IOException e) {
      throw AttestProblems.noKey(file, "private key");
    } catch (GeneralSecurityException e) {
      throw AttestProblems.wrongPassword(file);
    } finally {
      words.clearPassword();
    }
  }

  private static SigningKey of(byte[] pkcs8, String file) {
    try {
      String kind =
          KeyKind.ofPrivate(pkcs8).orElseThrow(() -> AttestProblems.noKey(file, "private key"));
      if (!kind.equals("ECDSA P-256")) {
        throw AttestProblems.notP256(file, kind);
      }
      ECPrivateKey read =
          (ECPrivateKey)
              KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      BigInteger secret = read.getS();
      if (secret.signum() <= 0 || secret.compareTo(P256.getN()) >= 0) {
        throw AttestProblems.noKey(file, "private key");
      }
      byte[] point =
          new FixedPointCombMultiplier().multiply(P256.getG(), secret).getEncoded(false);
      return new SigningKey(
          new ECPrivateKeyParameters(secret, DOMAIN), VerifyingKey.ofPoint(point, file));
    } catch (GeneralSecurityException e) {
      throw AttestProblems.noKey(file, "private key");
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /** The key that tells whether a signature is this one's. */
  public VerifyingKey verifying() {
    return verifying;
  }

  /** The signature over these bytes, in DER. */
  public byte[] sign(byte[] content) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    BigInteger[] parts = signer.generateSignature(Sha256.create().digest(content));
    try {
      return StandardDSAEncoding.INSTANCE.encode(P256.getN(), parts[0], parts[1]);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail", e);
    }
  }
}
