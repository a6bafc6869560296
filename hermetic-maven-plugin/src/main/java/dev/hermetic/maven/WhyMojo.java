package dev.hermetic.maven;

import dev.hermetic.event.Listener;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockView;
import dev.hermetic.tree.Why;
import dev.hermetic.tree.WhyJson;
import dev.hermetic.tree.WhyMarkdown;
import dev.hermetic.tree.WhyText;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Tells why a package is locked: the specs that lead to it, with their lines, the constraints on it,
 * and what holds it back from a newer version, as far as repodata in the cache tell. Solves and
 * fetches nothing.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "why",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class WhyMojo extends AbstractDocumentMojo {
  /**
   * The package's name.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.package", alias = "package")
  private @Nullable String packageName;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.why.skip", defaultValue = "false")
  private @Nullable String skipWhy;

  @Inject
  public WhyMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    String name =
        reader.required("hermetic.package", packageName, "name one, for example openssl");
    reader.check();
    LockRequest request = request(LockRequest.Mode.FROZEN);
    List<Why> answers =
        LockView.read(request, environmentVariables())
            .why(request, name, fetchSettings());
    tell(
        () -> WhyText.lines(answers, ConsoleStyle.here()),
        () -> WhyMarkdown.of(answers),
        () -> WhyJson.of(name, answers));
  }

  @Override
  boolean passesOver() {
    return true;
  }

  @Override
  String goal() {
    return "why";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipWhy;
  }
}
