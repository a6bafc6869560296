package dev.hermetic.lock;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.request.PipSection;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.Proof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds environments, locks and results by hand, line by line. */
final class LockSample {
  private static final String BASE = "https://conda.anaconda.org/conda-forge/";

  private final List<Platform> platforms;
  private final SortedMap<Platform, List<Requirement>> conda = new TreeMap<>();
  private final SortedMap<Platform, List<PipRequirement>> pip = new TreeMap<>();
  private boolean readingPip;
  private final SortedMap<Platform, List<VirtualPackage>> given = new TreeMap<>();
  private final SortedMap<Platform, List<PackageRecord>> records = new TreeMap<>();
  private final SortedMap<Platform, Proof> proofs = new TreeMap<>();
  private final List<LockedPackage> packages = new ArrayList<>();
  private List<Platform> lockedPlatforms;
  private int line = 4;

  LockSample(Platform... platforms) {
    this.platforms = List.of(platforms);
    this.lockedPlatforms = this.platforms;
    for (Platform platform : platforms) {
      conda.put(platform, new ArrayList<>());
      pip.put(platform, new ArrayList<>());
    }
  }

  LockSample lockedFor(Platform... locked) {
    lockedPlatforms = List.of(locked);
    return this;
  }

  LockSample proven(Platform platform, Proof proof) {
    proofs.put(platform, proof);
    return this;
  }

  /** The next line of environment.yml; on all platforms when none is named. */
  LockSample spec(String text, Platform... on) {
    Requirement requirement =
        new Requirement(
            MatchSpec.parse(text), text, "main", new Location("environment.yml", ++line, 5));
    (on.length == 0 ? platforms : List.of(on)).forEach(p -> conda.get(p).add(requirement));
    return this;
  }

  LockSample pip(String text) {
    PipRequirement entry =
        new PipRequirement(text, "main", new Location("environment.yml", ++line, 7));
    pip.values().forEach(list -> list.add(entry));
    return this;
  }

  /** Has the pip entries read, as where they are locked. */
  LockSample readingPip() {
    readingPip = true;
    return this;
  }

  private SortedMap<Platform, PipRequest> asked() {
    SortedMap<Platform, PipRequest> asked = new TreeMap<>();
    if (readingPip) {
      pip.forEach(
          (platform, entries) ->
              asked.put(platform, PipSection.read(entries, List.of(), Path.of(""), Map.of())));
    }
    return asked;
  }

  LockSample given(Platform platform, VirtualPackage... virtual) {
    given.put(platform, List.of(virtual));
    return this;
  }

  LockSample locked(Platform platform, String name, String version, String build, String... needs) {
    return add(platform, platform.subdir(), name, version, build, needs);
  }

  LockSample noarch(Platform platform, String name, String version, String... needs) {
    return add(platform, "noarch", name, version, "pyhd8ed1ab_0", needs);
  }

  private LockSample add(
      Platform platform, String subdir, String name, String version, String build, String[] needs) {
    SortedMap<String, String> dependencies = new TreeMap<>();
    for (String need : needs) {
      dependencies.put(need, "");
    }
    String url = BASE + subdir + "/" + name + "-" + version + "-" + build + ".conda";
    packages.add(
        new LockedPackage(
            name,
            version,
            LockedPackage.Manager.CONDA,
            platform,
            dependencies,
            url,
            "0".repeat(32),
            "1".repeat(64),
            null,
            null,
            "main"));
    return this;
  }

  LockSample locked(LockedPackage locked) {
    packages.add(locked);
    return this;
  }

  /** Gives the last package's record a size; -1 for a record without one. */
  LockSample size(long size) {
    LockedPackage last = packages.get(packages.size() - 1);
    String file = last.url().substring(last.url().lastIndexOf('/') + 1);
    records
        .computeIfAbsent(last.platform(), key -> new ArrayList<>())
        .add(
            new PackageRecord(
                last.name(),
                last.version(),
                "0",
                0,
                List.of(),
                List.of(),
                "noarch",
                null,
                -1,
                List.of(),
                null,
                null,
                null,
                null,
                size,
                file,
                BASE,
                last.url(),
                null));
    return this;
  }

  /** Puts everything whose order must not matter in another order. */
  LockSample shuffle(long seed) {
    Random random = new Random(seed);
    Collections.shuffle(packages, random);
    records.values().forEach(list -> Collections.shuffle(list, random));
    return this;
  }

  LockResult result() {
    SortedMap<Platform, PlatformRequest> requests = new TreeMap<>();
    for (Platform platform : platforms) {
      requests.put(platform, new PlatformRequest(platform, conda.get(platform), pip.get(platform)));
    }
    Environment environment =
        new Environment(
            Optional.of("sample"),
            List.of(Path.of("environment.yml")),
            List.of(),
            List.of(),
            platforms,
            Location.of("environment.yml"),
            new TreeMap<>(),
            requests,
            List.of());
    SortedMap<Platform, String> hashes = new TreeMap<>();
    lockedPlatforms.forEach(platform -> hashes.put(platform, "a".repeat(64)));
    Lockfile lockfile =
        new Lockfile(
            new Lockfile.Metadata(
                hashes,
                List.of(new LockedChannel("conda-forge", List.of())),
                lockedPlatforms,
                List.of("environment.yml"),
                new TreeMap<>(),
                new TreeMap<>()),
            packages);
    return LockResult.of(LockResult.Outcome.WRITTEN, lockfile, environment, asked(), given)
        .with(records, new TreeMap<>(), proofs, List.of());
  }

  SpecTable table() {
    return SpecTable.of(result());
  }
}
