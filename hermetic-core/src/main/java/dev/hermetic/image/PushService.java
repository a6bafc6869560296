package dev.hermetic.image;

import dev.hermetic.event.Listener;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.registry.ImagePush;
import dev.hermetic.registry.PushRequest;
import dev.hermetic.registry.PushResult;
import dev.hermetic.registry.Registry;
import dev.hermetic.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pushes the image that was made, and no other. */
public final class PushService {
  private final RegistrySettings settings;
  private final InstantSource clock;
  private final Listener listener;

  public PushService(RegistrySettings settings, InstantSource clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Pushes to each repository.
   *
   * @param folder of the image, with its facts
   * @param targets references, each with a tag
   * @return in the order in which the repositories are first named
   * @throws HermeticException HERM-IMAGE-016, 020 to 022, 024, 028, HERM-REGISTRY-nnn, HERM-OCI-nnn
   */
  public List<PushResult> push(
      Path folder, PushGate.Question question, List<ImageReference> targets) {
    if (targets.isEmpty()) {
      throw ImageProblems.noName();
    }
    if (settings.web().offline()) {
      throw ImageProblems.offline(targets.get(0).toString());
    }
    ImageFacts facts = FactsFile.read(folder.resolve(FactsFile.NAME));
    ImagePlatform platform =
        ImagePlatform.of(new Platform(facts.platform()))
            .orElseThrow(() -> ImageProblems.noContainers(facts.platform()));
    Image image = image(folder, platform);
    PushGate.check(facts, image.digest(), question);
    Map<ImageReference, List<String>> tags = new LinkedHashMap<>();
    for (ImageReference target : targets) {
      List<String> of = tags.computeIfAbsent(target.withTag(null), key -> new ArrayList<>());
      String tag = target.tag();
      if (tag != null) {
        of.add(tag);
      }
    }
    Registry registry = Registry.over(settings, listener);
    ImagePush push = new ImagePush(registry, settings.workers(), clock, listener);
    List<PushResult> results = new ArrayList<>();
    try {
      tags.forEach(
          (repository, of) ->
              results.add(push.push(new PushRequest(repository, of, image, origins(facts)))));
    } catch (HermeticException e) {
      throw new HermeticException(e.problems().stream().map(PushService::ofBuild).toList(), e);
    }
    return results;
  }

  /** An image that this build made is not got from elsewhere, where it is damaged. */
  private static Problem ofBuild(Problem problem) {
    return problem.code().startsWith("HERM-OCI-")
        ? new Problem(
            problem.code(),
            problem.kind(),
            problem.subject(),
            problem.fact(),
            "run `mvn package` again; no tag was moved")
        : problem;
  }

  private static Image image(Path folder, ImagePlatform platform) {
    return OciLayout.open(ImageFolder.layout(folder)).image(platform, null);
  }

  /** A registry that has the base's blobs is asked to take them from there. */
  private static Map<Digest, ImageReference> origins(ImageFacts facts) {
    Map<Digest, ImageReference> origins = new HashMap<>();
    if (facts.base().inRegistry()) {
      ImageReference base = ImageReference.parse(facts.base().reference());
      for (ImageFacts.Layer layer : facts.layers()) {
        if (layer.ofBase()) {
          origins.put(Digest.parse(layer.digest()), base);
        }
      }
    }
    return origins;
  }
}
