package dev.hermetic.image;

import dev.hermetic.activate.Activation.LeftScript;
import dev.hermetic.event.Listener;
import dev.hermetic.layer.LayerContent;
import dev.hermetic.layer.LayerEntry;
import dev.hermetic.layer.LayerFile;
import dev.hermetic.layer.LayerPackage;
import dev.hermetic.layer.LayerPlan;
import dev.hermetic.layer.LayerWriter;
import dev.hermetic.layer.PlannedLayer;
import dev.hermetic.layer.WrittenLayer;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.TarEntry;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts environment and application into layers. */
final class ImageLayers {
  private static final int SCRIPT_MODE = 0755;

  private final Prefix prefix;
  private final ImageRequest request;
  private final List<PlannedLayer> plan;

  ImageLayers(
      Prefix prefix,
      List<ApplicationFile> files,
      List<LeftScript> scripts,
      ImageRequest request) {
    this.prefix = prefix;
    this.request = request;
    List<LayerFile> environment = new ArrayList<>();
    for (ManifestEntry entry : prefix.minimized().kept()) {
      environment.add(new LayerFile(entry(entry), entry.owner()));
    }
    List<LayerEntry> meta = new ArrayList<>();
    if (!scripts.isEmpty()) {
      byte[] script = EntrypointScript.bytes("/" + prefix.inImage(), scripts);
      TarEntry head =
          TarEntry.file(
              prefix.inImage() + "/" + EntrypointScript.PATH, SCRIPT_MODE, 0, script.length);
      meta.add(new LayerEntry(head, LayerContent.of(script)));
    }
    List<LayerEntry> application = new ArrayList<>();
    String workdir = request.runtime().workdir().substring(1);
    long created = request.created().getEpochSecond();
    if (!workdir.isEmpty()) {
      application.add(LayerEntry.of(TarEntry.directory(workdir, 0755, created)));
    }
    files.forEach(file -> application.add(entry(file, created)));
    this.plan = LayerPlan.of(prefix.inImage(), environment, packages(), meta, application);
  }

  private List<LayerPackage> packages() {
    return prefix.packages().values().stream()
        .map(
            one ->
                new LayerPackage(
                    one.distribution(),
                    one.name() + " " + one.version(),
                    one.name(),
                    List.copyOf(one.depends().keySet()),
                    !one.isConda()))
        .toList();
  }

  private LayerEntry entry(ManifestEntry entry) {
    String path = prefix.inImage() + "/" + entry.path();
    return switch (entry.kind()) {
      case DIRECTORY -> LayerEntry.of(TarEntry.directory(path, entry.mode(), entry.mtime()));
      case SOFTLINK ->
          LayerEntry.of(link(path, Objects.requireNonNull(entry.linkTarget()), entry.mtime()));
      case FILE ->
          new LayerEntry(
              TarEntry.file(path, entry.mode(), entry.mtime(), entry.size()),
              LayerContent.file(
                  prefix.folder().resolve(entry.path()),
                  new Digest(Objects.requireNonNull(entry.sha256()))));
    };
  }

  private static LayerEntry entry(ApplicationFile file, long created) {
    String target = file.linkTarget();
    return target != null
        ? LayerEntry.of(link(file.path(), target, created))
        : new LayerEntry(
            TarEntry.file(file.path(), file.mode(), created, file.size()),
            LayerContent.file(file.source(), file.digest()));
  }

  private static TarEntry link(String path, String target, long mtime) {
    return new TarEntry(path, TarEntry.Kind.SYMLINK, 0777, mtime, 0, target, 0, 0);
  }

  List<WrittenLayer> write(InstantSource clock, Listener listener) {
    return new LayerWriter(
            request.compression(),
            request.work().resolve("layers"),
            request.install().threads(),
            clock,
            listener)
        .write(plan);
  }

  /** The packages with their sizes and layers. */
  List<ImageFacts.Package> facts() {
    Map<String, Long> bytes = new HashMap<>();
    for (ManifestEntry entry : prefix.minimized().kept()) {
      if (!entry.path().startsWith(PrefixManifest.FOLDER + "/")) {
        bytes.merge(entry.owner(), entry.size(), Long::sum);
      }
    }
    Map<String, String> layers = new HashMap<>();
    for (PlannedLayer layer : plan) {
      layer.distributions().forEach(one -> layers.putIfAbsent(one, layer.name()));
    }
    return prefix.packages().values().stream()
        .map(
            one ->
                new ImageFacts.Package(
                    one.distribution(),
                    one.name(),
                    one.version(),
                    one.isConda() ? "conda" : "pip",
                    bytes.getOrDefault(one.distribution(), 0L),
                    layers.getOrDefault(one.distribution(), "")))
        .toList();
  }
}
