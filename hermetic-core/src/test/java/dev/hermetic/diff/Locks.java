package dev.hermetic.diff;

import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.environment.Requirement;
import dev.hermetic.graph.LockGraph;
import dev.hermetic.graph.Root;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.request.PipSection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds locks and what they answer by hand, line by line. */
public final class Locks {
  private final List<Platform> platforms;
  private final List<LockedPackage> packages = new ArrayList<>();
  private final List<Requirement> requirements = new ArrayList<>();
  private final List<PipRequirement> pip = new ArrayList<>();
  private final SortedMap<String, String> custom = new TreeMap<>();
  private final List<LockedChannel> channels = new ArrayList<>();
  private int line = 4;
  private String asking = "main";

  private Locks(Platform... platforms) {
    this.platforms = List.of(platforms);
    channels.add(new LockedChannel("conda-forge", List.of()));
    channels.add(new LockedChannel("pytorch", List.of()));
  }

  public static Locks on(Platform... platforms) {
    return new Locks(platforms);
  }

  /** A package for all platforms; dependencies as {@code "numpy >=1.26"}. */
  public Locks has(String name, String version, String build, String... needs) {
    return add(platforms, "conda-forge", name, version, build, "main", needs);
  }

  public Locks hasOn(Platform platform, String name, String version, String build, String... needs) {
    return add(List.of(platform), "conda-forge", name, version, build, "main", needs);
  }

  public Locks hasFrom(String channel, String name, String version, String build, String... needs) {
    return add(platforms, channel, name, version, build, "main", needs);
  }

  public Locks hasIn(String category, String name, String version, String build, String... needs) {
    return add(platforms, "conda-forge", name, version, build, category, needs);
  }

  /** The last package, on every platform, with another checksum than its name would give it. */
  public Locks tampered() {
    String name = packages.get(packages.size() - 1).name();
    packages.replaceAll(
        p ->
            !p.name().equals(name)
                ? p
                : new LockedPackage(
                    p.name(),
                    p.version(),
                    p.manager(),
                    p.platform(),
                    p.dependencies(),
                    p.url(),
                    "f".repeat(32),
                    "f".repeat(64),
                    null,
                    p.build(),
                    p.category()));
    return this;
  }

  public Locks pip(String name, String version, String... needs) {
    for (Platform platform : platforms) {
      packages.add(
          new LockedPackage(
              name,
              version,
              Manager.PIP,
              platform,
              dependencies(needs),
              "https://files.example/" + name + "-" + version + "-py3-none-any.whl",
              null,
              digest(name + version, 64),
              null,
              null,
              "main"));
    }
    return this;
  }

  public Locks setting(String key, String value) {
    custom.put(key, value);
    return this;
  }

  /** The category of the specs from here on. */
  public Locks category(String category) {
    asking = category;
    return this;
  }

  /** The next line of environment.yml, from line 5 on. */
  public Locks spec(String text) {
    requirements.add(
        new Requirement(
            MatchSpec.parse(text), text, asking, new Location("environment.yml", ++line, 5)));
    return this;
  }

  /** The next line of environment.yml, below {@code pip:}. */
  public Locks pipSpec(String text) {
    pip.add(new PipRequirement(text, asking, new Location("environment.yml", ++line, 7)));
    return this;
  }

  private Locks add(
      List<Platform> on,
      String channel,
      String name,
      String version,
      String build,
      String category,
      String... needs) {
    for (Platform platform : on) {
      String file = name + "-" + version + "-" + build + ".conda";
      packages.add(
          new LockedPackage(
              name,
              version,
              Manager.CONDA,
              platform,
              dependencies(needs),
              "https://conda.anaconda.org/" + channel + "/" + platform + "/" + file,
              digest(channel + platform + file, 32),
              digest(channel + platform + file, 64),
              null,
              null,
              category));
    }
    return this;
  }

  private static SortedMap<String, String> dependencies(String... needs) {
    SortedMap<String, String> dependencies = new TreeMap<>();
    for (String need : needs) {
      int blank = need.indexOf(' ');
      dependencies.put(
          blank < 0 ? need : need.substring(0, blank), blank < 0 ? "" : need.substring(blank + 1));
    }
    return dependencies;
  }

  private static String digest(String text, int digits) {
    return String.format("%08x", text.hashCode()).repeat(digits / 8);
  }

  public Lockfile lock() {
    TreeMap<Platform, String> hashes = new TreeMap<>();
    return new Lockfile(
        new Lockfile.Metadata(
            hashes, channels, platforms, List.of("environment.yml"), custom, new TreeMap<>()),
        packages);
  }

  /** The same lock in another order, which means the same. */
  public Lockfile shuffled(long seed) {
    List<LockedPackage> other = new ArrayList<>(packages);
    Collections.shuffle(other, new Random(seed));
    return new Lockfile(lock().metadata(), other);
  }

  /**
   * What the lock is asked for on each platform.
   *
   * @param directory where files lie that pip entries name
   */
  public SortedMap<Platform, List<Root>> roots(Path directory) {
    SortedMap<Platform, List<Root>> roots = new TreeMap<>();
    PipRequest section = PipSection.read(pip, List.of(), directory, Map.of());
    for (Platform platform : platforms) {
      PlatformRequest request = new PlatformRequest(platform, requirements, pip);
      roots.put(platform, LockGraph.roots(lock(), request, section));
    }
    return roots;
  }

  /** The same where pip entries name no files. */
  public SortedMap<Platform, List<Root>> roots() {
    return roots(Path.of(""));
  }

  /** The graph of each platform, from its roots down. */
  public List<LockGraph> graphs() {
    return graphs(lock());
  }

  /** The graphs of the same lock in another order. */
  public List<LockGraph> graphs(Lockfile lock) {
    SortedMap<Platform, List<Root>> roots = roots();
    return platforms.stream().map(one -> LockGraph.of(lock, one, roots.get(one))).toList();
  }
}
