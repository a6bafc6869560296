package dev.hermetic.maven;

import dev.hermetic.doctor.MachineDetector;
import dev.hermetic.environment.EnvironmentHead;
import dev.hermetic.event.Listener;
import dev.hermetic.install.CommandWords;
import dev.hermetic.install.EnvironmentRun;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.install.InstallResult;
import dev.hermetic.install.InstallService;
import dev.hermetic.install.InstallText;
import dev.hermetic.install.RunRequest;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.Happened;
import dev.hermetic.ledger.InstallTimes;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.PipOrigins;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.TargetPrefix;
import dev.hermetic.problem.Problem;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What the goals about an installed environment share. */
abstract class AbstractInstallMojo extends AbstractHermeticMojo {
  /**
   * Where the environment is installed. Without it: {@code hermetic/env} in the build folder, with
   * the names of track and platform where they are not the usual ones.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.prefix")
  private @Nullable String prefix;

  /**
   * The path that is written into files and that the digest is for: where the environment will be
   * used. Without it: an environment for this machine's platform runs from where it is installed,
   * one for another, and the digest, are for {@code /opt/conda/envs/NAME}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.targetPrefix")
  private @Nullable String targetPrefix;

  /**
   * The platform to install. Without it: this machine's.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.platform")
  private @Nullable String platform;

  /**
   * How files come from the cache: {@code auto} (hard links, else copies), {@code hardlink} or {@code
   * copy}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.linkMode", defaultValue = "auto")
  private String linkMode = "auto";

  /**
   * What to compile: {@code noarch} for the Python files of noarch packages, where the environment's
   * Python runs on this machine, or {@code none}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.compile", defaultValue = "noarch")
  private String compile = "noarch";

  /**
   * Packages whose link and activation scripts need not be run, as {@code name} or {@code name=what
   * they would do}. Scripts are never run; others are reported.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.allowScripts")
  private @Nullable List<String> allowScripts;

  /**
   * How many files are worked on at once. Without it: as many as the machine has processors.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.threads")
  private @Nullable String threads;

  AbstractInstallMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  final InstallService service(Listener listener) {
    return new InstallService(fetchSettings(), Clock.systemUTC(), listener);
  }

  /** The parameters as a request; all that is wrong with them is one failure. */
  final InstallRequest installRequest() {
    return installRequest(null, null);
  }

  /**
   * The same.
   *
   * @param image where the environment is put together for an image; null to use it on this machine
   * @param imagePrefix where it is in the image; null for the usual place
   */
  final InstallRequest installRequest(@Nullable Path image, @Nullable String imagePrefix) {
    LockRequest lock = request(LockRequest.Mode.FROZEN);
    ParameterReader reader = new ParameterReader(folder());
    InstallParameters parameters = new InstallParameters(reader);
    Optional<Platform> host = host();
    Platform wanted = parameters.platform(platform, image == null ? host : host.map(Linux::of));
    Path given = image == null ? parameters.prefix(prefix) : null;
    reader.check();
    boolean isHost = host.equals(Optional.of(wanted));
    String says = imagePrefix == null ? reader.text(targetPrefix) : imagePrefix;
    TargetPrefix usual = new TargetPrefix(usualTarget(lock, wanted), wanted);
    TargetPrefix target = says == null ? usual : new TargetPrefix(says, wanted);
    Path place =
        image == null
            ? given != null ? given : usualPlace(wanted, isHost)
            : image.resolve("env-" + wanted).toAbsolutePath().normalize();
    TargetPrefix patched =
        image == null && says == null && isHost ? new TargetPrefix(place.toString(), wanted) : target;
    InstallRequest request =
        new InstallRequest(
            folder(),
            lockfile(),
            lock.environmentFiles(),
            wanted,
            place,
            patched,
            target,
            parameters.linkMode(linkMode),
            parameters.compiles(compile) && isHost,
            parameters.allowedScripts(allowScripts),
            lock.pip() == LockRequest.PipMode.IGNORE,
            lock.mirrors(),
            PipOrigins.of(lock, wanted, fetchSettings().environment()),
            parameters.threads(threads));
    reader.check();
    return request;
  }

  /** Whether what is asked to be compiled cannot be, because it is for another platform. */
  final boolean isCompiledElsewhere(InstallRequest request) {
    return !request.compile()
        && new InstallParameters(new ParameterReader(folder())).compiles(compile);
  }

  /** By the name that the last environment file gives, else the project's. */
  private String usualTarget(LockRequest lock, Platform wanted) {
    String name =
        lock.environmentFiles().stream()
            .map(file -> EnvironmentHead.of(folder(), file).name())
            .flatMap(Optional::stream)
            .reduce((before, after) -> after)
            .orElse(project().getArtifactId());
    String safe = name.replaceAll("[^A-Za-z0-9_.-]", "-");
    return (wanted.isWindows() ? "C:" : "") + "/opt/conda/envs/" + safe;
  }

  private Path usualPlace(Platform wanted, boolean isHost) {
    String track = isStable() ? "" : "-" + track();
    String other = isHost ? "" : "-" + wanted;
    return buildWork().resolve("env" + track + other).toAbsolutePath().normalize();
  }

  private static Optional<Platform> host() {
    return MachineDetector.detect().platform();
  }

  final InstallResult install(InstallRequest request, Listener listener) {
    InstallTimes times = new InstallTimes(listener, System::nanoTime);
    InstallResult result = service(times).install(request);
    String platform = request.platform().toString();
    Happened.install(result, times, "env")
        .ifPresent(data -> eventLog(listener).add(EventKind.INSTALL, platform, data));
    InstallText.lines(result, shown(request.prefix()), ConsoleStyle.here())
        .forEach(getLog()::info);
    return result;
  }

  /**
   * Runs a command in the environment, which is installed first where it is not there as locked.
   *
   * @return how the command ended, when not well
   */
  final Optional<Problem> runInEnvironment(String command, String parameter, Listener listener) {
    List<String> words = CommandWords.of(command, parameter);
    InstallRequest install = installRequest();
    EnvironmentRun.checkHost(install.platform(), host());
    EnvironmentRun.checkPlace(install.prefix(), install.patched().path());
    install(install, listener);
    RunRequest run =
        new RunRequest(
            install.prefix(),
            host(),
            words,
            parameter,
            folder(),
            work().resolve("pycache"),
            environmentVariables(),
            Redirect.INHERIT,
            Redirect.INHERIT,
            Redirect.INHERIT);
    return EnvironmentRun.failure(EnvironmentRun.run(run), run);
  }
}
