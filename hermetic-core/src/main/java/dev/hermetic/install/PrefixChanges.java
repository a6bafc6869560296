package dev.hermetic.install;

import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares a prefix with the one that takes its place. */
final class PrefixChanges {
  private PrefixChanges() {}

  /** Empty where there is no prefix yet, or none that says what is in it. */
  static Optional<InstallResult.Changes> between(Path prefix, PrefixManifest next) {
    Path file = prefix.resolve(PrefixManifest.PATH);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          between(PrefixManifest.parse(Files.readAllBytes(file), file.toString()), next));
    } catch (IOException | HermeticException e) {
      return Optional.empty();
    }
  }

  private static InstallResult.Changes between(PrefixManifest before, PrefixManifest next) {
    Map<String, ManifestEntry> paths = new HashMap<>();
    before.entries().forEach(entry -> paths.put(entry.path(), entry));
    int files = 0;
    for (ManifestEntry entry : next.entries()) {
      ManifestEntry old = paths.remove(entry.path());
      files += entry.equals(old) ? 0 : 1;
    }
    return new InstallResult.Changes(
        without(owners(next), owners(before)),
        without(owners(before), owners(next)),
        files + paths.size());
  }

  private static List<String> without(Set<String> all, Set<String> others) {
    return all.stream().filter(one -> !others.contains(one)).toList();
  }

  private static Set<String> owners(PrefixManifest manifest) {
    Set<String> owners = new TreeSet<>();
    manifest.entries().forEach(entry -> owners.add(entry.owner()));
    return owners;
  }
}
