package dev.hermetic.image;

import dev.hermetic.activate.Activation.LeftScript;
import dev.hermetic.base.PackagedLibc;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.install.InstallResult;
import dev.hermetic.layer.LayerKey;
import dev.hermetic.layer.LayerWriter;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageJson;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the environment in the build before: facts, and the layers it is in. As long as
 * nobody has touched the prefix and nothing else that decides on them is another, they are the same,
 * and neither manifest nor records nor policy have to be gone through for that.
 */
final class EnvironmentNote {
  /** To be raised when the same environment gives other facts, or other files for its layers. */
  private static final String FORM = "hermetic environment 2";

  private static final String NAME = "environment.json";

  private final Path file;
  private final String key;

  EnvironmentNote(ImageRequest request, InstallResult installed) {
    this.file = request.work().resolve(NAME);
    InstallRequest install = request.install();
    String decisive =
        String.join(
            "\0",
            FORM,
            LayerWriter.form(request.compression()),
            installed.digest(),
            installed.state(),
            PushGate.sha256(install.lockfile()),
            install.platform().toString(),
            install.patched().path(),
            install.allowedScripts().toString(),
            request.policy().toString(),
            Boolean.toString(request.isScratch()));
    this.key = Digest.of(decisive.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** What is noted. */
  record Known(EnvironmentFacts facts, List<LayerKey> layers) {
    Known {
      layers = List.copyOf(layers);
    }
  }

  /** Empty when there is none, or one of something else, or it is damaged. */
  Optional<Known> read() {
    try {
      ImageJson json = ImageJson.object(Files.readAllBytes(file), NAME);
      return json.text("key").equals(key) ? Optional.of(known(json)) : Optional.empty();
    } catch (IOException | HermeticException e) {
      // All of it can be found again.
      return Optional.empty();
    }
  }

  void write(Known known) {
    EnvironmentFacts facts = known.facts();
    Map<String, Object> tree = FactsFile.tree(facts.packages(), facts.removed(), facts.heldBack());
    tree.put("key", key);
    tree.put("digest", facts.digest());
    tree.put("glibc", facts.glibc());
    PackagedLibc libc = facts.libc();
    if (libc != null) {
      tree.put(
          "libc",
          Map.of("version", libc.version(), "from", libc.from(), "links", libc.links()));
    }
    String driver = facts.driver();
    if (driver != null) {
      tree.put("driver", driver);
    }
    tree.put("cuda", facts.cuda());
    tree.put("hasPython", facts.hasPython());
    tree.put(
        "scripts",
        facts.scripts().stream()
            .map(one -> Map.of("path", one.path(), "why", one.why()))
            .toList());
    tree.put(
        "layers",
        known.layers().stream()
            .map(
                one ->
                    Map.of(
                        "name", one.name(),
                        "distributions", one.distributions(),
                        "key", one.digest().toString()))
            .toList());
    AtomicFiles.write(Map.of(file, JsonTree.lines(tree)));
  }

  private static @Nullable PackagedLibc libc(ImageJson json) {
    if (!json.has("libc")) {
      return null;
    }
    ImageJson libc = json.requiredChild("libc");
    return new PackagedLibc(
        libc.requiredText("version"), libc.requiredText("from"), libc.textMap("links"));
  }

  private static Known known(ImageJson json) {
    SortedMap<String, ImageFacts.Amount> removed = FactsFile.removed(json);
    List<LeftScript> scripts =
        json.children("scripts").stream()
            .map(one -> new LeftScript(one.requiredText("path"), one.requiredText("why")))
            .toList();
    EnvironmentFacts facts =
        new EnvironmentFacts(
            json.requiredText("digest"),
            json.textMap("glibc"),
            libc(json),
            json.has("driver") ? json.text("driver") : null,
            json.text("cuda"),
            json.isTrue("hasPython"),
            scripts,
            FactsFile.packages(json),
            removed,
            new TreeMap<>(json.textMap("heldBack")));
    List<LayerKey> layers =
        json.children("layers").stream()
            .map(
                one ->
                    new LayerKey(
                        one.requiredText("name"),
                        one.texts("distributions"),
                        Digest.parse(one.requiredText("key"))))
            .toList();
    return new Known(facts, layers);
  }
}
