package dev.hermetic.maven;

import dev.hermetic.attest.VerifyingKey;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.ledger.EventKind;
import dev.hermetic.ledger.Happened;
import dev.hermetic.lock.LockRequest;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.policy.Policy;
import dev.hermetic.policy.PolicyJudge;
import dev.hermetic.policy.PolicyRequest;
import dev.hermetic.policy.PolicyService;
import dev.hermetic.policy.Verdict;
import dev.hermetic.policy.VerdictGate;
import dev.hermetic.policy.VerdictText;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.scan.Origin;
import dev.hermetic.scan.ScanJson;
import dev.hermetic.scan.ScanRequest;
import dev.hermetic.scan.ScanResult;
import dev.hermetic.scan.ScanService;
import dev.hermetic.scan.ScanText;
import dev.hermetic.scan.Subject;
import dev.hermetic.tool.Scanner;
import dev.hermetic.tool.ToolRun;
import dev.hermetic.track.TrackCommands;
import dev.hermetic.trust.VerifyService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Tells which known vulnerabilities the locked packages, the packages of the image's base and the
 * dependencies of the project have, the smallest change of the lock that fixes them, and of which
 * packages nothing can be said. Fails the build when the policy of the project forbids any of it.
 * Installs nothing.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "scan",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    requiresProject = false,
    threadSafe = true)
