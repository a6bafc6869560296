package dev.hermetic.lock;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One package file of a lock, taken apart for people who read tables.
 *
 * @param version as the lock says it
 * @param build build string: the lock's, else the file name's, else empty
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

  private static final List<String> EXTENSIONS = List.of(".conda", ".tar.bz2");

  /** Whether the file fits every platform. */
  public boolean noarch() {
    return subdir.filter(Platform.NOARCH::equals).isPresent();
  }

  static LockedFile of(LockedPackage locked, List<LockedChannel> channels, OptionalLong size) {
    String url = Redaction.redact(locked.url());
    int end = url.indexOf('#');
    String path = end < 0 ? url : url.substring(0, end);
    int file = path.lastIndexOf('/');
    int folder = file < 0 ? -1 : path.lastIndexOf('/', file - 1);
    String fileName = locked.fileName();
    boolean conda = locked.manager() == LockedPackage.Manager.CONDA && folder >= 0;
    Optional<String> build =
        Optional.ofNullable(locked.build()).or(() -> conda ? build(locked, fileName) : none());
    return new LockedFile(
        locked.version(),
        build,
        conda ? channel(path.substring(0, folder), channels) : "pip",
        conda ? Optional.of(path.substring(folder + 1, file)) : Optional.empty(),
        fileName,
        url,
        Optional.ofNullable(locked.md5()),
        Optional.ofNullable(locked.sha256()),
        size,
        locked.category(),
        conda
            ? BuildVariant.of(build.orElse(null), locked.dependencies().keySet())
            : Optional.empty());
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  /** Conda's file names are {@code name-version-build}; another form says nothing. */
  private static Optional<String> build(LockedPackage locked, String fileName) {
    String start = locked.name() + "-" + locked.version() + "-";
    return EXTENSIONS.stream()
        .filter(extension -> fileName.startsWith(start) && fileName.endsWith(extension))
        .filter(extension -> fileName.length() > start.length() + extension.length())
        .map(e -> fileName.substring(start.length(), fileName.length() - e.length()))
        .findFirst();
  }

  private static String channel(String base, List<LockedChannel> channels) {
    return channels.stream()
        .map(channel -> Redaction.redact(channel.url()))
        .filter(name -> base.equals(name) || base.endsWith("/" + name) || base.equals(trim(name)))
        .findFirst()
        .orElse(base);
  }

  private static String trim(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
