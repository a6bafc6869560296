package dev.hermetic.lockfile;

/**
 * The keys of {@code custom_metadata} in which our own locks keep what CEP-37 has no field for: the
 * request that was answered.
 */
public final class OwnMetadata {
  /** Counts up when the meaning of our keys changes. */
  public static final int FORMAT = 1;

  /** What all of our keys begin with. */
  public static final String PREFIX = "hermetic_";

  /** {@link #FORMAT}; a lock without it was written by another tool. */
  public static final String FORMAT_KEY = PREFIX + "format";

  /** {@code text=instant}: what the user wrote and what it was turned into. */
  public static final String EXCLUDE_NEWER_KEY = PREFIX + "exclude_newer";

  /** {@code ignored} when the pip section was left out. */
  public static final String PIP_KEY = PREFIX + "pip";

  /** What is asked of PyPI, in canonical form: requirements, limits and options. */
  public static final String PIP_SPECS_KEY = PREFIX + "pip_specs";

  /** The indexes in the order in which they were asked, unless it is that of PyPI alone. */
  public static final String PIP_INDEXES_KEY = PREFIX + "pip_indexes";

  /** {@code unsafe-best-match} where not the first index counted. */
  public static final String PIP_STRATEGY_KEY = PREFIX + "pip_strategy";

  /** SHA-256 of a mapping of the user from conda names to those of PyPI. */
  public static final String PIP_MAPPING_KEY = PREFIX + "pip_mapping";

  /**
   * {@code conda=project} of conda packages that count as a project of PyPI under another name than
   * the built-in ones; {@code conda=-} for none.
   */
  public static final String PIP_NAMES_KEY = PREFIX + "pip_names";

  /** {@code strict}, {@code flexible} or {@code disabled}. */
  public static final String PRIORITY_KEY = PREFIX + "channel_priority";

  /** The value of {@code hermetic.cuda}. */
  public static final String CUDA_KEY = PREFIX + "cuda";

  /** What channel names were put behind, when it is not the default. */
  public static final String ALIAS_KEY = PREFIX + "channel_alias";

  /** {@code name=channel,channel} of the names that stand for several channels. */
  public static final String MULTICHANNELS_KEY = PREFIX + "multichannels";

  /** The root specs in their canonical form, for people. */
  public static final String SPECS_KEY = PREFIX + "specs";

  /** The virtual packages of each platform; {@link LockedMachine} reads it. */
  public static final String VIRTUAL_PACKAGES_KEY = PREFIX + "virtual_packages";

  /**
   * Where package files lie outside of the channels, separated by a blank: a channel may keep its
   * files elsewhere (CEP-15), or say that others belong to it (CEP-42).
   */
  public static final String PLACES_KEY = PREFIX + "places";

  /** {@link PackagesDigest}: tells a lock that was changed by hand or by a merge. */
  public static final String PACKAGES_KEY = PREFIX + "packages";

  private OwnMetadata() {}

  /** What the user wrote of {@link #EXCLUDE_NEWER_KEY}. */
  public static String excludeNewer(String recorded) {
    int instant = recorded.lastIndexOf('=');
    return instant < 0 ? recorded : recorded.substring(0, instant);
  }

  /** Whether we wrote the lock. */
  public static boolean isOurs(Lockfile.Metadata metadata) {
    return metadata.custom().containsKey(FORMAT_KEY);
  }
}
