package dev.hermetic.maven;

import dev.hermetic.event.Listener;
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
import dev.hermetic.oci.ImageFormat;
import java.nio.file.Path;
import java.time.Clock;
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
public final class ImageMojo extends AbstractImageBuildMojo {
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
   * What the sizes of the image are compared with: a folder or tar with an image, a reference, or a
   * size such as {@code 4.2 GB}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.image.baseline")
  private @Nullable String imageBaseline;

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
    if (isNotWanted(parameters)) {
      return;
    }
    ContainerEngine engine = parameters.engine(imageLoad);
    Path tar = parameters.file("hermetic.image.tar", imageTar);
    ImageRequest request =
        imageRequest(
            parameters,
            tar,
            parameters
                .reader()
                .choice("hermetic.image.tarFormat", imageTarFormat, ImageFormat.DOCKER),
            parameters.reader().text(imageBaseline));
    parameters.reader().check();
    checkLock(listener);
    InstallTimes times = new InstallTimes(listener, System::nanoTime);
    ImageService service =
        new ImageService(
            fetchSettings(), registrySettings(parameters, listener), Clock.systemUTC(), times);
    Stopwatch watch = Stopwatch.start();
    ImageResult result = service.build(request);
    happened(result, times, watch.millis(), eventLog(listener));
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
    if (BuildNotes.haveTestsPassed(project(), track())) {
      TestRecord.made(work(), result.facts());
    }
    if (engine != ContainerEngine.NONE) {
      getLog().info(service.load(result, engine));
    }
  }

  private static void happened(
      ImageResult result, InstallTimes times, long millis, EventLog log) {
    String platform = result.facts().platform();
    Happened.install(result.install(), times, "image")
        .ifPresent(data -> log.add(EventKind.INSTALL, platform, data));
    log.add(EventKind.IMAGE, platform, Happened.image(result, millis));
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
