package dev.hermetic.lockfile;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a lock assumes of the machines that it is for, as our {@code custom_metadata} say it. */
public final class LockedMachine {
  private LockedMachine() {}

  /**
   * The virtual packages that a platform was locked with, sorted; empty when the lock does not say
   * so, because another tool wrote it.
   */
  public static Optional<List<VirtualPackage>> of(Lockfile.Metadata metadata, Platform platform) {
    String words = metadata.custom().getOrDefault(OwnMetadata.VIRTUAL_PACKAGES_KEY, "");
    for (String one : words.split("; ")) {
      if (one.startsWith(platform + ": ")) {
        List<VirtualPackage> packages = new ArrayList<>();
        for (String word : one.substring(platform.subdir().length() + 2).split(" ")) {
          String[] parts = word.split("=", 3);
          if (parts.length > 1) {
            packages.add(
                new VirtualPackage(parts[0], parts[1], parts.length == 3 ? parts[2] : "0"));
          }
        }
        return Optional.of(packages.stream().sorted().toList());
      }
    }
    return Optional.empty();
  }
}
