package dev.hermetic.prefix;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the file systems of the platform can hold all paths of a plan beside each other. */
final class PathChecks {
  private PathChecks() {}

  static void check(Platform platform, List<PlannedPath> paths, List<Problem> problems) {
    if (platform.isWindows()) {
      for (PlannedPath path : paths) {
        PlatformNames.windowsForbids(path.path())
            .filter(why -> !path.isFolder())
            .ifPresent(
                why -> problems.add(PrefixProblems.forbiddenName(path.path(), path.owner(), why)));
      }
    }
    if (PlatformNames.foldsCase(platform)) {
      Map<String, PlannedPath> seen = new HashMap<>();
      for (PlannedPath path : paths) {
        PlannedPath same = seen.putIfAbsent(PlatformNames.fold(path.path()), path);
        // Folders of two spellings become one, and what is in them is compared by itself.
        if (same != null && !(same.isFolder() && path.isFolder())) {
          problems.add(
              PrefixProblems.caseCollision(
                  platform, path.path(), owner(path), same.path(), owner(same)));
        }
      }
    }
  }

  private static String owner(PlannedPath path) {
    return path.isFolder() ? "a folder" : path.owner();
  }
}
