package dev.hermetic.reproduce;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageRequest;
import dev.hermetic.image.ImageService;
import dev.hermetic.install.Difference;
import dev.hermetic.install.EnvironmentRun;
import dev.hermetic.install.InstallRequest;
import dev.hermetic.install.InstallService;
import dev.hermetic.install.RunRequest;
import dev.hermetic.install.VerifyResult;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.oci.OciLayout;
import dev.hermetic.packagecache.Trees;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.prefix.TargetPrefix;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.reproduce.ReproduceService.Builders;
import dev.hermetic.reproduce.ReproduceService.Keys;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One run: environment, image and experiment under one set of conditions, compared with the first. */
final class Run {
  /** Codes of what comes from channels and indexes; the rest of a failure is told as it is. */
  private static final List<String> FETCHING = List.of("HERM-NET-", "HERM-PKG-", "HERM-CHANNEL-");

  private static final List<String> BASES = List.of("HERM-BASE-", "HERM-REGISTRY-", "HERM-OCI-");

  private final ReproduceRequest request;
  private final Keys keys;
  private final String machine;
  private final int number;
  private final Conditions conditions;
  private final Path folder;
  private final List<Experiment> experiments = new ArrayList<>();

  private Instant began = Instant.EPOCH;
  private Instant ended = Instant.EPOCH;
  private PrefixDifference.@Nullable Built prefix;
  private ImageDifference.@Nullable Made image;
  private @Nullable SortedMap<String, Path> outputs;
  private @Nullable FirstDifference failed;

  Run(
      ReproduceRequest request,
      Keys keys,
      String machine,
      int number,
      Conditions conditions,
      Path folder) {
    this.request = request;
    this.keys = keys;
    this.machine = machine;
    this.number = number;
    this.conditions = conditions;
    this.folder = folder;
  }

  List<Experiment> experiments() {
    return List.copyOf(experiments);
  }

  /** Something that is built or run; gives the digest of what came out. */
  @FunctionalInterface
  private interface Work {
    String run() throws IOException;
  }

  /** What differs from the first run. */
  @FunctionalInterface
  private interface Comparison {
    Optional<FirstDifference> compare(Run first, Circumstances circumstances) throws IOException;
  }

  /**
   * Builds, runs and compares.
   *
   * @param first null for the first itself
   */
  void make(Builders builders, @Nullable Run first) throws IOException {
    began = builders.clock().instant();
    Files.createDirectories(folder);
    boolean cold = conditions.cache().equals("cold");
    Path cache = cold ? folder.resolve("cache") : builders.settings().cacheDirectory();
    FetchSettings settings = builders.settings().withCache(cache);
    Path lock = lock();
    try {
      answer(
          Question.PREFIX,
          keys.prefix(),
          builders,
          first,
          () -> prefix(builders, settings, lock, cold),
          this::comparePrefix);
      if (request.image().isPresent()) {
        answer(
            Question.IMAGE,
            keys.image(),
            builders,
            first,
            () -> image(builders, settings, lock, request.image().get()),
            this::compareImage);
      }
      if (request.experiment().isPresent()) {
        answer(
            Question.OUTPUT,
            keys.output(),
            builders,
            first,
            () -> output(request.experiment().get()),
            this::compareOutput);
      }
    } finally {
      if (cold) {
        Trees.delete(cache);
      }
    }
  }

  private void answer(
      Question question,
      String inputs,
      Builders builders,
      @Nullable Run first,
      Work work,
      Comparison comparison)
      throws IOException {
    long start = builders.clock().millis();
    String result;
    FirstDifference difference = null;
    try {
      if (failed != null) {
        // Without an environment there is neither image nor experiment.
        result = "";
        difference = failed;
      } else {
        result = work.run();
      }
      ended = builders.clock().instant();
      if (difference == null && first != null && !result.equals(first.result(question))) {
        difference = comparison.compare(first, circumstances(first)).orElse(null);
      }
    } catch (HermeticException e) {
      if (first == null) {
        throw e;
      }
      result = "";
      difference = failure(e.problems().get(0));
      failed = question == Question.PREFIX ? difference : null;
    }
    experiments.add(
        new Experiment(
            question,
            inputs,
            result,
            machine,
            number,
            conditions.byName(),
            Math.max(0, builders.clock().millis() - start),
            difference));
  }

  private String result(Question question) {
    return experiments.stream()
        .filter(one -> one.question() == question)
        .map(Experiment::result)
        .findFirst()
        .orElse("");
  }

  private static FirstDifference failure(Problem problem) {
    boolean channel = FETCHING.stream().anyMatch(code -> isOf(problem, code));
    boolean base = BASES.stream().anyMatch(code -> isOf(problem, code));
    Cause cause = channel ? Cause.CHANNEL : base ? Cause.BASE : Cause.OTHER;
    // With the way on: of an experiment that failed it is the place of what it printed.
    String why =
        "nothing came out: "
            + problem.code()
            + " "
            + problem.subject()
            + ": "
            + problem.fact()
            + "; "
            + problem.fix();
    return FirstDifference.of("", "", new Finding(cause, why), "");
  }

  /** What the process of a rebuild met is told behind its end. */
  private static boolean isOf(Problem problem, String code) {
    return problem.code().startsWith(code) || problem.fact().contains(": " + code);
  }

  private Circumstances circumstances(Run first) {
    return new Circumstances(
        first.conditions,
        conditions,
        first.folder.resolve("env").toString(),
        folder.resolve("env").toString(),
        first.began,
        ended);
  }

