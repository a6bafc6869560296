package dev.hermetic.install;

import dev.hermetic.activate.Activation;
import dev.hermetic.activate.ActivationReader;
import dev.hermetic.archive.Limits;
import dev.hermetic.cache.CacheUse;
import dev.hermetic.channel.ChannelSettings;
import dev.hermetic.channel.FileAddresses;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.packagecache.PackageCache;
import dev.hermetic.packagecache.PackageRequest;
import dev.hermetic.packagecache.UnpackedPackage;
import dev.hermetic.prefix.LockedRecord;
import dev.hermetic.prefix.PrefixBuilder;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.prefix.PrefixNotes;
import dev.hermetic.prefix.PrefixPackage;
import dev.hermetic.prefix.PrefixPlan;
import dev.hermetic.prefix.PrefixRequest;
import dev.hermetic.prefix.PrefixResult;
import dev.hermetic.prefix.PrefixWheel;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.simple.IndexAddress;
import dev.hermetic.text.Count;
import dev.hermetic.work.Ahead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Installs what is locked. The prefix is either as locked or as it was before, whenever and however
 * the work ends.
 */
public final class InstallService {
  private static final String STAGE = "install";

  /** What conda and mamba tell who would change the prefix (CEP-22). */
  private static final String FROZEN =
      "This environment was installed by Hermetic from a lock and is checked against it. To change it,"
          + " edit the environment file, run `mvn hermetic:lock`, then `mvn hermetic:install`.";

  private final FetchSettings settings;
  private final InstantSource clock;
  private final Listener listener;

