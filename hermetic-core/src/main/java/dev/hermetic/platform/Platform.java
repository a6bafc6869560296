package dev.hermetic.platform;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A conda platform, named as its subdir (CEP-26): {@code linux-64}, {@code osx-arm64}, … Ordered by
 * name.
 *
 * @param subdir lower-case {@code os-arch}
 */
public record Platform(String subdir) implements Comparable<Platform> {
  // First, because the constants below are checked against it.
  private static final Pattern FORM = Pattern.compile("[a-z]+-[a-z0-9_]+");

  public static final Platform LINUX_64 = new Platform("linux-64");
  public static final Platform LINUX_AARCH64 = new Platform("linux-aarch64");
  public static final Platform LINUX_PPC64LE = new Platform("linux-ppc64le");
  public static final Platform OSX_64 = new Platform("osx-64");
  public static final Platform OSX_ARM64 = new Platform("osx-arm64");
  public static final Platform WIN_64 = new Platform("win-64");

  /** The subdir of packages that fit every platform. */
  public static final String NOARCH = "noarch";

  /** What is locked for when nothing else is asked. */
  public static final List<Platform> DEFAULTS = List.of(LINUX_64, OSX_64, OSX_ARM64, WIN_64);

  public Platform {
    Objects.requireNonNull(subdir, "subdir");
    if (!isPlatform(subdir)) {
      throw new IllegalArgumentException("not a platform: " + subdir);
    }
  }

  /** Whether the text has the form of a platform. */
  public static boolean isPlatform(String text) {
    return FORM.matcher(text).matches();
  }

  /** {@code linux}, {@code osx}, {@code win}, … */
  public String os() {
    return subdir.substring(0, subdir.indexOf('-'));
  }

  /** {@code 64}, {@code aarch64}, {@code arm64}, … */
  public String arch() {
    return subdir.substring(subdir.indexOf('-') + 1);
  }

  public boolean isLinux() {
    return os().equals("linux");
  }

  public boolean isOsx() {
    return os().equals("osx");
  }

  public boolean isWindows() {
    return os().equals("win");
  }

  // Written out: what the compiler makes of a record is slow to link when first called.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Platform platform && subdir.equals(platform.subdir);
  }

  @Override
  public int hashCode() {
    return subdir.hashCode();
  }

  @Override
  public int compareTo(Platform other) {
    return subdir.compareTo(other.subdir);
  }

  @Override
  public String toString() {
    return subdir;
  }
}
