package dev.hermetic.check;

import dev.hermetic.channel.Channel;
import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockLocations;
import dev.hermetic.lockfile.LockedMachine;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.lockfile.PackagesDigest;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks what a lock says of itself: platforms, channels, virtual packages and settings. */
final class MetadataCheck {
  /** Virtual packages tell of CUDA; what was left out of pip sections, their specs tell. */
  private static final List<String> SETTINGS =
      List.of(
          OwnMetadata.PRIORITY_KEY,
          OwnMetadata.ALIAS_KEY,
          OwnMetadata.MULTICHANNELS_KEY,
          OwnMetadata.EXCLUDE_NEWER_KEY,
          OwnMetadata.PIP_SPECS_KEY,
          OwnMetadata.PIP_INDEXES_KEY,
          OwnMetadata.PIP_STRATEGY_KEY);

  private static final String EDITED = "HERM-CHECK-012";
  private static final String NOT_SET = "not set";

  private final CheckRequest request;
  private final Findings findings;
  private final Fixes fixes;

  MetadataCheck(CheckRequest request, Findings findings, Fixes fixes) {
    this.request = request;
    this.findings = findings;
    this.fixes = fixes;
  }

  void check(LocatedLock located) {
    Lockfile.Metadata metadata = located.lockfile().metadata();
    platforms(located);
    channels(metadata, located.locations());
    if (OwnMetadata.isOurs(metadata)) {
      settings(metadata, located.locations());
      virtualPackages(metadata, located.locations());
      digest(located);
    } else {
      request
          .unusual()
          .forEach(
              (key, value) ->
                  findings.add(
                      "HERM-CHECK-011",
                      located.locations().file(),
                      "another tool wrote the lock, which does not say that "
                          + word(key)
                          + " was "
                          + value,
                      fixes.lock()));
    }
  }

  private void platforms(LocatedLock located) {
    TreeSet<Platform> locked = new TreeSet<>(located.lockfile().metadata().platforms());
    Location asked = request.environment().platformsPlace();
    for (Platform platform : request.environment().platforms()) {
      if (!locked.remove(platform)) {
        findings.add("HERM-CHECK-002", asked, "not locked for " + platform, fixes.lock());
      }
    }
    for (Platform platform : locked) {
      findings.add(
          "HERM-CHECK-003",
          located.locations().metadata("platforms"),
          "locked for " + platform + ", which is not asked for",
          fixes.orSet("add " + platform + " to the platforms (" + asked + ")"));
    }
  }

  private void channels(Lockfile.Metadata metadata, LockLocations locations) {
    List<LockedChannel> locked = metadata.channels();
    List<LockedChannel> asked = request.channels();
    if (locked.equals(asked) || sameChannels(locked)) {
      return;
    }
    List<RequestedChannel> requested = request.environment().channels();
    findings.add(
        "HERM-CHECK-004",
        requested.isEmpty() ? locations.metadata("channels") : requested.get(0).location(),
        "the channels are " + names(asked) + ", but were " + names(locked) + " when it was locked",
        fixes.lock());
  }

  /** Two spellings of the same channels: a name and its URL. */
  private boolean sameChannels(List<LockedChannel> locked) {
    List<RequestedChannel> as =
        locked.stream()
            .map(one -> new RequestedChannel(one.url(), Location.of(request.shownLockfile())))
            .toList();
    try {
      for (Platform platform : request.environment().platforms()) {
        List<String> asked = bases(request.environment().channels(), platform);
        if (!asked.equals(bases(as, platform))) {
          return false;
        }
      }
      return true;
    } catch (HermeticException e) {
      // A channel of the lock that cannot be resolved here is another one than those that can.
      return false;
    }
  }

  private List<String> bases(List<RequestedChannel> channels, Platform platform) {
    return request.resolver().resolve(channels, platform).stream().map(Channel::baseUrl).toList();
  }

  private static String names(List<LockedChannel> channels) {
    return channels.isEmpty()
        ? "none"
        : channels.stream().map(LockedChannel::url).collect(Collectors.joining(", "));
  }