public final class ScanMojo extends AbstractImageMojo {
  /**
   * The advisories, in OSV format: a folder, a zip, a {@code .json} or {@code .jsonl} file, also packed
   * as {@code .zst}; the URL of one; the URL of a mirror that has {@code ECOSYSTEM/all.zip}; {@code osv}
   * for the service at api.osv.dev, {@code osv:URL} for another.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.database")
  private @Nullable String scanDatabase;

  /**
   * File or URL of a mapping from conda names to those of PyPI, over the names that Hermetic knows.
   * Without it: {@code hermetic.pip.mapping}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.mapping")
  private @Nullable String scanMapping;

  /**
   * Whether to use only what is on this machine, also where Maven may use the network.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.offline", defaultValue = "false")
  private @Nullable String scanOffline;

  /**
   * Whether to look for the smallest change of the lock that fixes what was found, by trying it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.fixes", defaultValue = "true")
  private @Nullable String scanFixes;

  /**
   * The policy of the project; where there is no such file, only the parameters beside it count.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.policy", defaultValue = "hermetic-policy.yml")
  private @Nullable String scanPolicy;

  /**
   * From which severity on a vulnerability fails the build: {@code none}, {@code low}, {@code medium},
   * {@code high} or {@code critical}. Where the policy says it too, the stricter counts; where neither
   * does, {@code high}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.failOn")
  private @Nullable String scanFailOn;

  /**
   * What to do about a vulnerability whose severity nobody knows: {@code fail} or {@code ignore}. Where
   * the policy says it too, the stricter counts; where neither does, {@code fail}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.unknownSeverity")
  private @Nullable String scanUnknownSeverity;

  /**
   * How old the newest advisory may be, for example {@code 7d}; {@code none} for any age. Where the
   * policy says it too, the stricter counts; where neither does, 30 days.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.maxAge")
  private @Nullable String scanMaxAge;

  /**
   * Scanners that are installed and are run too, on the image, or on the bill of materials where there
   * is no image: {@code trivy}, {@code grype}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.tools")
  private @Nullable List<String> scanTools;

  /**
   * Where the verdict is written as SARIF 2.1.0. Without it: {@code hermetic/scan/hermetic.sarif} in
   * the build folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.sarif")
  private @Nullable String scanSarif;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.scan.skip", defaultValue = "false")
  private @Nullable String skipScan;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private @Nullable String outputTimestamp;

  @Inject
  public ScanMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Listener listener) {
    ImageParameters parameters = parameters();
    ParameterReader reader = parameters.reader();
    String database = reader.text(scanDatabase);
    boolean offline = reader.flag("hermetic.scan.offline", scanOffline, false);
    boolean fixes = reader.flag("hermetic.scan.fixes", scanFixes, true);
    ScanParameters scan = new ScanParameters(reader);
    List<Scanner> scanners = scan.tools(scanTools);
    PolicyJudge.Limits limits = scan.limits(scanFailOn, scanUnknownSeverity, scanMaxAge);
    Path policy = PolicyFile.find(reader, folder(), scanPolicy);
    Path sarif = reader.file(scanSarif);
    Instant created = BuildTime.orEpoch(reader, outputTimestamp, environmentVariables());
    RegistrySettings registry = registrySettings(parameters, listener);
    reader.check();
    if (database == null && policy == null && !invocation().isDirect()) {
      getLog().info("Not scanned: hermetic.scan.database names no advisories");
      return;
    }
    // A scan takes its time, and one that breaks off must not leave the verdict of another.
    Path folder = work().resolve("scan");
    PolicyService.forget(folder);
    if (policy != null) {
      Policy.read(policy, shown(policy));
    }
    LockRequest lock = request(LockRequest.Mode.FROZEN);
    String mapping = reader.text(scanMapping);
    FetchSettings settings = offline ? fetchSettings().offlineOnly() : fetchSettings();
    Stopwatch watch = Stopwatch.start();
    ScanResult own =
        new ScanService(settings, Clock.systemUTC(), listener)
            .scan(
                new ScanRequest(
                    lock,
                    database == null ? "" : database,
                    mapping == null ? lock.pipSettings().mapping() : mapping,
                    imageFolder(),
                    dependencies(),
                    fixes));
    ScanResult result =
        new ToolRun(folder, settings.offline())
            .extend(own, scanners, imageFolder().resolve("layout"), bill());
    Path file = folder.resolve(ScanJson.NAME);
    AtomicFiles.write(Map.of(file, TrackCommands.in(ScanJson.of(result), track()).getBytes(StandardCharsets.UTF_8)));
    ScanText.lines(result, ConsoleStyle.here(), Clock.systemUTC().instant())
        .forEach(getLog()::info);
    tellWritten(file);
    PolicyRequest request =
        new PolicyRequest(
            result,
            lock,
            policy,
            limits,
            imageFolder(),
            (image, key) ->
                new VerifyService(registry, Clock.systemUTC(), listener)
                    .missingSignature(
                        ImageReference.parse(image), VerifyingKey.read(key, shown(key))));
    Verdict verdict = new PolicyService(settings, Clock.systemUTC()).judge(request);
    eventLog(listener)
        .add(EventKind.SCAN, "", Happened.scan(verdict.scan(), verdict, watch.millis()));
    tell(
        verdict,
        request,
        new PolicyService.Output(
            folder,
            sarif == null ? folder.resolve("hermetic.sarif") : sarif,
            project().getGroupId() + ":" + project().getArtifactId(),
            invocation().version(),
            created,
            track()));
  }

  /** The verdict is written before it fails the build. */
  private void tell(Verdict verdict, PolicyRequest request, PolicyService.Output output) {
    PolicyService.write(verdict, request, output);
    String shown = shown(output.folder().resolve(VerdictGate.FILE));
    VerdictText.lines(verdict, ConsoleStyle.here()).forEach(getLog()::info);
    getLog().info("Wrote " + shown + ", and it as JUnit XML, SARIF and OpenVEX");
    verdict.enforce(shown);
  }

  /** The bill that {@code hermetic:sbom} made of the whole, for scanners where there is no image. */
  private @Nullable Path bill() {
    Path folder = work().resolve("sbom");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.cdx.json")) {
      return StreamSupport.stream(files.spliterator(), false).sorted().findFirst().orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  /** What the project itself needs when it runs. */
  private List<Subject> dependencies() {
    Set<Artifact> artifacts = project().getArtifacts();
    return artifacts.stream()
        .map(
            one ->
                new Subject(
                    Origin.MAVEN,
                    one.getGroupId() + ":" + one.getArtifactId(),
                    one.getVersion(),
                    List.of()))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  String goal() {
    return "scan";
  }

  @Override
  @Nullable String skipsGoal() {
    return skipScan;
  }
}
