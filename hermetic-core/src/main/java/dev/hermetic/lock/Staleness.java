package dev.hermetic.lock;

import dev.hermetic.lockfile.ContentHash;
import dev.hermetic.lockfile.ExplicitLockWriter;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/** Whether a lock answers a request, told from the files alone. */
final class Staleness {
  private final LockInputs inputs;

  Staleness(LockInputs inputs) {
    this.inputs = inputs;
  }

  /** Why the lock does not answer the request, in words; empty when it does. */
  List<String> reasons(Lockfile lock) {
    List<String> reasons = new ArrayList<>();
    var asked = new TreeSet<>(inputs.environment().platforms());
    var locked = new TreeSet<>(lock.metadata().platforms());
    for (Platform platform : asked) {
      if (!locked.contains(platform)) {
        reasons.add("not locked for " + platform);
      } else if (!sameContent(lock, platform)) {
        reasons.add("the specs, channels or virtual packages for " + platform + " have changed");
      }
    }
    locked.removeAll(asked);
    locked.forEach(platform -> reasons.add("locked for " + platform + ", which is not asked for"));
    reasons.addAll(settings(lock.metadata().custom()));
    reasons.addAll(editedPackages(lock));
    if (reasons.isEmpty() && inputs.request().explicitLockfiles()) {
      reasons.addAll(explicitFiles(lock));
    }
    return reasons;
  }

  /** A version or name edited by hand no longer is the one of the package file. */
  private static List<String> editedPackages(Lockfile lock) {
    List<String> reasons = new ArrayList<>();
    for (LockedPackage locked : lock.packages()) {
      if (locked.manager() == LockedPackage.Manager.CONDA
          && !locked.fileName().startsWith(locked.name() + "-" + locked.version() + "-")) {
        reasons.add(
            locked.name()
                + " "
                + locked.version()
                + " for "
                + locked.platform()
                + " is not what its address names");
      }
    }
    return reasons;
  }

  private boolean sameContent(Lockfile lock, Platform platform) {
    String hash = lock.metadata().contentHash().get(platform);
    return hash != null
        && ContentHash.acceptedVariants(inputs.hashInput(platform)).contains(hash);
  }

  private List<String> settings(SortedMap<String, String> custom) {
    if (!custom.containsKey(LockInputs.FORMAT_KEY)) {
      return inputs.isPlain() ? List.of() : List.of("locked by another tool, without our settings");
    }
    List<String> changed = new ArrayList<>();
    SortedMap<String, String> wanted = inputs.custom();
    for (String key :
        List.of(
            LockInputs.PRIORITY_KEY,
            LockInputs.ALIAS_KEY,
            LockInputs.MULTICHANNELS_KEY,
            LockInputs.CUDA_KEY,
            LockInputs.EXCLUDE_NEWER_KEY,
            LockInputs.PIP_KEY)) {
      String before = custom.getOrDefault(key, "not set");
      String now = wanted.getOrDefault(key, "not set");
      if (!before.equals(now)) {
        changed.add(key.substring(LockInputs.PREFIX.length()) + " was " + before + ", is " + now);
      }
    }
    return changed;
  }

  private List<String> explicitFiles(Lockfile lock) {
    List<String> reasons = new ArrayList<>();
    for (Platform platform : lock.metadata().platforms()) {
      Path file = LockFileNames.explicitFile(inputs.request().lockfile(), platform);
      try {
        byte[] wanted = ExplicitLockWriter.write(lock, platform);
        if (!Files.exists(file)) {
          reasons.add(file.getFileName() + " is missing");
        } else if (!Arrays.equals(Files.readAllBytes(file), wanted)) {
          reasons.add(file.getFileName() + " is out of step");
        }
      } catch (IOException e) {
        reasons.add(file.getFileName() + " cannot be read");
      }
    }
    return reasons;
  }

  /** Fails where a lock that must stand does not. */
  Problem problem(List<String> reasons) {
    return LockProblems.stale(shownLockfile(), reasons);
  }

  private String shownLockfile() {
    return ShownPaths.relative(inputs.request().directory(), inputs.request().lockfile());
  }
}
