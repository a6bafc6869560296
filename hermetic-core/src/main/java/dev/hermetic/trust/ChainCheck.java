package dev.hermetic.trust;

import dev.hermetic.attest.Provenance;
import dev.hermetic.attest.Provenance.Resource;
import dev.hermetic.image.BasePins;
import dev.hermetic.image.PushGate;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageManifest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.Count;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From the lock over the provenance and the layers to the image. */
final class ChainCheck {
  private static final String BASE_LAYER = "layer base ";

  private final VerifyRequest request;
  private final Beside beside;
  private final ImageManifest manifest;
  private final Provenance provenance;
  private final Lockfile lock;

  /** @param provenance that can be believed */
  ChainCheck(
      VerifyRequest request,
      Beside beside,
      ImageManifest manifest,
      Provenance provenance,
      Lockfile lock) {
    this.request = request;
    this.beside = beside;
    this.manifest = manifest;
    this.provenance = provenance;
    this.lock = lock;
  }

  /**
   * Checks.
   *
   * @param confirmed gets what was found true
   */
  List<Problem> run(List<String> confirmed) {
    List<Problem> problems = new ArrayList<>();
    lock(problems, confirmed);
    base(problems, confirmed);
    if (layers(problems, confirmed)) {
      content(problems, confirmed);
    }
    return problems;
  }

  private ImageReference image() {
    return beside.subject();
  }

  private void lock(List<Problem> problems, List<String> confirmed) {
    String shown = request.places().shown(request.places().lockfile());
    String platform = provenance.parameters().getOrDefault("platform", "");
    List<Resource> locked = Materials.packages(lock, platform);
    List<Resource> used = provenance.resolved().stream().filter(Materials::isPackage).toList();
    List<String> differences = new ArrayList<>();
    differences(locked, used).forEach(one -> differences.add(one.name() + " is locked, and not in it"));
    differences(used, locked).forEach(one -> differences.add(one.name() + " is in it, and not locked"));
    String digest = PushGate.sha256(request.places().lockfile());
    if (!digest.equals(provenance.parameters().get("lockSha256"))) {
      differences.add("the SHA-256 of the lock is " + digest.substring(0, 12) + "…, not the signed one");
    }
    if (differences.isEmpty()) {
      confirmed.add(
          "Made from "
              + shown
              + ": "
              + "the packages for "
              + platform
              + " with their digests ("
              + used.size()
              + ")");
    } else {
      problems.add(TrustProblems.otherLock(image(), shown, differences));
    }
  }

  private static List<Resource> differences(List<Resource> of, List<Resource> without) {
    Set<Resource> others = new HashSet<>(without);
    return of.stream().filter(one -> !others.contains(one)).toList();
  }

  /** The base has a digest, and it is the one that is recorded where one is. */
  private void base(List<Problem> problems, List<String> confirmed) {
    Optional<Resource> base =
        provenance.resolved().stream()
            .filter(one -> one.name().startsWith(Materials.BASE))
            .findFirst();
    if (base.isEmpty()) {
      if (provenance.products().stream().anyMatch(one -> one.name().startsWith(BASE_LAYER))) {
        problems.add(
            TrustProblems.otherBase(image(), "it has layers of a base that its provenance does not name"));
      }
      return;
    }
    String name = base.get().name().substring(Materials.BASE.length());
    String digest = "sha256:" + base.get().digest().getOrDefault("sha256", "");
    if (!base.get().uri().isEmpty()) {
      String reference = ImageReference.parse(name).toString();
      Optional<Digest> recorded = BasePins.read(request.pins()).recorded(reference);
      if (recorded.isPresent() && !recorded.get().toString().equals(digest)) {
        problems.add(
            TrustProblems.otherBase(
                image(),
                "its base " + reference + " is " + digest + ", and base-image.lock records "
                    + recorded.get()));
        return;
      }
      confirmed.add(
          "Upon " + reference + " " + digest
              + (recorded.isPresent() ? ", as base-image.lock records it" : ""));
    } else {
      confirmed.add("Upon a base out of a file, " + digest);
    }
  }

  private boolean layers(List<Problem> problems, List<String> confirmed) {
    List<Resource> products = provenance.products();
    List<String> differences = new ArrayList<>();
    if (products.size() != manifest.layers().size()) {
      differences.add(
          "it has "
              + Count.of(manifest.layers().size(), "layer")
              + ", and "
              + products.size()
              + Count.are(products.size())
              + " named");
    } else {
      for (int i = 0; i < products.size(); i++) {
        String named = products.get(i).digest().getOrDefault("sha256", "");
        String found = manifest.layers().get(i).digest().hex();
        if (!named.equals(found)) {
          differences.add(products.get(i).name() + " is another one");
        }
      }
    }
    manifest.layers().stream()
        .map(Descriptor::digest)
        .distinct()
        .filter(one -> !beside.registry().has(beside.repository(), one))
        .forEach(one -> differences.add("the registry has no " + one));
    if (differences.isEmpty()) {
      confirmed.add("The layers are those of the provenance (" + products.size() + ")");
    } else {
      problems.add(TrustProblems.otherLayers(image(), differences));
    }
    return differences.isEmpty();
  }

  /** The records of the environment in the image, against the lock. */
  private void content(List<Problem> problems, List<String> confirmed) {
    List<Resource> products = provenance.products();
    // Not those of the base, which have no part in it.
    List<Integer> own = new ArrayList<>();
    for (int i = 0; i < products.size(); i++) {
      if (!products.get(i).name().startsWith(BASE_LAYER)) {
        own.add(i);
      }
    }
    InstalledRecords records =
        InstalledRecords.read(
            beside, manifest, own, provenance.parameters().getOrDefault("prefix", ""));
    List<String> differences = records.differences(lock, provenance.parameters());
    if (differences.isEmpty()) {
      confirmed.add(
          "Its conda-meta has the conda packages of the lock ("
              + records.count()
              + "), and its labels name lock and environment");
      records.revision().ifPresent(one -> confirmed.add("Its source is the revision " + one));
    } else {
      problems.add(TrustProblems.otherContent(image(), differences));
    }
  }
}
