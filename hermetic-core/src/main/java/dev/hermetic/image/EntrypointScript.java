package dev.hermetic.image;

import dev.hermetic.activate.Activation.LeftScript;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A small script that runs what only a shell can: scripts of {@code etc/conda/activate.d} that do
 * more than set variables. There is one only where there are such scripts.
 */
final class EntrypointScript {
  /** Relative to the prefix. */
  static final String PATH = "etc/conda/hermetic-entrypoint.sh";

  /** What has to be in the base. */
  static final String SHELL = "bin/sh";

  private EntrypointScript() {}

  /** @param prefix where the prefix is in the image */
  static byte[] bytes(String prefix, List<LeftScript> scripts) {
    StringBuilder text = new StringBuilder("#!/bin/sh\n");
    text.append("# Runs the activation scripts that need a shell, then the command.\n");
    for (LeftScript script : scripts) {
      text.append(". ").append(quoted(prefix + "/" + script.path())).append('\n');
    }
    text.append("exec \"$@\"\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What comes before the user's entrypoint. */
  static List<String> words(String prefix) {
    return List.of("/" + SHELL, prefix + "/" + PATH);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
