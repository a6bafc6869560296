package dev.hermetic.benchmarks;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.ledger.EventContext;
import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.LedgerEvent;
import dev.hermetic.ledger.LedgerWriter;
import dev.hermetic.ledger.MachineClass;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockResult;
import dev.hermetic.lock.LockService;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.oci.Digest;
import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Projects that a report can be made of: a lock of real packages, the facts of an image of them, and
 * a ledger of a few years.
 */
final class ReportFolders {
  /** In the folder of each environment, with a part of the events; and above them, with all. */
  static final String LEDGER = "hermetic-ledger.jsonl";

  /** The lock that came before, which the page of changes compares with. */
  static final String BEFORE = "before/conda-lock.yml";

  private static final int EVENTS_OF_A_LOCK = 100;
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final MachineClass MACHINE = new MachineClass("linux", "amd64", "2", 17);
  private static final List<String> QUESTIONS = List.of("prefix", "image", "output");

  private final Setting setting;
  private final Path root;
  private final Path cache;

  /**
   * @param root where the projects go
   * @param cache of indexes; a report reads what is in it
   */
  ReportFolders(Setting setting, Path root, Path cache) {
    this.setting = setting;
    this.root = root;
    this.cache = cache;
  }

  /** One cache for locking and, {@code offline}, for reports, which read nothing else. */
  static FetchSettings settings(Path cache, boolean offline) {
    return new FetchSettings(
        cache, offline, false, List.of(), List.of(), Map.of(), Duration.ofSeconds(10),
        Duration.ofSeconds(10), 1);
  }

  static LockRequest request(Path folder, Path channel, LockRequest.Mode mode) {
    return LockRequest.in(folder)
        .platforms(Platform.DEFAULTS)
        .mirrors(Map.of(Setting.CHANNEL, channel.toUri().toString()))
        .pip(LockRequest.PipMode.FAIL)
        .mode(mode)
        .workDirectory(folder.resolve("target/hermetic"))
        .build();
  }

  /**
   * Makes them, alike but for their names.
   *
   * @return the lock that all have
   */
  LockResult make(int environments, int events) throws IOException {
    lock("before", Checks.SPECS.stream().filter(spec -> !spec.equals("jupyterlab")).toList());
    LockResult result = lock(name(0), Checks.SPECS);
    Path first = root.resolve(name(0));
    image(result, first);
    for (int i = 1; i < environments; i++) {
      copy(first, root.resolve(name(i)));
    }
    String sha256 = Digest.of(Files.readAllBytes(first.resolve("conda-lock.yml"))).hex();
    LedgerWriter.append(root.resolve(LEDGER), LEDGER, events(events, sha256));
    for (int i = 0; i < environments; i++) {
      LedgerWriter.append(
          root.resolve(name(i)).resolve(LEDGER), LEDGER, events(events / environments, sha256));
    }
    return result;
  }

  static String name(int environment) {
    return "environment-" + environment;
  }

