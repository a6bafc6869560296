package dev.hermetic.install;

import dev.hermetic.event.Event;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.LinkMode;
import dev.hermetic.prefix.TargetPrefix;
import dev.hermetic.pypi.simple.IndexAddress;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.TestChannel;
import dev.hermetic.testkit.TestPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A project with a lock, a channel in a folder and an environment to be. */
final class InstallProject {
  static final String TARGET = "/opt/conda/envs/test";

  final Path folder;
  final Path prefix;
  final List<Event> events = new CopyOnWriteArrayList<>();
  final SortedMap<String, String> allowed = new TreeMap<>();
  Path cache;
  String lockfile = "conda-linux-64.lock";
  Platform platform = Platform.LINUX_64;
  LinkMode linkMode = LinkMode.AUTO;
  boolean compile;
  boolean ignorePip;
  List<IndexAddress> origins = List.of();
  int threads = 2;
  int attempts = 1;

  InstallProject(Path folder) {
    this.folder = folder;
    this.prefix = folder.resolve("target/hermetic/env");
    this.cache = folder.resolve("cache");
  }

  /** Puts the packages into the channel, and locks them in this order. */
  InstallProject lock(TestPackage... packages) throws Exception {
    TestChannel.create().withSubdirs("linux-64").add(packages).write(folder.resolve("channel"));
    StringBuilder text = new StringBuilder("# platform: linux-64\n@EXPLICIT\n");
    for (TestPackage one : packages) {
      Path file = folder.resolve("channel").resolve(one.subdir()).resolve(one.fileName());
      text.append(file.toUri().toString().replaceFirst("^file:/(?!/)", "file:///")).append('#')
          .append(sha256(file)).append('\n');
    }
    return file(lockfile, text.toString());
  }

  InstallProject file(String name, String text) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  InstallRequest request() {
    return new InstallRequest(
        folder,
        folder.resolve(lockfile),
        List.of(folder.resolve("environment.yml")),
        platform,
        prefix,
        new TargetPrefix(prefix.toString(), platform),
        new TargetPrefix(platform.isWindows() ? "C:" + TARGET : TARGET, platform),
        linkMode,
        compile,
        allowed,
        ignorePip,
        new TreeMap<>(),
        origins,
        threads);
  }

  InstallService service() {
    FetchSettings settings =
        new FetchSettings(
            cache,
            false,
            false,
            List.of(),
            List.of(),
            Map.of(),
            // Long: a machine under load must not turn one failure into another.
            Duration.ofSeconds(40),
            Duration.ofSeconds(40),
            attempts);
    Instant now = Instant.parse("2026-11-01T12:00:00Z");
    return new InstallService(settings, Clock.fixed(now, ZoneOffset.UTC), events::add);
  }

  InstallResult install() {
    return service().install(request());
  }

  VerifyResult verify() {
    return service().verify(request());
  }

  /** What a user reads when installing fails. */
  String failure() {
    try {
      install();
    } catch (HermeticException e) {
      return e.getMessage();
    }
    throw new AssertionError("installed, although it must fail");
  }

  List<String> warnings() {
    return events.stream()
        .filter(Event.Warning.class::isInstance)
        .map(event -> ((Event.Warning) event).problem().render())
        .toList();
  }

  String read(String path) throws IOException {
    return Files.readString(prefix.resolve(path));
  }
}
