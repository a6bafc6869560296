package dev.hermetic.maven;

import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.event.Listener;
import dev.hermetic.image.FactsFile;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.trust.EvidenceRequest;
import dev.hermetic.trust.Kind;
import dev.hermetic.trust.TrustText;
import dev.hermetic.trust.VerifyRequest;
import dev.hermetic.trust.VerifyService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an image in a registry against a public key and the lock: its signature, what was signed
 * of it, and the chain from the lock over the layers to the image. Fails on whatever does not hold.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "verify-image",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
public final class VerifyImageMojo extends AbstractTrustMojo {
  /**
   * The public key in PEM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sign.publicKey", defaultValue = "cosign.pub")
  private @Nullable String signPublicKey;

  /**
   * The image, by tag or digest. Without it: {@code hermetic.image.to}, which then must be the image
   * that was built here, where one was.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.verifyImage.image")
  private @Nullable String verifyImage;

  /**
   * What has to be said of the image beside its signature: any of {@code provenance}, {@code sbom},
   * {@code scan}. Without it: all of them, as {@code hermetic:sign} signs a whole build. What is there is
   * always verified.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.verifyImage.require", defaultValue = "signature,provenance,sbom,scan")
  private @Nullable List<String> verifyRequire;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.verifyImage.skip", defaultValue = "false")
  private @Nullable String skipVerifyImage;

  @Inject
  public VerifyImageMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ImageParameters parameters = parameters();
    ParameterReader reader = parameters.reader();
    String given = reader.text(verifyImage);
    List<ImageReference> targets =
        given == null ? references(parameters) : List.of(ImageReference.parse(given));
    if (targets.isEmpty()) {
      reader.problem(
          "hermetic.image.to",
          "is not set: which image is to be verified is not known",
          "set it, or hermetic.verifyImage.image, to a name in a registry");
    }
    RegistrySettings settings = registrySettings(parameters, listener);
    SortedSet<Kind> required =
        new TreeSet<>(
            reader.choices("hermetic.verifyImage.require", verifyRequire, Kind.SIGNATURE));
    String key =
        reader.required(
            "hermetic.sign.publicKey", signPublicKey, "name the public key, for example cosign.pub");
    EvidenceRequest places = places(parameters);
    reader.check();
    Path file = folder().resolve(key);
    VerifyRequest request =
        new VerifyRequest(
            targets.get(0),
            given == null ? built() : Optional.empty(),
            VerifyingKey.read(file, shown(file)),
            places,
            basePins(),
            required);
    TrustText.lines(
            new VerifyService(settings, Clock.systemUTC(), listener).verify(request),
            ConsoleStyle.here())
        .forEach(getLog()::info);
  }

  /** The digest of the image that was built here last. */
  private Optional<String> built() {
    Path facts = imageFacts();
    return Files.exists(facts) ? Optional.of(FactsFile.read(facts).digest()) : Optional.empty();
  }

  @Override
  String goal() {
    return "verifyImage";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipVerifyImage;
  }
}
