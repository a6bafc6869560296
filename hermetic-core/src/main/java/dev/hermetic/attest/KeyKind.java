package dev.hermetic.attest;

import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Tells people what kind of key they have, where it is not the one that is used. */
final class KeyKind {
  /** RFC 8410. */
  private static final String ED25519 = "1.3.101.112";

  private KeyKind() {}

  /**
   * The kind of a SubjectPublicKeyInfo.
   *
   * @return for example {@code RSA}; empty where it is no key at all
   */
  static Optional<String> ofPublic(byte[] encoded) {
    try {
      return Optional.of(words(SubjectPublicKeyInfo.getInstance(encoded).getAlgorithm()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same of PKCS#8. */
  static Optional<String> ofPrivate(byte[] pkcs8) {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8);
      info.parsePrivateKey();
      return Optional.of(words(info.getPrivateKeyAlgorithm()));
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }

  /** The kind by the label of a block, where that says it; empty for the forms that are read. */
  static Optional<String> ofLabel(String label) {
    return switch (label) {
      case "RSA PRIVATE KEY", "RSA PUBLIC KEY" -> Optional.of("RSA");
      case "DSA PRIVATE KEY" -> Optional.of("DSA");
      case "OPENSSH PRIVATE KEY" -> Optional.of("OpenSSH's own form");
      default -> Optional.empty();
    };
  }

  private static String words(AlgorithmIdentifier algorithm) {
    ASN1ObjectIdentifier id = algorithm.getAlgorithm();
    if (id.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return "ECDSA " + curve(algorithm.getParameters());
    }
    if (id.equals(PKCSObjectIdentifiers.rsaEncryption)
        || id.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return "RSA";
    }
    if (id.getId().equals(ED25519)) {
      return "Ed25519";
    }
    return id.equals(X9ObjectIdentifiers.id_dsa) ? "DSA" : "the algorithm " + id.getId();
  }

  private static String curve(ASN1Encodable parameters) {
    if (!(parameters instanceof ASN1ObjectIdentifier id)) {
      return "with a curve that has no name";
    }
    String name = NISTNamedCurves.getName(id);
    if (name == null) {
      name = ECNamedCurveTable.getName(id);
    }
    return name == null ? id.getId() : name;
  }
}
