package dev.hermetic.lock;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.event.Event;
import dev.hermetic.fetch.CredentialSource;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.lock.PipSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder with an environment file, and what a user would set before locking it. */
final class LockProject {
  /** The channel's own place, which the mirror stands in for: the same in every test. */
  static final String CHANNEL = "https://conda.example.org/sample";

  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  final Path folder;
  final List<Event> events = new CopyOnWriteArrayList<>();

  private final SortedMap<String, String> mirrors = new TreeMap<>();
  private final SortedMap<String, List<String>> multichannels = new TreeMap<>();
  private final SortedMap<String, String> environment = new TreeMap<>();
  private Path cache;
  private Path virtualPackages;
  private Path lockfile;
  private List<Path> files = List.of(Path.of("environment.yml"));
  private List<Platform> platforms = List.of();
  private List<String> channels = List.of();
  private List<CredentialSource> credentials = List.of();
  private boolean allowDefaults;
  private boolean offline;
  private boolean revalidate;
  private boolean explicit = true;
  private String cuda;
  private String excludeNewer;
  private ChannelPriority priority = ChannelPriority.STRICT;
  private LockRequest.PipMode pip = LockRequest.PipMode.FAIL;
  private PipSettings pipSettings = PipSettings.DEFAULT;
  private boolean prove;
  private LockRequest.Mode mode = LockRequest.Mode.ALWAYS;

  /** Long: a machine under load must not turn one failure into another. */
  private Duration stallTimeout = Duration.ofSeconds(40);
  private Instant now = NOW;
  private boolean writesFacts = true;

  LockProject(Path folder) {
    this.folder = folder;
    this.cache = folder.resolve(".cache");
    this.lockfile = folder.resolve("conda-lock.yml");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The environment file's lines. */
  LockProject environment(String... lines) {
    return file("environment.yml", String.join("\n", lines) + "\n");
  }

  LockProject file(String name, String text) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Where {@link #CHANNEL} is fetched from. */
  LockProject from(String url) {
    return mirror(CHANNEL, url);
  }

  LockProject mirror(String from, String to) {
    mirrors.put(from, to);
    return this;
  }

  LockProject cache(Path directory) {
    cache = directory;
    return this;
  }

  LockProject files(String... names) {
    files = Stream.of(names).map(Path::of).toList();
    return this;
  }

  LockProject lockfile(Path file) {
    lockfile = file;
    return this;
  }

  LockProject platforms(Platform... of) {
    platforms = List.of(of);
    return this;
  }

  LockProject channels(String... of) {
    channels = List.of(of);
    return this;
  }

  LockProject variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  LockProject credentials(CredentialSource source) {
    credentials = List.of(source);
    return this;
  }

  LockProject allowDefaults() {
    allowDefaults = true;
    return this;
  }

  LockProject offline(boolean is) {
    offline = is;
    return this;
  }

  LockProject revalidate() {
    revalidate = true;
    return this;
  }

  LockProject withoutExplicitFiles() {
    explicit = false;
    return this;
  }

  LockProject multichannel(String name, String... members) {
    multichannels.put(name, List.of(members));
    return this;
  }

  LockProject cuda(String version) {
    cuda = version;
    return this;
  }

  LockProject virtualPackages(String name) {
    virtualPackages = Path.of(name);
    return this;
  }

  LockProject excludeNewer(String text) {
    excludeNewer = text;
    return this;
  }

  LockProject priority(ChannelPriority of) {
    priority = of;
    return this;
  }

  LockProject ignoringPip() {
    pip = LockRequest.PipMode.IGNORE;
    return this;
  }

  /** Locks pip sections. */
  LockProject pip(PipSettings settings) {
    pip = LockRequest.PipMode.LOCK;
    pipSettings = settings;
    return this;
  }

  LockProject mode(LockRequest.Mode of) {
    mode = of;
    return this;
  }

  LockProject proving() {
    prove = true;
    return this;
  }

  LockProject stallTimeout(Duration of) {
    stallTimeout = of;
    return this;
  }

  /** Writes nothing beside the lock, for folders that are not the test's own. */
  LockProject withoutWorkDirectory() {
    writesFacts = false;
    return this;
  }

  LockProject at(Instant instant) {
    now = instant;
    return this;
  }

  LockRequest request() {
    return LockRequest.in(folder)
        .environmentFiles(files)
        .lockfile(lockfile)
        .platforms(platforms)
        .channels(channels)
        .allowDefaults(allowDefaults)
        .mirrors(mirrors)
        .multichannels(multichannels)
        .virtualPackages(virtualPackages)
        .cuda(cuda)
        .priority(priority)
        .excludeNewer(excludeNewer)
        .explicitLockfiles(explicit)
        .pip(pip)
        .pipSettings(pipSettings)
        .mode(mode)
        .prove(prove)
        .workDirectory(writesFacts ? folder.resolve("target/hermetic") : null)
        .build();
  }

  FetchSettings settings() {
    return new FetchSettings(
        cache,
        offline,
        revalidate,
        List.of(),
        credentials,
        environment,
        Duration.ofSeconds(40),
        stallTimeout,
        1);
  }

  LockService service() {
    return new LockService(settings(), Clock.fixed(now, ZoneOffset.UTC), events::add);
  }

  LockResult lock() {
    return service().lock(request());
  }

  /** What a user reads when locking fails. */
  String failure() {
    try {
      lock();
    } catch (HermeticException e) {
      return e.getMessage();
    }
    throw new AssertionError("locked, although it must fail");
  }

  /** Warnings since the project was made, rendered. */
  List<String> warnings() {
    return events.stream()
        .filter(Event.Warning.class::isInstance)
        .map(event -> ((Event.Warning) event).problem().render())
        .toList();
  }

  Path lockfile() {
    return lockfile;
  }

  /** Text of a file in the project. */
  String text(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String lockText() {
    return text("conda-lock.yml");
  }

  /** Names and texts of all lock files, those that were left beside them by mistake included. */
  SortedMap<String, String> lockFiles() {
    try (Stream<Path> all = Files.list(folder)) {
      SortedMap<String, String> found = new TreeMap<>();
      all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("environment.yml") && !name.equals("other.yml"))
          .forEach(name -> found.put(name, text(name)));
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code name version build} of a platform's locked packages, sorted by name. */
  static List<String> chosen(LockResult result, Platform platform) {
    return result.records().get(platform).stream()
        .map(record -> record.name() + " " + record.version() + " " + record.build())
        .toList();
  }

  /** Names and bytes of all files below a folder, as one text. */
  static String everything(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(
              file -> {
                try {
                  return file
                      + "\n"
                      + (Files.isRegularFile(file)
                          ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                          : "");
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
