package dev.hermetic.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.attest.Provenance;
import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.ImageManifest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.registry.Registry;
import dev.hermetic.registry.RegistrySettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verifies images in registries: who signed them, what was said of them, and the chain from the lock
 * over the layers to the image. Whatever does not hold is a problem; nothing is passed over.
 */
public final class VerifyService {
  /** Id of the one stage. */
  public static final String STAGE = "verify-image";

  private final RegistrySettings settings;
  private final InstantSource clock;
  private final Listener listener;

  public VerifyService(RegistrySettings settings, InstantSource clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Verifies.
   *
   * @throws HermeticException HERM-SIGN-001, 003, 006, 010 to 018, all that is wrong at once;
   *     HERM-REGISTRY-nnn, HERM-OCI-nnn, HERM-LOCK-nnn
   */
  public VerifyResult verify(VerifyRequest request) {
    if (settings.web().offline()) {
      throw TrustProblems.offline(request.image());
    }
    long start = clock.millis();
    listener.on(new Event.StageStarted(STAGE, "Verifying " + request.image()));
    Registry registry = Registry.over(settings, this::warn);
    Descriptor there =
        registry
            .resolve(request.image())
            .orElseThrow(() -> TrustProblems.notThere(request.image()));
    ImageReference image = request.image().withTag(null).withDigest(there.digest());
    Beside beside = new Beside(registry, image);
    List<Problem> problems = new ArrayList<>();
    List<String> confirmed = new ArrayList<>();
    request
        .built()
        .filter(built -> !built.equals(there.digest().toString()))
        .ifPresent(built -> problems.add(TrustProblems.otherImage(request.image(), built)));
    SignatureCheck signatures = SignatureCheck.of(beside, request);
    problems.addAll(signatures.problems());
    confirmed.addAll(signatures.confirmed());
    if (signatures.problems().isEmpty()) {
      String shown = request.places().shown(request.places().lockfile());
      Lockfile lock = CondaLockReader.read(request.places().lockfile(), shown);
      chain(request, beside, signatures, lock, problems, confirmed);
      files(request, image, signatures, problems, confirmed);
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    listener.on(
        new Event.StageFinished(
            STAGE, "Verified " + image, Math.max(0, clock.millis() - start)));
    return new VerifyResult(image, confirmed, signatures.notes());
  }

  /**
   * Why a key has not signed an image, a base for example; one of the layouts is enough, and nothing
   * else is asked of it.
   *
   * @return a sentence without its subject and full stop; empty where the key has signed it
   * @throws HermeticException HERM-SIGN-001, 003, 006, HERM-REGISTRY-nnn, HERM-OCI-nnn
   */
  public String missingSignature(ImageReference wanted, VerifyingKey key) {
    if (settings.web().offline()) {
      throw TrustProblems.offline(wanted);
    }
    Registry registry = Registry.over(settings, this::warn);
    Descriptor there =
        registry.resolve(wanted).orElseThrow(() -> TrustProblems.notThere(wanted));
    Beside beside =
        new Beside(registry, wanted.withTag(null).withDigest(there.digest()));
    List<Found> signatures =
        Stream.concat(
                new TagLayout(beside).read(key).stream(),
                new BundleLayout(beside).read(key).stream())
            .filter(one -> one.is(Kind.SIGNATURE))
            .toList();
    if (signatures.isEmpty()) {
      return "nobody has signed it";
    }
    return signatures.stream().anyMatch(Found::valid)
        ? ""
        : signatures.stream().map(Found::fault).distinct().collect(Collectors.joining("; "));
  }

  /** What lies beside an image is small: a line for each of it would tell nobody anything. */
  private void warn(Event event) {
    if (event instanceof Event.Warning) {
      listener.on(event);
    }
  }

  /** Of several provenances of the same key, for example of two versions, one has to hold whole. */
  private static void chain(
      VerifyRequest request,
      Beside beside,
      SignatureCheck signatures,
      Lockfile lock,
      List<Problem> problems,
      List<String> confirmed) {
    List<Problem> first = null;
    for (JsonNode predicate : signatures.predicates(Kind.PROVENANCE)) {
      List<Problem> found;
      List<String> seen = new ArrayList<>();
      try {
        Provenance provenance = Provenance.parse(predicate, beside.subject().toString());
        ImageManifest manifest = beside.manifest(beside.subject()).orElseThrow();
        found = new ChainCheck(request, beside, manifest, provenance, lock).run(seen);
      } catch (HermeticException e) {
        found = e.problems();
      }
      if (found.isEmpty()) {
        confirmed.addAll(seen);
        return;
      }
      first = first == null ? found : first;
    }
    if (first != null) {
      problems.addAll(first);
    }
  }

  /** Bills and scan in the build folder are what was signed, where they are there. */
  private static void files(
      VerifyRequest request,
      ImageReference image,
      SignatureCheck signatures,
      List<Problem> problems,
      List<String> confirmed) {
    String platform =
        signatures.predicates(Kind.PROVENANCE).stream()
            .map(one -> one.at("/buildDefinition/externalParameters/platform").asText())
            .findFirst()
            .orElse("");
    for (Evidence.Item item : EvidenceFiles.documents(request.places(), platform)) {
      List<JsonNode> signed = signatures.ofType(item.predicateType());
      if (signed.isEmpty()) {
        continue;
      }
      // The times around a scan are not its content.
      String part = item.kind() == Kind.SCAN ? "/scanner/result" : "";
      boolean same =
          signed.stream().anyMatch(one -> one.at(part).equals(item.predicate().at(part)));
      if (same) {
        confirmed.add("The file " + item.source() + " is the signed one");
      } else {
        problems.add(TrustProblems.otherFile(image, item.source(), item.kind()));
      }
    }
  }
}
