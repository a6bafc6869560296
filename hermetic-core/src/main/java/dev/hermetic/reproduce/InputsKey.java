package dev.hermetic.reproduce;

import dev.hermetic.image.ImageRequest;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Digests of all that decides on a result. What a checkout has is known by its revision alone: with
 * changes in it, or without one, experiments are compared within their own call and with no other.
 */
final class InputsKey {
  private InputsKey() {}

  static String ofPrefix(InstallRequest install, EventContext context) throws IOException {
    StringBuilder text = new StringBuilder("prefix 1\n");
    line(text, context.tool(), context.lock(), install.platform().toString());
    line(text, install.target().path(), Boolean.toString(install.ignorePip()));
    for (Path file : install.environmentFiles()) {
      line(text, Files.exists(file) ? Digest.of(Files.readAllBytes(file)).hex() : "");
    }
    return hex(text);
  }

  static String ofImage(ImageRequest image, EventContext context) throws IOException {
    StringBuilder text = new StringBuilder("image 1\n");
    line(text, ofPrefix(image.install(), context), revision(context), image.from());
    line(text, Files.exists(image.pins()) ? Digest.of(Files.readAllBytes(image.pins())).hex() : "");
    line(text, image.format().name(), image.compression().name(), image.policy().name());
    line(text, image.files().toArray(String[]::new));
    line(text, image.runtime().toString(), image.created().toString());
    for (Map.Entry<String, String> one : new TreeMap<>(image.annotations()).entrySet()) {
      line(text, one.getKey(), one.getValue());
    }
    return hex(text);
  }

  static String ofOutput(InstallRequest install, ExperimentRequest experiment, EventContext context)
      throws IOException {
    StringBuilder text = new StringBuilder("output 1\n");
    line(text, ofPrefix(install, context), revision(context));
    line(text, experiment.command().toArray(String[]::new));
    line(text, experiment.outputs().toArray(String[]::new));
    return hex(text);
  }

  private static String revision(EventContext context) {
    boolean known = !context.revision().isEmpty() && !context.revision().endsWith("-dirty");
    return known ? context.revision() : context.revision() + " " + context.time();
  }

  private static void line(StringBuilder text, String... words) {
    List.of(words).forEach(word -> text.append(word.length()).append(':').append(word));
    text.append('\n');
  }

  private static String hex(StringBuilder text) {
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }
}