  private void settings(Lockfile.Metadata metadata, LockLocations locations) {
    for (String key : SETTINGS) {
      String was = metadata.custom().getOrDefault(key, NOT_SET);
      String is = request.settings().getOrDefault(key, NOT_SET);
      if (!was.equals(is)) {
        findings.add(
            "HERM-CHECK-011", locations.metadata("custom_metadata"), changed(word(key), was, is), fixes.lock());
      }
    }
  }

  private static String word(String key) {
    return key.substring(OwnMetadata.PREFIX.length());
  }

  private static String changed(String what, String was, String is) {
    return what + " was " + was + ", is " + is;
  }

  private void virtualPackages(Lockfile.Metadata metadata, LockLocations locations) {
    for (Platform platform : request.environment().platforms()) {
      VirtualPackages given = request.virtualPackages().get(platform);
      Optional<List<VirtualPackage>> locked = LockedMachine.of(metadata, platform);
      if (given == null || locked.isEmpty()) {
        continue;
      }
      TreeMap<String, String> was = byName(locked.get());
      TreeMap<String, String> is = byName(given.packages());
      TreeSet<String> names = new TreeSet<>(was.keySet());
      names.addAll(is.keySet());
      for (String name : names) {
        String before = was.getOrDefault(name, NOT_SET);
        String now = is.getOrDefault(name, NOT_SET);
        if (!before.equals(now)) {
          String from = given.origins().getOrDefault(name, "");
          boolean file = !from.isEmpty() && !from.equals(VirtualPackages.DEFAULT);
          findings.add(
              "HERM-CHECK-010",
              file ? Location.of(from) : locations.metadata("custom_metadata"),
              changed("the virtual package " + name, before, now),
              fixes.lock(),
              platform);
        }
      }
    }
  }

  private static TreeMap<String, String> byName(List<VirtualPackage> packages) {
    TreeMap<String, String> byName = new TreeMap<>();
    packages.forEach(
        one ->
            byName.put(
                one.name(),
                one.build().equals("0") ? one.version() : one.version() + "=" + one.build()));
    return byName;
  }

  private void digest(LocatedLock located) {
    String written = located.lockfile().metadata().custom().get(OwnMetadata.PACKAGES_KEY);
    if (written == null || written.equals(PackagesDigest.of(located.lockfile().packages()))) {
      return;
    }
    Optional<List<LockedPackage>> committed = CommittedPackages.of(request.lockfile(), written);
    if (committed.isPresent()) {
      edited(located, committed.get());
    } else {
      findings.add(
          EDITED,
          located.locations().packages(),
          "the packages are not as they were written: they were changed by hand or by a merge",
          "see what was changed with `mvn hermetic:diff -Dhermetic.from=HEAD`, and "
              + fixes.undoOrLock());
    }
  }

  /** An entry that stands there twice was told by the reader, which took the first. */
  private void edited(LocatedLock located, List<LockedPackage> committed) {
    List<LockedPackage> packages = located.lockfile().packages();
    Set<LockedPackage> written = new HashSet<>(committed);
    for (LockedPackage locked : packages) {
      if (!written.contains(locked)) {
        findings.add(
            EDITED,
            located.locations().of(locked),
            locked.name() + " " + locked.version()
                + " is not as it was written: it was changed by hand or by a merge",
            fixes.undoOrLock(),
            locked.platform());
      }
    }
    Set<String> there = packages.stream().map(MetadataCheck::entry).collect(Collectors.toSet());
    for (LockedPackage locked : committed) {
      if (!there.contains(entry(locked))) {
        findings.add(
            EDITED,
            located.locations().packages(),
            locked.name() + " " + locked.version()
                + " was written, but was taken out by hand or by a merge",
            fixes.undoOrLock(),
            locked.platform());
      }
    }
  }

  private static String entry(LockedPackage locked) {
    return locked.manager() + " " + locked.name() + " " + locked.platform() + " "
        + locked.category();
  }
}
