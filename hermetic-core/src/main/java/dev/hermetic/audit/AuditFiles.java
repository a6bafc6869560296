package dev.hermetic.audit;

import dev.hermetic.attest.SimpleSigning;
import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.image.ImageFolder;
import dev.hermetic.image.PushGate;
import dev.hermetic.lock.RunFacts;
import dev.hermetic.oci.BlobSource;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.track.WorkFolder;
import dev.hermetic.trust.SignService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gathers the files of an audit, and sees that they are about the same thing. */
final class AuditFiles {
  private static final Pattern EXPLICIT = Pattern.compile("(?:.+\\.)?conda-[a-z0-9-]+\\.lock");

  private final AuditRequest request;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final List<String> absent = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private Optional<ImageFacts> image = Optional.empty();
  private Optional<String> revision = Optional.empty();

  private AuditFiles(AuditRequest request) {
    this.request = request;
  }

  /**
   * Gathers them.
   *
   * @throws HermeticException HERM-AUDIT-001 to 005, HERM-ATTEST-001 to 003, 006, HERM-IMAGE-016,
   *     HERM-OCI-nnn
   */
  static AuditFiles gather(AuditRequest request) {
    AuditFiles gathered = new AuditFiles(request);
    gathered.lock();
    gathered.image();
    Path work = request.work();
    gathered.folder(
        WorkFolder.sbom(work), "sbom", "No bill of materials: hermetic:sbom makes it");
    gathered.folder(
        WorkFolder.scan(work), "scan", "No scan and no verdict: hermetic:scan makes them");
    gathered.folder(
        WorkFolder.sign(work),
        "signatures",
        "No signatures and no provenance: hermetic:sign makes them");
    gathered.signatures();
    if (!gathered.problems.isEmpty()) {
      throw new HermeticException(gathered.problems);
    }
    return gathered;
  }

  SortedMap<String, byte[]> files() {
    return files;
  }

  List<String> absent() {
    return absent;
  }

  Optional<ImageFacts> facts() {
    return image;
  }

  /** Of the source that the image was made from, as the image names it. */
  Optional<String> revision() {
    return revision;
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  private void lock() {
    Path lock = request.lockfile();
    if (!Files.isRegularFile(lock)) {
      throw AuditProblems.noLock(request.shown(lock));
    }
    put("lock/", lock);
    for (Path file : list(lock.toAbsolutePath().getParent())) {
      if (EXPLICIT.matcher(name(file)).matches()) {
        put("lock/", file);
      }
    }
    for (Path file : request.inputs()) {
      if (Files.isRegularFile(file)) {
        put("lock/", file);
      }
    }
    Path run = request.work().resolve(RunFacts.FILE);
    if (Files.isRegularFile(run)) {
      put("lock/", run);
    } else {
      absent.add("No repodata snapshots: this build did not solve the lock");
    }
  }

  private void image() {
    Path folder = WorkFolder.image(request.work());
    Path factsFile = folder.resolve(FactsFile.NAME);
    if (!Files.exists(factsFile)) {
      absent.add("No image: hermetic:image makes it");
      return;
    }
    ImageFacts facts = FactsFile.read(factsFile);
    image = Optional.of(facts);
    if (!PushGate.sha256(request.lockfile()).equals(facts.lock().sha256())) {
      problems.add(AuditProblems.otherLock(request.shown(request.lockfile())));
    }
    put("image/", factsFile);
    Path removed = ImageFolder.removed(folder);
    if (Files.isRegularFile(removed)) {
      put("image/", removed);
    }
    ImagePlatform.of(new Platform(facts.platform()))
        .ifPresent(
            platform -> {
              Image made = OciLayout.open(ImageFolder.layout(folder)).image(platform, null);
              files.put("image/manifest.json", bytes(made.manifestBlob()));
              files.put("image/config.json", bytes(made.configBlob()));
              revision =
                  Optional.ofNullable(
                      made.config().runtime().labels().get(RuntimeConfig.REVISION));
            });
    if (revision.isEmpty()) {
      absent.add("No revision of the source: the image names none, since it was made outside of git");
    }
    Path manifest = request.prefix().resolve(PrefixManifest.PATH);
    if (Files.isRegularFile(manifest)) {
      put("prefix/", manifest);
    } else {
      absent.add("No manifest of the environment: hermetic:image makes it");
    }
  }

  private void folder(Path folder, String inZip, String without) {
    List<Path> all =
        Files.isDirectory(folder)
            ? list(folder).stream().filter(Files::isRegularFile).toList()
            : List.of();
    all.forEach(file -> put(inZip + "/", file));
    if (all.isEmpty()) {
      absent.add(without);
    }
  }

  /** What was signed must be the image that is here, with the bills and the scan that are here. */
  private void signatures() {
    byte[] payload = files.get("signatures/" + SignService.PAYLOAD);
    if (payload != null && image.isPresent()) {
      String signed = SimpleSigning.parse(payload, SignService.PAYLOAD).image().toString();
      if (!signed.equals(image.get().digest())) {
        problems.add(
            AuditProblems.otherSignature(
                request.shown(WorkFolder.sign(request.work()).resolve(SignService.PAYLOAD)),
                signed,
                image.get().digest()));
      } else {
        Path key = WorkFolder.sign(request.work()).resolve("cosign.pub");
        problems.addAll(
            SignedCopies.problems(
                files,
                Digest.parse(signed),
                VerifyingKey.read(key, request.shown(key)),
                request.shown(request.work())));
      }
    }
  }

  private static byte[] bytes(BlobSource blob) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      blob.copyTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail", e);
    }
    return out.toByteArray();
  }

  private void put(String folder, Path file) {
    try {
      files.put(folder + name(file), Files.readAllBytes(file));
    } catch (IOException e) {
      throw AuditProblems.unreadable(request.shown(file), e);
    }
  }

  private List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw AuditProblems.unreadable(request.shown(folder), e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
