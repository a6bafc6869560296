package dev.hermetic.lock;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.tag.InvalidWheelNameException;
import dev.hermetic.pypi.tag.WheelName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One package file of a lock, taken apart for people who read tables.
 *
 * @param name as the lock says it
 * @param version as the lock says it
 * @param build build string: the lock's, else the file name's, else empty; the tags of a wheel
 * @param channel the channel as the lock's channel list names it, else its base URL; {@code pip}
 *     for what pip installs
 * @param subdir the last folder of the URL, empty for pip packages
 * @param fileName last part of the URL
 * @param url without credentials
 * @param md5 empty when the lock has none
 * @param sha256 empty when the lock has none
 * @param size bytes, empty when unknown
 * @param category {@code main} or what the user put it in
 * @param variant CPU or CUDA, empty when nothing in the lock says so
 */
public record LockedFile(
    LockedPackage.Manager manager,
    String name,
    String version,
    Optional<String> build,
    String channel,
    Optional<String> subdir,
    String fileName,
    String url,
    Optional<String> md5,
    Optional<String> sha256,
    OptionalLong size,
    String category,
    Optional<BuildVariant> variant) {

  /** How the names of wheels end that need no certain machine, nor interface of one Python. */
  private static final String PURE = "-none-any.whl";

  /** Whether the file fits every platform. */
  public boolean noarch() {
    return manager == LockedPackage.Manager.CONDA
        ? subdir.filter(Platform.NOARCH::equals).isPresent()
        : fileName.endsWith(PURE);
  }

  static LockedFile of(LockedPackage locked, List<LockedChannel> channels, OptionalLong size) {
    PackageAddress address = PackageAddress.of(locked.url());
    boolean conda =
        locked.manager() == LockedPackage.Manager.CONDA && !address.subdir().isEmpty();
    Optional<String> build =
        PackageAddress.build(locked).or(() -> wheelTags(locked, address.fileName()));
    return new LockedFile(
        locked.manager(),
        locked.name(),
        locked.version(),
        build,
        conda ? address.channelIn(channels) : "pip",
        conda ? Optional.of(address.subdir()) : Optional.empty(),
        address.fileName(),
        Redaction.redact(locked.url()),
        Optional.ofNullable(locked.md5()),
        Optional.ofNullable(locked.sha256()),
        size,
        locked.category(),
        conda
            ? BuildVariant.of(build.orElse(null), locked.dependencies().keySet())
            : Optional.empty());
  }

  private static Optional<String> wheelTags(LockedPackage locked, String fileName) {
    if (locked.manager() == LockedPackage.Manager.CONDA || !WheelName.isWheel(fileName)) {
      return Optional.empty();
    }
    try {
      return Optional.of(WheelName.parse(fileName).tagText());
    } catch (InvalidWheelNameException e) {
      return Optional.empty();
    }
  }
}
