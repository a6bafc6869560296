package dev.hermetic.attest;

/** What can be said of an image, by the names that cosign and others look for. */
public final class PredicateTypes {
  /** That it is signed: cosign 3's form of a signature; there is nothing in it. */
  public static final String SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

  /** How it came to be (SLSA, provenance v1). */
  public static final String PROVENANCE = "https://slsa.dev/provenance/v1";

  /** What is in it, in CycloneDX (cosign's type {@code cyclonedx}). */
  public static final String CYCLONEDX = "https://cyclonedx.org/bom";

  /** What is in it, in SPDX (cosign's type {@code spdxjson}). */
  public static final String SPDX = "https://spdx.dev/Document";

  /** What a scan found (cosign, COSIGN_VULN_ATTESTATION_SPEC.md; cosign's type {@code vuln}). */
  public static final String SCAN = "https://cosign.sigstore.dev/attestation/vuln/v1";

  private PredicateTypes() {}
}
