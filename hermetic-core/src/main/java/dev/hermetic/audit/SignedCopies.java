package dev.hermetic.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.attest.AttestJson;
import dev.hermetic.attest.Envelope;
import dev.hermetic.attest.SigstoreBundle;
import dev.hermetic.attest.Statement;
import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.oci.Digest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The bundles of an audit beside its other files: a bill or a scan that is not the signed one would
 * make an auditor believe what nobody vouches for.
 */
final class SignedCopies {
  private static final String FOLDER = "signatures/";
  private static final String BUNDLE = ".sigstore.json";

  /** Folder of what a bundle can be about, to where the statement has the whole of it. */
  private static final Map<String, String> DOCUMENTS = Map.of("sbom/", "", "scan/", "/scanner/result");

  private SignedCopies() {}

  /**
   * Compares.
   *
   * @param files of the audit, by their names in it
   * @param image that all statements have to be about
   * @param key that has signed them
   * @param work the folder that holds those of the audit, as users know it
   * @return HERM-ATTEST-006 and HERM-AUDIT-005
   */
  static List<Problem> problems(
      SortedMap<String, byte[]> files, Digest image, VerifyingKey key, String work) {
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = file.getKey();
      if (!name.startsWith(FOLDER) || !name.endsWith(BUNDLE)) {
        continue;
      }
      String shown = work + "/sign/" + name.substring(FOLDER.length());
      try {
        Envelope envelope = SigstoreBundle.parse(file.getValue(), shown).envelope();
        JsonNode signed = Statement.parse(envelope, image, shown).predicate();
        if (!envelope.isSignedBy(key)) {
          problems.add(AuditProblems.notSigned(shown));
        }
        String document =
            name.substring(FOLDER.length(), name.length() - BUNDLE.length()) + ".json";
        DOCUMENTS.forEach(
            (folder, part) -> {
              byte[] bytes = files.get(folder + document);
              String place = work + "/" + folder + document;
              if (bytes != null && !signed.at(part).equals(AttestJson.parse(bytes, place))) {
                problems.add(AuditProblems.otherDocument(place, shown));
              }
            });
      } catch (HermeticException e) {
        problems.addAll(e.problems());
      }
    }
    return problems;
  }
}
