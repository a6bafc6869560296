package dev.hermetic.diff;

import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.PackageAddress;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A package as one lock has it on one platform.
 *
 * @param version as the lock says it
 * @param build build string, empty when neither the lock nor the file name says it
 * @param channel as the lock's channel list names it, else its base URL; {@code pip} for what pip
 *     installs
 * @param url without credentials
 * @param md5 empty when the lock has none
 * @param sha256 empty when the lock has none
 * @param categories those that the lock lists it in
 * @param dependencies name to constraint, as the lock says it
 * @param license as the channel gives it, empty when it is not at hand
 */
public record Pinned(
    String version,
    Optional<String> build,
    String channel,
    String url,
    Optional<String> md5,
    Optional<String> sha256,
    SortedSet<String> categories,
    SortedMap<String, String> dependencies,
    Optional<String> license) {

  public Pinned {
    categories = Collections.unmodifiableSortedSet(new TreeSet<>(categories));
    dependencies = Collections.unmodifiableSortedMap(new TreeMap<>(dependencies));
  }

  static Pinned of(LockedPackage locked, List<LockedChannel> channels) {
    PackageAddress address = PackageAddress.of(locked.url());
    return new Pinned(
        locked.version(),
        PackageAddress.build(locked),
        locked.manager() == Manager.CONDA ? address.channelIn(channels) : "pip",
        address.url(),
        Optional.ofNullable(locked.md5()),
        Optional.ofNullable(locked.sha256()),
        new TreeSet<>(List.of(locked.category())),
        locked.dependencies(),
        Optional.empty());
  }

  /** The same package in one category more. */
  Pinned alsoIn(String category) {
    SortedSet<String> all = new TreeSet<>(categories);
    all.add(category);
    return new Pinned(
        version, build, channel, url, md5, sha256, all, dependencies, license);
  }

  /** The same package with what its channel says of its licence. */
  Pinned withLicense(Optional<String> known) {
    return new Pinned(
        version, build, channel, url, md5, sha256, categories, dependencies, known);
  }

  /** Last part of the URL. */
  String fileName() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** Whether both are the same bytes, by the strongest checksum that both have, else by name. */
  boolean sameBytes(Pinned other) {
    if (sha256.isPresent() && other.sha256.isPresent()) {
      return sha256.equals(other.sha256);
    }
    if (md5.isPresent() && other.md5.isPresent()) {
      return md5.equals(other.md5);
    }
    return Objects.equals(fileName(), other.fileName());
  }
}
