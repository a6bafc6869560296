package dev.hermetic.maven;

import dev.hermetic.attest.SigningKey;
import dev.hermetic.event.Listener;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.track.WorkFolder;
import dev.hermetic.trust.EvidenceFiles;
import dev.hermetic.trust.EvidenceRequest;
import dev.hermetic.trust.SignRequest;
import dev.hermetic.trust.SignService;
import dev.hermetic.trust.TrustText;
import java.time.Clock;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Signs the image that was pushed, as cosign does it, with a key: the image itself, how it came to be
 * (SLSA provenance), and the bills of materials and the scan that the build has made. To be bound
 * after {@code push}.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "sign",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
public final class SignMojo extends AbstractTrustMojo {
  /**
   * The private key: ECDSA P-256 in PEM, PKCS#8 or as {@code cosign generate-key-pair} writes it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sign.key")
  private @Nullable String signKey;

  /**
   * The id of the server in settings.xml whose password opens the key. Without it: the environment
   * variable {@code COSIGN_PASSWORD}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sign.server")
  private @Nullable String signServer;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sign.skip", defaultValue = "false")
  private @Nullable String skipSign;

  @Inject
  public SignMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ImageParameters parameters = parameters();
    ParameterReader reader = parameters.reader();
    List<ImageReference> targets = references(parameters);
    RegistrySettings settings = registrySettings(parameters, listener);
    String key =
        reader.required(
            "hermetic.sign.key", signKey, "name a key, for example one of `cosign generate-key-pair`");
    SigningKeyFile file = SigningKeyFile.of(this, reader, key, signServer);
    EvidenceRequest places = places(parameters);
    reader.check();
    SigningKey signing = file.open();
    ImageFacts facts = FactsFile.read(imageFacts());
    SignRequest request =
        new SignRequest(
            targets,
            Digest.parse(facts.digest()),
            signing,
            EvidenceFiles.gather(places),
            WorkFolder.sign(work()));
    TrustText.lines(
            new SignService(settings, Clock.systemUTC(), listener).sign(request),
            ConsoleStyle.here())
        .forEach(getLog()::info);
  }

  @Override
  String goal() {
    return "sign";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipSign;
  }
}
