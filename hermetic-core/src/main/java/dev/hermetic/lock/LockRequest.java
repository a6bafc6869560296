package dev.hermetic.lock;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.channel.ChannelSettings;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.lock.PipSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to lock, as the user's parameters say it.
 *
 * @param directory folder that relative paths are shown against: the project's
 * @param environmentFiles one or more, merged in order
 * @param lockfile where conda-lock.yml goes; explicit files go beside it
 * @param platforms overrides the files when not empty
 * @param channels overrides the files when not empty
 * @param channelAlias prefix of channel names, for example {@code https://conda.anaconda.org}
 * @param allowDefaults whether the channel {@code defaults} may be used
 * @param mirrors from URL prefix to URL prefix
 * @param multichannels from a name to the channels that it stands for, in priority order
 * @param virtualPackages virtual-packages.yml, null for the defaults
 * @param cuda version of {@code __cuda}, {@code none} to have none, null to leave it to file and
 *     defaults
 * @param priority channel priority
 * @param excludeNewer RFC 3339 instant, date or duration; null for no limit
 * @param explicitLockfiles whether to write conda-PLATFORM.lock
 * @param pip what to do about pip sections
 * @param pipSettings how pip packages are looked for
 * @param mode what to do when a lock exists
 * @param prove whether the second engine proves how new the answer is, and mends it where it can
 * @param workDirectory where facts about the run go that are no part of the lock, such as the
 *     digests of the repodata: {@code target/hermetic}; null to write none
 */
public record LockRequest(
    Path directory,
    List<Path> environmentFiles,
    Path lockfile,
    List<Platform> platforms,
    List<String> channels,
    String channelAlias,
    boolean allowDefaults,
    SortedMap<String, String> mirrors,
    SortedMap<String, List<String>> multichannels,
    @Nullable Path virtualPackages,
    @Nullable String cuda,
    ChannelPriority priority,
    @Nullable String excludeNewer,
    boolean explicitLockfiles,
    PipMode pip,
    PipSettings pipSettings,
    Mode mode,
    boolean prove,
    @Nullable Path workDirectory) {
  /** What to do about pip sections. */
  public enum PipMode {
    /** A pip section is a problem. */
    FAIL,
    /** Lock the conda part and note in the lock that pip entries were left out. */
    IGNORE,
    /** Lock pip packages beside those of conda. */
    LOCK
  }

  /** What to do when a lock exists. */
  public enum Mode {
    /** Solve afresh in any case: the newest of everything. */
    ALWAYS,
    /**
     * Solve only when the lock is missing or stale. A stale lock changes no more than the request
     * demands.
     */
    IF_STALE,
    /** Never write: a missing or stale lock is a problem. */
    FROZEN
  }

  /**
   * A request as a user makes it who sets nothing: {@code environment.yml} and {@code
   * conda-lock.yml} in the folder, every default, solved where the lock is stale.
   */
  public static LockRequestBuilder in(Path directory) {
    return new LockRequestBuilder(directory);
  }

  /** What makes requests that differ from this one in what is set. */
  public LockRequestBuilder toBuilder() {
    return new LockRequestBuilder(this);
  }

  /** The same in another mode. */
  public LockRequest withMode(Mode other) {
    return toBuilder().mode(other).build();
  }

  /**
   * What channel names mean here.
   *
   * @param environment variables for {@code $VAR} in URLs
   */
  public ChannelSettings channelSettings(Map<String, String> environment) {
    return new ChannelSettings(
        channelAlias, allowDefaults, mirrors, multichannels, directory, environment);
  }

  /**
   * What the same request, unlocked, is answered with at a date: solved afresh into another file.
   *
   * @param other where that lock goes
   * @param date an RFC 3339 instant or a date
   */
  public LockRequest unlockedAt(Path other, String date) {
    return toBuilder()
        .lockfile(other)
        .excludeNewer(date)
        .explicitLockfiles(false)
        .mode(Mode.ALWAYS)
        .prove(false)
        .workDirectory(null)
        .build();
  }

  /**
   * The same for a lock that lies elsewhere and whose explicit files do not count.
   *
   * @param cutOff the exclude-newer setting that it answers, null for none
   */
  LockRequest forLock(Path other, @Nullable String cutOff) {
    return toBuilder().lockfile(other).excludeNewer(cutOff).explicitLockfiles(false).build();
  }

  public LockRequest {
    environmentFiles = List.copyOf(environmentFiles);
    platforms = platforms.stream().sorted().distinct().toList();
    channels = List.copyOf(channels);
    mirrors = Collections.unmodifiableSortedMap(new TreeMap<>(mirrors));
    multichannels = Collections.unmodifiableSortedMap(new TreeMap<>(multichannels));
  }

  /** Never shows mirrors, channels or multichannels, which may hold credentials. */
  @Override
  public String toString() {
    return "LockRequest[lockfile=" + lockfile + ", platforms=" + platforms + ", mode=" + mode + "]";
  }
}
