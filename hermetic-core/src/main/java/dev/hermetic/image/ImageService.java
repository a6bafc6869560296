package dev.hermetic.image;

import dev.hermetic.activate.Activation.LeftScript;
import dev.hermetic.base.BaseGate;
import dev.hermetic.base.BaseImage;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.install.InstallResult;
import dev.hermetic.install.InstallService;
import dev.hermetic.layer.WrittenLayer;
import dev.hermetic.minimize.Minimized;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.DockerTar;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageConfig;
import dev.hermetic.oci.ImageFormat;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.oci.OciTar;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes images. The same request gives the same digest on every machine; what failed leaves the
 * image of the build before as it was.
 */
public final class ImageService {
  private final FetchSettings web;
  private final Bases bases;
  private final InstantSource clock;
  private final Listener listener;

  /**
   * @param web how packages are fetched
   * @param registries how images are
   */
  public ImageService(
      FetchSettings web, RegistrySettings registries, InstantSource clock, Listener listener) {
    this.web = web;
    this.bases = new Bases(registries, listener);
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Makes an image.
   *
   * @throws HermeticException HERM-IMAGE-nnn, HERM-BASE-nnn, HERM-OCI-nnn, HERM-REGISTRY-nnn,
   *     HERM-MIN-nnn, HERM-LAYER-nnn, and all that an installation can meet
   */
  public ImageResult build(ImageRequest request) {
    InstallRequest install = request.install();
    ImagePlatform platform =
        ImagePlatform.of(install.platform())
            .orElseThrow(() -> ImageProblems.noContainers(install.platform().toString()));
    Path project = install.directory();
    String lock = install.shownLock();
    if (!lock.matches("(?s).*\\.ya?ml")) {
      throw ImageProblems.explicitFile(lock);
    }
    // What costs nothing comes first, so that a typing error is told at once.
    List<ApplicationFile> files =
        ApplicationFiles.find(
            project,
            request.files().stream().map(FileRule::parse).toList(),
            request.runtime().workdir());
    BaseImage base = bases.find(request, platform);
    InstallResult installed = new InstallService(web, clock, listener).install(install);
    Prefix prefix = Prefix.of(install, request);
    BaseGate.check(base, prefix.needs(install, request.runtime().workdir()));
    List<LeftScript> scripts = shellScripts(prefix, install, base);
    ImageLayers layers = new ImageLayers(prefix, files, scripts, request);
    List<WrittenLayer> written = layers.write(clock, listener);
    Optional<ImageFacts> before = FactsFile.find(request.facts());
    Image image = assemble(request, platform, base, prefix, scripts, written);
    ImageFacts facts = facts(request, base, prefix, image, layers, written, UnpackedSizes.of(before));
    Optional<BaselineResult> baseline =
        Optional.ofNullable(request.baseline())
            .map(text -> new Baseline(bases).compare(text, project, platform, image));
    OciLayout.write(request.layout(), image, request.names());
    FactsFile.write(request.facts(), facts);
    RemovedList.write(request.work(), prefix.minimized());
    Optional<Path> tar = tar(request, image);
    return new ImageResult(
        facts,
        installed,
        request.layout(),
        tar,
        reused(written),
        before.map(one -> Comparison.of(one, facts)),
        baseline);
  }

  /**
   * Brings the base into the cache, so that the image can be made without a connection.
   *
   * @throws HermeticException HERM-IMAGE-017, 018, HERM-BASE-nnn, HERM-OCI-nnn, HERM-REGISTRY-nnn
   */
  public void fetchBase(ImageRequest request) {
    Platform platform = request.install().platform();
    ImagePlatform.of(platform).ifPresent(known -> bases.find(request, known));
  }

  private static List<LeftScript> shellScripts(Prefix prefix, InstallRequest install, BaseImage base) {
    List<LeftScript> scripts =
        prefix.activation().left().stream()
            .filter(script -> !install.allowedScripts().containsKey(prefix.ownerName(script.path())))
            .toList();
    if (!scripts.isEmpty() && !base.files().has(EntrypointScript.SHELL)) {
      throw ImageProblems.noShell(
          base.name(), scripts.get(0).path(), scripts.get(0).why());
    }
    return scripts;
  }

  private static Image assemble(
      ImageRequest request,
      ImagePlatform platform,
      BaseImage base,
      Prefix prefix,
      List<LeftScript> scripts,
      List<WrittenLayer> written) {
    List<ImageLayer> layers = new ArrayList<>(baseLayers(base));
    List<ImageConfig.Step> history = new ArrayList<>();
    base.image().ifPresent(image -> history.addAll(image.config().history()));
    for (WrittenLayer one : written) {
      layers.add(one.layer());
      history.add(
          new ImageConfig.Step(request.created(), "hermetic: " + one.plan().name(), "", false));
    }
    SortedMap<String, String> annotations = annotations(request, base, prefix);
    RuntimeRequest wanted = request.runtime().withLabels(annotations);
    ImageConfig config =
        new ImageConfig(
            platform,
            request.created(),
            "",
            Runtime.config(
                base.image().map(image -> image.config().runtime()).orElse(RuntimeConfig.EMPTY),
                prefix.activation(),
                wanted,
                "/" + prefix.inImage(),
                prefix.has("bin/python"),
                prefix.cuda(),
                scripts),
            List.of(),
            history);
    return Image.assemble(
        request.format(),
        config,
        layers,
        request.format() == ImageFormat.OCI ? annotations : new TreeMap<>());
  }

  private static SortedMap<String, String> annotations(
      ImageRequest request, BaseImage base, Prefix prefix) {
    SortedMap<String, String> annotations = new TreeMap<>(request.annotations());
    annotations.put("dev.hermetic.lock.digest", "sha256:" + prefix.lock());
    annotations.put("dev.hermetic.prefix.digest", "sha256:" + prefix.manifest().digest());
    // A folder on this machine means nothing to others, and is another one on theirs.
    base.reference()
        .ifPresent(
            reference ->
                annotations.put(
                    "org.opencontainers.image.base.name", reference.withDigest(null).toString()));
    base.digest()
        .ifPresent(
            digest ->
                annotations.put("org.opencontainers.image.base.digest", digest.toString()));
    return annotations;
  }

  private static ImageFacts facts(
      ImageRequest request,
      BaseImage base,
      Prefix prefix,
      Image image,
      ImageLayers layers,
      List<WrittenLayer> written,
      UnpackedSizes sizes) {
    List<ImageFacts.Layer> all = new ArrayList<>();
    int number = 0;
    for (ImageLayer layer : baseLayers(base)) {
      all.add(layer("base " + ++number, layer, sizes.of(layer), true));
    }
    for (WrittenLayer one : written) {
      all.add(layer(one.plan().name(), one.layer(), one.unpackedBytes(), false));
    }
    return new ImageFacts(
        ImageFacts.FORMAT,
        image.digest().toString(),
        image.manifest().mediaType(),
        request.install().platform().toString(),
        request.names(),
        new ImageFacts.Base(
            base.reference().map(ImageReference::toString).orElse(base.name()),
            base.digest().map(Digest::toString).orElse(""),
            base.reference().isPresent()),
        new ImageFacts.Lock(prefix.shownLock(), prefix.lock()),
        new ImageFacts.Prefix("/" + prefix.inImage(), prefix.manifest().digest()),
        request.compression().toString(),
        all,
        layers.facts(),
        request.policy().name(),
        removed(prefix.minimized()),
        heldBack(prefix.minimized()));
  }

  private static List<ImageLayer> baseLayers(BaseImage base) {
    return base.image().map(Image::layers).orElse(List.of());
  }

  private static ImageFacts.Layer layer(
      String name, ImageLayer layer, long unpacked, boolean ofBase) {
    return new ImageFacts.Layer(
        name,
        layer.descriptor().digest().toString(),
        layer.diffId().toString(),
        layer.descriptor().size(),
        unpacked,
        ofBase);
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

  private static Optional<Path> tar(ImageRequest request, Image image) {
    Path tar = request.tar();
    if (tar == null) {
      return Optional.empty();
    }
    if (request.tarFormat() == ImageFormat.OCI) {
      OciTar.write(tar, image, request.names());
    } else {
      DockerTar.write(tar, image, request.names());
    }
    return Optional.of(tar);
  }

  /**
   * Gives an engine on this machine the image that was made.
   *
   * @return a line for people
   * @throws HermeticException HERM-IMAGE-019
   */
  public String load(ImageResult result, ContainerEngine engine) {
    ImagePlatform platform =
        ImagePlatform.of(new Platform(result.facts().platform())).orElseThrow();
    Path work = result.layout().resolveSibling("load");
    return engine.load(result.layout(), platform, result.facts().names(), work);
  }

  private static Set<String> reused(List<WrittenLayer> written) {
    Set<String> reused = new HashSet<>();
    for (WrittenLayer one : written) {
      if (one.reused()) {
        reused.add(one.layer().descriptor().digest().toString());
      }
    }
    return reused;
  }
}
