package dev.hermetic.lockfile;

import dev.hermetic.environment.Requirement;
import dev.hermetic.platform.Platform;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code package:} in conda-lock.yml (CEP-37).
 *
 * @param dependencies name to version constraint as conda-lock keeps it: without the build part
 * @param url where the package is; may hold {@code $VAR} for credentials, never a credential
 * @param md5 null when the lock has none
 * @param sha256 null when the lock has none; of a pip package from a repository the commit, 40 hex
 *     digits
 * @param sourceUrl {@code source.url} of a pip package from VCS or a path, null when absent
 * @param build build string, null when the lock does not say it
 * @param category {@code main} unless the spec that asks for it was put in another
 */
public record LockedPackage(
    String name,
    String version,
    Manager manager,
    Platform platform,
    SortedMap<String, String> dependencies,
    String url,
    @Nullable String md5,
    @Nullable String sha256,
    @Nullable String sourceUrl,
    @Nullable String build,
    String category) {
  /** Who installs the package. */
  public enum Manager {
    CONDA,
    PIP;

    /** The word that lock files use: {@code conda} or {@code pip}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** conda-lock's order: manager, name, platform; then category. */
  static final Comparator<LockedPackage> ORDER = LockedPackage::order;

  private static int order(LockedPackage one, LockedPackage other) {
    int order = one.manager.compareTo(other.manager);
    if (order == 0) {
      order = one.name.compareTo(other.name);
    }
    if (order == 0) {
      order = one.platform.compareTo(other.platform);
    }
    return order == 0 ? one.category.compareTo(other.category) : order;
  }

  public LockedPackage {
    dependencies = Collections.unmodifiableSortedMap(new TreeMap<>(dependencies));
  }

  /** The name of the package file as the channel knows it; see {@link PackageAddress#fileName}. */
  public String fileName() {
    return PackageAddress.fileName(url);
  }

  /** The same in another category. */
  public LockedPackage in(String other) {
    return new LockedPackage(
        name, version, manager, platform, dependencies, url, md5, sha256, sourceUrl, build, other);
  }

  // Written out: what the compiler makes of a record is slow to link when first called.
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof LockedPackage other
        && name.equals(other.name)
        && version.equals(other.version)
        && manager == other.manager
        && platform.equals(other.platform)
        && url.equals(other.url)
        && Objects.equals(md5, other.md5)
        && Objects.equals(sha256, other.sha256)
        && Objects.equals(sourceUrl, other.sourceUrl)
        && Objects.equals(build, other.build)
        && category.equals(other.category)
        && dependencies.equals(other.dependencies);
  }

  @Override
  public int hashCode() {
    return 31 * url.hashCode() + 17 * platform.hashCode() + name.hashCode();
  }

  public boolean optional() {
    return !category.equals(Requirement.MAIN);
  }
}