  /** The lock, or one that lists the same packages in another order. */
  private Path lock() throws IOException {
    Path lock = request.install().lockfile();
    if (number == 1 || !lock.toString().matches("(?s).*\\.ya?ml")) {
      return lock;
    }
    Optional<String> shuffled = ShuffledLock.of(Files.readString(lock), number);
    if (shuffled.isEmpty()) {
      return lock;
    }
    Path other = folder.resolve("conda-lock.yml");
    Files.writeString(other, shuffled.get());
    return other;
  }

  private String prefix(Builders builders, FetchSettings settings, Path lock, boolean cold)
      throws IOException {
    InstallRequest install = request.install();
    Path place = folder.resolve("env");
    InstallRequest here =
        install.at(
            lock, place, new TargetPrefix(place.toString(), install.platform()), conditions.workers());
    new InstallService(settings, builders.clock(), Listener.SILENT)
        .fetch(install.at(install.lockfile(), place, here.patched(), conditions.workers()));
    if (cold) {
      // What was fetched stays; the process unpacks it under its own conditions.
      Trees.delete(settings.cacheDirectory().resolve("packages").resolve("unpacked"));
    }
    PrefixManifest manifest = build(builders, settings, here, folder.resolve("install.log"));
    prefix = new PrefixDifference.Built(place, manifest);
    return manifest.digest();
  }

  /** Built in a process of its own, then compared with what it says, byte for byte. */
  private PrefixManifest build(
      Builders builders, FetchSettings settings, InstallRequest install, Path log)
      throws IOException {
    RebuildProcess.run(new RebuildOrder(install, null, settings.cacheDirectory()), conditions, log);
    VerifyResult verified =
        new InstallService(settings, builders.clock(), Listener.SILENT).verify(install);
    List<Problem> changed =
        verified.problems().stream()
            .filter(problem -> verified.differences().stream().anyMatch(Run::isChange))
            .toList();
    if (!changed.isEmpty()) {
      throw new HermeticException(changed);
    }
    Path file = install.prefix().resolve(PrefixManifest.PATH);
    return PrefixManifest.parse(Files.readAllBytes(file), file.toString());
  }

  private static boolean isChange(Difference one) {
    return one.kind() != Difference.Kind.CACHE;
  }

  private String image(
      Builders builders, FetchSettings settings, Path lock, ImageRequest wanted)
      throws IOException {
    Path work = folder.resolve("image");
    InstallRequest install = wanted.install();
    InstallRequest here =
        install.at(lock, work.resolve("env"), install.patched(), conditions.workers());
    ImageRequest ordered =
        wanted.at(
            install.at(install.lockfile(), here.prefix(), here.patched(), here.threads()), work);
    RegistrySettings registries = builders.registries();
    new ImageService(
            settings,
            new RegistrySettings(
                registries.web().withCache(settings.cacheDirectory()),
                registries.allowInsecure(),
                registries.workers()),
            builders.clock(),
            Listener.SILENT)
        .fetchBase(ordered);
    RebuildProcess.run(
        new RebuildOrder(here, ordered, settings.cacheDirectory()),
        conditions,
        folder.resolve("image.log"));
    Image read =
        OciLayout.open(ordered.layout())
            .image(ImagePlatform.of(install.platform()).orElseThrow(), null);
    image = new ImageDifference.Made(ordered.layout(), read, FactsFile.read(ordered.facts()));
    return read.digest().hex();
  }

  private String output(ExperimentRequest experiment) throws IOException {
    Path directory = request.install().directory();
    Path log = folder.resolve("experiment.log");
    Path printed = folder.resolve("stdout");
    Outputs files =
        new Outputs(directory, request.work().toAbsolutePath().normalize(), experiment.outputs());
    SortedMap<String, Outputs.Seen> before = files.look();
    Map<String, String> outside = new HashMap<>(experiment.outside());
    RebuildProcess.variables(outside, conditions);
    Path nothing = Path.of(File.separatorChar == '/' ? "/dev/null" : "NUL");
    int code =
        EnvironmentRun.run(
            new RunRequest(
                folder.resolve("env"),
                experiment.host(),
                experiment.command(),
                experiment.parameter(),
                directory,
                folder.resolve("pycache"),
                outside,
                Redirect.from(nothing.toFile()),
                Redirect.to(printed.toFile()),
                Redirect.to(log.toFile())),
            command -> RebuildProcess.withUmask(conditions.umask(), command));
    if (code != 0) {
      throw ReproduceProblems.commandFailed(experiment.parameter(), code, log);
    }
    SortedMap<String, Path> kept =
        experiment.outputs().isEmpty()
            ? new TreeMap<>(Map.of("stdout", printed))
            : files.keep(before, folder.resolve("outputs"));
    outputs = kept;
    return Outputs.digest(kept);
  }

  private Optional<FirstDifference> comparePrefix(Run first, Circumstances circumstances)
      throws IOException {
    return first.prefix == null || prefix == null
        ? Optional.empty()
        : PrefixDifference.find(first.prefix, prefix, circumstances);
  }

  private Optional<FirstDifference> compareImage(Run first, Circumstances circumstances)
      throws IOException {
    return first.image == null || image == null
        ? Optional.empty()
        : ImageDifference.find(first.image, image, circumstances, first.owners());
  }

  /** From paths in the image. */
  private UnaryOperator<String> owners() {
    Map<String, String> owners = new HashMap<>();
    if (prefix != null && image != null) {
      String start = image.facts().prefix().path().substring(1) + "/";
      for (ManifestEntry entry : prefix.manifest().entries()) {
        owners.put(start + entry.path(), entry.owner());
      }
    }
    return path -> owners.getOrDefault(path, "");
  }

  private Optional<FirstDifference> compareOutput(Run first, Circumstances circumstances)
      throws IOException {
    return first.outputs == null || outputs == null
        ? Optional.empty()
        : OutputDifference.find(first.outputs, outputs, circumstances);
  }
}
