package dev.hermetic.maven;

import dev.hermetic.check.CheckResult;
import dev.hermetic.event.Listener;
import dev.hermetic.git.GitFolder;
import dev.hermetic.image.BasePins;
import dev.hermetic.image.ContainerEngine;
import dev.hermetic.image.ImageRequest;
import dev.hermetic.image.ImageResult;
import dev.hermetic.image.ImageService;
import dev.hermetic.image.ImageText;
import dev.hermetic.image.TestRecord;
import dev.hermetic.install.InstallText;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.Happened;
import dev.hermetic.ledger.InstallTimes;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockService;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.problem.HermeticException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Makes an image of the locked environment and the application, without Docker and without root, and
 * prints its digest, which is the same on every machine. The image is an OCI layout in {@code
 * target/hermetic/image/layout}.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "image",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class ImageMojo extends AbstractImageMojo {
  /**
   * Media types of the image: {@code oci}, or {@code docker} for runtimes that know no other, which
   * has no annotations and needs {@code gzip} or {@code none}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.format", defaultValue = "oci")
  private String imageFormat = "oci";

  /**
   * How layers are packed: {@code zstd}, {@code gzip} or {@code none}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.compression", defaultValue = "zstd")
  private String imageCompression = "zstd";

  /**
   * A tar to write beside the layout.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.tar")
  private @Nullable String imageTar;

  /**
   * The form of that tar: {@code docker} for {@code docker load} and {@code podman load}, or {@code
   * oci}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.tarFormat", defaultValue = "docker")
  private String imageTarFormat = "docker";

  /**
   * Loads the image into a container engine on this machine: {@code docker}, {@code podman}, or
   * {@code none}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.load", defaultValue = "none")
  private String imageLoad = "none";

  /**
   * What is left out of the image: {@code none}, {@code safe}, {@code small}, or a file with a policy
   * of your own.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.minimize", defaultValue = "safe")
  private String imageMinimize = "safe";

  /**
   * What the sizes of the image are compared with: a folder or tar with an image, a reference, or a
   * size such as {@code 4.2 GB}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.baseline")
  private @Nullable String imageBaseline;

  /**
   * The source revision that the image names. Without it: git's commit, with {@code -dirty} behind it
   * where files differ from it; nothing where there is no checkout.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.revision")
  private @Nullable String imageRevision;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private @Nullable String outputTimestamp;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.skip", defaultValue = "false")
  private @Nullable String skipImage;

  @Inject
  public ImageMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ImageParameters parameters = parameters();
    ContainerEngine engine = parameters.engine(imageLoad);
    ImageRequest request = imageRequest(parameters);
    parameters.reader().check();
    checkLock(listener);
    InstallTimes times = new InstallTimes(listener, System::nanoTime);
    ImageService service =
        new ImageService(
            fetchSettings(), registrySettings(parameters, listener), Clock.systemUTC(), times);
    Stopwatch watch = Stopwatch.start();
    ImageResult result = service.build(request);
    happened(result, times, watch.millis(), listener);
    if (isCompiledElsewhere(request.install())) {
      getLog()
          .warn(
              "No module of a noarch package is compiled: the image is for "
                  + request.install().platform()
                  + ", and not for this machine's platform. One made there has another digest; set"
                  + " hermetic.compile to none for one digest everywhere");
    }
    InstallText.lines(
            result.install(), shown(request.install().prefix()), ConsoleStyle.here())
        .forEach(getLog()::info);
    ImageText.lines(result, shown(result.layout()), ConsoleStyle.here()).forEach(getLog()::info);
    BuildNotes.imageMade(project(), result.facts().digest());
    if (BuildNotes.haveTestsPassed(project())) {
      TestRecord.made(work(), result.facts());
    }
    if (engine != ContainerEngine.NONE) {
      getLog().info(service.load(result, engine));
    }
  }

  private void happened(ImageResult result, InstallTimes times, long millis, Listener listener) {
    String platform = result.facts().platform();
    Happened.install(result.install(), times, "image")
        .ifPresent(data -> happened(EventKind.INSTALL, platform, data, listener));
    happened(EventKind.IMAGE, platform, Happened.image(result, millis), listener);
  }

  /** No image is made of a lock that does not answer the project's environment. */
  private void checkLock(Listener listener) {
    LockRequest lock = request(LockRequest.Mode.FROZEN);
    if (lock.environmentFiles().stream().noneMatch(file -> Files.exists(folder().resolve(file)))) {
      // Somebody else's lock, which is all there is.
      return;
    }
    CheckResult result =
        new LockService(fetchSettings(), Clock.systemUTC(), listener).check(lock);
    if (!result.passed()) {
      throw new HermeticException(result.problems());
    }
  }

  private ImageRequest imageRequest(ImageParameters parameters) {
    Path tar = parameters.reader().file(imageTar);
    return new ImageRequest(
        imageInstall(),
        base(parameters),
        lockfile().resolveSibling(BasePins.NAME),
        updatesBase(parameters),
        isFrozen(),
        runtime(parameters),
        files(parameters),
        parameters.policy(imageMinimize, folder()),
        parameters.choice("hermetic.image.format", imageFormat, ImageFormat.OCI),
        parameters.compression(imageCompression),
        names(parameters),
        annotations(parameters),
        parameters.created(outputTimestamp, environmentVariables()),
        imageFolder(),
        tar == null ? null : folder().resolve(tar),
        parameters.choice("hermetic.image.tarFormat", imageTarFormat, ImageFormat.DOCKER),
        parameters.reader().text(imageBaseline));
  }

  private SortedMap<String, String> annotations(ImageParameters parameters) {
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put("org.opencontainers.image.title", project().getArtifactId());
    annotations.put("org.opencontainers.image.version", project().getVersion());
    String given = parameters.reader().text(imageRevision);
    String revision = given == null ? new GitFolder(folder()).revision().orElse("") : given;
    if (!revision.isEmpty()) {
      annotations.put("org.opencontainers.image.revision", revision);
    }
    return annotations;
  }

  @Override
  String goal() {
    return "image";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipImage;
  }
}
