package dev.hermetic.image;

import dev.hermetic.oci.ImageReference;
import dev.hermetic.registry.ImagePush;
import dev.hermetic.registry.PushRequest;
import dev.hermetic.registry.Registry;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.testkit.PackageFile;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project whose image was made and pushed, for tests of what comes after. */
public final class PushedProject {
  private static final TestPackage TOOL =
      TestPackage.of("tool", "1").withFile(PackageFile.text("share/tool.txt", "tool\n"));
  private static final TestPackage OTHER =
      TestPackage.of("other", "2").withFile(PackageFile.text("share/other.txt", "other\n"));

  private final ImageProject project;
  private final ImageReference target;
  private String digest = "";

  private PushedProject(ImageProject project, ImageReference target) {
    this.project = project;
    this.target = target;
  }

  /**
   * Makes the image and pushes it.
   *
   * @param host of the registry
   */
  public static PushedProject push(Path folder, String host) throws IOException {
    ImageProject project = new ImageProject(folder.toRealPath()).base("bin/sh").lock(TOOL, OTHER);
    project.file("app/run.py", "print()\n").files = List.of("app");
    project.annotations.put("org.opencontainers.image.revision", "0123abc");
    PushedProject pushed =
        new PushedProject(project, ImageReference.parse(host + "/team/test:1"));
    pushed.push();
    return pushed;
  }

  private void push() {
    digest = project.build().facts().digest();
    new PushService(project.registries(), clock(), project.events::add)
        .push(
            project.work(),
            new PushGate.Question(lockfile(), Optional.of(digest), folder(), false),
            List.of(target));
  }

  /** Makes and pushes another image under the same tag. */
  public void pushOther() throws IOException {
    project.file("app/run.py", "print('other')\n");
    push();
  }

  /** Makes and pushes an image upon a base in a registry, whose digest is then recorded. */
  public void pushUpon(String base) {
    ImageReference reference = ImageReference.parse(base);
    new ImagePush(
            Registry.over(registries(), event -> {}), 2, clock(), event -> {})
        .push(
            new PushRequest(
                reference, List.of(), ImageProject.baseImage("2.36", "bin/sh"), Map.of()));
    project.from = base;
    push();
  }

  /** The project's folder. */
  public Path folder() {
    return project.folder;
  }

  /** Of Hermetic. */
  public Path work() {
    return project.work().getParent();
  }

  /** Where the environment of the image lies. */
  public Path prefix() {
    return project.request().install().prefix();
  }

  public Path lockfile() {
    return project.folder.resolve(project.lockfile);
  }

  /** By tag. */
  public ImageReference target() {
    return target;
  }

  /** Of the manifest. */
  public String digest() {
    return digest;
  }

  public RegistrySettings registries() {
    return project.registries();
  }

  /** Writes a file of the project. */
  public void write(String name, String text) throws IOException {
    project.file(name, text);
  }

  public static Clock clock() {
    return ImageProject.clock();
  }
}
