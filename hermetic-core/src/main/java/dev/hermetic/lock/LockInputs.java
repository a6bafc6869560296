package dev.hermetic.lock;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.channel.ChannelSettings;
import dev.hermetic.channel.RecordedChannel;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.ContentHash;
import dev.hermetic.lockfile.HashedSpec;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.lock.HashedRequirements;
import dev.hermetic.pypi.request.PipRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a lock answers, and how the lock's metadata say it. The chosen records are a
 * function of this and of the repodata.
 *
 * @param channels as the lock records them
 * @param multichannels those that specs name, and their members as the lock records them
 * @param pip what is asked of PyPI; without the platforms where nothing is, and empty where pip
 *     sections are left out
 */
record LockInputs(
    LockRequest request,
    Environment environment,
    List<RecordedChannel> channels,
    SortedMap<String, List<String>> multichannels,
    SortedMap<Platform, VirtualPackages> virtualPackages,
    @Nullable ExcludeNewer excludeNewer,
    SortedMap<Platform, PipRequest> pip) {

  /**
   * The metadata of the lock; entries of {@code custom_metadata} that are not ours are kept.
   *
   * @param places as {@link Places} says them
   * @param pipFacts as {@link PipPart#facts} says them
   */
  Lockfile.Metadata metadata(
      Map<String, String> othersCustom, String places, Map<String, String> pipFacts) {
    TreeMap<Platform, String> hashes = new TreeMap<>();
    for (Platform platform : environment.platforms()) {
      hashes.put(platform, ContentHash.of(hashInput(platform)));
    }
    TreeMap<String, String> custom = new TreeMap<>(custom());
    custom.putAll(pipFacts);
    if (!places.isEmpty()) {
      custom.put(OwnMetadata.PLACES_KEY, places);
    }
    for (Map.Entry<String, String> other : othersCustom.entrySet()) {
      if (!other.getKey().startsWith(OwnMetadata.PREFIX)) {
        custom.put(other.getKey(), other.getValue());
      }
    }
    return new Lockfile.Metadata(
        hashes, lockedChannels(), environment.platforms(), sources(), custom, new TreeMap<>());
  }

  /** What the machines of each platform have. */
  SortedMap<Platform, List<VirtualPackage>> machines() {
    SortedMap<Platform, List<VirtualPackage>> machines = new TreeMap<>();
    virtualPackages.forEach((platform, of) -> machines.put(platform, of.packages()));
    return machines;
  }

  List<LockedChannel> lockedChannels() {
    List<LockedChannel> locked = new ArrayList<>();
    for (RecordedChannel channel : channels) {
      locked.add(new LockedChannel(channel.url(), channel.usedEnvVars()));
    }
    return locked;
  }

  private List<String> sources() {
    Path folder = request.lockfile().toAbsolutePath().getParent();
    Path from = folder == null ? request.directory() : folder;
    List<String> sources = new ArrayList<>();
    for (Path file : environment.files()) {
      sources.add(ShownPaths.relative(from, request.directory().resolve(file)));
    }
    return sources;
  }

  /** The request, in words that stay the same while it does. */
  SortedMap<String, String> custom() {
    TreeMap<String, String> custom = new TreeMap<>();
    custom.put(OwnMetadata.FORMAT_KEY, Integer.toString(OwnMetadata.FORMAT));
    custom.put(
        OwnMetadata.PRIORITY_KEY, request.priority().name().toLowerCase(java.util.Locale.ROOT));
    custom.put(OwnMetadata.SPECS_KEY, specs());
    custom.put(OwnMetadata.VIRTUAL_PACKAGES_KEY, virtualPackageWords());
    if (!usesDefaultAlias()) {
      // Channel names are recorded as they are: what they stand for is not in them.
      custom.put(OwnMetadata.ALIAS_KEY, Redaction.redact(request.channelAlias()));
    }
    if (!multichannels.isEmpty()) {
      // Those of the channel list are recorded there, as their members.
      custom.put(
          OwnMetadata.MULTICHANNELS_KEY,
          multichannels.entrySet().stream()
              .map(group -> group.getKey() + "=" + String.join(",", group.getValue()))
              .collect(Collectors.joining("; ")));
    }
    if (request.cuda() != null) {
      custom.put(OwnMetadata.CUDA_KEY, request.cuda());
    }
    if (excludeNewer != null) {
      custom.put(OwnMetadata.EXCLUDE_NEWER_KEY, excludeNewer.recorded());
    }
    if (leavesPipOut()) {
      custom.put(OwnMetadata.PIP_KEY, "ignored");
    }
    custom.putAll(PipWords.of(pip, request.pipSettings()));
    return custom;
  }

  private boolean leavesPipOut() {
    if (request.pip() != LockRequest.PipMode.IGNORE) {
      return false;
    }
    for (PlatformRequest platform : environment.requests().values()) {
      if (!platform.pip().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Those of {@link #custom} that a lock of another tool cannot be taken to answer. */
  SortedMap<String, String> unusual() {
    TreeMap<String, String> unusual = new TreeMap<>(custom());
    unusual
        .keySet()
        .retainAll(
            List.of(
                OwnMetadata.PRIORITY_KEY,
                OwnMetadata.ALIAS_KEY,
                OwnMetadata.MULTICHANNELS_KEY,
                OwnMetadata.EXCLUDE_NEWER_KEY));
    if (request.priority() == ChannelPriority.STRICT) {
      unusual.remove(OwnMetadata.PRIORITY_KEY);
    }
    return unusual;
  }

  private boolean usesDefaultAlias() {
    return request.channelAlias().equals(ChannelSettings.DEFAULT_ALIAS);
  }

  /** Root specs by text; those of some platforms name them, those of other categories too. */
  private String specs() {
    TreeMap<String, TreeSet<Platform>> where = new TreeMap<>();
    for (PlatformRequest platform : environment.requests().values()) {
      for (Requirement requirement : platform.conda()) {
        String category =
            requirement.category().equals(Requirement.MAIN)
                ? ""
                : " (" + requirement.category() + ")";
        String text = Redaction.redact(requirement.spec() + category);
        where.putIfAbsent(text, new TreeSet<>());
        where.get(text).add(platform.platform());
      }
    }
    int all = environment.platforms().size();
    StringJoiner specs = new StringJoiner("; ");
    for (Map.Entry<String, TreeSet<Platform>> entry : where.entrySet()) {
      StringBuilder words = new StringBuilder(entry.getKey());
      if (entry.getValue().size() < all) {
        words.append(" on");
        for (Platform platform : entry.getValue()) {
          words.append(' ').append(platform.subdir());
        }
      }
      specs.add(words);
    }
    return specs.toString();
  }

  private String virtualPackageWords() {
    StringJoiner words = new StringJoiner("; ");
    for (VirtualPackages of : virtualPackages.values()) {
      StringJoiner packages = new StringJoiner(" ", of.platform() + ": ", "");
      for (VirtualPackage one : of.packages()) {
        packages.add(one.toString());
      }
      words.add(packages.toString());
    }
    return words.toString();
  }

  ContentHash.Input hashInput(Platform platform) {
    PlatformRequest of = environment.requests().get(platform);
    VirtualPackages virtual = virtualPackages.get(platform);
    List<HashedSpec> specs = new ArrayList<>();
    for (Requirement one : of == null ? List.<Requirement>of() : of.hashed()) {
      specs.add(HashedSpec.Versioned.conda(one.spec(), one.category()));
    }
    PipRequest asked = pip.get(platform);
    if (asked != null) {
      specs.addAll(HashedRequirements.of(asked, platform));
    }
    return new ContentHash.Input(
        platform,
        lockedChannels(),
        specs,
        environment.pipRepositories(),
        virtual == null ? List.of() : virtual.hashed(),
        List.of());
  }
}
