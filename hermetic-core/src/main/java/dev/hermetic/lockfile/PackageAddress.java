package dev.hermetic.lockfile;

import dev.hermetic.fetch.WebAddress;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.problem.Redaction;
import java.util.List;
import java.util.Optional;

/**
 * Where a package file of a lock is, and what follows from the form {@code
 * CHANNEL/SUBDIR/NAME-VERSION-BUILD.EXTENSION} that conda's addresses have (CEP-26).
 *
 * @param url without credentials and without what follows a {@code #}
 * @param channel the channel's base URL, without trailing slash; empty where the URL has no folders
 * @param subdir the last folder of the URL, empty where it has none
 * @param fileName the name of the file as the channel knows it: some tools write the {@code !} of an
 *     epoch as {@code %21} into the URL. Never a path: what would become one stays encoded
 * @param distribution what the file name says, empty when it is not one of a conda package
 */
public record PackageAddress(
    String url,
    String channel,
    String subdir,
    String fileName,
    Optional<Distribution> distribution) {
  private static final List<String> EXTENSIONS = List.of(".conda", ".tar.bz2");

  /** The parts of a file name {@code NAME-VERSION-BUILD.EXTENSION}, none of them empty. */
  public record Distribution(String name, String version, String build) {}

  /** Takes the address of a package apart; credentials are masked. */
  public static PackageAddress of(String written) {
    String url = bare(written);
    int file = url.lastIndexOf('/');
    int folder = file < 0 ? -1 : url.lastIndexOf('/', file - 1);
    String fileName = decode(url.substring(file + 1));
    return new PackageAddress(
        url,
        folder < 0 ? "" : url.substring(0, folder),
        folder < 0 ? "" : url.substring(folder + 1, file),
        fileName,
        distribution(fileName));
  }

  /** The name of the file at the address, {@link #fileName}; most who take an address apart want no more. */
  static String fileName(String written) {
    String url = bare(written);
    return decode(url.substring(url.lastIndexOf('/') + 1));
  }

  private static String bare(String written) {
    String redacted = Redaction.redact(written);
    int fragment = redacted.indexOf('#');
    return fragment < 0 ? redacted : redacted.substring(0, fragment);
  }

  /** The build string of a locked package: what the lock says, else the file name. */
  public static Optional<String> build(LockedPackage locked) {
    if (locked.build() != null) {
      return Optional.of(locked.build());
    }
    return locked.manager() == LockedPackage.Manager.CONDA
        ? distribution(locked.fileName()).map(Distribution::build)
        : Optional.empty();
  }

  /** The channel as the lock's channel list names it, else its base URL. */
  public String channelIn(List<LockedChannel> channels) {
    for (LockedChannel one : channels) {
      String name = Redaction.redact(one.url());
      String bare = trim(name);
      if (channel.equals(bare) || channel.endsWith("/" + bare)) {
        return name;
      }
    }
    return channel;
  }

  private static String decode(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    String name = WebAddress.decode(encoded);
    return name.indexOf('/') < 0 && name.indexOf('\\') < 0 ? name : encoded;
  }

  private static Optional<Distribution> distribution(String fileName) {
    for (String extension : EXTENSIONS) {
      if (fileName.endsWith(extension)) {
        return split(fileName.substring(0, fileName.length() - extension.length()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Distribution> split(String stem) {
    int build = stem.lastIndexOf('-');
    int version = build < 0 ? -1 : stem.lastIndexOf('-', build - 1);
    return version < 1 || version + 1 == build || build + 1 == stem.length()
        ? Optional.empty()
        : Optional.of(
            new Distribution(
                stem.substring(0, version),
                stem.substring(version + 1, build),
                stem.substring(build + 1)));
  }

  private static String trim(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
