package dev.hermetic.image;

import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.oci.ImageJson;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and writes {@code image.json}. */
public final class FactsFile {
  /** Below the folder of the image. */
  public static final String NAME = "image.json";

  private FactsFile() {}

  /**
   * The facts of the last build.
   *
   * @throws HermeticException HERM-IMAGE-016 when there are none, or they cannot be read
   */
  public static ImageFacts read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw ImageProblems.noFacts(file, "there is no such file, or it cannot be read");
    }
    ImageFacts facts;
    try {
      facts = facts(ImageJson.object(bytes, NAME));
    } catch (HermeticException e) {
      throw ImageProblems.noFacts(file, "it is no image.json");
    }
    if (facts.format() != ImageFacts.FORMAT) {
      throw ImageProblems.noFacts(file, "it was written by another version of Hermetic");
    }
    return facts;
  }

  /** The facts of the last build; empty where there are none that can be read. */
  static Optional<ImageFacts> find(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(file));
    } catch (HermeticException e) {
      // It is only compared with; the new facts take its place.
      return Optional.empty();
    }
  }

  /** Writes the facts; the same bytes for the same facts. */
  public static void write(Path file, ImageFacts facts) {
    AtomicFiles.write(Map.of(file, JsonTree.lines(tree(facts))));
  }

  private static Map<String, Object> tree(ImageFacts facts) {
    Map<String, Object> tree = tree(facts.packages(), facts.removed(), facts.heldBack());
    tree.put("format", (long) facts.format());
    tree.put("digest", facts.digest());
    tree.put("mediaType", facts.mediaType());
    tree.put("platform", facts.platform());
    tree.put("names", facts.names());
    ImageFacts.Base base = facts.base();
    tree.put(
        "base",
        Map.of(
            "reference", base.reference(),
            "digest", base.digest(),
            "inRegistry", base.inRegistry()));
    tree.put("lock", Map.of("file", facts.lock().file(), "sha256", facts.lock().sha256()));
    tree.put("prefix", Map.of("path", facts.prefix().path(), "digest", facts.prefix().digest()));
    tree.put("compression", facts.compression());
    tree.put("layers", facts.layers().stream().map(FactsFile::tree).toList());
    tree.put("policy", facts.policy());
    return tree;
  }

  /** What became of an environment. */
  static Map<String, Object> tree(
      List<ImageFacts.Package> packages,
      SortedMap<String, ImageFacts.Amount> removed,
      SortedMap<String, String> heldBack) {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("packages", packages.stream().map(FactsFile::tree).toList());
    Map<String, Object> kinds = new TreeMap<>();
    removed.forEach(
        (kind, amount) ->
            kinds.put(kind, Map.of("files", amount.files(), "bytes", amount.bytes())));
    tree.put("removed", kinds);
    tree.put("heldBack", heldBack);
    return tree;
  }

  static List<ImageFacts.Package> packages(ImageJson json) {
    return json.children("packages").stream().map(FactsFile::one).toList();
  }

  static SortedMap<String, ImageFacts.Amount> removed(ImageJson json) {
    SortedMap<String, ImageFacts.Amount> removed = new TreeMap<>();
    ImageJson kinds = json.requiredChild("removed");
    for (String kind : json.keys("removed")) {
      ImageJson amount = kinds.requiredChild(kind);
      removed.put(
          kind, new ImageFacts.Amount(Math.toIntExact(amount.size("files")), amount.size("bytes")));
    }
    return removed;
  }

  private static Map<String, Object> tree(ImageFacts.Layer layer) {
    return Map.of(
        "name", layer.name(),
        "digest", layer.digest(),
        "diffId", layer.diffId(),
        "packed", layer.packed(),
        "unpacked", layer.unpacked(),
        "ofBase", layer.ofBase());
  }

  private static Map<String, Object> tree(ImageFacts.Package one) {
    return Map.of(
        "distribution", one.distribution(),
        "name", one.name(),
        "version", one.version(),
        "manager", one.manager(),
        "bytes", one.bytes(),
        "layer", one.layer());
  }

  private static ImageFacts facts(ImageJson json) {
    ImageJson base = json.requiredChild("base");
    ImageJson lock = json.requiredChild("lock");
    ImageJson prefix = json.requiredChild("prefix");
    return new ImageFacts(
        (int) Math.min(json.size("format"), Integer.MAX_VALUE),
        json.requiredText("digest"),
        json.requiredText("mediaType"),
        json.requiredText("platform"),
        json.texts("names"),
        new ImageFacts.Base(
            base.text("reference"), base.text("digest"), base.isTrue("inRegistry")),
        new ImageFacts.Lock(lock.text("file"), lock.text("sha256")),
        new ImageFacts.Prefix(prefix.text("path"), prefix.text("digest")),
        json.text("compression"),
        json.children("layers").stream().map(FactsFile::layer).toList(),
        packages(json),
        json.text("policy"),
        removed(json),
        json.textMap("heldBack"));
  }

  private static ImageFacts.Layer layer(ImageJson json) {
    return new ImageFacts.Layer(
        json.text("name"),
        json.requiredText("digest"),
        json.text("diffId"),
        json.size("packed"),
        json.size("unpacked"),
        json.isTrue("ofBase"));
  }

  private static ImageFacts.Package one(ImageJson json) {
    return new ImageFacts.Package(
        json.text("distribution"),
        json.text("name"),
        json.text("version"),
        json.text("manager"),
        json.size("bytes"),
        json.text("layer"));
  }
}
