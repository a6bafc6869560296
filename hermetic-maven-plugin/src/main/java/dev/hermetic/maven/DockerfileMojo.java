package dev.hermetic.maven;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.event.Listener;
import dev.hermetic.image.BasePins;
import dev.hermetic.image.BaseReferences;
import dev.hermetic.image.DockerfileRequest;
import dev.hermetic.image.DockerfileService;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.lockfile.LockFileNames;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Dockerfile in two stages from the lock, for those who must build with Docker: micromamba
 * installs what is locked, and a small image has only the result. {@code hermetic:image} needs no
 * Docker and gives the same bytes each time, which a Dockerfile does not.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "dockerfile",
    defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class DockerfileMojo extends AbstractImageMojo {
  /**
   * The file to write; beside it one of the same name with {@code .dockerignore} behind it, and with
   * {@code .pip.lock} where pip packages are locked. Without it: {@code hermetic/Dockerfile} in the
   * build folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.dockerfile")
  private @Nullable String dockerfile;

  /**
   * The image that has {@code micromamba}. The digest that a tag leads to is recorded as that of the
   * base is.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "hermetic.dockerfile.builder",
      defaultValue = "docker.io/mambaorg/micromamba:2-debian12-slim")
  private @Nullable String dockerfileBuilder;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.dockerfile.skip", defaultValue = "false")
  private @Nullable String skipDockerfile;

  @Inject
  public DockerfileMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ImageParameters parameters = parameters();
    InstallRequest install = imageInstall();
    Path given = parameters.reader().file(dockerfile);
    Path target = given == null ? work().resolve("Dockerfile") : folder().resolve(given);
    String builder =
        parameters
            .reader()
            .required("hermetic.dockerfile.builder", dockerfileBuilder, "name an image");
    BaseReferences references =
        new BaseReferences(
            registrySettings(parameters, listener),
            BasePins.read(basePins()),
            updatesBase(parameters),
            isFrozen(),
            listener);
    String base = base(parameters);
    DockerfileRequest request =
        new DockerfileRequest(
            folder(),
            lockfile(),
            LockFileNames.explicitFile(lockfile(), install.platform()),
            target.toAbsolutePath().normalize(),
            install.platform(),
            install.target().path(),
            builder,
            base,
            runtime(parameters),
            files(parameters),
            variables(install).variables());
    parameters.reader().check();
    checkLock(listener);
    List<Path> written = DockerfileService.write(request, references);
    written.forEach(this::tellWritten);
  }

  private static Environment variables(InstallRequest install) {
    return EnvironmentReader.read(
        new EnvironmentSource(
            install.directory(), install.environmentFiles(), List.of(install.platform()), List.of()));
  }

  @Override
  String goal() {
    return "dockerfile";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipDockerfile;
  }
}
