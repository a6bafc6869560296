package dev.hermetic.check;

import dev.hermetic.channel.Channel;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that every conda package comes from a channel of the environment, or from a place that the
 * lock itself names: where a channel keeps its files elsewhere (CEP-15) or brings other channels
 * along (CEP-42).
 */
final class SourceCheck {
  private final CheckRequest request;
  private final LocatedLock located;
  private final Findings findings;
  private final Fixes fixes;

  SourceCheck(CheckRequest request, LocatedLock located, Findings findings, Fixes fixes) {
    this.request = request;
    this.located = located;
    this.findings = findings;
    this.fixes = fixes;
  }

  void check(Platform platform) {
    Set<String> places = places(platform);
    if (places.isEmpty()) {
      return;
    }
    for (LockedPackage locked : located.lockfile().packages()) {
      if (locked.manager() == Manager.CONDA
          && locked.platform().equals(platform)
          && !locked.name().startsWith("__")
          && !isFrom(places, locked.url())) {
        findings.add(
            "HERM-CHECK-021",
            located.locations().of(locked, "url"),
            locked.name() + " " + locked.version() + " comes from none of the channels: "
                + PackageAddress.of(locked.url()).url(),
            fixes.orSet("name its channel in the environment file"),
            platform);
      }
    }
  }

  /** What else names no package file is told by the check of the entry. */
  private static boolean isFrom(Set<String> places, String url) {
    int file = url.lastIndexOf('/');
    int subdir = file < 0 ? -1 : url.lastIndexOf('/', file - 1);
    if (subdir < 0) {
      return true;
    }
    String base = url.substring(0, subdir);
    // As most are written; the others are looked at more closely.
    return places.contains(base) || places.contains(bare(base));
  }

  /** Empty when one of the channels cannot be told here, as of a variable that is not set. */
  private Set<String> places(Platform platform) {
    Set<String> places = new HashSet<>();
    try {
      for (Channel channel : request.resolver().resolve(channels(platform), platform)) {
        places.add(channel.baseUrl());
        places.add(bare(channel.lockUrl()));
      }
    } catch (HermeticException e) {
      findings.note(
          "sources unchecked: whether all packages come from the channels cannot be told here, for "
              + e.problems().get(0).fact());
      return Set.of();
    }
    String others = located.lockfile().metadata().custom().get(OwnMetadata.PLACES_KEY);
    if (others != null) {
      places.addAll(Arrays.asList(others.split(" ")));
    }
    return places;
  }

  /** Those of the file, those that only a spec names, and the lock's: they are compared elsewhere. */
  private List<RequestedChannel> channels(Platform platform) {
    List<RequestedChannel> channels = new ArrayList<>(request.environment().channels());
    located.lockfile().metadata().channels().stream()
        .map(one -> new RequestedChannel(one.url(), located.locations().metadata("channels")))
        .forEach(channels::add);
    PlatformRequest asked = request.environment().requests().get(platform);
    if (asked != null) {
      asked.conda().forEach(
          one ->
              one.spec()
                  .channel()
                  .filter(text -> !ChannelResolver.isPattern(text))
                  .ifPresent(text -> channels.add(new RequestedChannel(text, one.location()))));
    }
    return channels;
  }

  /** Without user, password and token, whether masked or a variable. */
  private static String bare(String url) {
    return WebAddress.parse(url).map(web -> web.withoutCredentials().text()).orElse(url);
  }
}
