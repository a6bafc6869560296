package dev.hermetic.audit;

import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.oci.Digest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts together what an auditor asks for; the same files make the same bytes. */
public final class AuditService {
  private static final String README = "README.md";

  private AuditService() {}

  /**
   * Writes the zip.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-AUDIT-001 to 005 where its parts do not belong
   *     together or cannot be read; HERM-ATTEST-nnn, HERM-IMAGE-016, HERM-OCI-nnn
   */
  public static AuditResult write(AuditRequest request) {
    AuditFiles gathered = AuditFiles.gather(request);
    SortedMap<String, byte[]> files = new TreeMap<>(gathered.files());
    files.put(README, AuditReadme.of(request, gathered));
    byte[] zip = AuditZip.of(files);
    AtomicFiles.write(Map.of(request.target(), zip));
    return new AuditResult(
        request.target(),
        Digest.of(zip).hex(),
        files.keySet().stream().toList(),
        gathered.absent());
  }
}
