package dev.hermetic.image;

import dev.hermetic.base.BaseImage;
import dev.hermetic.base.BaseSource;
import dev.hermetic.layer.LayerPlan;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.text.ByteText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Measures an image against another one, with the same measure for both. */
final class Baseline {
  private final Bases bases;

  Baseline(Bases bases) {
    this.bases = bases;
  }

  /**
   * Compares.
   *
   * @param text an image, as the base is named, or a size
   * @param own the image that was made
   * @param facts of it
   * @param environment what was left out of it
   */
  BaselineResult compare(
      String text,
      ImageRequest request,
      ImagePlatform platform,
      Image own,
      ImageFacts facts,
      ImageEnvironment environment) {
    OptionalLong size = ByteText.parse(text);
    if (size.isPresent()) {
      return BaselineResult.ofSize(text, size.getAsLong());
    }
    BaseSource source = source(text, request.install().directory());
    BaseImage other = bases.other(source, platform);
    Image there = other.image().orElseThrow(() -> ImageProblems.noBaseline(text));
    DiskUse theirs = DiskUse.of(there);
    DiskUse ours = DiskUse.of(own);
    List<BaselineResult.Part> parts = new ArrayList<>();
    parts.add(new BaselineResult.Part("system", theirs.system(), ours.system()));
    parts.add(new BaselineResult.Part("environment", theirs.environment(), ours.environment()));
    parts.add(
        new BaselineResult.Part("package cache", theirs.packageCache(), ours.packageCache()));
    int threads = request.install().threads();
    long packed = packed(there);
    Map<DiskUse.Part, Long> anew = DiskUse.packed(there, request.compression(), threads);
    List<BaselineResult.Step> steps = new ArrayList<>();
    long all = anew.values().stream().mapToLong(Long::longValue).sum();
    steps.add(new BaselineResult.Step("packed by " + request.compression(), 0, all - packed));
    steps.add(
        new BaselineResult.Step(
            "no package cache",
            ours.packageCache() - theirs.packageCache(),
            -anew.get(DiskUse.Part.PACKAGE_CACHE)));
    steps.add(
        new BaselineResult.Step(
            "base, application",
            ours.system() - theirs.system(),
            aroundEnvironment(facts) - anew.get(DiskUse.Part.SYSTEM)));
    steps.add(environment.leftOut(threads));
    long unpackedSo = steps.stream().mapToLong(BaselineResult.Step::unpacked).sum();
    long packedSo = steps.stream().mapToLong(BaselineResult.Step::packed).sum();
    // Other packages or versions of them, bytecode, headers of tars.
    steps.add(
        new BaselineResult.Step(
            "all else",
            facts.unpacked() - theirs.tars() - unpackedSo,
            facts.packed() - packed - packedSo));
    return new BaselineResult(text, parts, steps, theirs.tars(), packed);
  }

  /**
   * Refuses what can be neither an image nor a size. A mere word may be either, mistyped; images of
   * Docker Hub are told from it by their tag.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-IMAGE-007, HERM-OCI-001
   */
  static void check(String text, Path folder) {
    if (ByteText.parse(text).isEmpty()) {
      source(text, folder);
    }
  }

  private static BaseSource source(String text, Path folder) {
    BaseSource source = BaseSource.parse(text, folder);
    boolean isWord = text.chars().noneMatch(c -> "/:.@".indexOf(c) >= 0);
    if (source instanceof BaseSource.Scratch
        || source instanceof BaseSource.InRegistry && isWord
        || source instanceof BaseSource.OnDisk there && !Files.exists(there.place())) {
      throw ImageProblems.noBaseline(text);
    }
    return source;
  }

  /** What of the image is not the environment, as it is pushed and pulled. */
  private static long aroundEnvironment(ImageFacts facts) {
    return facts.layers().stream()
        .filter(layer -> layer.ofBase() || layer.name().equals(LayerPlan.APPLICATION))
        .mapToLong(ImageFacts.Layer::packed)
        .sum();
  }

  private static long packed(Image image) {
    return image.layers().stream()
        .map(ImageLayer::descriptor)
        .mapToLong(layer -> layer.size())
        .sum();
  }
}
