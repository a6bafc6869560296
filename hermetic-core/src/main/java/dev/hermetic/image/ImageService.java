package dev.hermetic.image;

import dev.hermetic.activate.Activation;
import dev.hermetic.activate.Activation.LeftScript;
import dev.hermetic.activate.ActivationReader;
import dev.hermetic.base.BaseGate;
import dev.hermetic.base.BaseImage;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.DigestNotes;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.install.InstallResult;
import dev.hermetic.install.InstallService;
import dev.hermetic.layer.WrittenLayer;
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
import dev.hermetic.work.Parallel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;

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
    String shown = install.shownLock();
    if (!shown.endsWith(".yml") && !shown.endsWith(".yaml")) {
      throw ImageProblems.explicitFile(shown);
    }
    // What costs nothing comes first, so that a typing error is told at once.
    if (request.baseline() != null) {
      Baseline.check(request.baseline(), project);
    }
    List<ApplicationFile> files =
        ApplicationFiles.find(
            project,
            request.files().stream().map(FileRule::parse).toList(),
            request.runtime().workdir());
    Future<BaseImage> begun = bases.begin(request, platform);
    InstallResult installed = installed(install, begun);
    Activation activation =
        ActivationReader.read(install.prefix(), install.patched().path(), install.platform());
    ImageEnvironment environment = new ImageEnvironment(request, installed, activation, files);
    BaseImage base = Parallel.result(begun);
    check(environment.facts().upon(base), environment.facts(), request);
    List<WrittenLayer> written = environment.write(clock, listener);
    EnvironmentFacts facts = environment.facts();
    String lock = PushGate.sha256(install.lockfile());
    Image image = assemble(request, platform, base, facts, lock, activation, written);
    Optional<ImageFacts> before = FactsFile.find(request.facts());
    ImageFacts now =
        facts(request, base, facts, lock, image, written, UnpackedSizes.of(before));
    Optional<BaselineResult> baseline =
        Optional.ofNullable(request.baseline())
            .map(
                text ->
                    new Baseline(bases).compare(text, request, platform, image, now, environment));
    DigestNotes digests = new DigestNotes(request.work(), clock);
    OciLayout.write(request.layout(), image, request.names(), digests::sha256);
    FactsFile.write(request.facts(), now);
    environment.keep(written);
    Optional<Path> tar = tar(request, image);
    return new ImageResult(
        now,
        installed,
        request.layout(),
        tar,
        reused(written),
        before.map(one -> Comparison.of(one, now)),
        baseline);
  }

  private InstallResult installed(InstallRequest install, Future<BaseImage> begun) {
    try {
      return new InstallService(web, clock, listener).install(install);
    } catch (HermeticException e) {
      begun.cancel(true);
      throw e;
    }
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

  private static void check(BaseImage base, EnvironmentFacts environment, ImageRequest request) {
    BaseGate.check(
        base,
        environment.needs(
            List.of(ImageLayers.inImage(request), request.runtime().workdir())));
    if (!environment.scripts().isEmpty() && !base.files().has(EntrypointScript.SHELL)) {
      LeftScript script = environment.scripts().get(0);
      throw ImageProblems.noShell(base.name(), script.path(), script.why());
    }
  }

  private static Image assemble(
      ImageRequest request,
      ImagePlatform platform,
      BaseImage base,
      EnvironmentFacts environment,
      String lock,
      Activation activation,
      List<WrittenLayer> written) {
    List<ImageLayer> layers = new ArrayList<>(baseLayers(base));
    List<ImageConfig.Step> history = new ArrayList<>();
    base.image().ifPresent(image -> history.addAll(image.config().history()));
    for (WrittenLayer one : written) {
      layers.add(one.layer());
      history.add(
          new ImageConfig.Step(request.created(), "hermetic: " + one.key().name(), "", false));
    }
    SortedMap<String, String> annotations = annotations(request, base, environment, lock);
    RuntimeRequest wanted = request.runtime().withLabels(annotations);
    ImageConfig config =
        new ImageConfig(
            platform,
            request.created(),
            "",
            Runtime.config(
                base.image().map(image -> image.config().runtime()).orElse(RuntimeConfig.EMPTY),
                activation,
                wanted,
                request.install().patched().path(),
                environment.hasPython(),
                Optional.of(environment.cuda()).filter(version -> !version.isEmpty()),
                environment.scripts()),
            List.of(),
            history);
    return Image.assemble(
        request.format(),
        config,
        layers,
        request.format() == ImageFormat.OCI ? annotations : new TreeMap<>());
  }

  private static SortedMap<String, String> annotations(
      ImageRequest request, BaseImage base, EnvironmentFacts environment, String lock) {
    SortedMap<String, String> annotations = new TreeMap<>(request.annotations());
    annotations.put("dev.hermetic.lock.digest", "sha256:" + lock);
    annotations.put("dev.hermetic.prefix.digest", "sha256:" + environment.digest());
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
      EnvironmentFacts environment,
      String lock,
      Image image,
      List<WrittenLayer> written,
      UnpackedSizes sizes) {
    List<ImageFacts.Layer> all = new ArrayList<>();
    int number = 0;
    for (ImageLayer layer : baseLayers(base)) {
      all.add(layer("base " + ++number, layer, sizes.of(layer), true));
    }
    for (WrittenLayer one : written) {
      all.add(layer(one.key().name(), one.layer(), one.unpackedBytes(), false));
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
        new ImageFacts.Lock(request.install().shownLock(), lock),
        new ImageFacts.Prefix(request.install().patched().path(), environment.digest()),
        request.compression().toString(),
        all,
        environment.packages(),
        request.policy().name(),
        environment.removed(),
        environment.heldBack());
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
