package dev.hermetic.attest;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The texts of HERM-ATTEST problems. Subjects are files of keys, and signed documents. */
final class AttestProblems {
  private static final String MAKE_KEY =
      "make a key with `cosign generate-key-pair`, or with `openssl genpkey -algorithm EC -pkeyopt"
          + " ec_paramgen_curve:P-256 -aes256 -out cosign.key`";

  private AttestProblems() {}

  static HermeticException unreadable(String file, IOException cause) {
    return input(
        "HERM-ATTEST-001",
        file,
        "the key cannot be read: " + IoReason.of(cause),
        "name a file with a key in PEM",
        cause);
  }

  static HermeticException noKey(String file, String wanted) {
    return input(
        "HERM-ATTEST-002", file, "it holds no " + wanted + " in PEM that can be read", MAKE_KEY, null);
  }

  static HermeticException otherKey(String file, String fact, String fix) {
    return input("HERM-ATTEST-003", file, fact, fix, null);
  }

  /** @param kind what it is, as {@link KeyKind} says it */
  static HermeticException notP256(String file, String kind) {
    return otherKey(
        file, "it is a key of " + kind + ", and only ECDSA P-256 is used, as cosign does", MAKE_KEY);
  }

  static HermeticException isPrivate(String file) {
    return otherKey(
        file,
        "it is a private key, and the public one is asked for",
        "name the public key: `cosign public-key --key " + file + "`, or `openssl pkey -in " + file
            + " -pubout -out cosign.pub`, writes it; keep the private one to yourself");
  }

  static HermeticException isPublic(String file) {
    return otherKey(
        file,
        "it is a public key, and signing needs the private one",
        "name the private key, for example cosign.key");
  }

  static HermeticException isCertificate(String file) {
    return otherKey(
        file,
        "it is a certificate, and a key is asked for",
        "take the key out of it: `openssl x509 -in " + file + " -pubkey -noout`, and name that");
  }

  static HermeticException noPassword(String file) {
    return input(
        "HERM-ATTEST-004",
        file,
        "the key is encrypted, and no password is given",
        "set the environment variable COSIGN_PASSWORD, or name a server of settings.xml that has the"
            + " password in hermetic.sign.server",
        null);
  }

  static HermeticException wrongPassword(String file) {
    return input(
        "HERM-ATTEST-005",
        file,
        "the password does not open the key",
        "correct COSIGN_PASSWORD, or the password of the server that hermetic.sign.server names",
        null);
  }

  static HermeticException damaged(String subject, String fact, @Nullable Throwable cause) {
    return input(
        "HERM-ATTEST-006",
        subject,
        "this is no signed statement: " + fact,
        "sign the image again with hermetic:sign; nothing of it was used",
        cause);
  }

  /** Texts out of registries may hold anything. */
  static String shown(String text) {
    return ShownText.of(text, 200);
  }

  private static HermeticException input(
      String code, String subject, String fact, String fix, @Nullable Throwable cause) {
    return new HermeticException(
        new Problem(code, Problem.Kind.INPUT, subject, fact, fix), cause);
  }
}
