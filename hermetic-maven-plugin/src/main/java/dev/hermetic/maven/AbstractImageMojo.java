package dev.hermetic.maven;

import dev.hermetic.check.CheckResult;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.image.BasePins;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.RuntimeRequest;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.registry.DockerCredentials;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.track.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What the goals about images share. */
abstract class AbstractImageMojo extends AbstractInstallMojo {
  /** Small, with a shell, and a glibc that what conda-forge builds needs. */
  static final String USUAL_BASE = "docker.io/library/debian:12-slim";

  /**
   * The base: a reference to an image in a registry, a folder with an OCI layout, a tar of {@code
   * docker save} or {@code skopeo copy}, or {@code scratch} for none, where a locked package
   * has to bring the C library, as {@code sysroot_linux-64} does. The digest that a tag leads to is
   * recorded in {@code base-image.lock} beside conda-lock.yml, which is committed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.from", defaultValue = USUAL_BASE)
  private @Nullable String imageFrom;

  /**
   * Whether to take what the tag of the base leads to now, and to record that.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.updateBase", defaultValue = "false")
  private @Nullable String imageUpdateBase;

  /**
   * The name of the image, for example {@code registry.example.org/team/name}. With no tag in it and
   * none in {@code hermetic.image.tags} the project's version is the tag. Without it the image is
   * named as the project and cannot be pushed, and the packaging {@code hermetic} makes none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.to")
  private @Nullable String imageTo;

  /**
   * Further tags.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.tags")
  private @Nullable List<String> imageTags;

  /**
   * Where the environment is in the image. Without it: {@code hermetic.targetPrefix}, else {@code
   * /opt/conda/envs/NAME}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.prefix")
  private @Nullable String imagePrefix;

  /**
   * What a container runs, one word each.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.entrypoint")
  private @Nullable List<String> imageEntrypoint;

  /**
   * The words after the entrypoint that whoever runs it may replace. Without entrypoint and these:
   * {@code python}, where the environment has it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.cmd")
  private @Nullable List<String> imageCmd;

  /**
   * Who runs it: {@code uid}, {@code uid:gid} or a name that the base knows.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.user", defaultValue = RuntimeRequest.NON_ROOT)
  private @Nullable String imageUser;

  /**
   * The folder in which it runs, and where application files go.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.workdir", defaultValue = RuntimeRequest.WORKDIR)
  private @Nullable String imageWorkdir;

  /**
   * Variables as {@code NAME=VALUE}, beside those that activation sets. They are in the image for all
   * to read: no place for secrets.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.env")
  private @Nullable List<String> imageEnv;

  /**
   * Labels as {@code NAME=VALUE}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.labels")
  private @Nullable List<String> imageLabels;

  /**
   * Ports that the program listens at, as {@code 8080} or {@code 8080/udp}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.ports")
  private @Nullable List<String> imagePorts;

  /**
   * Absolute paths at which data come into the container.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.volumes")
  private @Nullable List<String> imageVolumes;

  /**
   * Files of the project that go into the image: {@code SOURCE} or {@code SOURCE=TARGET}, where a
   * source is a file, a folder or a pattern, and {@code !PATTERN} for what stays out. Without it: the
   * folder {@code src/main/python}, where there is one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.files")
  private @Nullable List<String> imageFiles;

  /**
   * Whether registries on other machines may be spoken to without TLS. Credentials and images are
   * then open to whoever listens.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.allowInsecure", defaultValue = "false")
  private @Nullable String imageAllowInsecure;

  AbstractImageMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  final ImageParameters parameters() {
    return new ImageParameters(new ParameterReader(folder()));
  }

  /** Where the image and all about it is kept. */
  final Path imageFolder() {
    return WorkFolder.image(work());
  }

  /** The file that says what the image is that was built here last; there is none before. */
  final Path imageFacts() {
    return imageFolder().resolve(FactsFile.NAME);
  }

  /** The file that records the digests of bases, beside the lock. */
  final Path basePins() {
    return lockfile().resolveSibling(BasePins.NAME);
  }

  final String base(ImageParameters parameters) {
    return parameters.reader().required("hermetic.image.from", imageFrom, "name a base image");
  }

  final boolean updatesBase(ImageParameters parameters) {
    return parameters.reader().flag("hermetic.image.updateBase", imageUpdateBase, false);
  }

  /** Whether this is where nobody would commit what is recorded. */
  final boolean isFrozen() {
    return Person.isContinuousIntegration(environmentVariables());
  }

  final RuntimeRequest runtime(ImageParameters parameters) {
    return new RuntimeRequest(
        parameters.reader().texts(imageEntrypoint),
        parameters.reader().texts(imageCmd),
        parameters.user(imageUser),
        parameters.path("hermetic.image.workdir", imageWorkdir),
        parameters.pairs("hermetic.image.env", imageEnv),
        parameters.pairs("hermetic.image.labels", imageLabels),
        parameters.ports(imagePorts),
        parameters.paths("hermetic.image.volumes", imageVolumes));
  }

  final List<String> files(ImageParameters parameters) {
    List<String> given = parameters.reader().texts(imageFiles);
    boolean usual = given.isEmpty() && folder().resolve("src/main/python").toFile().isDirectory();
    return usual ? List.of("src/main/python") : given;
  }

  /** The environment as it goes into the image. */
  final InstallRequest imageInstall() {
    return installRequest(imageFolder(), new ParameterReader(folder()).text(imagePrefix));
  }

  /** Whether the packaging asks for an image and the POM names none; says so then. */
  final boolean isNotWanted(ImageParameters parameters) {
    boolean unwanted = invocation().isOfPackaging() && parameters.reader().text(imageTo) == null;
    if (unwanted) {
      getLog().info("No image: hermetic.image.to names none");
    }
    return unwanted;
  }

  /**
   * The references by which the image is known.
   *
   * @return empty when the user gives no name
   */
  final List<ImageReference> references(ImageParameters parameters) {
    ParameterReader reader = parameters.reader();
    return ImageNames.references(reader.text(imageTo), reader.texts(imageTags), project());
  }

  final List<String> names(ImageParameters parameters) {
    List<ImageReference> references = references(parameters);
    return references.isEmpty()
        ? List.of(ImageNames.ofProject(project()))
        : references.stream().map(ImageReference::toString).toList();
  }

  /** Credentials come from settings.xml, then from what {@code docker login} left. */
  final RegistrySettings registrySettings(ImageParameters parameters, Listener listener) {
    FetchSettings web = fetchSettings();
    List<CredentialSource> sources = new ArrayList<>(web.credentials());
    sources.add(
        DockerCredentials.ofUser(
            environmentVariables(), Path.of(System.getProperty("user.home")), listener));
    return new RegistrySettings(
        web.withCredentials(sources),
        parameters.reader().flag("hermetic.image.allowInsecure", imageAllowInsecure, false),
        RegistrySettings.DEFAULT_WORKERS);
  }

  /** Nothing is made of a lock that does not answer the project's environment. */
  final void checkLock(Listener listener) {
    LockRequest lock = request(LockRequest.Mode.FROZEN);
    if (lock.environmentFiles().stream().noneMatch(file -> Files.exists(folder().resolve(file)))) {
      // Somebody else's lock, which is all there is.
      return;
    }
    CheckResult result = lockService(listener).check(lock);
    if (!result.passed()) {
      throw new HermeticException(result.problems());
    }
  }
}
