package dev.hermetic.image;

import dev.hermetic.activate.Activation;
import dev.hermetic.event.Listener;
import dev.hermetic.install.InstallResult;
import dev.hermetic.layer.LayerEntry;
import dev.hermetic.layer.LayerPlan;
import dev.hermetic.layer.LayerWriter;
import dev.hermetic.layer.PackedSize;
import dev.hermetic.layer.WrittenLayer;
import dev.hermetic.minimize.Minimized;
import dev.hermetic.prefix.ManifestEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The environment of an image: as it was noted in the build before where it is the same, else gone
 * through and planned.
 */
final class ImageEnvironment {
  private final ImageRequest request;
  private final Activation activation;
  private final List<LayerEntry> application;
  private final EnvironmentNote note;
  private Optional<EnvironmentNote.Known> known = Optional.empty();
  private @Nullable ImageLayers planned;

  ImageEnvironment(
      ImageRequest request,
      InstallResult installed,
      Activation activation,
      List<ApplicationFile> files) {
    this.request = request;
    this.activation = activation;
    this.application = ImageLayers.application(files, request);
    this.note = new EnvironmentNote(request, installed);
    if (isApart(List.of(ImageLayers.inImage(request)))
        && Files.isRegularFile(ImageFolder.removed(request.work()))) {
      this.known =
          note.read()
              .filter(
                  one ->
                      one.facts().libc() == null
                          || isApart(ScratchRoot.paths(one.facts().libc())));
    }
  }

  /** Whether the application and these paths, with all below them, cannot meet anywhere. */
  private boolean isApart(Collection<String> paths) {
    for (LayerEntry entry : application) {
      String own = entry.path() + "/";
      for (String path : paths) {
        if (own.startsWith(path + "/") || (path + "/").startsWith(own)) {
          return false;
        }
      }
    }
    return true;
  }

  EnvironmentFacts facts() {
    return known.map(EnvironmentNote.Known::facts).orElseGet(() -> planned().facts());
  }

  private ImageLayers planned() {
    ImageLayers layers = planned;
    if (layers == null) {
      layers = new ImageLayers(Prefix.of(request), activation, application, request);
      planned = layers;
    }
    return layers;
  }

  /** The layers of environment and application, from the bottom up. */
  List<WrittenLayer> write(InstantSource clock, Listener listener) {
    LayerWriter writer =
        new LayerWriter(
            request.compression(),
            request.work().resolve("layers"),
            request.install().threads(),
            clock,
            listener);
    if (known.isPresent()) {
      Optional<List<WrittenLayer>> written =
          writer.write(
              known.get().layers(),
              LayerPlan.of(List.of(), List.of(), List.of(), application));
      if (written.isPresent()) {
        return written.get();
      }
      known = Optional.empty();
    }
    return writer.write(planned().plan());
  }

  /** What minimising makes, as a step from an image that has all of it. */
  BaselineResult.Step leftOut(int threads) {
    Minimized minimized = planned().minimized();
    try (PackedSize packed = new PackedSize(request.compression(), threads)) {
      for (Minimized.Removed one : minimized.removed()) {
        if (one.entry().kind() == ManifestEntry.Kind.FILE) {
          Path file = request.install().prefix().resolve(one.entry().path());
          try (InputStream content = Files.newInputStream(file)) {
            packed.add(content);
          }
        }
      }
      return new BaselineResult.Step(
          "left out (" + minimized.policy() + ")", -minimized.total().bytes(), -packed.bytes());
    } catch (IOException e) {
      throw ImageProblems.changed(request.install().prefix().toString(), e);
    }
  }

  /** Notes what was written, for the next build, when the image is whole. */
  void keep(List<WrittenLayer> written) {
    if (known.isEmpty()) {
      RemovedList.write(request.work(), planned().minimized());
      note.write(
          new EnvironmentNote.Known(
              facts(),
              written.stream()
                  .map(WrittenLayer::key)
                  .filter(key -> !key.name().equals(LayerPlan.APPLICATION))
                  .toList()));
    }
  }
}
