package dev.hermetic.lockfile;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An explicit file (CEP-23): addresses of packages in the order in which to install them.
 *
 * @param platform of {@code # platform:}
 * @param inputHash of {@code # input_hash:}, or {@code # env_hash:} of conda-lock before 1.0
 * @param packages in file order
 * @param pip requirements of {@code # pip} lines, in file order
 * @param warnings what a client may stumble over, in file order
 */
public record ExplicitLockfile(
    Optional<Platform> platform,
    Optional<String> inputHash,
    List<Entry> packages,
    List<PipEntry> pip,
    List<Problem> warnings) {
  public ExplicitLockfile {
    packages = List.copyOf(packages);
    pip = List.copyOf(pip);
    warnings = List.copyOf(warnings);
  }

  /**
   * A conda package.
   *
   * @param url URL or path as written, without the checksum; may hold credentials or {@code $VAR}
   * @param md5 null when the line has none
   * @param sha256 null when the line has none
   */
  public record Entry(
      String url, @Nullable String md5, @Nullable String sha256, Location location) {
    /** Never shows credentials. */
    @Override
    public String toString() {
      return location + ": " + Redaction.redact(url);
    }
  }

  /**
   * A pip requirement that conda-lock hides in a comment.
   *
   * @param requirement such as {@code name @ url#sha256=…}; may hold credentials
   */
  public record PipEntry(String requirement, Location location) {
    /** Never shows credentials. */
    @Override
    public String toString() {
      return location + ": " + Redaction.redact(requirement);
    }
  }
}