  private LockResult lock(String name, List<String> specs) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.writeString(
        folder.resolve("environment.yml"),
        specs.stream()
            .map(spec -> "  - '" + spec + "'\n")
            .collect(Collectors.joining("", "channels: [conda-forge]\ndependencies:\n", "")));
    LockRequest request =
        request(folder, setting.channels().resolve("conda-forge"), LockRequest.Mode.ALWAYS);
    return new LockService(settings(cache, false), Clock.systemUTC(), Listener.SILENT)
        .lock(request);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  /** Sizes are those of the packed packages: what matters is how many there are. */
  private static void image(LockResult result, Path folder) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    result
        .records()
        .getOrDefault(Platform.LINUX_64, List.of())
        .forEach(record -> sizes.put(record.url(), record.size()));
    List<ImageFacts.Package> packages = new ArrayList<>();
    List<ImageFacts.Layer> layers = new ArrayList<>();
    for (LockedPackage one : result.lockfile().packages()) {
      if (one.platform().equals(Platform.LINUX_64)) {
        String layer = "layer-" + packages.size() % 10;
        packages.add(
            new ImageFacts.Package(
                one.name() + "-" + one.version(), one.name(), one.version(), "conda",
                Math.max(1, sizes.getOrDefault(one.url(), 1L)), layer));
      }
    }
    for (int i = 0; i < 10; i++) {
      String name = "layer-" + i;
      long bytes =
          packages.stream()
              .filter(one -> one.layer().equals(name))
              .mapToLong(ImageFacts.Package::bytes)
              .sum();
      layers.add(
          new ImageFacts.Layer(
              name, "sha256:" + digest(name), "sha256:" + digest("u" + i), bytes, 3 * bytes, false));
    }
    Path image = Files.createDirectories(folder.resolve("target/hermetic/image"));
    FactsFile.write(
        image.resolve(FactsFile.NAME),
        new ImageFacts(
            1,
            "sha256:" + digest("image"),
            "application/vnd.oci.image.manifest.v1+json",
            "linux-64",
            List.of("registry.example.org/team/app:1"),
            new ImageFacts.Base("", "", false),
            new ImageFacts.Lock(
                "conda-lock.yml", Digest.of(Files.readAllBytes(folder.resolve("conda-lock.yml"))).hex()),
            new ImageFacts.Prefix("/opt/env", digest("prefix")),
            "zstd",
            layers,
            packages,
            "small",
            new TreeMap<>(),
            new TreeMap<>()));
  }

  /** An hour apart; each hundred of another lock, the last of the one that is there. */
  private static List<LedgerEvent> events(int count, String current) {
    List<LedgerEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String lock = i >= count - EVENTS_OF_A_LOCK ? current : digest("lock " + i / EVENTS_OF_A_LOCK);
      EventContext context =
          new EventContext(
              START.plus(Duration.ofHours(i)), MACHINE, "0.1.0", digest("r" + i).substring(0, 40), lock);
      EventKind kind =
          switch (i % 10) {
            case 0 -> EventKind.LOCK;
            case 1, 2 -> EventKind.INSTALL;
            case 3 -> EventKind.IMAGE;
            case 4 -> EventKind.SCAN;
            case 5, 6, 7 -> EventKind.REPRODUCE;
            default -> EventKind.DEPLOYMENT;
          };
      events.add(LedgerEvent.of(context, kind, "linux-64", data(kind, i, lock)));
    }
    return events;
  }

  private static EventData data(EventKind kind, int i, String lock) {
    return switch (kind) {
      case LOCK ->
          EventData.EMPTY
              .with("packages", EventData.EMPTY.with("linux-64", 360 + i % 7))
              .with("moved", i % 40)
              .with("millis", 2000 + i % 900);
      case INSTALL ->
          EventData.EMPTY
              .with("cache", i % 10 == 1 ? "cold" : "warm")
              .with("packages", 362)
              .with("fetchMillis", 12_000 + i % 500)
              .with("verifyMillis", 3_000 + i % 300)
              .with("linkMillis", 7_000 + i % 700)
              .with("millis", 22_000 + i % 1500);
      case IMAGE ->
          EventData.EMPTY
              .with("packedBytes", 900_000_000L + i * 1_000L)
              .with("unpackedBytes", 2_700_000_000L + i * 3_000L);
      case SCAN ->
          EventData.EMPTY
              .with("packages", 362)
              .with("findings", EventData.EMPTY.with("high", i % 3).with("low", i % 5))
              .with("verdict", i % 3 == 0 ? "passed" : "failed");
      case REPRODUCE -> experiment(i, lock);
      default ->
          EventData.EMPTY
              .with("outcome", i % 90 == 8 ? "failure" : "success")
              .with("reason", i % 90 == 8 ? "the driver is older than asked for" : "");
    };
  }

  private static EventData experiment(int i, String lock) {
    String question = QUESTIONS.get(i % 10 - 5);
    EventData data =
        EventData.EMPTY
            .with("question", question)
            .with("inputs", digest(question + lock))
            .with("result", digest(question + lock + (i % 97 == 0 ? i : "")))
            .with("machineId", digest("machine " + i % 4).substring(0, 12))
            .with("run", i % 3 + 1)
            .with("conditions", EventData.EMPTY.with("zone", i % 3 == 0 ? "UTC" : "Pacific/Niue"));
    return i % 97 == 0
        ? data.with(
            "difference",
            EventData.EMPTY
                .with("path", "lib/module-" + i + ".pyc")
                .with("owner", "numpy-1.26.4-py311_0")
                .with("cause", "bytecode")
                .with("why", "the time stamp in the header is another one")
                .with("offset", 8)
                .with("command", "diffoscope one other"))
        : data;
  }

  private static String digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
