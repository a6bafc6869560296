package dev.hermetic.policy;

import dev.hermetic.distro.Distro;
import dev.hermetic.distro.Distros;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.image.BaseLayers;
import dev.hermetic.image.FactsFile;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.image.PushGate;
import dev.hermetic.license.License;
import dev.hermetic.lock.LockView;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.platform.Platform;
import dev.hermetic.policy.Policy.SignatureRule;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.sbom.CachedLicenses;
import dev.hermetic.track.TrackCommands;
import dev.hermetic.tree.Known;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers what a policy asks about, judges, and writes the verdict in all its forms. */
public final class PolicyService {
  private static final Known NOTHING =
      new Known() {
        @Override
        public Optional<PackageRecord> record(LockedPackage locked) {
          return Optional.empty();
        }

        @Override
        public List<Candidate> candidates(Platform platform, String name) {
          return List.of();
        }
      };

  private final FetchSettings settings;
  private final Clock clock;

  public PolicyService(FetchSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Where verdicts are written.
   *
   * @param folder for {@code verdict.json}, {@code junit.xml} and {@code openvex.json}
   * @param sarif the SARIF file
   * @param author of the OpenVEX document
   * @param version of Hermetic
   * @param created the time of the OpenVEX document
   * @param track whose lock was judged: what the documents tell to do is told of it
   */
  public record Output(
      Path folder, Path sarif, String author, String version, Instant created, String track) {}

  /**
   * Judges. Nothing is fetched: licences are what packages in the cache and the cached repodata say, ages
   * what the latter say.
   *
   * @throws HermeticException HERM-POLICY-001, 002, HERM-YAML-nnn, and what reading lock and image
   *     may find
   */
  public Verdict judge(PolicyRequest request) {
    Path directory = request.lock().directory();
    Path file = request.policy();
    Policy policy = file == null ? Policy.NONE : Policy.read(file, shown(directory, file));
    List<VexStatement> vex = new ArrayList<>();
    for (String document : policy.vex()) {
      Path path = file == null ? directory : file.resolveSibling(document);
      vex.addAll(VexReader.read(path, shown(directory, path)));
    }
    String lockName = shown(directory, request.lock().lockfile());
    LocatedLock located = CondaLockReader.readLocated(request.lock().lockfile(), lockName);
    LockView view = LockView.read(request.lock(), settings.environment());
    boolean asksRepodata = policy.needsAges() || !policy.licenses().isAny();
    Known known = asksRepodata ? view.known(request.lock(), settings) : NOTHING;
    List<PackageFacts> packages =
        new ArrayList<>(
            new PackageFactsFinder(known, located.locations(), licenses(policy)).locked(view));
    Optional<ImageFacts> image = image(request.image());
    if (image.isPresent() && !policy.licenses().isAny()) {
      packages.addAll(installed(request.image(), image.get()));
    }
    return new PolicyJudge(policy, request.limits())
        .judge(
            new Evidence(
                request.scan(),
                packages,
                image.flatMap(PolicyService::base),
                signatures(policy, image, file, request),
                request.lock().channelAlias(),
                located.locations().file(),
                vex,
                clock.instant()));
  }

  /** Repodata say nothing of pip packages; what is in the cache says it of both. */
  private Function<LockedPackage, Optional<License>> licenses(Policy policy) {
    return policy.licenses().isAny()
        ? locked -> Optional.empty()
        : new CachedLicenses(settings.cacheDirectory())::license;
  }

  private static String shown(Path directory, Path file) {
    return (file.startsWith(directory) ? directory.relativize(file) : file)
        .toString()
        .replace('\\', '/');
  }

  private static Optional<ImageFacts> image(Path folder) {
    Path file = folder.resolve(FactsFile.NAME);
    return Files.exists(file) ? Optional.of(FactsFile.read(file)) : Optional.empty();
  }

  private static Optional<Evidence.Base> base(ImageFacts facts) {
    ImageFacts.Base base = facts.base();
    // Built upon nothing.
    if (base.digest().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Evidence.Base(
            base.reference(),
            base.inRegistry()
                ? Optional.of(ImageReference.parse(base.reference()))
                : Optional.empty()));
  }

  private List<PackageFacts> installed(Path folder, ImageFacts facts) {
    String base = facts.base().reference();
    Distro distro =
        Distros.of(BaseLayers.of(folder, facts), base, settings.cacheDirectory());
    return PackageFactsFinder.installed(distro, base);
  }

  /** Only the base is signed by others; the image itself is verified by who runs it. */
  private static List<Evidence.Signature> signatures(
      Policy policy, Optional<ImageFacts> image, @Nullable Path file, PolicyRequest request) {
    List<Evidence.Signature> signatures = new ArrayList<>();
    Optional<Evidence.Base> base = image.flatMap(PolicyService::base);
    if (base.isEmpty() || file == null) {
      return List.of();
    }
    String place =
        base.get()
            .reference()
            .map(one -> one.registry() + "/" + one.repository())
            .orElse(base.get().name());
    for (SignatureRule rule : policy.signatures()) {
      if (rule.image().matches(place)) {
        String reason =
            base.get().reference().isEmpty()
                ? "it is from no registry"
                : request
                    .signatures()
                    .apply(
                        base.get()
                            .reference()
                            .get()
                            .withTag(null)
                            .withDigest(Digest.parse(image.orElseThrow().base().digest()))
                            .toString(),
                        file.resolveSibling(rule.key()));
        signatures.add(
            new Evidence.Signature(base.get().name(), rule.key(), reason.isEmpty(), reason));
      }
    }
    return signatures;
  }

  /**
   * Writes a verdict.
   *
   * @param request what was judged
   * @return the files
   * @throws HermeticException when they cannot be written
   */
  public static List<Path> write(Verdict verdict, PolicyRequest request, Output output) {
    Path directory = request.lock().directory();
    Path lock = request.lock().lockfile();
    VerdictJson.Subject subject =
        new VerdictJson.Subject(
            shown(directory, lock),
            PushGate.sha256(lock),
            image(request.image()).map(ImageFacts::digest).orElse(""));
    Map<Path, String> documents = new TreeMap<>();
    documents.put(output.folder().resolve(VerdictGate.FILE), VerdictJson.of(verdict, subject));
    documents.put(output.folder().resolve("junit.xml"), JunitReport.of(verdict));
    documents.put(
        output.folder().resolve("openvex.json"),
        VexReport.of(verdict, output.author(), output.created()));
    documents.put(output.sarif(), SarifReport.of(verdict, output.version()));
    Map<Path, byte[]> files = new TreeMap<>();
    documents.forEach(
        (file, text) ->
            files.put(
                file, TrackCommands.in(text, output.track()).getBytes(StandardCharsets.UTF_8)));
    AtomicFiles.write(files);
    return List.copyOf(files.keySet());
  }

  /**
   * Takes the verdict of an earlier scan away, so that no image is pushed with it when the next one
   * breaks off.
   *
   * @param folder where verdicts are written
   * @throws HermeticException HERM-POLICY-031
   */
  public static void forget(Path folder) {
    Path file = folder.resolve(VerdictGate.FILE);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw PolicyProblems.kept(file.toString(), e);
    }
  }
}
