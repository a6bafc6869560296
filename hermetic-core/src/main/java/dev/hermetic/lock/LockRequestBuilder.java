package dev.hermetic.lock;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.channel.ChannelSettings;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.lock.PipSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link LockRequest} together, whose components the methods are named after; what is not set
 * is as the goals have it where a user sets nothing.
 */
public final class LockRequestBuilder {
  private final Path directory;
  private List<Path> environmentFiles;
  private Path lockfile;
  private List<Platform> platforms = List.of();
  private List<String> channels = List.of();
  private String channelAlias = ChannelSettings.DEFAULT_ALIAS;
  private boolean allowDefaults = true;
  private SortedMap<String, String> mirrors = new TreeMap<>();
  private SortedMap<String, List<String>> multichannels = new TreeMap<>();
  private @Nullable Path virtualPackages;
  private @Nullable String cuda;
  private ChannelPriority priority = ChannelPriority.STRICT;
  private @Nullable String excludeNewer;
  private boolean explicitLockfiles = true;
  private LockRequest.PipMode pip = LockRequest.PipMode.LOCK;
  private PipSettings pipSettings = PipSettings.DEFAULT;
  private LockRequest.Mode mode = LockRequest.Mode.IF_STALE;
  private boolean prove;
  private @Nullable Path workDirectory;

  LockRequestBuilder(Path directory) {
    this.directory = directory;
    this.environmentFiles = List.of(directory.resolve("environment.yml"));
    this.lockfile = directory.resolve("conda-lock.yml");
  }

  LockRequestBuilder(LockRequest request) {
    this.directory = request.directory();
    this.environmentFiles = request.environmentFiles();
    this.lockfile = request.lockfile();
    this.platforms = request.platforms();
    this.channels = request.channels();
    this.channelAlias = request.channelAlias();
    this.allowDefaults = request.allowDefaults();
    this.mirrors = request.mirrors();
    this.multichannels = request.multichannels();
    this.virtualPackages = request.virtualPackages();
    this.cuda = request.cuda();
    this.priority = request.priority();
    this.excludeNewer = request.excludeNewer();
    this.explicitLockfiles = request.explicitLockfiles();
    this.pip = request.pip();
    this.pipSettings = request.pipSettings();
    this.mode = request.mode();
    this.prove = request.prove();
    this.workDirectory = request.workDirectory();
  }

  public LockRequestBuilder environmentFiles(List<Path> files) {
    this.environmentFiles = files;
    return this;
  }

  public LockRequestBuilder lockfile(Path file) {
    this.lockfile = file;
    return this;
  }

  public LockRequestBuilder platforms(List<Platform> some) {
    this.platforms = some;
    return this;
  }

  public LockRequestBuilder channels(List<String> texts) {
    this.channels = texts;
    return this;
  }

  public LockRequestBuilder channelAlias(String prefix) {
    this.channelAlias = prefix;
    return this;
  }

  public LockRequestBuilder allowDefaults(boolean whether) {
    this.allowDefaults = whether;
    return this;
  }

  public LockRequestBuilder mirrors(Map<String, String> prefixes) {
    this.mirrors = new TreeMap<>(prefixes);
    return this;
  }

  public LockRequestBuilder multichannels(SortedMap<String, List<String>> groups) {
    this.multichannels = groups;
    return this;
  }

  public LockRequestBuilder virtualPackages(@Nullable Path file) {
    this.virtualPackages = file;
    return this;
  }

  public LockRequestBuilder cuda(@Nullable String version) {
    this.cuda = version;
    return this;
  }

  public LockRequestBuilder priority(ChannelPriority of) {
    this.priority = of;
    return this;
  }

  public LockRequestBuilder excludeNewer(@Nullable String limit) {
    this.excludeNewer = limit;
    return this;
  }

  public LockRequestBuilder explicitLockfiles(boolean whether) {
    this.explicitLockfiles = whether;
    return this;
  }

  public LockRequestBuilder pip(LockRequest.PipMode what) {
    this.pip = what;
    return this;
  }

  public LockRequestBuilder pipSettings(PipSettings settings) {
    this.pipSettings = settings;
    return this;
  }

  public LockRequestBuilder mode(LockRequest.Mode what) {
    this.mode = what;
    return this;
  }

  public LockRequestBuilder prove(boolean whether) {
    this.prove = whether;
    return this;
  }

  public LockRequestBuilder workDirectory(@Nullable Path folder) {
    this.workDirectory = folder;
    return this;
  }

  /** The request as it is set now. */
  public LockRequest build() {
    return new LockRequest(
        directory,
        environmentFiles,
        lockfile,
        platforms,
        channels,
        channelAlias,
        allowDefaults,
        mirrors,
        multichannels,
        virtualPackages,
        cuda,
        priority,
        excludeNewer,
        explicitLockfiles,
        pip,
        pipSettings,
        mode,
        prove,
        workDirectory);
  }
}
