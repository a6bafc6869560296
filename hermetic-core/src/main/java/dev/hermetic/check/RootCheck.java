package dev.hermetic.check;

import dev.hermetic.channel.Channel;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.ContentHash;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import java.util.Arrays;
import java.util.List;

/** Checks that every conda spec of the environment is met by a locked package. */
final class RootCheck {
  private final CheckRequest request;
  private final LocatedLock located;
  private final Findings findings;
  private final Fixes fixes;

  RootCheck(CheckRequest request, LocatedLock located, Findings findings, Fixes fixes) {
    this.request = request;
    this.located = located;
    this.findings = findings;
    this.fixes = fixes;
  }

  void check(LockGraph graph) {
    for (Root root : graph.roots()) {
      root.spec().ifPresent(spec -> conda(root, spec, graph));
    }
    PlatformRequest asked = request.environment().requests().get(graph.platform());
    if (request.pipIgnored() && !asked.pip().isEmpty()) {
      findings.note("pip ignored: the pip section is not in the lock");
    }
  }

  private void conda(Root root, MatchSpec spec, LockGraph graph) {
    List<LockedPackage> named =
        graph.packages().stream()
            .filter(locked -> locked.manager() == Manager.CONDA && names(spec, locked))
            .toList();
    if (named.isEmpty()) {
      findings.add(
          "HERM-CHECK-005",
          root.location(),
          "`" + root.text() + "` is not in the lock",
          fixes.lock(),
          graph.platform());
    } else if (named.stream().noneMatch(locked -> meets(spec, locked))) {
      LockedPackage locked = named.get(0);
      findings.addLocked(
          "HERM-CHECK-006",
          root.location(),
          "`" + root.text() + "` is not met by " + shown(locked, spec),
          located.locations().of(locked),
          fixes.lock(),
          graph.platform());
    } else if (asksMoreThanALockSays(spec) && !answeredBefore(spec, graph.platform())) {
      findings.add(
          "HERM-CHECK-007",
          root.location(),
          "whether `" + root.text() + "` is met cannot be told from a lock, and the lock was not"
              + " made for it",
          fixes.lock(),
          graph.platform());
    }
  }

  private static boolean names(MatchSpec spec, LockedPackage locked) {
    return !spec.hasExactName() || spec.name().equals(locked.name());
  }

  private static String shown(LockedPackage locked, MatchSpec spec) {
    String build =
        spec.isSimple() && spec.build().isEmpty()
            ? ""
            : PackageAddress.build(locked).map(text -> " " + text).orElse("");
    String from =
        spec.channel().isEmpty() && spec.subdir().isEmpty()
            ? ""
            : " from " + PackageAddress.of(locked.url()).channel() + "/"
                + PackageAddress.of(locked.url()).subdir();
    return locked.name() + " " + locked.version() + build + from;
  }

  private boolean meets(MatchSpec spec, LockedPackage locked) {
    PackageAddress address = PackageAddress.of(locked.url());
    PackageRecord record = record(locked, address);
    if (asksMoreThanALockSays(spec)) {
      MatchSpec simple =
          MatchSpec.parse(
              spec.name()
                  + spec.version().map(v -> "[version='" + v.canonical() + "']").orElse(""));
      return simple.matches(record);
    }
    return spec.matches(record)
        && (spec.channel().isEmpty() || isFrom(spec.channel().get(), address));
  }

  private boolean isFrom(String channel, PackageAddress address) {
    String base = address.channel().replace("***@", "").replace("/t/***", "");
    return request.resolver().matches(channel, new Channel(base, base, base, List.of()));
  }

  private static PackageRecord record(LockedPackage locked, PackageAddress address) {
    return new PackageRecord(
        locked.name(),
        locked.version(),
        PackageAddress.build(locked).orElse(""),
        0,
        List.of(),
        List.of(),
        address.subdir(),
        null,
        -1,
        List.of(),
        null,
        null,
        locked.md5(),
        locked.sha256(),
        -1,
        address.fileName(),
        address.channel(),
        locked.url(),
        null);
  }

  /** Build number, licence and features are in repodata alone. */
  private static boolean asksMoreThanALockSays(MatchSpec spec) {
    return spec.buildNumber().isPresent()
        || spec.license().isPresent()
        || spec.licenseFamily().isPresent()
        || !spec.trackFeatures().isEmpty()
        || !spec.features().isEmpty();
  }

  /** Whether this very spec was solved for: our locks record their specs, others hash them. */
  private boolean answeredBefore(MatchSpec spec, Platform platform) {
    String specs = located.lockfile().metadata().custom().get(OwnMetadata.SPECS_KEY);
    if (specs != null) {
      return Arrays.stream(specs.split("; "))
          .anyMatch(one -> one.equals(spec.toString()) || one.startsWith(spec + " "));
    }
    String hash = located.lockfile().metadata().contentHash().get(platform);
    ContentHash.Input input = request.contents().get(platform);
    return hash != null && input != null && ContentHash.acceptedVariants(input).contains(hash);
  }
}
