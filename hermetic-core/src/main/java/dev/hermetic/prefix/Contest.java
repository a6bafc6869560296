package dev.hermetic.prefix;

import dev.hermetic.archive.PackageEntry;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Who brings which path: the last in the order of installation wins, folders are everyone's. */
final class Contest {
  static final int FOLDER_MODE = 0755;

  /** 1980-01-01T00:00:00Z: what belongs to no package has a time that any archive can hold. */
  static final long CONSTANT_TIME = 315_532_800;

  // In the order in which they come, of which much is sorted.
  private final Map<String, PlannedPath> winners = new LinkedHashMap<>();
  private final Map<String, PlannedPath> folders = new LinkedHashMap<>();
  private final Map<String, List<PlannedPath>> losers = new LinkedHashMap<>();
  private final Set<String> reserved;

  /** The folder of the last path; the next mostly lies in it too. */
  private String known = "";

  /**
   * @param reserved paths that no package can have
   */
  Contest(Set<String> reserved) {
    this.reserved = Set.copyOf(reserved);
  }

  static PlannedPath folder(String path) {
    return new PlannedPath(path, new Content.Folder(), FOLDER_MODE, CONSTANT_TIME, "");
  }

  /** Empty for a path in the prefix itself. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** Whether {@link #parent} of a path is a folder, without making a text of it. */
  static boolean liesIn(String path, String folder) {
    int slash = path.lastIndexOf('/');
    return Math.max(slash, 0) == folder.length() && path.startsWith(folder);
  }

  void add(PlannedPath path) {
    if (path.isFolder()) {
      addFolders(path.path());
    } else if (!liesIn(path.path(), known)) {
      addFolders(parent(path.path()));
    }
    if (path.isFolder()) {
      return;
    }
    if (reserved.contains(path.path())) {
      losers.computeIfAbsent(path.path(), key -> new ArrayList<>()).add(path);
      return;
    }
    PlannedPath before = winners.put(path.path(), path);
    if (before != null) {
      losers.computeIfAbsent(path.path(), key -> new ArrayList<>()).add(before);
    }
  }

  private void addFolders(String path) {
    if (!path.equals(known)) {
      addNewFolders(path);
      known = path;
    }
  }

  private void addNewFolders(String path) {
    if (!path.isEmpty() && !folders.containsKey(path)) {
      addNewFolders(parent(path));
      folders.put(path, folder(path));
    }
  }

  /** All paths, sorted. A file where a folder is needed is a problem. */
  List<PlannedPath> paths(List<Problem> problems) {
    addFolders(PrefixMeta.FOLDER);
    List<PlannedPath> all = new ArrayList<>(folders.values());
    for (PlannedPath winner : winners.values()) {
      if (folders.containsKey(winner.path())) {
        if (winner.content() instanceof Content.Link && isEmpty(winner.path())) {
          // A folder of one package in which nothing is, and that another makes a link.
          all.removeIf(one -> one.path().equals(winner.path()));
        } else {
          problems.add(
              PrefixProblems.fileAndFolder(winner.path(), winner.owner(), below(winner.path())));
        }
      }
      all.add(winner);
    }
    all.sort(PlannedPath.ORDER);
    return all;
  }

  private boolean isEmpty(String folder) {
    String start = folder + "/";
    return winners.keySet().stream().noneMatch(path -> path.startsWith(start))
        && folders.keySet().stream().noneMatch(path -> path.startsWith(start));
  }

  private String below(String folder) {
    return winners.values().stream()
        .filter(one -> one.path().startsWith(folder + "/"))
        .min(PlannedPath.ORDER)
        .map(PlannedPath::owner)
        .orElse("another package");
  }

  List<Clobber> clobbers() {
    List<Clobber> clobbers = new ArrayList<>();
    losers.forEach(
        (path, lost) -> {
          PlannedPath winner = winners.get(path);
          boolean identical =
              winner != null && lost.stream().allMatch(one -> identity(one, winner));
          clobbers.add(
              new Clobber(
                  path,
                  winner == null ? Clobber.HERMETIC : winner.owner(),
                  lost.stream().map(PlannedPath::owner).toList(),
                  identical));
        });
    clobbers.sort((one, other) -> PackageEntry.compareCodePoints(one.path(), other.path()));
    return clobbers;
  }

  private static boolean identity(PlannedPath one, PlannedPath other) {
    return one.mode() == other.mode() && Objects.equals(bytes(one), bytes(other));
  }

  private static Object bytes(PlannedPath path) {
    Content content = path.content();
    if (content instanceof Content.Stored stored) {
      return String.valueOf(stored.entry().sha256());
    }
    if (content instanceof Content.Patched patched) {
      return List.of(String.valueOf(patched.entry().sha256()), patched.placeholder());
    }
    return content;
  }
}
