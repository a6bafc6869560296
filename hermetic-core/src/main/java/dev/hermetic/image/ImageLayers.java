package dev.hermetic.image;

import dev.hermetic.activate.Activation;
import dev.hermetic.activate.Activation.LeftScript;
import dev.hermetic.base.PackagedLibc;
import dev.hermetic.layer.LayerContent;
import dev.hermetic.layer.LayerEntry;
import dev.hermetic.layer.LayerFile;
import dev.hermetic.layer.LayerPackage;
import dev.hermetic.layer.LayerPlan;
import dev.hermetic.layer.PlannedLayer;
import dev.hermetic.minimize.Minimized;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.TarEntry;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.NeutralNotes;
import dev.hermetic.prefix.PrefixManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts environment and application into layers. */
final class ImageLayers {
  private static final int SCRIPT_MODE = 0755;

  private final Prefix prefix;
  private final List<LeftScript> scripts;
  private final @Nullable PackagedLibc libc;
  private final List<PlannedLayer> plan;

  ImageLayers(
      Prefix prefix, Activation activation, List<LayerEntry> application, ImageRequest request) {
    this.prefix = prefix;
    this.scripts =
        activation.left().stream()
            .filter(
                one ->
                    !request.install().allowedScripts().containsKey(prefix.ownerName(one.path())))
            .toList();
    this.libc =
        request.isScratch()
            ? ImagePlatform.of(request.install().platform()).flatMap(prefix::libc).orElse(null)
            : null;
    List<LayerFile> environment = new ArrayList<>();
    for (ManifestEntry entry : prefix.minimized().kept()) {
      if (!NeutralNotes.leavesOut(entry)) {
        environment.add(new LayerFile(entry(entry), entry.owner()));
      }
    }
    List<LayerEntry> more = new ArrayList<>();
    if (libc != null) {
      Set<String> own = application.stream().map(LayerEntry::path).collect(Collectors.toSet());
      for (LayerEntry entry : ScratchRoot.entries(libc, own)) {
        if (entry.head().kind() == TarEntry.Kind.DIRECTORY) {
          // Its mode counts also for a layer that has it for the sake of what lies in it.
          environment.add(new LayerFile(entry, ""));
        } else {
          more.add(entry);
        }
      }
    }
    if (!scripts.isEmpty()) {
      byte[] script = EntrypointScript.bytes("/" + prefix.inImage(), scripts);
      TarEntry head =
          TarEntry.file(
              prefix.inImage() + "/" + EntrypointScript.PATH, SCRIPT_MODE, 0, script.length);
      more.add(new LayerEntry(head, LayerContent.of(script)));
    }
    this.plan = LayerPlan.of(environment, packages(), more, application);
  }

  /** Where the environment is in the image, without a slash at the start. */
  static String inImage(ImageRequest request) {
    return request.install().patched().path().substring(1);
  }

  /** The members of the application's layer, in no order. */
  static List<LayerEntry> application(List<ApplicationFile> files, ImageRequest request) {
    List<LayerEntry> application = new ArrayList<>();
    String workdir = request.runtime().workdir().substring(1);
    long created = request.created().getEpochSecond();
    if (!workdir.isEmpty()) {
      application.add(LayerEntry.of(TarEntry.directory(workdir, 0755, created)));
    }
    files.forEach(file -> application.add(entry(file, created)));
    return application;
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
      case FILE -> NeutralNotes.concerns(entry) ? note(path, entry) : file(path, entry);
    };
  }

  private LayerEntry file(String path, ManifestEntry entry) {
    return new LayerEntry(
        TarEntry.file(path, entry.mode(), entry.mtime(), entry.size()),
        LayerContent.file(
            prefix.folder().resolve(entry.path()),
            new Digest(Objects.requireNonNull(entry.sha256()))));
  }

  /** A file as it is in the prefix where it says nothing of others anyway. */
  private LayerEntry note(String path, ManifestEntry entry) {
    Path file = prefix.folder().resolve(entry.path());
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
      if (!Digest.of(bytes).hex().equals(entry.sha256())) {
        throw new IOException("other bytes than it should have");
      }
    } catch (IOException e) {
      throw ImageProblems.changed(file.toString(), e);
    }
    byte[] neutral = NeutralNotes.of(entry, bytes);
    return new LayerEntry(
        TarEntry.file(path, entry.mode(), entry.mtime(), neutral.length),
        LayerContent.of(neutral));
  }

  private static LayerEntry entry(ApplicationFile file, long created) {
    String target = file.linkTarget();
    return target != null
        ? LayerEntry.of(link(file.path(), target, created))
        : new LayerEntry(
            TarEntry.file(file.path(), file.mode(), created, file.size()),
            LayerContent.file(file.source(), file.digest()));
  }

  static TarEntry link(String path, String target, long mtime) {
    return new TarEntry(path, TarEntry.Kind.SYMLINK, 0777, mtime, 0, target, 0, 0);
  }

  List<PlannedLayer> plan() {
    return plan;
  }

  Minimized minimized() {
    return prefix.minimized();
  }

  EnvironmentFacts facts() {
    return new EnvironmentFacts(
        prefix.manifest().digest(),
        prefix.glibc(),
        libc,
        prefix.driver(),
        prefix.cuda().orElse(""),
        prefix.has("bin/python"),
        scripts,
        packageFacts(),
        removed(prefix.minimized()),
        heldBack(prefix.minimized()));
  }

  /** The packages with their sizes and layers. */
  private List<ImageFacts.Package> packageFacts() {
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

  private static SortedMap<String, ImageFacts.Amount> removed(Minimized minimized) {
    SortedMap<String, ImageFacts.Amount> removed = new TreeMap<>();
    minimized
        .byKind()
        .forEach(
            (kind, amount) ->
                removed.put(kind, new ImageFacts.Amount(amount.files(), amount.bytes())));
    return removed;
  }

  private static SortedMap<String, String> heldBack(Minimized minimized) {
    SortedMap<String, String> heldBack = new TreeMap<>();
    minimized.heldBack().forEach(one -> heldBack.putIfAbsent(one.what(), one.reason()));
    return heldBack;
  }
}
