package dev.hermetic.pypi.lock;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.List;
import java.util.Optional;

/** What the names of source distributions say (PEP 625): {@code NAME-VERSION.tar.gz}. */
final class FileNames {
  private static final List<String> ENDINGS =
      List.of(".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz");

  private FileNames() {}

  /** The version of a source distribution; empty where it is none of that project. */
  static Optional<PypiVersion> sdistVersion(String fileName, ProjectName name) {
    for (String ending : ENDINGS) {
      if (fileName.endsWith(ending)) {
        String stem = fileName.substring(0, fileName.length() - ending.length());
        // A name may hold hyphens in old files: the longest version that there can be.
        for (int at = stem.indexOf('-'); at > 0; at = stem.indexOf('-', at + 1)) {
          if (ProjectName.normalise(stem.substring(0, at)).equals(name.normalised())) {
            return PypiVersion.tryParse(stem.substring(at + 1));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a file is one of the project. */
  static boolean isOf(String fileName, ProjectName name) {
    int dash = fileName.indexOf('-');
    boolean wheel =
        fileName.endsWith(".whl")
            && dash > 0
            && ProjectName.normalise(fileName.substring(0, dash)).equals(name.normalised());
    return wheel || sdistVersion(fileName, name).isPresent();
  }
}
