package dev.hermetic.maven;

import dev.hermetic.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the policy of a project. */
final class PolicyFile {
  private PolicyFile() {}

  /** Null where there is none under the usual name; one that was named otherwise has to be there. */
  static @Nullable Path find(ParameterReader reader, Path folder, @Nullable String value) {
    String text = reader.text(value);
    Path file = folder.resolve(text == null ? Policy.NAME : text);
    boolean named = text != null && !text.equals(Policy.NAME);
    return named || Files.exists(file) ? file : null;
  }
}