  public InstallService(FetchSettings settings, InstantSource clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Installs, unless the prefix is there as locked.
   *
   * @throws HermeticException HERM-INST-nnn, HERM-PREFIX-nnn, HERM-PKG-nnn, HERM-NET-nnn, and what
   *     is wrong with the lock
   */
  public InstallResult install(InstallRequest request) {
    Inputs inputs = inputs(request);
    PrefixPlace place = new PrefixPlace(request.prefix());
    // While the lock is read nothing else would run.
    try (Ahead<String> key = Ahead.start(inputs::key)) {
      return place.alone(listener, () -> install(request, inputs, key, place));
    }
  }

  /**
   * Brings all packages of the lock into the cache, and installs nothing.
   *
   * @return how many there are
   * @throws HermeticException HERM-INST-nnn, HERM-PKG-nnn, HERM-NET-nnn, and what is wrong with the
   *     lock
   */
  public int fetch(InstallRequest request) {
    try (CacheUse use = CacheUse.begin(settings.cacheDirectory())) {
      return get(request, content(request, inputs(request)).locked(), true).size();
    }
  }

  /**
   * Compares the prefix with what was installed, byte for byte.
   *
   * @throws HermeticException HERM-INST-011 when there is none
   */
  public VerifyResult verify(InstallRequest request) {
    PrefixPlace place = new PrefixPlace(request.prefix());
    return place.alone(
        listener,
        () -> {
          PrefixManifest manifest = PrefixPlace.manifest(request.prefix());
          boolean ofThisLock = true;
          if (Files.exists(request.lockfile())) {
            Inputs inputs = inputs(request);
            ofThisLock =
                Fingerprint.read(place.fingerprint())
                    .map(
                        known ->
                            known.inputs().equals(inputs.key())
                                || known.content().equals(content(request, inputs).key()))
                    .orElse(false);
          }
          return new VerifyResult(
              request.prefix(),
              manifest.digest(),
              manifest.targetPrefix(),
              manifest.entries().size(),
              ofThisLock,
              request.shownLock(),
              PrefixCheck.check(request.prefix(), manifest, request.threads()));
        });
  }

  /**
   * What is read before anything is decided. Its key is worked out when it is asked for: the first SHA-256
   * of a JVM takes a twentieth of a second.
   */
  private record Inputs(
      InstallRequest request, byte[] lock, SortedMap<String, String> variables) {
    String key() {
      return InstallKey.ofInputs(request, variables, lock);
    }
  }

  private static Inputs inputs(InstallRequest request) {
    byte[] lock;
    try {
      lock = Files.readAllBytes(request.lockfile());
    } catch (NoSuchFileException e) {
      throw InstallProblems.noLock(request.shownLock());
    } catch (IOException e) {
      throw InstallProblems.cannotRead(request.lockfile(), e);
    }
    return new Inputs(request, lock, variables(request));
  }

  private static SortedMap<String, String> variables(InstallRequest request) {
    List<Path> files = request.environmentFiles().stream().filter(Files::exists).toList();
    if (files.isEmpty()) {
      return new TreeMap<>();
    }
    Environment environment =
        EnvironmentReader.read(
            new EnvironmentSource(
                request.directory(), files, List.of(request.platform()), List.of()));
    return environment.variables();
  }

  /** What the lock says, read when its bytes are new; its key is worked out when it is asked for. */
  private record Content(Inputs inputs, LockedContent locked) {
    String key() {
      return InstallKey.ofContent(inputs.request(), inputs.variables(), locked);
    }
  }

  private static Content content(InstallRequest request, Inputs inputs) {
    return new Content(
        inputs,
        LockedContent.of(
            new String(inputs.lock(), StandardCharsets.UTF_8),
            request.shownLock(),
            request.platform(),
            request.ignorePip()));
  }

  private InstallResult install(
      InstallRequest request, Inputs inputs, Ahead<String> key, PrefixPlace place) {
    place.checkOurs();
    Optional<Fingerprint> known =
        PrefixPlace.isWhole(place.prefix())
            ? Fingerprint.read(place.fingerprint())
            : Optional.empty();
    boolean intact =
        known.isPresent() && known.get().fits(place.prefix(), request.threads());
    if (intact && known.get().inputs().equals(key.get())) {
      return upToDate(request, known.get());
    }
    Content content = content(request, inputs);
    Scripts.unknown(request, content.locked())
        .ifPresent(problem -> listener.on(new Event.Warning(problem)));
    if (known.isPresent() && known.get().content().equals(content.key())) {
      Optional<Fingerprint> renewed =
          intact
              ? Optional.of(known.get().withInputs(inputs.key()))
              : compared(request, place, inputs, content);
      if (renewed.isPresent()) {
        // Without a new one the next run compares again.
        if (place.mayWrite()) {
          renewed.get().write(place.fingerprint());
        }
        return upToDate(request, renewed.get());
      }
    }
    place.checkWritable();
    return build(request, inputs, content, place);
  }

  private static InstallResult upToDate(InstallRequest request, Fingerprint known) {
    return new InstallResult(
        request.prefix(),
        known.digest(),
        request.target().path(),
        known.manifest(),
        Optional.empty());
  }

  /**
   * A new fingerprint where only the file system's numbers differ, not what is there: another prefix
   * with hard links to the same files came or went, or Python left its caches.
   */
  private static Optional<Fingerprint> compared(
      InstallRequest request, PrefixPlace place, Inputs inputs, Content content) {
    PrefixManifest manifest;
    try {
      manifest = PrefixPlace.manifest(place.prefix());
    } catch (HermeticException e) {
      // Damaged: it is built anew.
      return Optional.empty();
    }
    boolean same =
        PrefixCheck.check(place.prefix(), manifest, request.threads()).stream()
            .allMatch(one -> one.kind() == Difference.Kind.CACHE);
    return same
        ? Optional.of(
            Fingerprint.take(
                place.prefix(), manifest, inputs.key(), content.key(), request.threads()))
        : Optional.empty();
  }

  private InstallResult build(
      InstallRequest request, Inputs inputs, Content content, PrefixPlace place) {
    try (CacheUse use = CacheUse.begin(settings.cacheDirectory())) {
      try {
        return build(request, inputs, content, place, get(request, content.locked(), false));
      } catch (HermeticException e) {
        if (!PrefixBuilder.isChangedInCache(e)) {
          throw e;
        }
        // What somebody wrote into is unpacked anew.
        return build(request, inputs, content, place, get(request, content.locked(), true));
      }
    }
  }

  private InstallResult build(
      InstallRequest request, Inputs inputs, Content content, PrefixPlace place, Got got) {
    try {
      long start = clock.millis();
      listener.on(new Event.StageStarted(STAGE, "Installing " + Count.of(got.size(), "package")));
      PrefixPlan plan = PrefixPlan.of(request.platform(), got.packages(), got.wheels());
      PrefixBuilder builder =
          PrefixBuilder.begin(
              new PrefixRequest(
                  plan,
                  new PrefixNotes(inputs.variables(), FROZEN),
                  place.next(),
                  request.patched(),
                  request.target(),
                  request.linkMode(),
                  request.compile(),
                  request.threads()));
      PrefixResult result;
      Scripts scripts;
      try (Ahead<Scripts> read =
          Ahead.start(() -> Scripts.of(plan, activation(request, place.next()), request))) {
        result = builder.finish();
        scripts = read.get();
      }
      Optional<InstallResult.Changes> changes =
          PrefixChanges.between(place.prefix(), result.manifest());
      place.replace();
      Fingerprint fingerprint = Fingerprint.of(result, inputs.key(), content.key());
      fingerprint.write(place.fingerprint());
      scripts.warnings().forEach(problem -> listener.on(new Event.Warning(problem)));
      listener.on(
          new Event.StageFinished(
              STAGE,
              "Installed " + Count.of(got.size(), "package"),
              Math.max(0, clock.millis() - start)));
      return new InstallResult(
          request.prefix(),
          result.manifest().digest(),
          result.manifest().targetPrefix(),
          fingerprint.manifest(),
          Optional.of(
              new InstallResult.Built(plan, result, changes, scripts.allowed())));
    } catch (RuntimeException | Error e) {
      place.clean();
      throw e;
    }
  }

  private static Activation activation(InstallRequest request, Path folder) {
    return ActivationReader.read(folder, request.patched().path(), request.platform());
  }

  /** One line for all files, not one for each. */
  private void onFile(Event event) {
    listener.on(
        event instanceof Event.StageFinished one ? new Event.StageDropped(one.stage()) : event);
  }

  /** Those of the first origin on the same server, where it has none of its own. */
  private static String withCredentials(String url, List<IndexAddress> origins) {
    return new IndexAddress(url).hasCredentials()
        ? url
        : origins.stream()
            .map(origin -> origin.withCredentials(url))
            .filter(one -> !one.equals(url))
            .findFirst()
            .orElse(url);
  }

  private record Got(List<PrefixPackage> packages, List<PrefixWheel> wheels) {
    int size() {
      return packages.size() + wheels.size();
    }
  }

  /**
   * All packages of the lock, from the cache.
   *
   * @param check whether to look at the files that are there; else who builds a prefix does
   */
  private Got get(InstallRequest request, LockedContent content, boolean check) {
    FileAddresses addresses =
        new FileAddresses(
            new ChannelSettings(
                ChannelSettings.DEFAULT_ALIAS,
                true,
                request.mirrors(),
                new TreeMap<>(),
                request.directory(),
                settings.environment()));
    List<PackageRequest> wanted = new ArrayList<>();
    for (LockedPackage one : content.packages()) {
      wanted.add(
          new PackageRequest(
              one.fileName(),
              List.of(addresses.fetched(one.url(), request.shownLock())),
              LockedContent.pin(one)));
    }
    for (LockedWheel one : content.wheels()) {
      String url = addresses.fetched(one.url(), request.shownLock());
      wanted.add(one.request(withCredentials(url, request.pipOrigins())));
    }
    PackageCache cache =
        new PackageCache(
            settings.cacheDirectory(),
            () -> new Fetcher(settings, this::onFile),
            listener,
            clock,
            Limits.DEFAULT,
            request.threads());
    List<UnpackedPackage> unpacked = check ? cache.get(wanted) : cache.getUnchecked(wanted);
    List<PrefixPackage> packages = new ArrayList<>();
    for (LockedPackage locked : content.packages()) {
      UnpackedPackage one = unpacked.get(packages.size());
      packages.add(
          new PrefixPackage(
              LockedRecord.of(locked, one.info()), one, content.specs().get(locked.name())));
    }
    List<PrefixWheel> wheels = new ArrayList<>();
    for (LockedWheel locked : content.wheels()) {
      UnpackedPackage one = unpacked.get(packages.size() + wheels.size());
      locked.check(one.info());
      wheels.add(new PrefixWheel(one, locked.requested(), locked.directUrl().orElse(null)));
    }
    return new Got(packages, wheels);
  }
}
