package dev.hermetic.lockfile;

import dev.hermetic.platform.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole conda-lock.yml of version 1 (CEP-37). Immutable.
 *
 * @param packages in file order
 */
public record Lockfile(Metadata metadata, List<LockedPackage> packages) {
  /**
   * @param contentHash per platform, 64 hex digits
   * @param channels in priority order
   * @param platforms in file order
   * @param sources environment files, relative to the lock file, with {@code /}
   * @param custom {@code custom_metadata}: our request, and what others left there
   * @param other further optional sections ({@code time_metadata}, {@code git_metadata}, {@code
   *     inputs_metadata}) as plain YAML values, kept when a lock is read and written again
   */
  public record Metadata(
      SortedMap<Platform, String> contentHash,
      List<LockedChannel> channels,
      List<Platform> platforms,
      List<String> sources,
      SortedMap<String, String> custom,
      SortedMap<String, Object> other) {
    public Metadata {
      contentHash = Collections.unmodifiableSortedMap(new TreeMap<>(contentHash));
      channels = List.copyOf(channels);
      platforms = List.copyOf(platforms);
      sources = List.copyOf(sources);
      custom = Collections.unmodifiableSortedMap(new TreeMap<>(custom));
      other = Collections.unmodifiableSortedMap(new TreeMap<>(other));
    }
  }

  /**
   * A channel of the lock.
   *
   * @param url channel name or URL as asked for, {@code $VAR} in place of credentials
   * @param usedEnvVars names of the variables in it, sorted
   */
  public record LockedChannel(String url, List<String> usedEnvVars) {
    public LockedChannel {
      usedEnvVars = List.copyOf(usedEnvVars);
    }

    // Written out: what the compiler makes of a record is slow to link when first called.
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof LockedChannel other
          && url.equals(other.url)
          && usedEnvVars.equals(other.usedEnvVars);
    }

    @Override
    public int hashCode() {
      return 31 * url.hashCode() + usedEnvVars.hashCode();
    }
  }

  public Lockfile {
    packages = List.copyOf(packages);
  }

  /**
   * The same lock as it is written: packages in conda-lock's order (manager, name, platform,
   * category), without virtual packages, which describe the machine and cannot be installed. One of
   * ours carries the digest of its packages.
   */
  public Lockfile canonical() {
    List<LockedPackage> sorted = installable();
    if (!OwnMetadata.isOurs(metadata)) {
      return new Lockfile(metadata, sorted);
    }
    SortedMap<String, String> custom = new TreeMap<>(metadata.custom());
    custom.put(OwnMetadata.PACKAGES_KEY, PackagesDigest.of(sorted));
    return new Lockfile(
        new Metadata(
            metadata.contentHash(),
            metadata.channels(),
            metadata.platforms(),
            metadata.sources(),
            custom,
            metadata.other()),
        sorted);
  }

  /** The packages in canonical order, without virtual packages. */
  public List<LockedPackage> installable() {
    if (isInstallable()) {
      return packages;
    }
    List<LockedPackage> installable = new ArrayList<>(packages.size());
    for (LockedPackage one : packages) {
      if (!isVirtual(one)) {
        installable.add(one);
      }
    }
    installable.sort(LockedPackage.ORDER);
    return List.copyOf(installable);
  }

  /** As nearly every lock is: in canonical order already, without virtual packages. */
  private boolean isInstallable() {
    @Nullable LockedPackage before = null;
    for (LockedPackage one : packages) {
      if (isVirtual(one) || before != null && LockedPackage.ORDER.compare(before, one) > 0) {
        return false;
      }
      before = one;
    }
    return true;
  }

  private static boolean isVirtual(LockedPackage one) {
    return one.manager() == LockedPackage.Manager.CONDA && one.name().startsWith("__");
  }
}
