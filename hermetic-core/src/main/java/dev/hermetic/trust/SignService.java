package dev.hermetic.trust;

import dev.hermetic.attest.AttestJson;
import dev.hermetic.attest.Envelope;
import dev.hermetic.attest.PredicateTypes;
import dev.hermetic.attest.SigningKey;
import dev.hermetic.attest.SigstoreBundle;
import dev.hermetic.attest.SimpleSigning;
import dev.hermetic.attest.Statement;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.registry.Registry;
import dev.hermetic.registry.RegistrySettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs images that are in registries, in both layouts of cosign. Signing again writes nothing that
 * is there already.
 */
public final class SignService {
  /** Id of the one stage. */
  public static final String STAGE = "sign";

  /** The name of the file that has what was signed of the image itself. */
  public static final String PAYLOAD = "payload.json";

  private final RegistrySettings settings;
  private final InstantSource clock;
  private final Listener listener;

  public SignService(RegistrySettings settings, InstantSource clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Signs.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-SIGN-001 to 003, 006, HERM-REGISTRY-nnn,
   *     HERM-OCI-nnn
   */
  public SignResult sign(SignRequest request) {
    if (request.repositories().isEmpty()) {
      throw TrustProblems.noTarget("hermetic.image.to");
    }
    if (settings.web().offline()) {
      throw TrustProblems.offline(request.repositories().get(0));
    }
    long start = clock.millis();
    listener.on(new Event.StageStarted(STAGE, "Signing " + request.image()));
    Registry registry = Registry.over(settings, listener);
    List<ImageReference> images = new ArrayList<>();
    Map<ImageReference, Descriptor> descriptors = new LinkedHashMap<>();
    for (ImageReference repository : request.repositories()) {
      // All are looked for before anything is written.
      ImageReference image = repository.withDigest(request.image());
      descriptors.put(
          image, registry.resolve(image).orElseThrow(() -> TrustProblems.notThere(image)));
      images.add(image);
    }
    boolean fresh = false;
    for (ImageReference image : images) {
      fresh |= sign(registry, image, descriptors.get(image), request);
    }
    if (request.folder() != null) {
      copies(request, images.get(0));
    }
    listener.on(
        new Event.StageFinished(
            STAGE,
            (fresh ? "Signed " : "Signed before ") + joined(images),
            Math.max(0, clock.millis() - start)));
    return new SignResult(
        images,
        request.evidence().items().stream()
            .map(one -> one.kind().word() + (one.source().isEmpty() ? "" : " " + one.source()))
            .toList(),
        request.evidence().absent(),
        fresh,
        request.key().verifying().hint());
  }

  private static String joined(List<ImageReference> images) {
    return images.stream().map(ImageReference::toString).collect(Collectors.joining(", "));
  }

  private static boolean sign(
      Registry registry, ImageReference image, Descriptor descriptor, SignRequest request) {
    SigningKey key = request.key();
    Beside beside = new Beside(registry, image);
    List<Statement> statements = statements(request, image);
    List<Envelope> envelopes =
        statements.stream().map(statement -> Envelope.sign(statement, key)).toList();
    TagLayout tags = new TagLayout(beside);
    BundleLayout bundles = new BundleLayout(beside);
    boolean fresh = false;
    // The signature comes last in each layout: who finds it finds what is said too.
    fresh |= tags.attest(envelopes, statements, key.verifying());
    fresh |= tags.sign(simple(image, request.image()), key);
    for (int i = 0; i < statements.size(); i++) {
      fresh |= bundles.attach(statements.get(i), envelopes.get(i), key.verifying(), descriptor);
    }
    Statement signature = signature(image, request.image());
    return fresh
        | bundles.attach(signature, Envelope.sign(signature, key), key.verifying(), descriptor);
  }

  private static List<Statement> statements(SignRequest request, ImageReference image) {
    return request.evidence().items().stream()
        .map(
            one -> new Statement(name(image), request.image(), one.predicateType(), one.predicate()))
        .toList();
  }

  private static Statement signature(ImageReference image, Digest digest) {
    return new Statement(
        name(image), digest, PredicateTypes.SIGNATURE, AttestJson.node(Map.of()));
  }

  private static SimpleSigning simple(ImageReference image, Digest digest) {
    return new SimpleSigning(name(image), digest);
  }

  /** The repository, by which cosign calls Docker Hub by its old name. */
  private static String name(ImageReference image) {
    String registry = image.registry().equals("docker.io") ? "index.docker.io" : image.registry();
    return registry + "/" + image.repository();
  }

  /** What an auditor needs to verify without a registry: with cosign, or with openssl alone. */
  private static void copies(SignRequest request, ImageReference image) {
    Path folder = request.folder();
    SigningKey key = request.key();
    Map<Path, byte[]> files = new LinkedHashMap<>();
    List<Evidence.Item> items = request.evidence().items();
    List<Statement> statements = statements(request, image);
    for (int i = 0; i < items.size(); i++) {
      files.put(
          folder.resolve(items.get(i).name() + ".sigstore.json"), bundle(statements.get(i), key));
    }
    files.put(
        folder.resolve("signature.sigstore.json"),
        bundle(signature(image, request.image()), key));
    byte[] payload = simple(image, request.image()).json();
    files.put(folder.resolve(PAYLOAD), payload);
    files.put(
        folder.resolve(PAYLOAD + ".sig"),
        Base64.getEncoder().encode(key.sign(payload)));
    files.put(
        folder.resolve("cosign.pub"), key.verifying().pem().getBytes(StandardCharsets.UTF_8));
    AtomicFiles.write(files);
  }

  private static byte[] bundle(Statement statement, SigningKey key) {
    return new SigstoreBundle(key.verifying().hint(), Envelope.sign(statement, key)).json();
  }
}
