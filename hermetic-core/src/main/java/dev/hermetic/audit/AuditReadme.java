package dev.hermetic.audit;

import dev.hermetic.image.ImageFacts;
import dev.hermetic.text.ShownText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the first page of an audit says: what is in it, what is not, and how to verify it by hand. */
final class AuditReadme {
  private AuditReadme() {}

  static byte[] of(AuditRequest request, AuditFiles files) {
    List<String> lines = new ArrayList<>();
    lines.add("# Audit of " + request.name());
    lines.add("");
    files
        .facts()
        .ifPresent(
            facts -> {
              lines.add("Image: `" + facts.digest() + "` for " + facts.platform());
              lines.add("");
              files
                  .revision()
                  .ifPresent(
                      revision -> {
                        lines.add("Source: revision `" + ShownText.of(revision, 100) + "`, as the image names it");
                        lines.add("");
                      });
              lines.add("Lock: `" + facts.lock().file() + "`, SHA-256 `" + facts.lock().sha256() + "`");
              lines.add("");
            });
    lines.add("## What is in it");
    lines.add("");
    lines.add("| Folder | What | Says |");
    lines.add("| --- | --- | --- |");
    row(lines, files, "lock/", "environment files, locks, base, policy", "what was asked for and what was taken, with the digest of each package");
    row(lines, files, "sbom/", "bills of materials (CycloneDX, SPDX)", "what is in it, with licences");
    row(lines, files, "scan/", "scan and verdict", "known vulnerabilities, and of what nothing is known");
    row(lines, files, "image/", "manifest, configuration, layers, what was left out", "what was built");
    row(lines, files, "prefix/", "every file of the environment with its digest", "what was installed");
    row(lines, files, "signatures/", "signature, provenance, signed statements, public key", "who vouches for it");
    lines.add("");
    if (!files.absent().isEmpty()) {
      lines.add("## What is not in it");
      lines.add("");
      files.absent().forEach(one -> lines.add("- " + one));
      lines.add("");
    }
    lines.add("## How to verify it");
    lines.add("");
    lines.add("```");
    lines.add("sha256sum -c SHA256SUMS");
    files.facts().ifPresent(facts -> image(lines, files, facts));
    lines.add("```");
    lines.add("");
    lines.add("The public key must be the one that you know from elsewhere, not only the one in here.");
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void row(
      List<String> lines, AuditFiles files, String folder, String what, String says) {
    if (files.files().keySet().stream().anyMatch(name -> name.startsWith(folder))) {
      lines.add("| `" + folder + "` | " + what + " | " + says + " |");
    }
  }

  private static void image(List<String> lines, AuditFiles files, ImageFacts facts) {
    lines.add("# the digest of the image is that of its manifest");
    lines.add("echo '" + facts.digest().replace("sha256:", "") + "  image/manifest.json' | sha256sum -c");
    lines.add("# the lock is the one that the image was made from");
    String lock = facts.lock().file();
    lines.add(
        "echo '" + facts.lock().sha256() + "  lock/" + lock.substring(lock.lastIndexOf('/') + 1)
            + "' | sha256sum -c");
    if (files.has("signatures/payload.json")) {
      lines.add("# the signature, with openssl");
      lines.add("base64 -d signatures/payload.json.sig > payload.sig");
      lines.add(
          "openssl dgst -sha256 -verify signatures/cosign.pub -signature payload.sig"
              + " signatures/payload.json");
      lines.add("# the provenance, with cosign");
      lines.add(
          "cosign verify-blob-attestation --key signatures/cosign.pub --insecure-ignore-tlog --type"
              + " slsaprovenance1 --bundle signatures/provenance.sigstore.json image/manifest.json");
      lines.add("# the image where it was pushed, with cosign");
      for (String name : facts.names()) {
        String repository = name.replaceFirst(":[^/:]*$", "");
        lines.add(
            "cosign verify --key signatures/cosign.pub --insecure-ignore-tlog " + repository + "@"
                + facts.digest());
      }
    }
  }
}
