package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.image.ImageText;
import dev.hermetic.image.PushGate;
import dev.hermetic.image.PushService;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.policy.Policy;
import dev.hermetic.policy.VerdictGate;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.track.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Pushes exactly the image that the build has made, and only where the lock is still the one it was
 * made from, the project's tests have passed with it, and so has the scan where the project scans:
 * there is a policy, {@code hermetic.scan.database} is set, or a verdict of {@code hermetic:scan} lies
 * in the build folder. Where a key is named to sign it with, nothing is sent before that key opens.
 * Blobs that the registry has are not sent.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "push",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
public final class PushMojo extends AbstractImageMojo {
  /**
   * The command of {@code hermetic:test}; where it is set, or there are Python tests, they must have
   * passed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.test.command")
  private @Nullable String testCommand;

  /**
   * The policy of the project; where there is one, the image must have passed {@code hermetic:scan}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.policy", defaultValue = "hermetic-policy.yml")
  private @Nullable String scanPolicy;

  /**
   * The advisories of the project; where some are named, the image must have passed {@code
   * hermetic:scan}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.database")
  private @Nullable String scanDatabase;

  /**
   * The private key by which {@code hermetic:sign} signs what was pushed: an image is not sent that
   * could not be signed.
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
   * Whether nothing is signed; then the key does not matter.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.sign.skip", defaultValue = "false")
  private @Nullable String skipSign;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.push.skip", defaultValue = "false")
  private @Nullable String skipPush;

  @Inject
  public PushMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ImageParameters parameters = parameters();
    if (isNotWanted(parameters)) {
      return;
    }
    List<ImageReference> targets = references(parameters);
    RegistrySettings settings = registrySettings(parameters, listener);
    boolean needsTests =
        parameters.reader().text(testCommand) != null || PythonTests.areIn(folder());
    Path policy = PolicyFile.find(parameters.reader(), folder(), scanPolicy);
    Path verdict = WorkFolder.scan(work()).resolve(VerdictGate.FILE);
    boolean scans =
        policy != null
            || parameters.reader().text(scanDatabase) != null
            || Files.exists(verdict);
    Optional<SigningKeyFile> key = key(parameters.reader());
    parameters.reader().check();
    key.ifPresent(SigningKeyFile::open);
    if (scans) {
      ImageFacts facts = FactsFile.read(imageFacts());
      VerdictGate.check(
          verdict,
          policy == null ? Policy.NONE : Policy.read(policy, shown(policy)),
          facts.lock().sha256(),
          facts.digest(),
          Clock.systemUTC().instant());
    }
    PushGate.Question question =
        new PushGate.Question(
            lockfile(), BuildNotes.image(project()), work(), needsTests);
    new PushService(settings, Clock.systemUTC(), listener)
        .push(imageFolder(), question, targets)
        .forEach(
            result -> ImageText.pushed(result, ConsoleStyle.here()).forEach(getLog()::info));
  }

  private Optional<SigningKeyFile> key(ParameterReader reader) {
    String key = reader.text(signKey);
    return key == null || reader.flag("hermetic.sign.skip", skipSign, false)
        ? Optional.empty()
        : Optional.of(SigningKeyFile.of(this, reader, key, signServer));
  }

  @Override
  String goal() {
    return "push";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipPush;
  }
}
