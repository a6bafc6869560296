package dev.hermetic.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.attest.AttestJson;
import dev.hermetic.attest.PredicateTypes;
import dev.hermetic.attest.Provenance;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.image.PushGate;
import dev.hermetic.lock.RunFacts;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.scan.ScanJson;
import dev.hermetic.track.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Gathers what a build has to say of its image. */
public final class EvidenceFiles {
  private static final String CYCLONEDX = ".cdx.json";
  private static final String SPDX = ".spdx.json";

  private static final String ASKED =
      ", and hermetic:verify-image asks for one where hermetic.verifyImage.require says nothing else";

  private EvidenceFiles() {}

  /**
   * Gathers it: the provenance, and bills and scan where the build has made them.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-IMAGE-016, HERM-SIGN-004, 005, HERM-LOCK-nnn,
   *     HERM-ATTEST-006
   */
  public static Evidence gather(EvidenceRequest request) {
    ImageFacts facts = FactsFile.read(request.imageFolder().resolve(FactsFile.NAME));
    String shownLock = request.shown(request.lockfile());
    String lockDigest = PushGate.sha256(request.lockfile());
    if (!lockDigest.equals(facts.lock().sha256())) {
      throw TrustProblems.lockChanged(shownLock);
    }
    Lockfile lock = CondaLockReader.read(request.lockfile(), shownLock);
    List<Evidence.Item> items = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    List<Provenance.Resource> repodata =
        Materials.repodata(request.work().resolve(RunFacts.FILE), lockDigest);
    if (repodata.isEmpty()) {
      absent.add("The provenance names no repodata: this build did not solve the lock");
    }
    items.add(
        new Evidence.Item(
            Kind.PROVENANCE,
            "provenance",
            PredicateTypes.PROVENANCE,
            Materials.provenance(facts, lock, repodata, request.builder(), request.version())
                .predicate(),
            ""));
    items.addAll(documents(request, facts.platform()));
    if (items.stream().noneMatch(one -> one.kind() == Kind.SBOM)) {
      absent.add("No bill of materials is signed: hermetic:sbom has made none" + ASKED);
    }
    if (items.stream().noneMatch(one -> one.kind() == Kind.SCAN)) {
      absent.add("No scan is signed: hermetic:scan has made none" + ASKED);
    }
    return new Evidence(items, absent);
  }

  /** Bills and scan as they lie in the build folder. */
  static List<Evidence.Item> documents(EvidenceRequest request, String platform) {
    List<Evidence.Item> items = new ArrayList<>();
    for (Path file : bills(WorkFolder.sbom(request.work()), platform)) {
      String name = String.valueOf(file.getFileName());
      String type = name.endsWith(SPDX) ? PredicateTypes.SPDX : PredicateTypes.CYCLONEDX;
      items.add(item(request, Kind.SBOM, file, type, read(request, file)));
    }
    Path scan = WorkFolder.scan(request.work()).resolve(ScanJson.NAME);
    if (Files.exists(scan)) {
      JsonNode predicate =
          ScanPredicate.of(read(request, scan), request.version(), request.created());
      items.add(item(request, Kind.SCAN, scan, PredicateTypes.SCAN, predicate));
    }
    return items;
  }

  private static Evidence.Item item(
      EvidenceRequest request, Kind kind, Path file, String type, JsonNode predicate) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
    return new Evidence.Item(kind, name, type, predicate, request.shown(file));
  }

  /** Those of the image's platform where bills name one, else all. */
  private static List<Path> bills(Path folder, String platform) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all =
          files
              .filter(
                  file -> {
                    String name = String.valueOf(file.getFileName());
                    return name.endsWith(CYCLONEDX) || name.endsWith(SPDX);
                  })
              .sorted()
              .toList();
      List<Path> own =
          all.stream()
              .filter(file -> String.valueOf(file.getFileName()).contains(platform + "."))
              .toList();
      return own.isEmpty() ? all : own;
    } catch (IOException e) {
      throw TrustProblems.unreadable(folder.toString(), e);
    }
  }

  private static JsonNode read(EvidenceRequest request, Path file) {
    try {
      return AttestJson.parse(Files.readAllBytes(file), request.shown(file));
    } catch (IOException e) {
      throw TrustProblems.unreadable(request.shown(file), e);
    }
  }
}
