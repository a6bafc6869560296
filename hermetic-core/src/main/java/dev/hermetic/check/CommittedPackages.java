package dev.hermetic.check;

import dev.hermetic.git.GitFolder;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.PackagesDigest;
import dev.hermetic.problem.HermeticException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The packages of a lock as they were written, where the last commit still has them. */
final class CommittedPackages {
  private CommittedPackages() {}

  /**
   * Reads them from git's {@code HEAD}.
   *
   * @param digest what the lock says that its packages had when it was written
   * @return empty when the commit has other packages than these, or cannot be read: nothing follows
   *     from it then
   */
  static Optional<List<LockedPackage>> of(Path lockfile, String digest) {
    Path file = lockfile.toAbsolutePath().normalize();
    try {
      GitFolder git = new GitFolder(file.getParent());
      Optional<byte[]> bytes = git.find(git.commit("HEAD"), file.getFileName().toString());
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      Lockfile lock =
          CondaLockReader.parse(new String(bytes.get(), StandardCharsets.UTF_8), "HEAD");
      return Optional.of(lock.packages())
          .filter(packages -> digest.equals(PackagesDigest.of(packages)));
    } catch (HermeticException e) {
      // Not in git, or not a lock there: the change is told all the same, without its lines.
      return Optional.empty();
    }
  }
}
