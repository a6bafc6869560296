package dev.hermetic.check;

import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Environment;
import dev.hermetic.lockfile.ContentHash;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.pypi.request.PipRequest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a lock has to answer.
 *
 * @param environment the environment files, read
 * @param channels as the lock should record them
 * @param resolver tells which channel a name means
 * @param virtualPackages what the machines of each platform have
 * @param settings what our own lock of this request would say in {@code custom_metadata}
 * @param unusual settings that only our locks can say, of those that are not the default: key to
 *     value
 * @param contents per platform what conda-lock's content hash is computed from
 * @param pip what the pip sections ask for, of the platforms that have one; none where they are
 *     ignored
 * @param pipIgnored whether pip sections are left out
 * @param explicitFiles whether explicit files belong to the lock
 * @param lockfile the lock; explicit files lie beside it
 * @param shownLockfile as problems name it
 */
public record CheckRequest(
    Environment environment,
    List<LockedChannel> channels,
    ChannelResolver resolver,
    SortedMap<Platform, VirtualPackages> virtualPackages,
    SortedMap<String, String> settings,
    SortedMap<String, String> unusual,
    SortedMap<Platform, ContentHash.Input> contents,
    SortedMap<Platform, PipRequest> pip,
    boolean pipIgnored,
    boolean explicitFiles,
    Path lockfile,
    String shownLockfile) {
  public CheckRequest {
    channels = List.copyOf(channels);
    virtualPackages = Collections.unmodifiableSortedMap(new TreeMap<>(virtualPackages));
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    unusual = Collections.unmodifiableSortedMap(new TreeMap<>(unusual));
    pip = Collections.unmodifiableSortedMap(new TreeMap<>(pip));
    contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
  }
}
