package dev.hermetic.scan;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockService;
import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder with an environment, its lock, and advisories. */
public final class ScanProject {
  public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  public final Path folder;
  final List<Subject> others = new ArrayList<>();
  final SortedMap<String, String> mirrors = new TreeMap<>();
  List<Platform> platforms = List.of();
  ChannelPriority priority = ChannelPriority.STRICT;
  String database = "advisories.jsonl";
  String mapping;
  String virtualPackages;
  public Path cache;
  Path image;
  boolean offline;
  boolean fixes;

  public ScanProject(Path folder) {
    this.folder = folder;
    this.cache = folder.resolve(".cache");
  }

  public ScanProject file(String name, String... lines) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A lock of linux-64 with these packages, each {@code name version} and what it needs. */
  public ScanProject locked(String... packages) {
    StringBuilder lock =
        new StringBuilder(
            """
            version: 1
            metadata:
              content_hash:
                linux-64: 0000000000000000000000000000000000000000000000000000000000000000
              channels:
              - url: https://conda.example.org/sample
                used_env_vars: []
              platforms:
              - linux-64
              sources:
              - environment.yml
            package:
            """);
    for (String one : packages) {
      String[] words = one.split(" ");
      boolean pip = words[0].startsWith("pip:");
      String name = words[0].replace("pip:", "");
      lock.append("- name: ").append(name).append('\n');
      lock.append("  version: '").append(words[1]).append("'\n");
      lock.append("  manager: ").append(pip ? "pip" : "conda").append('\n');
      lock.append("  platform: linux-64\n  dependencies:");
      lock.append(words.length == 2 ? " {}\n" : "\n");
      for (int i = 2; i < words.length; i++) {
        lock.append("    ").append(words[i]).append(": ''\n");
      }
      String file =
          pip
              ? "https://files.example.org/" + name + "-" + words[1] + "-py3-none-any.whl"
              : "https://conda.example.org/sample/linux-64/" + name + "-" + words[1] + "-0.conda";
      lock.append("  url: ").append(file).append('\n');
      lock.append("  hash:\n    md5: ").append("0".repeat(32)).append("\n    sha256: ").append("0".repeat(64)).append('\n');
      lock.append("  category: main\n  optional: false\n");
    }
    return file("conda-lock.yml", lock.toString());
  }

  public FetchSettings settings() {
    return new FetchSettings(
        cache,
        offline,
        false,
        List.of(),
        List.of(),
        Map.of(),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        1);
  }

  public LockRequest request(LockRequest.Mode mode) {
    return LockRequest.in(folder)
        .environmentFiles(List.of(folder.resolve("environment.yml")))
        .platforms(platforms)
        .allowDefaults(false)
        .mirrors(mirrors)
        .virtualPackages(virtualPackages == null ? null : folder.resolve(virtualPackages))
        .priority(priority)
        .explicitLockfiles(false)
        .mode(mode)
        .build();
  }

  void lock() {
    new LockService(settings(), Clock.fixed(NOW, ZoneOffset.UTC), Listener.SILENT)
        .lock(request(LockRequest.Mode.ALWAYS));
  }

  ScanRequest scanRequest() {
    return new ScanRequest(
        request(LockRequest.Mode.FROZEN), database, mapping, image, others, fixes);
  }

  public ScanResult scan() {
    return new ScanService(settings(), Clock.fixed(NOW, ZoneOffset.UTC), Listener.SILENT)
        .scan(scanRequest());
  }
}
