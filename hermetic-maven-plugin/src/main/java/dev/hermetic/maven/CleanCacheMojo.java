package dev.hermetic.maven;

import dev.hermetic.clean.CacheCleaner;
import dev.hermetic.clean.CleanRequest;
import dev.hermetic.clean.CleanResult;
import dev.hermetic.clean.CleanText;
import dev.hermetic.event.Listener;
import dev.hermetic.problem.HermeticException;
import java.time.Clock;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the shared cache within limits: takes out what killed runs left, what nobody used for long
 * and, where there is too much, what was used longest ago. Other builds may run meanwhile: nothing
 * that they use goes.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "clean-cache",
    defaultPhase = LifecyclePhase.CLEAN,
    requiresProject = false,
    threadSafe = true)
public final class CleanCacheMojo extends AbstractHermeticMojo {
  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.cleanCache.skip", defaultValue = "false")
  private @Nullable String skipCleanCache;

  /**
   * How much may stay, for example {@code 5GB}, {@code 500 MiB}, {@code 0}. Without it: any amount.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.cleanCache.maxSize")
  private @Nullable String maxSize;

  /**
   * What nobody used for longer goes, for example {@code 12h}, {@code 30d}, {@code 8w}, or {@code
   * none} for no limit.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.cleanCache.maxAge", defaultValue = "30d")
  private @Nullable String maxAge;

  /**
   * Whether only to tell what would go.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.cleanCache.dryRun", defaultValue = "false")
  private @Nullable String dryRun;

  @Inject
  public CleanCacheMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ParameterReader reader = new ParameterReader(folder());
    QuantityParameters quantities = new QuantityParameters(reader);
    CleanRequest request =
        new CleanRequest(
            cacheDirectory(),
            quantities.bytes("hermetic.cleanCache.maxSize", maxSize),
            quantities.duration("hermetic.cleanCache.maxAge", maxAge),
            reader.flag("hermetic.cleanCache.dryRun", dryRun, false));
    reader.check();
    CleanResult result = new CacheCleaner(Clock.systemUTC(), listener).clean(request);
    CleanText.lines(result, ConsoleStyle.here()).forEach(getLog()::info);
    if (!result.problems().isEmpty()) {
      throw new HermeticException(result.problems());
    }
  }

  @Override
  boolean needsEnvironment() {
    return false;
  }

  @Override
  String goal() {
    return "cleanCache";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipCleanCache;
  }
}
