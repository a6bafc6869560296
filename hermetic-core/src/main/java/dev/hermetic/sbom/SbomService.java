package dev.hermetic.sbom;

import dev.hermetic.graph.LockGraph;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.platform.Platform;
import dev.hermetic.sbom.SbomResult.SbomFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes bills of materials. Opens no connection. */
public final class SbomService {
  private SbomService() {}

  /**
   * Writes one bill of all wanted platforms and one of each, in each format.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-SBOM-001, HERM-IMAGE-016, HERM-OCI-nnn,
   *     HERM-DISTRO-001; then nothing is written
   */
  public static SbomResult write(SbomRequest request) {
    Bills bills = bills(request);
    Bill whole = bills.whole();
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    List<SbomFile> files = new ArrayList<>();
    put(request, whole, Optional.empty(), contents, files);
    for (LockGraph graph : request.graphs()) {
      Platform platform = graph.platform();
      put(request, bills.of(platform), Optional.of(platform), contents, files);
    }
    return new SbomResult(whole, files, AtomicFiles.write(contents));
  }

  /** The bills of a request, for who does not want them as files. */
  public static Bills bills(SbomRequest request) {
    return new Bills(
        new BillRequest(
            request.project().group(),
            request.project().name(),
            request.project().version(),
            request.lock(),
            request.graphs(),
            BuiltImage.find(request.image(), request.lockfile(), request.cacheDirectory()),
            request.jvm(),
            request.cached() ? Optional.of(request.cacheDirectory()) : Optional.empty()));
  }

  private static void put(
      SbomRequest request,
      Bill bill,
      Optional<Platform> platform,
      Map<Path, byte[]> contents,
      List<SbomFile> files) {
    for (SbomFormat format : request.formats()) {
      Path file = request.folder().resolve(format.fileName(platform));
      contents.put(file, format.write(bill, request.facts()).getBytes(StandardCharsets.UTF_8));
      files.add(new SbomFile(format, platform, file));
    }
  }
}
